#!/usr/bin/env python3
"""The citations of a served archive, read by programs that other people wrote: bib2xml and ris2xml (bibutils), pandoc
where it is there. CSL-JSON is held to the part of its schema that we use, written down here. Exit status 77 (skipped)
where bibutils is missing.

    tests/cite/read_back.py --program build/dev/src/cli/chancery
"""

import argparse
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from support.program import Failure, Program, expect  # noqa: E402

MODS = "{http://www.loc.gov/mods/v3}"
BASE = "https://linden.example"
CABLES = 40
SAID = ["Gone", "Banks", "Boats"]  # of the subject below, whatever a reader makes of the signs
TELEGRAM = """\
VZCZCXYZ0042
RR RUEHWEB

DE RUEHOS #0242/01 0581956
ZNR UUUUU ZZH
R 271956Z FEB 08
FM AMCONSUL LAGOS
TO RUEHC/SECSTATE WASHDC 4858

UNCLAS LAGOS 000242

E.O. 12958: N/A
TAGS: ECON
SUBJECT: 100% OF {BOATS} & FOG_BANKS, $5 #1 ~ ^ \\ } "GONE" <B>

1. (U) The harbour master said "none".

2. (U) Nobody believed him.
"""

# Of csl-data.json (CSL schema 1.0.2): what we write of it, and the kind of each.
TEXTS = {"id", "type", "genre", "title", "number", "publisher", "language", "URL", "note"}
NAMES = {"author", "recipient"}
DATES = {"issued"}


def archive_with_a_site(program):
    program.run("synth", CABLES, "cables")
    (program.folder / "cables" / "hostile.txt").write_text(TELEGRAM)
    program.run("init", "archive", "--title", "The Linden Papers")
    settings = program.folder / "archive" / "chancery.toml"
    text, changed = re.subn(r"(?m)^#? ?base_url\s*=.*$", f'base_url = "{BASE}"', settings.read_text(), count=1)
    expect(changed == 1, "chancery.toml has no line for base_url")
    settings.write_text(text)
    program.run("import", "archive", "cables", status=None)
    program.run("release", "archive", "--all")
    return "archive/edition"


def cables_of(site):
    lines = site.get("/search.jsonl?q=created%3A1900..2100+OR+created%3Anone").text.splitlines()
    return [json.loads(line) for line in lines]


def mods(tool, content):
    done = subprocess.run([tool], input=content, capture_output=True, timeout=60)
    expect(done.returncode == 0, f"{tool} refuses {content!r}: {done.stderr.decode(errors='replace')}")
    records = xml.fromstring(done.stdout.decode("utf-8-sig")).findall(MODS + "mods")
    expect(len(records) == 1, f"{tool} finds {len(records)} records in {content!r}")
    return records[0]


def texts(record, *names):
    return [" ".join(element.itertext()).strip() for name in names for element in record.iter(MODS + name)]


def words(text):
    """ASCII words alone: programs differ in what they make of quotation marks and signs."""
    return re.findall(r"[A-Za-z0-9]+", text)


def check_mods(record, citation, what):
    title = words(" ".join(texts(record, "title", "subTitle")))
    plain = not re.search(r"[\\\\<>{}~^]", citation["title"])  # signs that are commands in TeX: bib2xml shows some of their names
    expect(title == words(citation["title"]) if plain else title, f"{what}: title {title}, not {citation['title']}")
    expect(citation["URL"] in texts(record, "url"), f"{what}: {texts(record, 'url')}")
    if "author" in citation:
        # ris2xml takes names apart whatever stands behind them: USEU Brussels is U S E U Brussels to it.
        expect(sorted("".join(words(" ".join(texts(record, "namePart"))))) == sorted("".join(words(citation["author"][0]["literal"]))),
               f"{what}: author {texts(record, 'namePart')}")
    if "issued" in citation:
        day = "%d-%02d-%02d" % tuple(citation["issued"]["date-parts"][0])
        expect(day in texts(record, "dateIssued"), f"{what}: {texts(record, 'dateIssued')}, not {day}")
    expect("technical report" in texts(record, "genre"), f"{what}: genre {texts(record, 'genre')}")
    expect(citation["number"] in texts(record, "number") + texts(record, "identifier"), f"{what}: no number")


def check_csl(text):
    """The one citation of a file, or a Failure."""
    items = json.loads(text)
    expect(isinstance(items, list) and len(items) == 1, f"not a list of one: {text[:200]}")
    item = items[0]
    unknown = set(item) - TEXTS - NAMES - DATES
    expect(not unknown, f"not in the schema: {unknown}")
    expect(item["type"] == "report" and {"id", "title"} <= set(item), f"{item}")
    expect(all(isinstance(item[name], str) and item[name] for name in TEXTS & set(item)), f"{item}")
    expect(all([list(name) for name in item[role]] == [["literal"]] for role in NAMES & set(item)), f"{item}")
    for name in DATES & set(item):
        expect(list(item[name]) == ["date-parts"] and len(item[name]["date-parts"]) == 1, f"{item[name]}")
        expect(all(isinstance(part, int) for part in item[name]["date-parts"][0]), f"{item[name]}")
    return item


def check_pandoc(program, content, form):
    done = subprocess.run([program, "-f", form, "-t", "csljson"], input=content, capture_output=True, timeout=60)
    expect(done.returncode == 0, f"pandoc refuses {form} {content!r}: {done.stderr.decode(errors='replace')}")
    expect(len(json.loads(done.stdout)) == 1, f"pandoc finds more or less than one in {content!r}")


def check_files(site, stem, query):
    files = {ending: site.get(stem + ending + query) for ending in (".bib", ".ris", ".csl.json")}
    for ending, answer in files.items():
        expect(answer.status == 200 and answer.headers["access-control-allow-origin"] == "*", f"{stem}{ending}: {answer}")
    citation = check_csl(files[".csl.json"].text)
    check_mods(mods("bib2xml", files[".bib"].body), citation, stem + ".bib" + query)
    check_mods(mods("ris2xml", files[".ris"].body), citation, stem + ".ris" + query)
    return files, citation


def hash_of(text):
    """As docs/cite.md has it."""
    signs = re.sub(r"[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\xbf\u2000-\u206f]+", " ", text)
    return hashlib.sha256(re.sub("[A-Z]", lambda m: m[0].lower(), signs).strip().encode()).hexdigest()[:8]


def check_quotations(site, row):
    """Every paragraph: its page says that it reads so, and with another hash that it does not."""
    cable = json.loads(site.get(row["path"].removesuffix(".html") + ".json").text)
    page = site.get(f"/cite/{row['id']}.html").text
    for paragraph in cable["paragraphs"][:3]:
        quote = f"?quote={paragraph['anchor']}-{hash_of(paragraph['text'] or '')}"
        expect(quote + '#' in page, f"/cite/{row['id']}.html has no {quote}")
        expect("still reads as it was quoted" in site.get(row["path"] + quote).text, row["path"] + quote)
        other = f"?quote={paragraph['anchor']}-00000000"
        expect("has changed since it was quoted" in site.get(row["path"] + other).text, row["path"] + other)
        _, citation = check_files(site, row["path"].removesuffix(".html"), other)
        expect("has changed since" in citation["note"], f"{citation}")


def check_show(program, edition, row, files):
    for form, ending in (("bibtex", ".bib"), ("ris", ".ris"), ("csl", ".csl.json")):
        shown = {folder: subprocess.run([program.path, "show", folder, row["id"], "--format", form], cwd=program.folder,
                                        capture_output=True, timeout=60).stdout for folder in (edition, "archive")}
        expect(all(text == files[ending].body for text in shown.values()), f"show --format {form} and {ending}: {shown}")


def check_all(program):
    edition = archive_with_a_site(program)
    pandoc = shutil.which("pandoc")
    with program.serve(edition) as site:
        rows = cables_of(site)
        expect(len(rows) > CABLES / 2, f"only {len(rows)} cables")
        for row in rows:
            files, _ = check_files(site, row["path"].removesuffix(".html"), "")
        hostile = [row for row in rows if row["id"].endswith("LAGOS242")]
        expect(len(hostile) == 1, "the telegram with signs in its subject is not there")
        for row in hostile + rows[:5]:
            check_quotations(site, row)
        files, citation = check_files(site, hostile[0]["path"].removesuffix(".html"), "")
        expect(all(word in words(citation["title"]) for word in SAID), f"{citation}")
        if pandoc:
            check_pandoc(pandoc, files[".bib"].body, "bibtex")
            check_pandoc(pandoc, files[".csl.json"].body, "csljson")
    check_show(program, edition, hostile[0], files)
    print(f"citations: {len(rows)} cables read back" + ("" if pandoc else "; without pandoc"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    arguments = parser.parse_args()
    if not all(shutil.which(tool) for tool in ("bib2xml", "ris2xml")):
        print("skipped: no bibutils")
        return 77
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chancery-cite-"))
    try:
        check_all(Program(arguments.program, folder))
    except Failure as failure:
        print(f"{failure}\nkept: {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
