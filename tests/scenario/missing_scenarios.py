"""What an edition says is missing, held to what the cables on the same site say, worked out here in another way."""

import csv
import io
import json
import re

from scenario import expect, scenario

EVERYTHING = "/search.jsonl?q=created%3A1900..2100+OR+created%3Anone"
COLUMNS = ["kind", "post", "year", "first", "last", "numbers", "citers", "citing", "first_section", "last_section", "sections"]


def parts(cable):
    """08LINDEN242 -> LINDEN, 2008, 242"""
    digits, post, serial = re.fullmatch(r"(\d\d)([A-Z](?:[A-Z0-9]*[A-Z])?)(\d+)", cable).groups()
    return post, (1900 if int(digits) > 50 else 2000) + int(digits), int(serial)


def cables_of(site):
    """Every released cable, as the JSON that the site gives of it."""
    lines = site.get(EVERYTHING).text.splitlines()
    return [json.loads(site.get(json.loads(line)["path"].removesuffix("html") + "json").text) for line in lines]


def one_name(site, post, year, known={}):
    """Of a post with several names the one that its lists have: AITTAIPEI -> TAIPEI."""
    if (site.base, post, year) not in known:
        answer = site.get(f"/missing/{post}_{year}.html")
        expect(answer.status in (200, 301), f"no list of {post} {year}: {answer.status}")
        path = answer.headers["location"] if answer.status == 301 else f"/missing/{post}_{year}.html"
        known[site.base, post, year] = re.fullmatch(r"/missing/([A-Z0-9]+)_\d{4}\.html", path)[1]
    return known[site.base, post, year]


def expected_of(site):
    """(post, year) -> numbers here; (post, year) -> number -> ids that cite it; kinds of what is here in part."""
    here, cited, lacking = {}, {}, set()
    for cable in cables_of(site):
        post, year, serial = parts(cable["id"])
        here.setdefault((one_name(site, post, year), year), set()).add(serial)
        for other in cable["refers_to"]:
            post, year, serial = parts(other["id"])
            cited.setdefault((one_name(site, post, year), year), {}).setdefault(serial, set()).add(cable["id"])
        kinds = {finding["kind"] for finding in cable["findings"]}
        lacking |= {(cable["id"], "extract")} if "partial-extract" in kinds else set()
        lacking |= {(cable["id"], "cut")} if "truncated-body" in kinds else set()
    return here, cited, lacking


def rows_of(text):
    rows = list(csv.reader(io.StringIO(text, newline="")))
    expect(rows[0] == COLUMNS and all(len(row) == len(COLUMNS) for row in rows), f"columns: {rows[:2]}")
    return [dict(zip(COLUMNS, row)) for row in rows[1:]]


def edition_of(s, count=400):
    """A part of `count` cables is released, so that others are missing."""
    s.synth(count)
    s.run("init", "archive", "--title", "A fictional archive")
    s.run("import", "archive", "cables")
    s.run("release", "archive", "--created", "..2007", "--date", "2011-08-26")
    return "archive/edition"


def not_here(here, cited, key):
    """Numbers that are cited only, and those of which nothing is known, of one post and year."""
    known = here.get(key, set()) | set(cited.get(key, ()))
    ghosts = {serial: citers for serial, citers in cited.get(key, {}).items() if serial not in here.get(key, set())}
    return ghosts, set(range(min(known), max(known) + 1)) - known


@scenario
def the_table_has_what_the_cables_say(s):
    with s.serve(edition_of(s)) as site:
        here, cited, lacking = expected_of(site)
        answer = site.get("/missing.csv")
        expect(answer.headers["content-type"].startswith("text/csv"), f"{answer.headers}")
        rows = rows_of(answer.text)
    expect([(row["post"], row["year"]) for row in rows] == sorted((row["post"], row["year"]) for row in rows), "not by post and year")
    by_list = {}
    for row in rows:
        by_list.setdefault((row["post"], int(row["year"])), []).append(row)
    expect(set(by_list) <= set(here) | set(cited), "a post and year that no cable names")
    for key in set(here) | set(cited):
        ghosts, unknown = not_here(here, cited, key)
        listed = by_list.get(key, [])
        met = {parts(row["first"])[2]: row for row in listed if row["kind"] == "cited"}
        expect(set(met) == set(ghosts), f"{key}: {set(met) ^ set(ghosts)}")
        for serial, row in met.items():
            expect(set(row["citing"].split()) == ghosts[serial] and int(row["citers"]) == len(ghosts[serial]), f"who cites {row}")
        runs = [range(parts(row["first"])[2], parts(row["last"])[2] + 1) for row in listed if row["kind"] == "gap"]
        expect([len(run) for run in runs] == [int(row["numbers"]) for row in listed if row["kind"] == "gap"], f"{key}: counts of numbers")
        expect(sum(len(run) for run in runs) == len(unknown) and all(n in unknown for run in runs for n in run), f"{key}: {runs}")
        expect(all(a.stop < b.start for a, b in zip(runs, runs[1:])), f"{key}: stretches meet: {runs}")
    met = {(row["first"], row["kind"]) for row in rows if row["kind"] in ("extract", "cut")}
    expect(met == lacking and lacking, f"here in part: {met ^ lacking}")
    expect(sum(row["kind"] == "cited" for row in rows) > 20, "hardly any cable is cited only")


@scenario
def pages_and_letter_say_what_the_table_says(s):
    with s.serve(edition_of(s)) as site:
        rows = rows_of(site.get("/missing.csv").text)
        lists, address = {}, "/missing/"
        while address:
            page = site.get(address)
            expect(page.status == 200, f"{address} answers {page.status}")
            for path, name in re.findall(r'<a href="(/missing/[A-Z0-9]+_\d{4}\.html)">([A-Z0-9]+ \d{4})</a>', page.text):
                expect(name not in lists, f"{name} is listed twice")
                lists[name] = path
            following = re.search(r'<link rel="next" href="([^"]+)"', page.text)
            address = following and following[1]
        expect({f"{row['post']} {row['year']}" for row in rows} <= set(lists), "lists without a page")
        letter = site.get("/missing/requests.txt").text
        for row in rows:
            expect(re.search(rf"^  {row['first']}\b", letter, re.M), f"not requested: {row}")
        for name, path in list(lists.items())[::9]:
            page, own = site.get(path).text, [row for row in rows if f"{row['post']} {row['year']}" == name]
            for row in own:
                expect(f">{row['first']}<" in page and f">{row['last']}<" in page, f"{path} has no {row}")
                if row["kind"] == "cited":
                    expect(site.get(f"/cited/{row['first']}_0.html").status == 200, f"no list of who cites {row}")
            text = site.get(path.removesuffix("html") + "txt")
            expect(text.status == 200 and all(re.search(rf"^  {row['first']}\b", text.text, re.M) for row in own), f"the letter of {name}")


@scenario
def what_is_released_later_is_missing_no_longer(s):
    edition = edition_of(s)
    with s.serve(edition) as site:
        before = {row["first"] for row in rows_of(site.get("/missing.csv").text) if row["kind"] == "cited"}
    s.run("release", "archive", "--all", "--date", "2011-08-27")
    s.run("check", edition).warns("all is well")
    with s.serve(edition) as site:
        after = {row["first"] for row in rows_of(site.get("/missing.csv").text) if row["kind"] == "cited"}
        come = [cable for cable in before if site.get(f"/cable/{cable}").status == 301]
        expect(not set(come) & after, f"here and missing: {set(come) & after}")
        expect(all(site.get(f"/cable/{cable}").status == 404 for cable in list(after)[:50]), "a cable that is cited only has a page")


@scenario
def no_number_is_told_that_only_the_archive_knows(s):
    """The edition of some cables is the same, whatever else the archive holds."""
    s.synth(300)
    s.run("init", "all")
    s.run("import", "all", "cables")
    s.run("release", "all", "--created", "..2005", "--date", "2011-08-26")
    with s.serve("all/edition") as site:
        some = [json.loads(line)["id"] for line in site.get(EVERYTHING).text.splitlines()]
        told = {path: site.get(path).text for path in ("/missing.csv", "/missing/requests.txt", "/missing/")}
    for path in (s.folder / "cables").rglob("*"):
        if path.is_file() and not any(cable.lower() in path.name.lower() for cable in some):
            path.unlink()
    s.run("init", "few")
    s.run("import", "few", "cables", status=None)
    s.run("release", "few", "--created", "..2005", "--date", "2011-08-26")
    with s.serve("few/edition") as site:
        ids = [json.loads(line)["id"] for line in site.get(EVERYTHING).text.splitlines()]
        expect(ids == some, f"{len(ids)} cables, not {len(some)}")
        expect(all(site.get(path).text == text for path, text in told.items()), "another list with fewer cables in the archive")
