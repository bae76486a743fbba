"""A release that dies, or is told that the disk is bad, at each of its writes: the old edition or the new one, and no leak.

strace stands between the program and the system. It stops the program before the n-th call of a kind, or fails that call.
"""

import collections
import re
import shutil
import subprocess

from desk_scenarios import archive_with_names, made_up_names, scan_half_made, shown, telegram, views_of
from scenario import LONG, Skipped, expect, scenario
from support.leak_scan import LeakScan

WRITES = ("write,pwrite64,writev,pwritev,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat,symlink,symlinkat,"
          "ftruncate,fsync,fdatasync,copy_file_range,sendfile")
SAMPLE = 3  # of all moments, where time is short


def expect_strace():
    try:
        traced = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        traced = False
    if not traced:
        raise Skipped("no strace here, or it may not trace")


def under_strace(s, archive, *options):
    environment = s._environment()
    environment["ASAN_OPTIONS"] = environment.get("ASAN_OPTIONS", "") + ":detect_leaks=0"  # it cannot look while another traces
    return subprocess.run(["strace", "-f", "-qq", "-o", "trace", "-e", "signal=none", *options, s.path, "--quiet", "release", archive],
                          cwd=s.folder, env=environment, capture_output=True, text=True)


def moments_of_a_release(s):
    """[(call, n)] in the order in which they come first: strace counts the calls of each thread on its own."""
    shutil.copytree(s.folder / "archive", s.folder / "traced", symlinks=True)
    done = under_strace(s, "traced", "-e", f"trace={WRITES}")
    expect(done.returncode == 0, f"a release under strace: {done.stderr}")
    counts, moments = collections.Counter(), {}
    for line in s.read("trace").decode(errors="replace").splitlines():
        call = re.match(r"(\d+) +(\w+)\(", line)
        if call:
            counts[call.groups()] += 1
            moments[call[2], counts[call.groups()]] = True
    return list(moments)


def some_of(moments):
    return moments if LONG else moments[::max(1, len(moments) // SAMPLE)]


class Redaction:
    """An archive whose next release takes a name out: the edition before, and the one that is to come."""

    def __init__(self, s):
        self.s, self.scan = s, LeakScan()
        self.names = made_up_names(2)
        archive_with_names(s, self.names, 30)
        s.write("more/109.txt", telegram(109, f"1. (U) {self.names[0]} came late."))
        s.run("--quiet", "import", "archive", "more")
        s.run("--quiet", "redact", "archive", "--text", self.names[0])

    def copy(self):
        shutil.rmtree(self.s.folder / "broken", ignore_errors=True)
        shutil.copytree(self.s.folder / "archive", self.s.folder / "broken", symlinks=True)

    def look(self, when):
        """The edition in use is the old one or the new one, whole, and what is half made shows no name."""
        s, edition = self.s, self.s.folder / "broken/edition"
        s.run("--quiet", "check", "broken/edition").warns("all is well")
        left = shown(views_of(edition), self.names)
        is_new = left == {(self.names[1],)}
        expect(is_new or left == {tuple(self.names)}, f"{when}: a mixture: {left}")
        for folder in edition.glob("*.partial"):
            leaks = scan_half_made(folder, self.names[:1])
            expect(not leaks, f"{when}: in {folder.name}: {leaks[:4]}")
        return is_new

    def go_on(self, when):
        """The next release ends what was begun."""
        s = self.s
        s.run("--quiet", "release", "broken", "08LINDEN109")
        expect(self.look(f"{when}, and the next release"), f"{when}: the next release does not redact")
        leaks = self.scan.folder(s.folder / "broken/edition", self.names[:1])
        expect(not leaks, f"{when}, after the next release: {leaks[:4]}")
        s.run("--quiet", "check", "broken").warns("all is well")


@scenario
def a_release_killed_before_any_of_its_writes_leaves_the_old_or_the_new_edition(s):
    expect_strace()
    redaction = Redaction(s)
    moments = moments_of_a_release(s)
    expect(len(moments) > 50, f"only {moments}")
    outcomes = collections.Counter()
    for call, number in some_of(moments):
        redaction.copy()
        under_strace(s, "broken", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}")
        when = f"killed before {call} {number}"
        outcomes[redaction.look(when)] += 1
        redaction.go_on(when)
    expect(outcomes[False] > 0, "no old edition was left: that tests nothing")


@scenario
def a_write_that_fails_stops_a_release_with_the_reason_and_the_next_one_goes_on(s):
    expect_strace()
    redaction = Redaction(s)
    for call, number in some_of([m for m in moments_of_a_release(s) if not m[0].startswith(("unlink", "rmdir"))]):
        error, reason = ("EIO", "Input/output error|disk I/O error") if "sync" in call else ("ENOSPC", "No space left|disk is full|disk I/O error")
        redaction.copy()
        done = under_strace(s, "broken", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={number}+")
        when = f"{call} fails from {number} on"
        is_new = redaction.look(when)
        if done.returncode == 0:  # what cannot be cleaned up or noted after the switch does not undo it
            expect(is_new, f"{when}: it says nothing, and the edition is the old one")
        elif call not in ("write", "writev"):  # where these fail, so does the message
            expect(re.search(rf"chancery: .*({reason})", done.stderr), f"{when}: no reason: {done.stderr}")
        redaction.go_on(when)
