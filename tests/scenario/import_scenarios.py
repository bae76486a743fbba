"""What an importer meets in the world: bad files, bad archives, full disks, and being killed."""

import json
import gzip
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tarfile
import time
import zipfile

from scenario import expect, scenario


def a_cable(s):
    """One fictional cable as a file's bytes, and its name."""
    s.synth(1, "one")
    name, content = next(iter(s.files("one").items()))
    return pathlib.Path(name).name, content


def import_all(s, status=0):
    if not (s.folder / "archive").exists():
        s.run("init", "archive")
    return s.run("--quiet", "import", "archive", "source", status=status)


@scenario
def bad_files_are_refused_by_name_and_all_else_is_imported(s):
    name, content = a_cable(s)
    s.write(f"source/{name}", content)
    s.write("source/empty.txt", b"")
    s.write("source/noise.bin", bytes(range(256)) * 40)
    s.write("source/letter.txt", "Dear Ada,\n\nthank you for the plums.\n")
    s.write("source/other.html", "<html><body><h1>A page of another site</h1></body></html>")
    with open(s.folder / "source/line.txt", "wb") as file:  # 2 GB in one line, sparse
        file.truncate(2 << 30)
    result = import_all(s, status=1)
    for refused in ("empty.txt", "noise.bin", "letter.txt", "other.html", "line.txt"):
        result.warns(f"source/{refused}: ")
    result.warns("1 document added")
    result.warns("5 refused")


@scenario
def a_zip_bomb_is_stopped_and_all_else_is_imported(s):
    name, content = a_cable(s)
    s.write(f"source/{name}", content)
    with zipfile.ZipFile(s.folder / "source/bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}.txt", b"0" * (8 << 20))
    result = import_all(s, status=1)
    result.warns("bomb.zip")
    result.warns("1 document added")


@scenario
def what_stands_before_the_damage_in_a_truncated_archive_is_imported(s):
    s.synth(60)
    with tarfile.open(s.folder / "whole.tar.gz", "w:gz") as archive:
        archive.add(s.folder / "cables", "cables")
    whole = (s.folder / "whole.tar.gz").read_bytes()
    s.write("source/cut.tar.gz", whole[: len(whole) // 2])
    result = import_all(s, status=1)
    result.warns("cut.tar.gz")
    expect(" 0 documents added" not in result.stderr, str(result))


@scenario
def archives_of_every_kind_give_what_the_folder_gives(s):
    s.synth(12)
    files = s.files("cables")
    s.write("source/.keep", b"")
    with zipfile.ZipFile(s.folder / "source/a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    for kind in ("gz", "xz", "bz2"):
        with tarfile.open(s.folder / f"source/a.tar.{kind}", f"w:{kind}") as archive:
            archive.add(s.folder / "cables", "cables")
    result = import_all(s)
    result.warns("12 documents added")
    result.warns("36 unchanged")


@scenario
def a_folder_without_rights_is_refused_by_name(s):
    name, content = a_cable(s)
    s.write(f"source/{name}", content)
    s.write("source/closed/x.txt", content)
    if os.geteuid() == 0:  # rights do not bind root: a folder that vanishes into a loop of links does
        shutil.rmtree(s.folder / "source/closed")
        s.run("init", "archive")
        result = s.run("--quiet", "import", "archive", "source", "source/closed", status=1)
        result.warns("source/closed: ")
    else:
        (s.folder / "source/closed").chmod(0)
        result = import_all(s, status=1)
        (s.folder / "source/closed").chmod(0o755)
        result.warns("source/closed: ")
    result.warns("1 document added")


@scenario
def a_full_disk_says_so_and_keeps_what_was_committed(s):
    s.synth(300)
    s.run("init", "archive")
    limit = (s.folder / "archive/archive.db").stat().st_size + (192 << 10)  # no file may be longer: a full disk
    command = ["bash", "-c", f'trap "" XFSZ; ulimit -f {limit // 1024}; exec "$0" "$@"', str(s.path), "--quiet", "import", "archive", "cables"]
    done = subprocess.run(command, cwd=s.folder, capture_output=True, text=True, env=s._environment())
    expect(done.returncode == 1, f"exit status {done.returncode}: {done.stderr}")
    expect("archive.db" in done.stderr, done.stderr)
    s.run("check", "archive")
    s.run("--quiet", "import", "archive", "cables")
    s.run("check", "archive").warns("300 originals checked, all is well")


@scenario
def an_import_killed_at_any_moment_goes_on_and_the_archive_is_whole(s):
    s.synth(1500)
    s.run("init", "archive")
    for delay in (0.05, 0.15, 0.3, 0.6):
        process = subprocess.Popen([s.path, "--quiet", "import", "archive", "cables"], cwd=s.folder, env=s._environment(),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        s.run("check", "archive").warns("all is well")
    s.run("--quiet", "import", "archive", "cables")
    s.run("check", "archive").warns("1,500 originals checked, all is well")


@scenario
def a_stopped_import_says_how_to_go_on(s):
    s.synth(3000)
    s.run("init", "archive")
    process = subprocess.Popen([s.path, "--quiet", "import", "archive", "cables"], cwd=s.folder, env=s._environment(),
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    time.sleep(0.4)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    expect(process.returncode in (0, 130), f"exit status {process.returncode}: {said}")
    if process.returncode == 130:
        expect("run the same command again" in said, said)
    s.run("check", "archive").warns("all is well")


@scenario
def a_page_and_its_raw_text_become_two_originals_of_one_cable(s):
    for form in ("text", "page2010", "page2011"):
        s.run("synth", 5, f"source/{form}", "--form", form)
    import_all(s).warns("15 documents added (5 cables not known before)")


@scenario
def the_original_comes_back_bit_for_bit(s):
    name, content = a_cable(s)
    s.write(f"source/{name}", content)
    import_all(s)
    shown = subprocess.run([s.path, "show", "archive", name.removesuffix(".txt"), "--format", "raw"], cwd=s.folder,
                           capture_output=True, env=s._environment())
    expect(shown.stdout == content, "the original has changed")


@scenario
def a_dump_its_cables_as_text_and_their_json_become_originals_of_the_same_cables(s):
    s.run("synth", 40, "source/text")
    s.run("synth", 40, "dump", "--form", "csv")
    lines = s.run("parse", "source/text").stdout
    s.run("init", "archive")
    s.run("--quiet", "import", "archive", "source").warns("40 documents added (40 cables not known before)")
    s.run("--quiet", "import", "archive", "dump/dump.csv").warns("40 documents added (0 cables not known before)")
    s.write("cables.jsonl", lines)
    s.run("--quiet", "import", "archive", "cables.jsonl").warns("40 documents added (0 cables not known before)")
    s.run("--quiet", "import", "archive", "dump", "cables.jsonl").warns("0 documents added (0 cables not known before), 80 unchanged")
    s.run("check", "archive").warns("all is well")


@scenario
def a_dump_gives_the_cables_that_its_texts_give(s):
    s.run("synth", 25, "text")
    s.run("synth", 25, "dump", "--form", "csv")
    bodies = []
    for source in ("text", "dump"):
        s.run("init", f"archive-{source}")
        s.run("--quiet", "import", f"archive-{source}", source)
        s.run("--quiet", "release", f"archive-{source}", "--all", "--date", "2011-08-26")
        names = sorted(json.loads(line)["id"] for line in s.run("parse", source).stdout.splitlines())
        shown = [json.loads(s.run("show", f"archive-{source}/edition", name, "--format", "json").stdout) for name in names]
        # Raw telegrams have pilcrows, which the site of 2010 put there.
        bodies.append([(cable["id"], cable["body"].replace("¶", "").split()) for cable in shown])
    expect(bodies[0] == bodies[1], "the dump gives other cables than the texts")


@scenario
def a_broken_row_of_a_dump_is_refused_by_its_line_and_the_others_are_taken(s):
    s.run("synth", 3, "dump", "--form", "csv")
    rows = s.read("dump/dump.csv")
    first_end = rows.index(b'"\n"') + 2
    s.write("source/dump.csv", rows[:first_end] + b'"99","1/2/2008 10:00","half a row\n' + rows[first_end:])
    s.run("init", "archive")
    result = s.run("--quiet", "import", "archive", "source", status=1)
    result.warns("refused: source/dump.csv")
    result.warns("line ")
    result.warns("3 documents added")


@scenario
def the_fullest_text_of_a_cable_leads_and_the_others_are_kept(s):
    head = "R 271956Z FEB 08\nFM AMEMBASSY GUATEMALA\nTO RUEHC/SECSTATE WASHDC 4858\n\nUNCLAS GUATEMALA 000242\n\nSIPDIS\n\nE.O. 12958: N/A\n" \
           "TAGS: PHUM GT\nSUBJECT: PLUMS\n\n1. (U) The orchards are in bloom.\n"
    s.write("source/a.txt", head + "\n2. (U) And XXXXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXX.\n\nDERHAM\n")
    s.write("source/b.txt", head + "\n2. (U) And the mayor counted the trees.\n\nDERHAM\n")
    import_all(s).warns("2 documents added (1 cable not known before)")
    s.run("--quiet", "release", "archive", "--all", "--date", "2011-08-26")
    shown = s.run("show", "archive/edition", "08GUATEMALA242").stdout
    expect("the mayor counted" in shown and "XXXXX" not in shown, shown)
    listed = s.run("show", "archive", "08 Guatemala 242", "--format", "originals").stdout.splitlines()
    expect([line.split()[-1] for line in listed] == ["source/b.txt", "source/a.txt"], str(listed))
    s.run("check", "archive").warns("2 originals checked, all is well")


RECORD = """                                                                 Message Text

PAGE 01        GUATEM  00042  171330Z

ACTION ARA-10

INFO  OCT-01  ISO-00  /011 W
                     ---------------------     040312
R 171330Z JAN 75
FM AMEMBASSY GUATEMALA
TO SECSTATE WASHDC 4058

UNCLAS GUATEMALA 0042

E.O. 11652: N/A
TAGS: PFOR, GT
SUBJECT: PLUMS

1. THE ORCHARDS ARE IN BLOOM.

KREBS

                                                                 Message Attributes
Automatic Decaptioning: X
Concepts: PLUMS
Control Number: n/a
Current Classification: UNCLASSIFIED
Document Number: 1975GUATEM00042
Draft Date: 17 JAN 1975
Original Classification: UNCLASSIFIED
Subject: PLUMS
TAGS: PFOR, GT
To: STATE
"""


@scenario
def a_record_of_the_national_archives_is_a_cable_of_its_time(s):
    s.write("source/record.txt", RECORD)
    import_all(s).warns("1 document added (1 cable not known before)")
    cable = json.loads(s.run("parse", "source/record.txt").stdout)
    expect((cable["id"], cable["created"], cable["subject"]) == ("75GUATEMALA42", "1975-01-17T13:30:00Z", "PLUMS"), str(cable))
    expect(cable["signature"] == ["KREBS"], str(cable["signature"]))


# ---- the CSV dump


def rows_of_synth(s, count=20):
    """A dump's bytes, as a list of its rows with their line ends, and the same as text."""
    s.run("synth", count, "csv", "--form", "csv")
    dump = s.read("csv/dump.csv")
    rows, start = [], 0
    for number in range(2, count + 1):
        end = dump.index(b'\n"%d","' % number, start) + 1
        rows.append(dump[start:end])
        start = end
    return rows + [dump[start:]]


def id_of(row):
    return row.split(b'","')[2].decode()


def raw(s, cable, archive="archive"):
    done = subprocess.run([s.path, "show", archive, cable, "--format", "raw"], cwd=s.folder, capture_output=True,
                          env=s._environment())
    expect(done.returncode == 0, done.stderr.decode())
    return done.stdout


@scenario
def each_row_of_a_dump_is_a_cable_and_its_bytes_come_back(s):
    rows = rows_of_synth(s)
    s.write("source/dump.csv", b"".join(rows))
    import_all(s).warns("20 documents added (20 cables not known before), 0 unchanged, 0 refused")
    import_all(s).warns("0 documents added (0 cables not known before), 20 unchanged, 0 refused")
    for row in rows[:3]:
        expect(raw(s, id_of(row)) == row.rstrip(b"\r\n"), "the row has changed")
    s.run("check", "archive").warns("20 originals checked, all is well")


@scenario
def a_dump_gives_the_same_in_any_packing_and_with_any_line_end(s):
    rows = rows_of_synth(s)
    s.write("source/a.csv", b"".join(rows))
    s.write("source/b.csv.gz", gzip.compress(b"".join(rows)))
    with zipfile.ZipFile(s.folder / "source/c.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deep/dump.csv", b"".join(reversed(rows)))
    with tarfile.open(s.folder / "source/d.tar.xz", "w:xz") as archive:
        archive.add(s.folder / "csv", "csv")
    import_all(s).warns("20 documents added (20 cables not known before), 60 unchanged, 0 refused")
    text = b"".join(rows)
    s.write("crlf/dump.csv", text.replace(b"\n", b"\r\n"))
    s.write("doubled/dump.csv", text.replace(b'\\"', b'""').replace(b"\\\\", b"\\"))
    shown = s.run("show", "archive", id_of(rows[0]), "--format", "json").stdout
    for other in ("crlf", "doubled"):
        s.run("init", other + "-archive")
        s.run("--quiet", "import", other + "-archive", other).warns("20 documents added (20 cables not known before)")
        expect(s.run("show", other + "-archive", id_of(rows[0]), "--format", "json").stdout == shown, other + " reads otherwise")


@scenario
def a_broken_row_is_refused_with_its_line_and_the_others_are_kept(s):
    rows = rows_of_synth(s)
    rows[5] = rows[5][: len(rows[5]) // 2]  # cut off in the middle of its text
    line = b"".join(rows[:5]).count(b"\n") + 1
    s.write("source/dump.csv", b"".join(rows))
    result = import_all(s, status=1)
    result.warns(f"refused: source/dump.csv: line {line}: ")
    result.warns("1 refused")
    count = 19 if rows[5].endswith(b"\n") else 18  # the next row may have lost its line start
    result.warns(f"{count} documents added")


@scenario
def a_dump_cut_off_in_its_packing_gives_the_rows_before(s):
    rows = rows_of_synth(s, 200)
    packed = gzip.compress(b"".join(rows))
    s.write("source/dump.csv.gz", packed[: len(packed) // 2])
    result = import_all(s, status=1)
    result.warns("source/dump.csv.gz!dump.csv: ")
    result.warns(" records before that were read")
    expect(" 0 documents added" not in result.stderr, str(result))


# ---- JSON lines


@scenario
def what_parse_prints_imports_as_the_same_cable(s):
    for form in ("text", "page2010", "page2011", "csv"):
        s.run("synth", 30, f"in/{form}", "--form", form, "--seed", 5)
        printed = s.run("parse", f"in/{form}").stdout
        s.write(f"lines/{form}.jsonl", printed)
        again = s.run("parse", f"lines/{form}.jsonl").stdout
        expect(again == printed, f"{form}: parsed again from JSON it is another cable")
        s.run("init", form)
        s.run("--quiet", "import", form, f"lines/{form}.jsonl").warns("30 documents added (30 cables not known before)")
        first = printed.splitlines()[0]
        expect(raw(s, json.loads(first)["id"], form).decode() == first, "the line was not kept")


@scenario
def a_line_that_is_no_cable_is_refused_and_the_others_are_kept(s):
    s.synth(3)
    lines = s.run("parse", "cables").stdout.splitlines()
    lines.insert(1, '{"id": "08GUATEMALA242"')
    lines.insert(2, '{"id": "08GUATEMALA242"}')
    s.write("source/x.jsonl", "\n".join(lines) + "\n")
    result = import_all(s, status=1)
    result.warns("refused: source/x.jsonl#2: JSON, but not of a cable: ")
    result.warns("refused: source/x.jsonl#3: JSON, but not of a cable: neither header nor body")
    result.warns("3 documents added")


# ---- records of the National Archives

STAMP = "Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 05 JUL 2006"
TELEGRAM_1975 = """
PAGE 01        CARACA  02200  171412Z

45
ACTION ARA-10

INFO  OCT-01  ISO-00  SS-15  /026 W
                    ---------------------  054321
R 171330Z MAR 75
FM AMEMBASSY CARACAS
TO SECSTATE WASHDC 1234

C O N F I D E N T I A L CARACAS 2200

E.O. 11652: GDS
TAGS: PINT, EAGR, VE
SUBJECT: THE DUCKS OF THE ORCHARD

REF: STATE 43210

1. MINISTER FIREFLY TOLD AMBASSADOR THAT DUCKS DO WELL.
CONFIDENTIAL

CONFIDENTIAL

PAGE 02        CARACA  02200  171412Z

2. COMMENT: WE SHALL SEE.
TEASDALE

CONFIDENTIAL




NNN
"""
FIELDS_1975 = [
    ("Capture Date", "01 JAN 1994"), ("Current Classification", "UNCLASSIFIED"), ("Draft Date", "17 MAR 1975"),
    ("Document Number", "1975CARACA02200"), ("Film Number", "D750019-0123"), ("From", "CARACAS"),
    ("Handling Restrictions", "n/a"), ("Locator", "TEXT ON-LINE, ON MICROFILM"), ("Original Classification", "CONFIDENTIAL"),
    ("Subject", "THE DUCKS OF THE ORCHARD"), ("TAGS", "PINT, EAGR, VE"), ("To", "STATE"), ("Markings", STAMP),
]


def record_text():
    fields = "".join(f"{name}: {value}\n" for name, value in FIELDS_1975)
    return f"{STAMP}\n\n      Message Text\n{TELEGRAM_1975}\n{STAMP}\n\n      Message Attributes\n\n{fields}\n{STAMP}\n"


def record_page():
    rows = "".join(f"<tr><th>{name}</th><td>{value}</td><td></td></tr>\n" for name, value in FIELDS_1975)
    return ("<!DOCTYPE html>\n<html><head><title>Full record</title></head><body><table>\n" + rows +
            f"<tr><th>Message Text</th><td><pre>{TELEGRAM_1975}</pre></td></tr></table></body></html>\n")


@scenario
def a_record_of_the_national_archives_is_a_cable_from_text_and_from_page(s):
    s.write("source/a.txt", record_text())
    s.write("source/b.html", record_page())
    import_all(s).warns("2 documents added (1 cable not known before), 0 unchanged, 0 refused")
    cable = json.loads(s.run("show", "archive", "75CARACAS2200", "--format", "json").stdout)
    expect(cable["created"] == "1975-03-17T13:30:00Z", cable["created"])
    expect(cable["origin"] == "Embassy Caracas", cable["origin"])
    expect(cable["classification"]["label"] == "CONFIDENTIAL", str(cable["classification"]))
    expect(cable["subject"] == "THE DUCKS OF THE ORCHARD", cable["subject"])
    expect("75STATE43210" in [r["id"] for r in cable["references"]], str(cable["references"]))
    expect("Grafeld" not in cable["header"] + cable["body"], "the stamp is no part of the telegram")


@scenario
def a_record_without_a_text_is_refused_with_its_place(s):
    s.write("source/a.txt", record_text().replace(TELEGRAM_1975, "\nn/a\n").replace("TEXT ON-LINE, ON MICROFILM", "ON MICROFILM"))
    import_all(s, status=1).warns("a.txt: a record without the text of a telegram (Locator: ON MICROFILM)")


# ---- several originals of one cable


@scenario
def originals_of_one_cable_from_every_source_come_together_and_the_fullest_leads(s):
    row = rows_of_synth(s, 1)[0]
    for form in ("text", "page2010", "page2011"):
        s.run("synth", 1, f"source/{form}", "--form", form)
    s.write("source/1.csv", row)
    s.write("source/2.jsonl", s.run("parse", "source/text").stdout)
    cable = id_of(row)
    s.write("source/0-cut.csv", row[: -len(row) // 3] + b'..."\n')  # the same, cut off; first to come
    import_all(s).warns("6 documents added (1 cable not known before), 0 unchanged, 0 refused")
    expect(not raw(s, cable).endswith(b'..."'), "the cut text leads")
    shown = json.loads(s.run("show", "archive", cable, "--format", "json").stdout)
    expect(shown["released"] is not None, "what the pages say of the release is lost")


@scenario
def a_body_of_another_cable_does_not_lead_and_is_found(s):
    rows = rows_of_synth(s, 40)
    longest = max(rows, key=len)
    shortest = min(rows, key=len)
    columns = shortest.split(b'","', 6)
    swapped = b'","'.join(columns[:6]) + b'","' + longest.split(b'","', 6)[6]  # the wrong body, and a longer one
    s.write("source/a.csv", swapped)
    s.write("source/b.csv", shortest)
    first = s.run("parse", "source/a.csv").stdout
    kinds = [finding["kind"] for finding in json.loads(first)["findings"]]
    expect("body-of-another-cable" in kinds, str(kinds))
    import_all(s).warns("2 documents added (1 cable not known before)")
    expect(raw(s, id_of(shortest)) == shortest.rstrip(b"\n"), "the other cable's body leads")
