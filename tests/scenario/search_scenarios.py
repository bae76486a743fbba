"""Search as people and programs ask: on the command line, on the site, and after releases and damage."""

import csv
import html
import io
import json
import re
import urllib.parse

from scenario import expect, scenario

EXACT_WORDS = ("government", "ministry", "budget", "water", "secstate", "partial", "the", "zymurgy")


def edition_of(s, count=300, first="..2009"):
    """An edition of `count` fictional cables, released in two steps: the second one is much smaller, and a batch of its own."""
    s.begin_with(release_in_two_steps, count, first)
    return "archive/edition"


def release_in_two_steps(s, count, first):
    s.synth(count)
    s.run("init", "archive", "--title", "A fictional archive")
    s.run("import", "archive", "cables")
    s.run("release", "archive", "--created", first, "--date", "2011-08-25")
    s.run("release", "archive", "--all", "--date", "2011-08-26")


def search(s, *arguments, status=0):
    return s.run("search", "archive/edition", *arguments, status=status)


def count_of(s, query):
    return int(search(s, "--count", "--", query).stdout)


def rows_of(text):
    rows = list(csv.reader(io.StringIO(text, newline="")))
    expect(rows[0] == ["id", "created", "released", "origin", "classification", "subject", "path"], f"columns: {rows[0]}")
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def ids_of(s, *arguments):
    return [row["id"] for row in rows_of(search(s, "--csv", *arguments).stdout)]


def everything():
    return "created:1900..2100 OR created:none"


def readings(s, site):
    """Id -> what a reader reads: the header and the repaired body, put together from the JSON of each cable."""
    found = {}
    for row in rows_of(search(s, "--csv", everything()).stdout):
        cable = json.loads(site.get(row["path"].removesuffix("html") + "json").text)
        body, parts, done = (cable["body"] or "").encode(), [], 0
        for repair in sorted(cable["repairs"], key=lambda r: r["at"]):
            parts += [body[done:repair["at"][0]], (repair["now"] or "").encode()]
            done = repair["at"][1]
        found[cable["id"]] = (cable["header"] or "") + "\n" + b"".join([*parts, body[done:]]).decode()
    return found


def link(path, **query):
    return path + "?" + urllib.parse.urlencode(query)


def total_on(page):
    title = html.unescape(re.search(r"<title>(.*?)</title>", page)[1])
    number = re.search(r": (?:at least )?(no|[\d,]+) cables?\b", title)
    expect(number, f"no total in the title: {title}")
    return 0 if number[1] == "no" else int(number[1].replace(",", ""))


@scenario
def the_same_list_comes_as_text_as_json_and_as_csv(s):
    edition_of(s)
    total = count_of(s, "government")
    expect(total > 20, f"only {total} cables")
    ids = ids_of(s, "government")
    expect(len(ids) == total and len(set(ids)) == total, f"{len(ids)} lines of {total} cables")
    lines = [json.loads(line) for line in search(s, "--json", "government").stdout.splitlines()]
    expect([line["id"] for line in lines] == ids, "JSON lines and CSV differ")
    text = search(s, "government").warns(f"{total} cables: cables with \"government\" (any form of the word)").stdout
    expect(re.findall(r"^(\d\d[A-Z]+\d+)  ", text, re.M) == ids[:10], f"not the first ten: {text}")
    expect("\x1b" not in text, "colours where there is no terminal")
    expect(ids_of(s, "--limit", 7, "government") == ids[:7], "--limit")
    expect(ids_of(s, "--limit", 7, "--from", 5, "government") == ids[5:12], "--from")
    expect(ids_of(s, "--from", 100000, "government") == [], "--from beyond the end")
    expect([json.loads(line)["id"] for line in search(s, "--json", "--after", ids[4], "government").stdout.splitlines()] == ids[5:], "--after")
    search(s, "--json", "--after", "09NOWHERE1", "government", status=2).warns("not in this list")
    expect(set(ids_of(s, "--", "government", "-tag:PHUM")) < set(ids), "fewer with a filter")


@scenario
def a_list_is_in_the_order_that_was_asked_for(s):
    edition_of(s)
    rows = rows_of(search(s, "--csv", "--sort", "created", "the").stdout)
    days = [row["created"] for row in rows if row["created"]]
    expect(len(days) > 50 and days == sorted(days, reverse=True), "not newest first")
    rows = rows_of(search(s, "--csv", "--sort", "created", "--reverse", "the").stdout)
    expect([row["created"] for row in rows if row["created"]] == sorted(days), "not oldest first")
    rows = rows_of(search(s, "--csv", "--sort", "released", "the").stdout)
    expect([row["released"] for row in rows] == sorted((row["released"] for row in rows), reverse=True), "not the latest first")
    ids = ids_of(s, "--sort", "id", "the")
    expect(set(ids) == {row["id"] for row in rows} and ids == ids_of(s, "--sort", "id", "the"), "sorted by id")
    expect(ids_of(s, "--sort", "id", "--reverse", "the") == ids[::-1], "not the other way round")
    search(s, "--sort", "nonsense", "the", status=2)


@scenario
def a_query_is_explained_and_its_cables_are_counted_by_value(s):
    edition_of(s)
    search(s, "--explain", "governments \"of the\" tag:PHUM").says("As it was read:").says("In normal form:").says("government")
    facets = search(s, "--facets", "--limit", 1, "government").stdout
    for name in ("origin", "country", "tag", "classification", "portion mark"):
        expect(re.search(rf"^ *{name}  +[\d,]+  \S", facets, re.M), f"no {name} in {facets}")
    tag, number = re.search(r"^ *tag  +([\d,]+)  (\S+)", facets, re.M).group(2, 1)
    expect(count_of(s, f"government tag:{tag}") == int(number), f"{tag} is counted {number} times")


@scenario
def a_search_for_nothing_is_wrong_usage_and_a_strange_one_is_not(s):
    edition_of(s, 20, "..2007")
    search(s, status=2).warns("search for what?")
    s.write("names.csv", "x\n")
    search(s, "x", "--batch", "names.csv", status=2)
    search(s, "--json", "--csv", "x", status=2)
    s.run("search", "no-such-edition", "x", status=2)
    for query in ("\"", "((((", ")", "AND", "a NEAR/5", "3 of (a b", "created:tomorrow", "nofield:x", "/[/", "*", "\xff", "-", "= ~ ?"):
        search(s, "--", query)
    search(s, "harbour (of").warns("note: ")


@scenario
def a_list_of_names_is_searched_in_one_go(s):
    edition_of(s)
    s.write("names.csv", "government,first\r\n\r\nzymurgy\r\n\"\"\"of the\"\"\",third\r\n")
    result = search(s, "--batch", "names.csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    expect([row["query"] for row in rows] == ["government", "zymurgy", "\"of the\""], f"rows: {rows}")
    expect([int(row["cables"]) for row in rows] == [count_of(s, row["query"]) for row in rows], "counts differ from --count")
    expect(rows[0]["ids"].split() == ids_of(s, "--limit", 20, "government") and rows[1]["ids"] == "", "ids")
    result.warns("3 queries searched, 1 found nothing")


@scenario
def names_are_found_in_any_order_and_spelt_alike(s):
    edition_of(s)
    lines = [json.loads(line) for line in search(s, "--json", "has:signature").stdout.splitlines()]
    with s.serve("archive/edition") as site:
        texts = readings(s, site)
    name = next(pair for line in lines or [{"id": i} for i in texts]
                for pair in re.findall(r"\b([A-Z][a-z]{5,11}) ([A-Z][a-z]{5,11})\b", texts[line["id"]]))
    wrong = f"{name[1]}, {name[0][:-1]}x"  # last name first, and a letter off
    s.write("names.csv", f"\"{wrong}\"\r\n")
    plain = json.loads(search(s, "--json", "--batch", "names.csv").stdout)
    variants = json.loads(search(s, "--json", "--batch", "names.csv", "--variants").stdout)
    expect(plain["cables"] == 0, f"{wrong} stands in the texts")
    expect(variants["cables"] > 0 and variants["query"] == wrong and "NEAR" in variants["searched"], f"not found: {variants}")
    expect(any(" ".join(name) in texts[cable] for cable in variants["ids"]), f"{name} is not in {variants}")
    # Names of many words, too; a sign in front of a name is none of the language; signs alone ask for nothing.
    words = re.search(r"\b(?:[A-Za-z]{3,} ){5}[A-Za-z]{3,}\b", texts[variants["ids"][0]])[0]
    s.write("names.csv", "\n".join([words, f"\"-{wrong}\"", "-", "? !"]))
    long, signed, *signs = map(json.loads, search(s, "--json", "--batch", "names.csv", "--variants").stdout.splitlines())
    expect(long["cables"] > 0 and " NEAR/7 " in long["searched"], f"not found: {long}")
    expect(signed["searched"] == variants["searched"], f"a name with a sign: {signed}")
    expect([line["cables"] for line in signs] == [0, 0], f"signs alone: {signs}")
    signs = list(map(json.loads, search(s, "--json", "--batch", "names.csv").stdout.splitlines()))[2:]
    expect([line["cables"] for line in signs] == [0, 0], f"signs alone, as queries: {signs}")


@scenario
def exact_words_are_found_in_as_many_cables_as_have_them(s):
    edition_of(s)
    with s.serve("archive/edition") as site:
        texts = readings(s, site)
    expect(len(texts) == 300, f"{len(texts)} cables")
    for word in EXACT_WORDS:
        pattern = re.compile(rf"(?<![a-z0-9]){word}(?![a-z0-9])", re.IGNORECASE)
        have = {cable for cable, text in texts.items() if pattern.search(text)}
        found = set(ids_of(s, f"={word}"))
        expect(found == have and count_of(s, f"={word}") == len(have), f"{word}: {len(found)} found, {len(have)} have it, {found ^ have}")


@scenario
def a_small_release_adds_a_batch_and_leaves_the_first_one_alone(s):
    s.synth(300)
    s.run("init", "archive")
    s.run("import", "archive", "cables")
    s.run("release", "archive", "--created", "..2009", "--date", "2011-08-25")
    files = {kind: s.folder / "archive/edition/current" / kind for kind in ("views/000001.views", "index/000001.segment")}
    before = {kind: path.stat().st_ino for kind, path in files.items()}
    old = count_of(s, "the")
    s.run("release", "archive", "--all", "--date", "2011-08-26")
    expect({kind: path.stat().st_ino for kind, path in files.items()} == before, "the first batch was written again")
    expect((s.folder / "archive/edition/current/index/000002.segment").is_file(), "the new cables have no segment of their own")
    new = ids_of(s, "the", "released:2011-08-26")
    expect(new and len(ids_of(s, "the")) == old + len(new), f"{old} cables, {len(new)} new")
    expect(count_of(s, "the @2011-08-25") == old, "a day pins the list to what was public then")
    expect(all(count_of(s, f"id:{cable}") == 1 for cable in new), "new cables are found by their id")
    s.run("check", "archive/edition").warns("all is well")


@scenario
def check_finds_a_flipped_byte_in_every_kind_of_file_and_a_release_again_mends_it(s):
    edition = edition_of(s)
    for kind in ("views/000001.views", "index/000001.segment", "index/000002.segment", "edition.db"):
        file = s.folder / edition / "current" / kind
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 0x01
        file.write_bytes(content)
        s.run("check", edition, status=1).says(kind)
        s.run("release", "archive", "--again")
        s.run("check", edition).warns("all is well")


@scenario
def the_site_finds_what_the_command_line_finds(s):
    edition_of(s)
    with s.serve("archive/edition") as site:
        for query in ("government", "minist* -water", "\"of the\"", "=embassy tag:PHUM", "~goverment", "zymurgy", "origin:\"Embassy Beijing\""):
            page = site.get(link("/search", q=query)).text
            total = count_of(s, query)
            expect(total_on(page) == total, f"{query}: the page says {total_on(page)}, not {total}")
            listed = site.get(link("/search.csv", q=query))
            expect(listed.headers["content-type"].startswith("text/csv"), f"{listed.headers}")
            expect([row["id"] for row in rows_of(listed.text)] == ids_of(s, "--", query), f"{query}: other cables in /search.csv")
            expect(len(listed.text.splitlines()) == total + 1, f"{query}: {total} cables in {len(listed.text.splitlines())} lines")
            lines = site.get(link("/search.jsonl", q=query)).text
            expect(lines == search(s, "--json", "--", query).stdout, f"{query}: other lines in /search.jsonl")
            for number, line in list(enumerate(lines.splitlines(True)))[::20]:
                rest = site.get(link("/search.jsonl", q=query, after=json.loads(line)["id"])).text
                expect(rest == "".join(lines.splitlines(True)[number + 1:]), f"{query}: another rest behind {line}")
        gone = site.get(link("/search.csv", q="government", after="09NOWHERE1"))
        expect(gone.status == 404 and "not in this list" in gone.text, f"{gone.status}: {gone.text}")


@scenario
def the_pages_of_a_list_name_every_cable_once(s):
    edition_of(s)
    with s.serve("archive/edition") as site:
        for order in ("", "newest", "oldest", "released", "id"):
            sort = {"sort": order} if order else {}
            address, met, pages = link("/search", q="government", **sort, size=10), [], 0
            while address:
                page = site.get(address)
                expect(page.status == 200 and pages < 100, f"{address} answers {page.status}")
                met += re.findall(r'<h3><a href="/cable/\d{4}/\d\d/([^/".]+)\.html', page.text)
                following = re.search(r'<link rel="next" href="([^"]+)"', page.text)
                address, pages = following and html.unescape(following[1]), pages + 1
            listed = [row["id"] for row in rows_of(site.get(link("/search.csv", q="government", **sort)).text)]
            expect(met == listed and len(set(met)) == len(met), f"{order}: {len(met)} cables on {pages} pages, {len(listed)} in the list")


@scenario
def filters_and_years_count_what_they_lead_to(s):
    edition_of(s)
    with s.serve("archive/edition") as site:
        page = site.get(link("/search", q="the")).text
        facets = re.findall(r'<a href="(/search\?q=the&amp;(?:origin|tag|class|mark|created)=[^"]+)"[^>]*>', page)
        expect(len(facets) > 20, f"{len(facets)} links to filters")
        for address in [html.unescape(a) for a in facets[::7]]:
            filtered = site.get(address)
            rows = rows_of(site.get(address.replace("/search?", "/search.csv?")).text)
            expect(total_on(filtered.text) == len(rows) > 0, f"{address}: {total_on(filtered.text)} and {len(rows)}")


@scenario
def a_result_leads_to_the_cable_with_its_words_marked(s):
    edition_of(s)
    with s.serve("archive/edition") as site:
        page = site.get(link("/search", q="government")).text
        address = html.unescape(re.search(r'<a class="par" href="([^"#]+)#par\d', page)[1])
        cable = site.get(address).text
        path = urllib.parse.urlsplit(address).path
        expect(re.search(r"<mark>[^<]*government", cable, re.IGNORECASE), f"nothing is marked on {address}")
        expect("<code>government</code>" in cable and f'<link rel="canonical" href="{path}">' in cable, "no word of the query")
        short = site.get("/cable/" + path.split("/")[-1].removesuffix(".html").lower() + "?q=government")
        expect(short.status == 301 and short.headers["location"] == path + "?q=government", f"{short.status} to {short.headers['location']}")
        plain = site.get(path).text
        expect("<mark>" not in plain, "marks without a query")
        expect("<mark>" not in site.get(path + "?view=sent&q=government").text, "marks in the text as sent")

        def text(whole):
            return re.sub(r"</?mark>", "", re.search(r'<h2>Text</h2>(?:(?!</div>).)*</div>(.*?)</article>', whole, re.S)[1])
        expect(text(cable) == text(plain), "the text is another one with marks")


@scenario
def what_is_typed_is_completed(s):
    edition_of(s)
    with s.serve("archive/edition") as site:
        for begun, kind in (("gov", "words"), ("phu", "tags"), ("embassy", "origins"), ("08", "ids")):
            answer = site.get(link("/suggest", q=begun))
            found = json.loads(answer.text)
            expect(answer.headers["content-type"] == "application/json" and list(found) == ["ids", "tags", "origins", "words"], f"{found}")
            expect(0 < len(found[kind]) <= 6, f"{begun}: {found}")
            expect(all(begun in text.lower() for text in found[kind]), f"{begun}: {found[kind]}")
        expect(json.loads(site.get("/suggest").text)["words"] == [], "suggestions for nothing")
        expect("Disallow: /search?" in site.get("/robots.txt").text, "crawlers may walk the lists")
