"""Exports to ZIM: what zimcheck, zimdump and kiwix-serve make of them, kills, full disks, what is refused."""

import html
import os
import re
import resource
import shutil
import signal
import subprocess
import time

from export_scenarios import cables_of, export, redact_a_subject, start
from scenario import Skipped, expect, scenario
from support import kiwix


def needs_zim(s):
    if missing := kiwix.what_is_missing(s):
        raise Skipped(missing)


def expect_sound(s, name):
    """All that zimcheck looks at: form, checksum, metadata, icon, first page, links, empty and equal files."""
    done = subprocess.run(["zimcheck", "--all", "--details", s.folder / name], capture_output=True, text=True)
    expect(done.returncode == 0 and "Overall Test Status: Pass" in done.stdout, f"zimcheck: {done.stdout}{done.stderr}")
    expect("[ERROR]" not in done.stdout and "[WARNING]" not in done.stdout, f"zimcheck: {done.stdout}")
    done = subprocess.run(["sha256sum", "--strict", "-c", f"{name}.sha256"], cwd=s.folder, capture_output=True, text=True)
    expect(done.returncode == 0, f"sha256sum: {done.stdout}{done.stderr}")


def left_over(s):
    return [path.name for path in s.folder.iterdir() if "partial" in path.name]


def expect_words_lead_to(site, cable):
    page = site.get(cable["path"])
    expect(page.status == 200 and page.headers["content-type"] == "text/html", f"{cable['path']} answers {page.status}")
    text = html.unescape(re.sub(r"<[^>]*>", " ", re.search(r"<main.*</main>", page.text, re.S)[0]))
    words = sorted(set(re.findall(r"\b[a-z]{9,}\b", text)), key=len)[-3:]
    expect(cable["path"] in site.search(" ".join(words)), f"{words} do not find {cable['id']}")
    expect(cable["path"].lstrip("/") in site.ask("suggest", term=cable["id"]), f"{cable['id']} is not offered")


def expect_readers_find_their_way(site, cables):
    for cable in cables[:5]:
        expect_words_lead_to(site, cable)
    found = site.search(cables[0]["id"])
    expect(all(re.match(r"/(cable|help)/", path) for path in found), f"lists are found: {found}")
    catalog = super(kiwix.Kiwix, site).get("/catalog/v2/entries").text
    for part in ("<title>A fictional archive</title>", "<language>eng</language>", "_ftindex:yes", "<name>a-fictional-archive_eng</name>",
                 "image/png;width=48;height=48"):
        expect(part in catalog, f"the catalog has no {part}: {catalog}")


@scenario
def a_zim_file_has_the_files_of_a_copied_site_and_its_readers_find_their_way(s):
    needs_zim(s)
    s.released_archive(20)
    subject = redact_a_subject(s)
    export(s, "zim", "cables.zim")
    expect_sound(s, "cables.zim")
    export(s, "site", "copy")
    subprocess.run(["zimdump", "dump", "--dir", s.folder / "dump", s.folder / "cables.zim"], check=True, capture_output=True)
    copy, dump = s.files("copy"), s.files("dump")
    wanted = {name: content for name, content in copy.items() if name not in ("MANIFEST.sha256", "export.json")}
    found = {name: content for name, content in dump.items() if not name.startswith("_exceptions/")}
    expect(wanted.keys() == found.keys(), f"files differ: {sorted(wanted.keys() ^ found.keys())[:6]}")
    changed = [name for name in wanted if wanted[name] != found[name]]
    expect(not changed, f"other content: {changed[:6]}")
    s.run("check", "dump", "--against", "archive")
    with kiwix.serve(s.folder / "cables.zim") as site:
        expect_readers_find_their_way(site, cables_of(s))
        expect(not any(subject in html.unescape(site.ask("suggest", term=word)) for word in subject.split()), "what was taken out is offered")


@scenario
def two_zim_files_of_an_edition_are_the_same(s):
    needs_zim(s)
    s.released_archive(20)
    s.run("export", "archive/edition", "--to", "zim", "one/cables.zim", status=1).warns("cannot make one/cables.zim.partial")
    (s.folder / "one").mkdir()
    (s.folder / "two").mkdir()
    export(s, "zim", "one/cables.zim")
    time.sleep(1.1)  # nothing in it may depend on the second
    s.run("export", "archive/edition", "--to", "zim", "two/cables.zim").warns(" pages and other files, ")
    expect(s.files("one") == s.files("two"), "they differ")
    expect(sorted(s.files("one")) == ["cables.zim", "cables.zim.sha256"], f"there is {sorted(s.files('one'))}")

    path = s.folder / "one/cables.zim"
    before = path.stat().st_mtime_ns
    s.run("export", "archive/edition", "--to", "zim", "one/cables.zim").warns("is up to date: nothing was written")
    expect(path.stat().st_mtime_ns == before, "it was written again")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    s.run("export", "archive/edition", "--to", "zim", "one/cables.zim").warns(" pages and other files, ")
    expect(s.files("one") == s.files("two"), "a damaged file was not made anew")


@scenario
def an_export_to_zim_that_does_not_come_to_its_end_leaves_nothing_that_looks_whole(s):
    needs_zim(s)
    s.released_archive(20)
    begin = time.monotonic()
    export(s, "zim", "whole.zim")
    needs = time.monotonic() - begin
    exporting = start(s, "export", "archive/edition", "--to", "zim", "cables.zim")
    time.sleep(needs * 0.6)
    exporting.kill()
    exporting.communicate()
    expect(exporting.returncode == 0 or not (s.folder / "cables.zim").exists(), "there is half a file")
    shutil.rmtree(s.folder / "cables.zim.partial", ignore_errors=True)

    exporting = start(s, "export", "archive/edition", "--to", "zim", "cables.zim")
    while not list((s.folder / "cables.zim.partial").glob("made.zim*")) and exporting.poll() is None:
        time.sleep(0.01)
    exporting.send_signal(signal.SIGINT)
    _, said = exporting.communicate(timeout=60)
    expect(exporting.returncode in (0, 130), f"it ended with {exporting.returncode}: {said}")
    expect(exporting.returncode == 0 or "stopped; run the same command again" in said, f"it said: {said}")
    expect(not left_over(s), f"it left {left_over(s)}")

    size = (s.folder / "whole.zim").stat().st_size

    def little_room():  # no file may grow so far
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

    (s.folder / "cables.zim").unlink(missing_ok=True)
    exporting = start(s, "export", "archive/edition", "--to", "zim", "cables.zim", preexec_fn=little_room)
    _, said = exporting.communicate(timeout=300)
    expect(exporting.returncode == 1 and "cannot write " in said and "File too large" in said, f"a full disk ended with {exporting.returncode}: {said}")
    expect(not (s.folder / "cables.zim").exists() and not left_over(s), "a full disk left something")

    export(s, "zim", "cables.zim")
    expect(s.read("cables.zim") == s.read("whole.zim"), "it differs from one that was made at once")


@scenario
def an_export_to_zim_wants_a_file_of_its_own(s):
    needs_zim(s)
    s.released_archive(20)
    s.write("taken.zim", "mine")
    s.write("folder.zim/mine.txt", "mine")
    export(s, "zim", "taken.zim", status=2).warns("taken.zim holds something else")
    expect(s.read("taken.zim") == b"mine", "it was touched")
    export(s, "zim", "folder.zim", status=2).warns("folder.zim is not a file")
    export(s, "zim", "cables", status=2).warns("cables does not end in .zim")
    export(s, "zim", "cables.zim", status=2, edition="archive").warns("no edition in archive")
    export(s, "zim", "cables.zim", "--compress", status=2).warns("--compress and --torrent do not go")
    expect(not left_over(s) and not (s.folder / "cables.zim").exists(), "something was made")


@scenario
def without_its_program_an_export_to_zim_says_what_to_install(s):
    alone = s.folder / "alone/chancery"
    alone.parent.mkdir()
    try:
        os.link(s.path, alone)
    except OSError:
        shutil.copy(s.path, alone)
    s.path = alone
    s.run("export", "edition", "--to", "zim", "cables.zim", status=2).warns("install the package chancery-zim, or libzim-dev and build again")
