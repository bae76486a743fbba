"""Releases: staged, repeated, interrupted, and while the site is being read."""

import json
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
    named = set()  # by a public cable: a ghost, which is no secret
    for cable in public:
        view = json.loads(s.run("show", "archive/edition", cable, "--format", "json", status=None).stdout or "{}")
        named |= {reference["id"] for reference in view.get("references", [])}
    rows = [cable for cable in held if cable.encode() in edition and cable not in named]
    expect(not rows, f"held cables stand in the edition: {rows}")
    with s.serve("archive/edition") as site:
        for cable in held[:10]:
            expect(site.get(f"/cable/{cable}").status == 404, f"{cable} is not released and is answered")


def telegram(serial, day, references=""):
    """A fictional cable of Linden, with a REF line if `references` has any."""
    return (f"VZCZCXYZ0013\nRR RUEHWEB\n\nDE RUEHGT #{serial:04}/01 0581956\nZNR UUUUU ZZH\nR {day:02}1956Z FEB 08\n"
            f"FM AMEMBASSY GUATEMALA\nTO RUEHC/SECSTATE WASHDC 4858\nUNCLAS GUATEMALA 000{serial} \n \nSIPDIS \n \n"
            f"E.O. 12958: N/A \nTAGS: PGOV GT\nSUBJECT: FERRIES OF LINDEN {serial} \n \n"
            + (f"REF: {references} \n \n" if references else "") + "1. (U) The harbour of Linden is calm. \nQUILL")


def pages_around(site):
    """What a reader can see of the cables 101 to 104, whether they are public or not."""
    paths = [f"/cable/08GUATEMALA{n}" for n in range(101, 105)]
    paths += [f"/cable/2008/02/08GUATEMALA{n}.{form}" for n in range(101, 105) for form in ("html", "json", "txt")]
    paths += [f"/cited/08GUATEMALA{n}_0.html" for n in range(101, 105)]
    return {path: (site.get(path).status, site.get(path).body) for path in paths}


@scenario
def references_from_and_to_what_is_not_released_are_not_betrayed(s):
    s.write("public/101.txt", telegram(101, 3, "08 GUATEMALA 102"))
    s.write("public/104.txt", telegram(104, 6))
    s.write("held/102.txt", telegram(102, 4, "A. 08 GUATEMALA 101 B. 08 GUATEMALA 103 C. 08 GUATEMALA 104"))
    s.write("held/103.txt", telegram(103, 5, "08 GUATEMALA 101"))
    seen = {}
    for name, folders in (("without", ["public"]), ("with", ["public", "held"])):
        s.run("init", name)
        s.run("import", name, *folders)
        s.run("release", name, "08GUATEMALA101", "08GUATEMALA104", "--date", "2011-08-26")
        with s.serve(f"{name}/edition") as site:
            seen[name] = pages_around(site)
    expect(edition_bytes(s, "with") == edition_bytes(s, "without"), "the editions differ")
    different = [path for path in seen["with"] if seen["with"][path] != seen["without"][path]]
    expect(not different, f"pages differ: {different}")
    status, page = seen["with"]["/cable/08GUATEMALA102"]
    expect(status == 404 and b"08GUATEMALA102 is not in this archive" in page, "the ghost of 102 has no page")
    expect(seen["with"]["/cited/08GUATEMALA102_0.html"][0] == 200, "nobody is listed as referring to 102")
    expect(seen["with"]["/cited/08GUATEMALA103_0.html"][0] == 404, "103 is named by no public cable, and has a page")


@scenario
def a_ghost_resolves_when_its_cable_is_released(s):
    s.write("first/101.txt", telegram(101, 3, "08 GUATEMALA 102"))
    s.write("second/102.txt", telegram(102, 4))
    s.run("init", "archive")
    s.run("import", "archive", "first", "second")
    s.run("release", "archive", "08GUATEMALA101", "--date", "2011-08-25")
    with s.serve("archive/edition") as site:
        expect("not in this archive" in site.get("/cable/2008/02/08GUATEMALA101.html").text, "102 is no ghost")
    s.run("release", "archive", "--all", "--date", "2011-08-26")
    s.run("check", "archive/edition").warns("all is well")
    with s.serve("archive/edition") as site:
        citing = site.get("/cable/2008/02/08GUATEMALA101.html").text
        expect("not in this archive" not in citing and "/cable/2008/02/08GUATEMALA102.html" in citing, "102 is not linked")
        cited = site.get("/cable/2008/02/08GUATEMALA102.html").text
        expect("Referred to by" in cited and "08GUATEMALA101" in cited, "102 does not name 101")
        expect('"referred_by":["08GUATEMALA101"]' in site.get("/cable/2008/02/08GUATEMALA102.json").text, "nor does its JSON")


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
