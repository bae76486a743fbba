"""Releases: staged, repeated, interrupted, and while the site is being read."""

import re
import signal
import subprocess
import threading
import time

from scenario import expect, scenario


def edition_bytes(s, name="archive"):
    return s.read(f"{name}/edition/current/edition.db")


@scenario
def the_same_archive_gives_the_same_edition_to_the_byte(s):
    s.synth(200)
    for name in ("first", "second"):
        s.run("init", name)
        s.run("import", name, "cables")
        s.run("release", name, "--all", "--date", "2011-08-26")
    expect(edition_bytes(s, "first") == edition_bytes(s, "second"), "the editions differ")


@scenario
def staged_releases_end_where_one_release_ends(s):
    s.synth(200)
    for name, steps in (("staged", ["--created", "..2006"], ), ("whole", [])):
        s.run("init", name)
        s.run("import", name, "cables")
        if steps:
            s.run("release", name, *steps, "--date", "2011-08-26")
        s.run("release", name, "--all", "--date", "2011-08-26")
    expect(edition_bytes(s, "staged") == edition_bytes(s, "whole"), "the editions differ")


@scenario
def a_release_killed_at_any_moment_leaves_the_old_edition_whole_and_the_next_one_goes_on(s):
    s.synth(1200)
    s.run("init", "archive")
    s.run("import", "archive", "cables")
    s.run("release", "archive", "--created", "2005", "--date", "2011-08-25")
    for delay in (0.05, 0.2, 0.4, 0.8):
        process = subprocess.Popen([s.path, "--quiet", "release", "archive", "--all", "--date", "2011-08-26"], cwd=s.folder,
                                   env=s._environment(), stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        s.run("check", "archive/edition").warns("all is well")
    s.run("release", "archive", "--all", "--date", "2011-08-26")
    s.run("check", "archive").warns("all is well")
    s.run("check", "archive/edition").warns("all is well")


@scenario
def a_release_while_the_site_is_read_fails_no_request(s):
    s.synth(400)
    s.run("init", "archive")
    s.run("import", "archive", "cables")
    s.run("release", "archive", "--created", "2004", "--date", "2011-08-20")
    wrong, done = [], threading.Event()

    with s.serve("archive/edition") as site:
        pages = ["/", "/origin/", "/tag/", "/reldate/2011-08-20_0.html"]
        pages += re.findall(r'href="(/cable/[^"]+\.html)"', site.get("/").text)

        def read():
            while not done.is_set():
                for page in pages:
                    answer = site.get(page)
                    if answer.status != 200 or not answer.body.rstrip().endswith(b"</html>"):
                        wrong.append((page, answer.status))

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for number, year in enumerate(("2003", "2005", "2006", "2007", "2008")):
            s.run("release", "archive", "--created", year, "--date", f"2011-08-2{number + 1}")
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and site.get("/reldate/2011-08-25_0.html").status != 200:
            time.sleep(0.2)
        done.set()
        for reader in readers:
            reader.join()
        expect(site.get("/reldate/2011-08-25_0.html").status == 200, "the last release was not taken up")
    expect(not wrong, f"failed while a release was taken up: {wrong[:5]}")


@scenario
def what_is_not_released_is_nowhere_in_the_edition(s):
    s.synth(60)
    s.run("init", "archive")
    s.run("import", "archive", "cables")
    ids = sorted(name.rsplit("/", 1)[-1].removesuffix(".txt") for name in s.files("cables"))
    public, held = ids[::2], ids[1::2]
    s.run("release", "archive", *public, status=None)
    edition = b"".join(s.files("archive/edition").values())
    rows = [cable for cable in held if cable.encode() in edition]
    expect(not rows, f"held cables stand in the edition: {rows}")
    with s.serve("archive/edition") as site:
        for cable in held[:10]:
            expect(site.get(f"/cable/{cable}").status == 404, f"{cable} is not released and is answered")


@scenario
def an_unknown_id_is_refused_by_name_and_the_others_are_released(s):
    s.synth(3)
    s.run("init", "archive")
    s.run("import", "archive", "cables")
    known = next(iter(s.files("cables"))).rsplit("/", 1)[-1].removesuffix(".txt")
    result = s.run("release", "archive", known.lower(), "99NOWHERE1", status=1)
    result.warns("refused: 99NOWHERE1: no such cable in the archive")
    result.warns("1 cable released")


@scenario
def a_damaged_edition_is_found(s):
    edition = s.released_archive(30)
    file = s.folder / edition / "current/edition.db"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    s.run("check", edition, status=1).says("its SHA-256 is not the one in the manifest")
