"""The release desk: whether a name that is withheld ever shows in an edition or on its site, looked for by a scan of our own.

All text is made up. Names are of letters that no other text here has, so that their letters anywhere are a leak.
"""

import concurrent.futures
import csv
import datetime
import hashlib
import io
import json
import random
import re
import resource
import shutil
import signal
import subprocess
import threading
import time
import urllib.parse

from scenario import LONG, expect, scenario
from support.leak_scan import LeakScan, letters_of, site_pages, unpacked_frames, unpacked_views

BACKGROUND = 24  # cables of `synth` around ours


# ---- fictional cables ----

def telegram(serial, body, subject="FERRIES OF LINDEN", tags="PGOV LD", attention="", signature="QUILL", reference=""):
    """08LINDEN<serial>, as text."""
    return (f"VZCZCXYZ0013\nRR RUEHWEB\n\nDE RUEHLD #{serial:04}/01 0581956\nZNR UUUUU ZZH\nR 031956Z FEB 08\n"
            f"FM AMEMBASSY LINDEN\nTO RUEHC/SECSTATE WASHDC 4858\nUNCLAS LINDEN 000{serial} \n \nSIPDIS \n \n"
            + (f"{attention} \n \n" if attention else "") + f"E.O. 12958: N/A \nTAGS: {tags}\nSUBJECT: {subject} \n \n"
            + (f"REF: {reference} \n \n" if reference else "") + f"{body} \n{signature}\n")


def mirror_page(serial, subject, header, body):
    """The same as a page of the mirrors of 2010, whose only entity is the line end."""
    def lines(text):
        return text.replace("\n", "&#x000A;")
    return (f"<html><head><title>Cable Viewer</title></head><body><h3>Viewing cable 08LINDEN{serial}, {lines(subject)}</h3>\n"
            "<table class='cable'><tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th><th>Origin</th></tr>\n"
            f"<tr><td><a href='/cable/2008/02/08LINDEN{serial}.html'>08LINDEN{serial}</a></td>\n"
            "<td><a href='/date/2008-02_0.html'>2008-02-03 19:56</a></td><td><a href='/reldate/2011-08-24_0.html'>2011-08-24 01:00</a></td>\n"
            "<td><a href='/classification/1_0.html' title='unclassified'>UNCLASSIFIED</a></td>\n"
            "<td><a href='/origin/1_0.html'>Embassy Linden</a></td></tr></table>\n"
            f"<code><pre>{lines(header)}</pre></code>\n<code><pre>{lines(body)}</pre></code></body></html>\n")


def page_of(serial, text, subject):
    """A telegram's text as a mirror's page."""
    gap = text.index("\nUNCLAS ")
    return mirror_page(serial, subject, text[:gap], text[gap + 1:])


QUILLONERO = "Tomás Quillonero"
QUILLONERO_FORMS = (
    "1. (C) SUMMARY: Tomás Quillonero says that the ferries are late. Nobody \nbelieves him. END SUMMARY. \n \n"
    "2. (C) At the pier Tomas \nQuillonero asked for tea. Later Tomas Quillo-\nnero waited, and TOMÁS QUILLONERO'S sister sang. \n"
    "The hat was Tomas Quillonero?s own. \"TomasQuillonero\" is on the door, Toma\u0301s-Quillonero on the bell. Then Tomas \n\n"
    "LINDEN 00000101  002 OF 002 \n\nQuillonero left, and Tomas Quill\n\nLINDEN 00000101  002 OF 002 \n\nonero came back. \n \n"
    "3. (U) Bye.")
LONG_PARAGRAPH = ("The keeper of the lighthouse lent his boat to the committee on four nights of spring, and kept\n"
                  "a list of all who crossed in a tin under the third stair.")


def year_cables():
    """Name of a file -> content."""
    described = {
        101: telegram(101, QUILLONERO_FORMS, "TOMAS QUILLONERO AND THE FERRIES OF \nLINDEN", "PGOV PHUM LD (QUILLONERO, TOMAS) (TOMAS QUILLONERO)"),
        102: telegram(102, "1. (C) Brannagh O'Dwyvern met Veskorians. Brannagh O?Dwyvern, Brannagh O`Dwyvern and \nBrannagh O\u2019\nDwyvern are one. \n"
                      "2. (C) BRANNAGH O DWYVERN is he too.", attention="DEPT FOR WHA, ATTN MR. VESKORIAN", signature="Veskorian"),
        103: telegram(103, "1. (U) The harbour of Linden is calm.", signature="KESTERVILLE"),
        104: telegram(104, "1. (U) The harbour of Linden is full.", signature="KESTERVILLE"),
        105: telegram(105, f"1. (U) Hello. \n \n2. (C) {LONG_PARAGRAPH} \n \n3. (U) Bye."),
        106: telegram(106, f"1. (C) As reported: {LONG_PARAGRAPH.replace(' ', chr(10), 4)} \n \n2. (U) Bye.", reference="08 LINDEN 105"),
        108: telegram(108, "1. (C) The pilot (strictly protect) has the number +99 555 01424377, his brother +99 555\n01424378."),
        109: telegram(109, "1. (C) Zephyrine Oldcastlet is nine years old.", "OLDCASTLET FAMILY"),
        110: telegram(110, "1. (C) Mirabellis Tunnockal bought the island.", "TUNNOCKAL ISLAND"),
        111: telegram(111, "1. (C) Ferdinandel Jaspevicz lost the island.", "JASPEVICZ ISLAND"),
        112: telegram(112, "1. (C) Hollinsgardt wept.", "A CALM DAY"),
        113: telegram(113, "1. (C) Ostrimovka and Ostrimovkas' aunt met Lio Wexhaventz in a garden. LIO\nWEXHAVENTZ paid."),
        114: telegram(114, "1. (C) Aldous Perrinskyl told Poloff of the plan."),
        115: telegram(115, "1. (U) Aldous Perrinskyl won the rowing cup.", reference="08 LINDEN 114"),
    }
    files = {f"ours/{serial}.txt": text for serial, text in described.items()}
    text = telegram(107, "1. (C) Tomás Quillonero rowed. So did Tomas\nQuillonero &c.", "FERRIES: TOMÁS QUILLONERO ROWS")
    files["ours/107.html"] = page_of(107, text, "FERRIES: TOMÁS QUILLONERO ROWS")
    return files


def linden(*serials):
    return [f"08LINDEN{serial}" for serial in serials]


# ---- looking for leaks ----

class Desk:
    """An archive, what is withheld of it now, and everything that is looked at after a step."""

    def __init__(self, s, archive="archive"):
        self.s, self.archive, self.edition = s, archive, f"{archive}/edition"
        self.scan = LeakScan()
        self.withheld = set()
        self.seen = {}  # views that were public once, by SHA-256
        self.day = 10

    def redact(self, *arguments, status=0):
        return self.s.run("redact", self.archive, *arguments, "--by", "Ada", status=status)

    def release(self, *arguments, status=0):
        return self.s.run("--quiet", "release", self.archive, *arguments, "--by", "Ada", status=status)

    def release_next(self, *arguments, status=0):
        """On a day of its own."""
        self.day += 1
        return self.release(*arguments, "--date", f"2011-08-{self.day}", status=status)

    def cable(self, cable, form="text"):
        return self.s.run("show", self.edition, cable, "--format", form).stdout

    def withhold(self, *strings):
        self.withheld |= set(strings)

    def allow(self, *strings):
        self.withheld -= set(strings)

    def look(self, when, pages=True):
        """Nothing that is withheld is in any file of the edition's folder or on any page, and all checks are content."""
        folder = self.s.folder / self.edition
        hashes = guessable(self.scan, self.seen, views_of(folder), self.withheld)
        leaks = self.scan.folder(folder, [*self.withheld, *hashes])
        expect(not leaks, f"{when}: {len(leaks)} leaks: {leaks[:6]}")
        self.s.run("--quiet", "check", self.edition).warns("all is well")
        self.s.run("--quiet", "check", self.edition, "--against", self.archive).warns("all is well")
        if pages:
            with self.s.serve(self.edition) as site:
                expect_clean_pages(self.scan, site, self.withheld, when)
                for string in sorted(self.withheld):
                    expect_nothing_found(self.scan, site, string, when)


def views_of(edition):
    """Id -> JSON of the edition in use, unpacked here."""
    return {json.loads(view)["id"]: view
            for path in sorted((edition / "current/views").glob("*.views")) for view in unpacked_views(path.read_bytes(), path.name)}


def guessable(scan, seen, views, withheld):
    """The SHA-256 of every view that was public once and has in it what is withheld now: who knows it can guess names until it fits."""
    seen.update((hashlib.sha256(view).hexdigest(), view) for view in views.values())
    return [digest for digest, view in seen.items() if scan.content(view, "", withheld)]


def expect_clean_pages(scan, site, strings, when):
    count = 0
    for path, answer in site_pages(site):
        leaks = scan.content(answer.body, path, strings)
        leaks += scan.content(json.dumps(answer.headers).encode(), path + " (headers)", strings)
        expect(not leaks, f"{when}: {leaks[:6]}")
        count += 1
    expect(count > 10, f"{when}: only {count} pages were seen")


NOBODY = "Xyqwvuzt"  # a name that no text has


def echoless(page, name):
    """A page without what the visitor typed, however it is written there, and without what the page says of its length."""
    text = urllib.parse.unquote_plus(page.decode())
    for word in name.split():
        text = re.sub(re.escape(word), "NAME", text, flags=re.I)
    return text


def expect_nothing_found(scan, site, string, when):
    """Asked for a withheld name, the site says what it says of a name that nobody has."""
    word = max(re.findall(r"\w+", string), key=len)
    nobody = (NOBODY * 3)[:len(word)]
    for query in ("{}", '"{}"', "subject:{}", "tag:{}", "signer:{}"):
        answers = []
        for name in (word, nobody):
            answer = site.get("/search?q=" + urllib.parse.quote(query.format(name)))
            expect(answer.status == 200, f"{when}: a search for {name} answers {answer.status}")
            answers.append(echoless(answer.body, name))
        expect(answers[0] == answers[1], f"{when}: a search for {query.format(word)} differs from one for nobody: {different(*answers)}")
    for form, lines in (("csv", 1), ("jsonl", 0)):
        answer = site.get(f"/search.{form}?q=" + urllib.parse.quote(word))
        expect(len(answer.text.splitlines()) == lines, f"{when}: {word} is found in {answer.text[:300]}")
    for begun in (word[:4], word[:-1], word):
        leaks = scan.content(site.get("/suggest?q=" + urllib.parse.quote(begun)).body, f"/suggest of {begun}", [word])
        expect(not leaks, f"{when}: {leaks}")


def different(one, other):
    for a, b in zip(one.splitlines(), other.splitlines()):
        if a != b:
            return [a[:300], b[:300]]
    return [len(one), len(other)]


# ---- a publisher's year ----

def begin_year(s):
    for name, content in year_cables().items():
        s.write(name, content)
    s.synth(BACKGROUND)
    s.run("init", "archive", "--title", "A fictional archive")
    s.run("--quiet", "import", "archive", "ours", "cables").warns(f"{15 + BACKGROUND} documents added")
    desk = Desk(s)
    # Of what is not released nothing shows; the signer and the namesake are in several cables.
    desk.withhold("Quillonero", QUILLONERO, "O'Dwyvern", "Veskorian", "kept a list of all who crossed", "01424377", "01424378",
                  "Oldcastlet", "Tunnockal", "Jaspevicz", "Hollinsgardt", "Ostrimovka", "Wexhaventz", "Perrinskyl", "Kesterville")
    return desk


def names_are_redacted_before_the_first_release(desk):
    desk.redact("--text", QUILLONERO, "--reason", "source")
    desk.redact("--text", "Quillonero, Tomás")  # the other order is another name
    desk.redact("--text", "Brannagh O'Dwyvern", "--reason", "privacy", "--note", "asked in 2009")
    desk.redact("--text", "Veskorian")
    review = desk.redact("--review").stdout
    expect(len(re.findall(r"^08LINDEN101 ", review, re.M)) >= 11, f"places of 101: {review}")
    desk.release_next(*linden(101, 102, 107))
    text = desk.cable("08LINDEN101")
    expect("At the pier XXXXXXXXXXXX asked for tea." in text, f"101 is not what it should be: {text}")
    expect('"subject":"XXXXXXXXXXXX AND THE FERRIES OF LINDEN"' in desk.cable("08LINDEN101", "json"), "the subject of 101")
    desk.look("after the first release")


def an_embargo_ends_when_its_time_has_come(desk):
    desk.redact("--text", "Kesterville", "--in", "08LINDEN103")
    end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=8)
    desk.s.write("plan.toml", 'title = "The second"\ndate = "2011-08-20"\n' + f"from = {end:%Y-%m-%dT%H:%M:%S}Z\n"
                 '[[cables]]\nids = ["08LINDEN103", "08LINDEN105", "08LINDEN106", "08LINDEN110"]\n'
                 '[[cables]]\nids = ["08LINDEN112"]\nstate = "metadata"\n')
    desk.release("--plan", "plan.toml").warns("plan 1 is kept")
    desk.release("--due").warns("plan 1 is due")
    desk.look("before the embargo ends", pages=False)
    time.sleep(max(0.0, (end - datetime.datetime.now(datetime.timezone.utc)).total_seconds() + 1.1))
    desk.look("when the embargo is over and nobody has carried it out", pages=False)
    desk.release("--due").warns("4 cables released")
    desk.allow("Tunnockal", "kept a list of all who crossed")
    expect("Tunnockal" in desk.cable("08LINDEN110"), "110 is not released")
    expect("A CALM DAY" in desk.cable("08LINDEN112", "json"), "112 has no subject")
    desk.look("after the embargo")


def what_is_public_is_redacted(desk):
    """A paragraph that is repeated elsewhere, numbers by their form, names of a table."""
    desk.redact("--paragraph", "08LINDEN105#par2")
    desk.redact("--pattern", r"\+99\s+555\s+\d{8}")
    desk.withhold("kept a list of all who crossed", "in a tin under the third stair")
    desk.s.write("names.csv", "text,reason,cables,pseudonym,note\nOstrimov*,source,,,\nLio Wexhaventz,privacy,08LINDEN113,source 3,\n")
    desk.redact("--rules", "names.csv").warns("2 redactions added")
    desk.redact("--rules", "names.csv").warns("0 redactions added, 2 there already")
    dry = desk.release("--dry-run", *linden(108, 113)).stdout
    expect(re.search(r"look: request to protect: .*strictly protect", dry), f"the linter is silent: {dry}")
    expect(re.search(r"^redacted +08LINDEN105 ", dry, re.M) and re.search(r"^redacted +08LINDEN106 ", dry, re.M), f"no change of 105, 106: {dry}")
    leaks = desk.scan.content("".join(line for line in dry.splitlines(True) if not line.startswith("    - ")).encode(), "the dry run", desk.withheld)
    expect(not leaks, f"{leaks}")
    desk.release_next(*linden(108, 113)).warns("2 redacted anew")
    expect("[source 3] in a garden. [source 3] paid." in desk.cable("08LINDEN113"), f"113: {desk.cable('08LINDEN113')}")
    expect("3. (U) Bye." in desk.cable("08LINDEN105"), "105 has lost more than its paragraph")
    desk.look("after what is public was redacted")


def article(title, text, more=""):
    return f'+++\n# Quillonero told me\ntitle = "{title}"\ndate = 2011-08-20\n{more}+++\n\n{text}\n'


def articles_go_through_the_desk(desk):
    """The publisher's own texts: with names of cables in them, drafts, an embargo, a quotation of what was taken out."""
    write = lambda name, text: desk.s.write(f"archive/articles/{name}.md", text)  # noqa: E731
    write("ferries", article("Tomás Quillonero and the ferries", "At the pier **Tomas**\n> Quillonero rowed [08LINDEN101 ¶2]; QUILLONERO,\nTOMÁS sang with "
                             "*Brannagh* O'Dwyvern.\n\n> " + LONG_PARAGRAPH.replace("\n", "\n> ") + "\n\nSee [08LINDEN114], [08LINDEN103].",
                             'author = "Tomás Quillonero"\nplace = "Embassy Linden"\n'))
    write("calm", article("A calm day", "Nothing [08LINDEN105 ¶1] happened to Halvdanquist.", 'place = "The Quay"\n'))
    write("draft", article("Later", "Jaspevicz sold it.", "draft = true\n"))
    write("embargo", article("Later", "Jaspevicz sold it.", "from = 2100-01-01T00:00:00Z\n"))
    write("joined", article("Joined", "Lio Wexhaventz and Tom<i></i>as Quillonero met."))
    write("tomas-quillonero", article("An address", "Nobody."))
    dry = desk.release("--dry-run").stdout
    expect("released   article calm  A calm day" in dry and "    + Nothing [08LINDEN105" in dry, f"the dry run: {dry}")
    expect(not desk.scan.content(dry.replace("tomas-quillonero", "").encode(), "the dry run", desk.withheld), f"{dry}")
    review = desk.redact("--review", status=1)
    review.says("articles/ferries.md  1  title\n     [[Tomás Quillonero]] and the ferries\n").says("articles/ferries.md  1  author\n")
    review.warns("refused: articles/joined.md: what redaction 1 takes out")
    expect(review.stdout.count("articles/ferries.md  ") >= 6 and "articles/calm.md" not in review.stdout, f"the review: {review}")
    told = desk.release_next(status=1)
    told.warns("article calm: released").warns("article ferries: 6 marks made").warns("refused: articles/joined.md: what redaction 1 takes out")
    told.warns("article embargo: waits until 2100-01-01T00:00:00Z")
    desk.look("after articles were released")
    with desk.s.serve(desk.edition) as site:
        page = site.get("/articles/ferries.html").text
        expect(page.count("XXXXXXXXXXXX") > 4, f"no marks: {page}")
        expect('[<a href="/cable/2008/02/08LINDEN101.html#par2">08LINDEN101 ¶2</a>]' in page and "[08LINDEN114]" in page, f"links: {page}")
        expect("/articles/ferries.html" in site.get("/cable/2008/02/08LINDEN101.html").text, "101 does not say who cites it")
        for path in ("draft", "embargo", "joined", "tomas-quillonero"):
            expect(site.get(f"/articles/{path}.html").status == 404, f"{path} is there")
    desk.redact("--text", "Halvdanquist")
    desk.withhold("Halvdanquist")
    (desk.s.folder / "archive/articles/ferries.md").unlink()
    desk.release_next(status=1).warns("article calm: redacted").warns("article ferries: withdrawn")
    desk.look("after a name was taken out of an article", pages=False)
    with desk.s.serve(desk.edition) as site:
        expect("happened to XXXXXXXXXXXX" in site.get("/articles/calm.html").text, "the mark in the article")
        expect(site.get("/articles/ferries.html").status == 410, "the article that went")
    for name in ("joined", "tomas-quillonero"):
        (desk.s.folder / f"archive/articles/{name}.md").unlink()


def a_namesake_may_stand(desk):
    desk.redact("--text", "Aldous Perrinskyl", "--reason", "source")
    desk.redact("--review", "--csv", "review.csv")
    rows = list(csv.reader(io.StringIO(desk.s.read("review.csv").decode(), newline="")))
    for row in rows[1:]:
        row[-1] = "refuse" if row[1] == "08LINDEN115" and row[4] == "Aldous Perrinskyl" else row[-1]
    with open(desk.s.folder / "decided.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    desk.redact("--decide", "decided.csv").warns("1 place refused, 0 accepted")
    of_article = next(row for row in rows if row[1] == "articles/calm.md")
    expect(of_article[2:7] == ["text", "Nothing [08LINDEN105 ¶1] happened to", "Halvdanquist", ".", ""], f"of an article: {of_article}")
    desk.s.write("decided.csv", ",".join(rows[0]) + "\n" + f"{of_article[0]},articles/calm.md,text,,,,,refuse\n")
    desk.redact("--decide", "decided.csv", status=2).warns("nothing can be refused in an article")
    desk.release_next(*linden(114))
    desk.look("before the namesake is released")
    desk.release_next(*linden(115))
    expect("Aldous Perrinskyl won" in desk.cable("08LINDEN115"), "the namesake is gone")
    expect("XXXXXXXXXXXX told Poloff" in desk.cable("08LINDEN114"), "the source is not")
    desk.allow("Perrinskyl")
    desk.look("after the namesake is released", pages=False)


def a_redaction_is_lifted(desk):
    number = re.search(r"^ *(\d+) .*Veskorian", desk.redact("--list").stdout, re.M)[1]
    desk.redact("--lift", number, "--why", "he has spoken himself")
    desk.look("before the next release", pages=False)
    desk.release_next().warns("redacted anew")
    desk.allow("Veskorian")
    expect("met Veskorians." in desk.cable("08LINDEN102") and "MR. VESKORIAN" in desk.cable("08LINDEN102"), "102 is not restored")
    desk.look("after the lift")
    desk.redact("--text", "Veskorian")
    desk.withhold("Veskorian")
    desk.release_next()
    desk.look("redacted once more")


def a_cable_is_withdrawn(desk):
    desk.release_next(*linden(109))
    expect("Oldcastlet" in desk.cable("08LINDEN109"), "109 is not released")
    desk.release("08LINDEN109", "--as", "withdrawn", status=2).warns("a withdrawal needs a reason")
    desk.release_next("08LINDEN109", "--as", "withdrawn", "--why", "it was about a child").warns("1 withdrawn")
    desk.look("after the withdrawal")
    with desk.s.serve(desk.edition) as site:
        answer = site.get("/cable/2008/02/08LINDEN109.html")
        expect(answer.status == 410 and "it was about a child" in answer.text, f"the withdrawn cable answers {answer.status}: {answer.text}")


def a_held_release_is_thrown_away(desk):
    desk.release_next("08LINDEN111", "--hold", "1h").warns("is held until")
    desk.release("--due").warns("a release is held until")
    desk.look("while a release is held", pages=False)
    desk.release("--undo").warns("is undone")
    desk.look("after the undo")
    desk.release_next("08LINDEN104").warns("1 cable released")
    desk.allow("Kesterville")  # of 104, not of 103
    expect("KESTERVILLE" not in desk.cable("08LINDEN103") and "KESTERVILLE" in desk.cable("08LINDEN104"), "the signers")
    desk.look("after the release that followed", pages=False)


@scenario
def in_a_publishers_year_no_withheld_name_is_ever_in_the_edition_or_on_the_site(s):
    desk = begin_year(s)
    names_are_redacted_before_the_first_release(desk)
    an_embargo_ends_when_its_time_has_come(desk)
    what_is_public_is_redacted(desk)
    articles_go_through_the_desk(desk)
    a_namesake_may_stand(desk)
    a_redaction_is_lifted(desk)
    a_cable_is_withdrawn(desk)
    a_held_release_is_thrown_away(desk)


# ---- the scan itself ----

@scenario
def the_scan_finds_a_name_in_views_in_tables_in_terms_and_on_pages(s):
    s.write("ours/1.txt", telegram(101, "1. (C) Zdenko Wyrmhaldin rests.", subject="WYRMHALDIN RESTS", tags="PGOV (WYRMHALDIN, ZDENKO)"))
    s.write("ours/2.txt", telegram(102, "1. (C) Ondrej Pel-\nkvartino rests."))
    s.synth(20)
    s.run("init", "archive")
    s.run("import", "archive", "ours", "cables")
    s.run("release", "archive", "--all", "--date", "2011-08-26")
    scan = LeakScan()
    places = {leak.place.split("/", 1)[1] for leak in scan.folder(s.folder / "archive/edition", ["Wyrmhaldin"])}
    for place in (r"views/\d+\.views \(view \d+\)", r"edition\.db \(table cable\)", r"edition\.db \(table value\)", "edition.db",
                  r"index/\d+\.segment \(terms\)"):
        expect(any(re.fullmatch(place, found) for found in places), f"not found in {place}: {sorted(places)}")
    places = {leak.place.split("/", 1)[1] for leak in scan.folder(s.folder / "archive/edition", ["Pelkvartino"])}
    expect(any("(view" in place for place in places), f"the broken name is not found in its view: {places}")
    expect(any("(terms)" in place for place in places), f"nor is its term: {places}")
    expect(not scan.folder(s.folder / "archive/edition", [NOBODY]), "what is nowhere is found")
    with s.serve("archive/edition") as site:
        pages = {path for path, answer in site_pages(site) if scan.content(answer.body, path, ["Wyrmhaldin"])}
    for form in ("html", "txt", "json"):
        expect(f"/cable/2008/02/08LINDEN101.{form}" in pages, f"not found as {form}: {pages}")
    expect(any(path.startswith("/reldate/") for path in pages) and any(path.startswith("/tag/") for path in pages), f"no lists: {pages}")


@scenario
def the_scan_unpacks_views_that_are_packed_with_a_dictionary(s):
    s.write("ours/1.txt", telegram(101, "1. (C) Zdenko Wyrmhaldin rests."))
    s.synth(1300)
    s.run("init", "archive")
    s.run("import", "archive", "ours", "cables")
    s.run("release", "archive", "--all")
    content = s.read("archive/edition/current/views/000001.views")
    expect(b"Wyrmhaldin" not in content, "the view is not packed")
    expect(int.from_bytes(content[-16:-8], "little") > 10000, "there is no dictionary: more cables are needed")
    found = [view for view in unpacked_views(content, "views") if b"Wyrmhaldin" in view]
    expect(len(found) == 1, f"found in {len(found)} views")


@scenario
def the_scan_finds_a_name_in_every_form_that_it_could_be_written_in(s):
    scan = LeakScan()
    name = "Zoë Wyrmháldin"
    for content in ("zoe wyrmhaldin", "ZOË  WYRM-\nHÁLDIN", "Zoe\u0308 Wyrmha\u0301ldin", '"Zo\\u00eb\\nWyrmh\\u00e1ldin"', "Zo&euml; <b>Wyrmh&#225;l</b>din",
                    "q=Zo%C3%AB+Wyrmh%C3%A1ldin", "{\"h\":\"&lt;b&gt;Zo&#xEB; Wyrmh\\u00e1ldin\"}"):
        expect(scan.content(content.encode(), "here", [name]), f"not found: {content}")
    for code in ("utf-16-le", "utf-16-be"):
        expect(scan.content(b"\x01" + name.encode(code), "here", [name]), f"not found in {code}")
    expect(not scan.content(b"Zoe met Wyrm. Haldane left.", "here", [name]), "found where it is not")
    expect(letters_of("Zoë\u00ad W-\n1") == "zoew1", letters_of("Zoë\u00ad W-\n1"))


# ---- spellings ----

DAMAGED = (  # the name, what stands in the cable
    ("Veskorian", "He met &Veskorian8 there, and Veskorian,s wife."),
    ("Veskorian", "He met QVeskorianQ there, and VeskorianQs wife."),
    ("Quillonero", "He met Tom&#225;s Quillonero there."),
    ("Quillonero", "He met Tom&aacute;s Quillonero there."),
    ("Quillonero", "He met Tom\u00c3\u00a1s Quillonero there."),
    ("Quillonero", "He met Tomas \n\nLINDEN 00000{0}  001.2 OF 004 \n\nQuillonero there."),
    ("Quillonero", "He met Tomas LINDEN 00000{0} 002 OF 004 Quillonero there."),
    ("Quillonero", "He met Tomas \n\nPAGE 02        LINDEN  00{0}  01 OF 03  182017Z\n\nQuillonero there."),
    ("Quillonero", "He met Tomas \nPAGE 02 RUEHLD0{0} S E C R E T\nQuillonero there."),
    ("Quillonero", "He met Tomas \n\nLINDEN 00000{0}  003 \nOF 004 \n\nQuillonero there."),
    ("Quillonero", "He met Tomas \nCONFIDENTIAL\nQuillonero there."),
    ("Veskorian", "He met Vesk-\n\nLINDEN 00000{0}  003 OF 004 \n\norian there."),
    ("Quillonero", "The visitor Tomas \nQuillonero came at noon and sat \nQQuillonero came at noon and sat \ndown."),
    ("Quillonero", "The visitor came with Tomas \nQThe visitor came with Tomas \nQuillonero at noon."),
    ("Veskorian", "He met V E S K O R I A N there, Ves\u200bkorian, Ves\u00adkorian and \uff36\uff25\uff33\uff2b\uff2f\uff32\uff29\uff21\uff2e."),
    ("Veskorian", "He met _Veskorian_ there, the Veskorian-led party, an ex-Veskorian and \u00b6Veskorian."),
)


@scenario
def a_name_is_taken_out_however_a_relay_has_damaged_it(s):
    for number, (_, text) in enumerate(DAMAGED, 101):
        s.write(f"ours/{number}.txt", telegram(number, "1. (C) " + text.format(number)))
    s.run("init", "archive")
    s.run("import", "archive", "ours")
    for name in ("Tomás Quillonero", "Veskorian"):
        s.run("redact", "archive", "--text", name)
    s.run("release", "archive", "--all", "--date", "2011-08-26")
    views = views_of(s.folder / "archive/edition")
    for number, (name, text) in enumerate(DAMAGED, 101):
        view = views[f"08LINDEN{number}"]
        leaks = LeakScan().content(view, "view", [name])
        expect(not leaks, f"{text!r} is released as {json.loads(view)['body']!r}")


# ---- rules that change under what they are about ----

def two_cables(s):
    s.write("ours/1.txt", telegram(101, "1. (C) Anselma Vollstraktov came."))
    s.write("ours/2.txt", telegram(102, "1. (C) Brunello Zwicklmoor came."))
    s.run("init", "archive")
    s.run("import", "archive", "ours")
    desk = Desk(s)
    desk.withhold("Vollstraktov", "Zwicklmoor")
    return desk


@scenario
def what_is_redacted_while_a_release_is_held_does_not_become_public_when_the_hold_ends(s):
    desk = two_cables(s)
    desk.release_next("08LINDEN101")
    desk.allow("Vollstraktov")
    desk.release_next("08LINDEN102", "--hold", "2s")
    desk.redact("--text", "Brunello Zwicklmoor")
    time.sleep(2.5)
    desk.release("--due", status=None)
    leaks = desk.scan.folder(s.folder / desk.edition / "current/", desk.withheld)
    expect(not leaks, f"the hold ended, and what was redacted is public: {leaks[:4]}")
    desk.release()
    desk.look("after a release", pages=False)


@scenario
def a_redaction_has_the_date_of_the_release_that_made_it_public(s):
    desk = two_cables(s)
    desk.release("--all", "--date", "2011-08-01")
    desk.redact("--text", "Anselma Vollstraktov")
    desk.release("--date", "2011-08-05")
    with s.serve(desk.edition) as site:
        versions = json.loads(site.get("/cable/2008/02/08LINDEN101.json").text)["versions"]
    dates = [(version["change"], version["date"][:10]) for version in versions]
    expect(dates == [("released", "2011-08-01"), ("redacted", "2011-08-05")], f"{dates}")


@scenario
def what_was_withdrawn_or_held_is_public_again_only_if_somebody_names_it(s):
    desk = two_cables(s)
    desk.release_next("--all")
    desk.release_next("08LINDEN101", "--as", "withdrawn", "--why", "it names a child")
    desk.release_next("08LINDEN102", "--as", "held")
    desk.release_next("--all")
    public = sorted(views_of(s.folder / desk.edition))
    expect(not public, f"--all made public again: {public}")
    desk.release_next("08LINDEN101", "08LINDEN102")
    expect(sorted(views_of(s.folder / desk.edition)) == linden(101, 102), "they cannot be released again by name")


@scenario
def a_release_that_breaks_off_before_the_switch_is_mended_and_nothing_old_stays(s):
    desk = two_cables(s)
    desk.release_next("--all")
    desk.redact("--text", "Anselma Vollstraktov")
    desk.allow("Zwicklmoor")
    s.write("archive/edition/current.new/file", "in the way of the link that the switch makes")
    desk.release_next(status=None)
    expect("Vollstraktov" in desk.cable("08LINDEN101"), "the release did not break off: this scenario tests nothing")
    s.run("check", desk.edition).warns("all is well")
    (s.folder / "archive/edition/current.new/file").unlink()
    (s.folder / "archive/edition/current.new").rmdir()
    desk.release_next()
    desk.release_next()
    expect("Vollstraktov" not in desk.cable("08LINDEN101"), "the next release does not go on")
    leaks = desk.scan.folder(s.folder / desk.edition, ["Vollstraktov"])
    expect(not leaks, f"left behind: {leaks[:4]}")
    desk.look("after the release that goes on", pages=False)


@scenario
def a_redacted_paragraph_stays_redacted_when_a_fuller_original_comes(s):
    secret = "3. (C) The spy is Zwicklmoor."
    s.write("first/1.txt", telegram(101, f"1. (C) Hello. \n \n{secret.replace('3', '2')} \n \n3. (C) Bye."))
    s.write("second/1.txt", telegram(101, f"1. (C) Hello. \n \n2. (C) This paragraph was lost in the first copy of the cable. \n \n{secret} \n \n4. (C) Bye."))
    s.run("init", "archive")
    s.run("import", "archive", "first")
    desk = Desk(s)
    desk.withhold("Zwicklmoor")
    desk.redact("--paragraph", "08LINDEN101#par2")
    desk.release_next("--all")
    desk.look("after the first release", pages=False)
    s.run("import", "archive", "second")
    desk.release_next(status=None)
    desk.look("after the import", pages=False)
    desk.release_next("--all", status=None)
    leaks = desk.scan.folder(s.folder / desk.edition, desk.withheld)
    expect(not leaks, f"the fuller original shows it: {desk.cable('08LINDEN101')}")


# ---- any acts in any order ----

ROUNDS = 25 if LONG else 8
ACTS = 6
CABLES_OF_A_ROUND = 5
MARK = re.compile(r"XXXXXXXXXXXX|\[source \d+\]")


def made_up_name(dice):
    """Two words of letters that stand together nowhere else."""
    def word(syllables):
        return "".join(dice.choice("bdgkqvxz") + dice.choice("aeiouáéü") + dice.choice("lnrx") for _ in range(syllables))
    return f"{word(1)} {word(3)}".title()


def spelt(dice, name):
    """The name as some typist or relay wrote it."""
    first, last = name.split()
    bare = name.translate(str.maketrans("áéüÁÉÜ", "aeuAEU"))
    return dice.choice([name, name.upper(), bare, bare.upper(), f"{first}\n{last}", f"{first} \n{last}", f"{first} {last[:4]}-\n{last[4:]}",
                        f"{first}  {last}", f"{bare}'s", f"{name}?s", f"({first}) {last}", f'"{name}"', f"&{name}8", f"{first}-{last}"])


class Round:
    """A random archive, random acts, and what these should have made public."""

    def __init__(self, s, number, seed):
        self.s, self.number, self.dice = s, number, random.Random(seed)
        self.names = [made_up_name(self.dice) for _ in range(4)]
        self.cables = {}  # id -> (words that only this cable has, names in it)
        for place in range(CABLES_OF_A_ROUND):
            self.write_cable(1000 + number * 10 + place)
        self.state = dict.fromkeys(self.cables)   # None: never public
        self.rules = {}                           # number -> (name, cable or None, mark)
        self.applied = {}                         # as of the last release
        self.made = 0
        self.commands = []
        self.seen = {}                            # views that were public once, by SHA-256
        self.day = 0

    def write_cable(self, serial):
        dice, token, names = self.dice, made_up_name(self.dice).replace(" ", ""), self.dice.sample(self.names, self.dice.randint(0, 3))
        places = [spelt(dice, name) for name in names for _ in range(dice.randint(1, 3))]
        sentences = [f"{dice.choice(['Poloff saw', 'The boat of', 'We heard of'])} {place} {dice.choice(['at noon', 'in Linden', 'twice'])}." for place in places]
        dice.shuffle(sentences)
        body = f"1. (C) {token} is the word of the day. \n \n2. (C) Harbour. {' '.join(sentences)}"
        subject = f"NEWS OF {spelt(dice, names[0])}" if names and dice.random() < 0.4 else "NEWS"
        subject = " ".join(subject.split())
        self.s.write(f"ours/{self.number}/{serial}.txt", telegram(serial, body, subject).replace(f"000{serial}", f"00{serial}"))
        self.cables[f"08LINDEN{serial}"] = (token, names)

    # -- acts --

    def do(self, *arguments):
        self.commands.append(arguments)

    def act(self):
        self.dice.choice([self.release, self.release, self.redact, self.redact, self.redact_one, self.lift, self.metadata,
                          self.withdraw, self.hold_back, self.undo])()

    def some(self):
        return self.dice.sample(sorted(self.cables), self.dice.randint(1, 3))

    def released(self, *arguments):
        self.day += 1
        self.applied = dict(self.rules)
        self.do("release", *arguments, "--date", f"2011-08-{self.day:02}")

    def release(self):
        some = self.some()
        self.state.update(dict.fromkeys(some, "whole"))
        self.released(*some)

    def rule(self, name, cable):
        if (name, cable) not in [(known, of) for known, of, _ in self.rules.values()]:
            self.made += 1
            mark = self.dice.choice(["", f"source {self.made}"])
            self.rules[self.made] = (name, cable, mark)
            self.do("redact", "--text", name, *(["--as", mark] if mark else []), *(["--in", cable] if cable else []))

    def redact(self):
        self.rule(self.dice.choice(self.names), None)

    def redact_one(self):
        self.rule(self.dice.choice(self.names), self.dice.choice(sorted(self.cables)))

    def lift(self):
        if self.rules:
            number = self.dice.choice(sorted(self.rules))
            del self.rules[number]
            self.do("redact", "--lift", str(number))

    def metadata(self):
        some = self.some()
        self.state.update(dict.fromkeys(some, "metadata"))
        self.released(*some, "--as", "metadata")

    def withdraw(self):
        some = self.some()
        self.state.update({cable: "withdrawn" for cable in some if self.is_public(cable)})
        self.released(*some, "--as", "withdrawn", "--why", "it was an error")

    def hold_back(self):
        some = self.some()
        self.state.update({cable: "held" for cable in some if self.is_public(cable)})
        self.released(*some, "--as", "held")

    def undo(self):
        before = dict(self.state), dict(self.applied)
        self.release()
        self.commands[-1] += ("--hold", "1h")
        self.state, self.applied = before
        self.do("release", "--undo")

    # -- what should be public --

    def is_public(self, cable):
        return self.state[cable] in ("whole", "metadata")

    def names_out_of(self, cable):
        return [name for name, of, _ in self.applied.values() if of in (None, cable)]

    def withheld(self):
        """What must stand nowhere in the edition: redacted in every public cable that has it, or in no public cable."""
        strings = [token for cable, (token, _) in self.cables.items() if self.state[cable] != "whole"]
        for name in self.names:
            shown_in = [cable for cable, (_, names) in self.cables.items() if name in names and self.is_public(cable)]
            if all(name in self.names_out_of(cable) for cable in shown_in):
                strings.append(name)
        return strings


def gap_pattern(names):
    """What may have stood where a mark is: one of the names, however it was spelt."""
    return "(?:" + "|".join(r"[\W_]*".join(map(re.escape, letters_of(name))) for name in names) + ")" if names else "(?!)"


def without_accents(text):
    return text.translate(str.maketrans("áéüÁÉÜ", "aeuAEU"))


def expect_same_but_for_marks(cable, released, original, names):
    """Every letter, blank and line end of the original stands there, but for names under marks."""
    gap = gap_pattern(names)
    pattern = gap.join(re.escape(without_accents(piece)) for piece in MARK.split(released))
    expect(re.fullmatch(pattern, without_accents(original), re.I | re.S),
           f"{cable} is not its original without {names}:\n{released}\n--- original\n{original}")


def expect_round(round_, views, originals, scan, edition, when):
    expect(set(views) == {cable for cable in round_.cables if round_.is_public(cable)}, f"{when}: public are {sorted(views)}, not {round_.state}")
    withheld = round_.withheld()
    leaks = scan.folder(edition, withheld + guessable(scan, round_.seen, views, withheld))
    expect(not leaks, f"{when}: {leaks[:6]}")
    for cable, json_text in views.items():
        view, original = json.loads(json_text), originals[cable]
        names = [name for name in round_.names_out_of(cable) if name in round_.cables[cable][1]]
        leaks = scan.content(json_text, f"the view of {cable}", names)
        expect(not leaks, f"{when}: {leaks[:6]}")
        if round_.state[cable] == "metadata":
            expect(not view["body"] and not view["paragraphs"] and not view["summary"], f"{when}: {cable} has text: {view}")
        else:
            expect_same_but_for_marks(cable, view["header"] + "\n" + view["body"], original["header"] + "\n" + original["body"], names)


def carry_out(s, name, command):
    # What changes nothing is not held, so there may be nothing to undo.
    s.run("--quiet", *command[:1], name, *command[1:], status=None if "--undo" in command else 0)


def play_round(s, round_, originals):
    name = f"round{round_.number}"
    edition = s.folder / name / "edition"
    shutil.copytree(s.folder / "empty", s.folder / name)
    s.run("--quiet", "import", name, f"ours/{round_.number}")
    scan, done, is_last = LeakScan(), 0, False
    while not is_last:
        is_last = len(round_.commands) >= ACTS
        if not is_last:
            round_.act()
        elif (edition / "current").exists():
            round_.released()  # brings all up to date
        new, done = round_.commands[done:], len(round_.commands)
        for command in new:
            carry_out(s, name, command)
        if (edition / "current").exists() and any(command[0] == "release" for command in new):
            expect_round(round_, views_of(edition), originals, scan, edition, f"round {round_.number}, after {round_.commands}")
    return edition


def replay_round(s, round_, edition):
    """The same imports and the same commands make the same edition, to the byte."""
    name = f"again{round_.number}"
    shutil.copytree(s.folder / "empty", s.folder / name)
    s.run("--quiet", "import", name, f"ours/{round_.number}")
    for command in round_.commands:
        carry_out(s, name, command)
    manifest = (edition / "current/manifest").read_bytes()
    expect(manifest == s.read(f"{name}/edition/current/manifest"), f"round {round_.number}: another edition after {round_.commands}")
    s.run("--quiet", "release", name, "--again")
    same = manifest == s.read(f"{name}/edition/current/manifest")
    expect(same, f"round {round_.number}: another edition, written anew, after {round_.commands}")


def play_rounds(s, seed):
    rounds = [Round(s, number, seed * 1000 + number) for number in range(ROUNDS)]
    s.run("init", "empty")
    shutil.copytree(s.folder / "empty", s.folder / "whole")
    s.run("--quiet", "import", "whole", "ours")
    s.run("--quiet", "release", "whole", "--all", "--date", "2011-08-26")
    originals = {cable: json.loads(view) for cable, view in views_of(s.folder / "whole/edition").items()}
    expect(len(originals) == ROUNDS * CABLES_OF_A_ROUND, f"{len(originals)} cables")
    cable = sorted(originals)[0]
    text = s.run("show", "whole/edition", cable, "--format", "text").stdout
    expect(text.split() == (originals[cable]["header"] + "\n" + originals[cable]["body"]).split(), f"show and the view of {cable} differ")

    def play(round_):
        edition = play_round(s, round_, originals)
        if round_.number % 5 == 0 and (edition / "current").exists():
            replay_round(s, round_, edition)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(play, rounds))


@scenario
def whatever_is_done_in_whatever_order_nothing_withheld_is_public_and_all_else_is_as_it_was_sent(s):
    play_rounds(s, seed=1)


# ---- killed, on a full disk, under load ----

def archive_with_names(s, names, background):
    """Eight cables with all of the names, in others; all are released."""
    for serial in range(101, 109):
        s.write(f"ours/{serial}.txt", telegram(serial, f"1. (C) On the pier: {', '.join(names)}. \n \n2. (U) Bye.", f"{names[0]} WAITS"))
    s.synth(background)
    s.run("init", "archive", "--title", "A fictional archive")
    s.run("--quiet", "import", "archive", "ours", "cables")
    s.run("--quiet", "release", "archive", "--all", "--date", "2011-08-26")


def made_up_names(count):
    dice, letters = random.Random(7), "bdgkvz"
    return ["".join(dice.choice(letters) + dice.choice("aeiou") + dice.choice("lnr") for _ in range(4)).capitalize() for _ in range(count)]


def shown(views, names):
    """For each of our cables the names that it shows."""
    return {tuple(name for name in names if name.encode() in views[cable]) for cable in linden(*range(101, 109))}


def scan_half_made(folder, names):
    """Views of a generation that is not done: as far as they can be unpacked."""
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return LeakScan().content(b"\n".join(unpacked_frames(content)), folder.name, names)


def generation_number(folder):
    return int(re.match(r"generation-(\d+)", folder.name)[1])


def expect_clean_generations(scan, edition, gone, redacted, when):
    """In the one in use nothing that is `gone` from it; in newer ones, done or not, nothing that is redacted."""
    current = generation_number(edition / (edition / "current").readlink())
    for folder in edition.glob("generation-*"):
        number = generation_number(folder)
        if folder.name.endswith(".partial"):
            leaks = scan_half_made(folder, redacted)
        elif number >= current:
            leaks = scan.folder(folder, gone if number == current else redacted)
        else:
            continue  # an older one, perhaps half removed: it was public, and the next release removes it
        expect(not leaks, f"{when}: in {folder.name}: {leaks[:4]}")


@scenario
def a_release_that_redacts_is_killed_at_any_moment_and_the_edition_is_the_old_or_the_new_one(s):
    moments = 14 if LONG else 4
    names = made_up_names(moments + 2)
    archive_with_names(s, names, 60)
    edition, scan = s.folder / "archive/edition", LeakScan()
    redacted, outcomes = [], {"old": 0, "new": 0}
    for name in names[:2]:  # how long it takes
        s.run("--quiet", "redact", "archive", "--text", name)
        redacted.append(name)
        begin = time.monotonic()
        s.run("--quiet", "release", "archive")
        whole = time.monotonic() - begin
    gone = redacted[:]
    for moment, name in enumerate(names[2:]):
        when = f"killed after {moment + 0.5} of {moments} parts"
        s.run("--quiet", "redact", "archive", "--text", name)
        redacted.append(name)
        process = subprocess.Popen([s.path, "--quiet", "release", "archive"], cwd=s.folder, env=s._environment(), stderr=subprocess.DEVNULL)
        time.sleep(whole * (moment + 0.5) / moments)
        process.send_signal(signal.SIGKILL)
        process.wait()
        s.run("--quiet", "check", "archive/edition").warns("all is well")
        left = shown(views_of(edition), names)
        expect(len(left) == 1, f"{when}: a mixture: {left}")
        is_new = left == {tuple(n for n in names if n not in redacted)}
        expect(is_new or left == {tuple(n for n in names if n not in gone)}, f"{when}: neither old nor new: {left}")
        outcomes["new" if is_new else "old"] += 1
        gone = redacted[:] if is_new else gone
        expect_clean_generations(scan, edition, gone, redacted, when)
        if moment % 2:  # else the next one is killed, too
            s.run("--quiet", "release", "archive")
            gone = redacted[:]
            leaks = scan.folder(edition, gone)
            expect(not leaks, f"{when}, after the release that went on: {leaks[:4]}")
    s.run("--quiet", "release", "archive")
    s.run("--quiet", "check", "archive").warns("all is well")
    s.run("--quiet", "check", "archive/edition", "--against", "archive").warns("all is well")
    expect(not scan.folder(edition, names), "names are left")
    expect(outcomes["old"] >= moments // 2, f"killed too late to be a test: {outcomes}")


@scenario
def a_full_disk_stops_a_release_with_a_clear_word_and_the_old_edition_stays(s):
    names = made_up_names(3)
    archive_with_names(s, names, 60)
    edition = s.folder / "archive/edition"
    manifest = s.read("archive/edition/current/manifest")
    s.run("--quiet", "redact", "archive", "--text", names[0])
    for size in (0, 60_000, 200_000, 250_000, 400_000):  # the archive, the index, the tables
        done = subprocess.run([s.path, "--quiet", "release", "archive"], cwd=s.folder, env=s._environment(), capture_output=True, text=True,
                              restore_signals=False,  # Python ignores SIGXFSZ
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        expect(done.returncode == 1, f"with files of at most {size} bytes: exit status {done.returncode}: {done.stderr}")
        expect(re.search(r"^chancery: .*(cannot write|cannot be written|disk|full|too large|I/O)", done.stderr, re.M), f"no clear word: {done.stderr}")
        expect(s.read("archive/edition/current/manifest") == manifest, "the old edition is gone")
        s.run("--quiet", "check", "archive/edition").warns("all is well")
        expect(shown(views_of(edition), names) == {tuple(names)}, "the old edition is another one")
    s.run("--quiet", "release", "archive")
    s.run("--quiet", "check", "archive").warns("all is well")
    expect(not LeakScan().folder(edition, names[:1]), "the next release does not go on")


class Readers:
    """Threads that read pages until they are stopped, and keep what they were answered."""

    def __init__(self, site, paths, count=3):
        self.site, self.paths, self.done = site, paths, threading.Event()
        self.answers, self.failures = [], []  # (began, path, status, body)
        self.threads = [threading.Thread(target=self.read, args=(number,)) for number in range(count)]
        for thread in self.threads:
            thread.start()

    def read(self, number):
        dice = random.Random(number)
        while not self.done.is_set():
            path, began = dice.choice(self.paths), time.monotonic()
            try:
                answer = self.site.get(path)
                self.answers.append((began, path, answer.status, answer.body))
            except OSError as error:
                self.failures.append((path, str(error)))
            time.sleep(0.01)

    def stop(self):
        self.done.set()
        for thread in self.threads:
            thread.join()


@scenario
def under_load_no_answer_fails_or_has_a_name_two_seconds_after_the_release_that_took_it_out(s):
    releases = 50 if LONG else 7
    names = made_up_names(releases)
    archive_with_names(s, names, 30)
    s.write("more/109.txt", telegram(109, "1. (U) Zwicklmoor."))
    cables = [f"/cable/2008/02/{cable}" for cable in linden(*range(101, 109))]
    paths = [cable + form for cable in cables for form in (".html", ".txt", ".json")] + ["/", "/reldate/2011-08-26_0.html", "/origin/",
             *(f"/search?q=pier+{name}" for name in names[:4]), "/search.jsonl?q=pier", "/search.csv?q=pier", "/suggest?q=pie"]
    gone = {}  # what must not be answered -> since when
    with s.serve("archive/edition") as site:
        readers = Readers(site, paths)
        try:
            for number, name in enumerate(names):
                if number % 6 == 5:  # a withdrawal now and then, of eight cables at most
                    cable = linden(101 + number // 6)[0]
                    s.run("--quiet", "release", "archive", cable, "--as", "withdrawn", "--why", "an error")
                    gone[f"/cable/2008/02/{cable}"] = time.monotonic() + 2
                else:
                    s.run("--quiet", "redact", "archive", "--text", name)
                    s.run("--quiet", "release", "archive")
                    gone[name] = time.monotonic() + 2
            time.sleep(2.5)
            for path in paths:
                readers.answers.append((time.monotonic(), path, *(lambda a: (a.status, a.body))(site.get(path))))
        finally:
            readers.stop()
    expect(not readers.failures, f"no answer: {readers.failures[:3]}")
    expect(len(readers.answers) > 200, f"no load: {len(readers.answers)} answers")
    taken = [name for name in names if name in gone]
    for began, path, status, body in readers.answers:
        expect(status < 500, f"{path} answers {status}")
        since = gone.get(path.rsplit(".", 1)[0], began + 1)
        expect(began < since or status in (404, 410), f"{path} answers {status} after it was withdrawn")
        asked = urllib.parse.unquote_plus(path)
        there = [name.encode().lower() in body.lower() for name in taken if name not in asked]
        late = [name for name, is_there in zip((n for n in taken if n not in asked), there) if is_there and began > gone[name]]
        expect(not late, f"{path} has {late} {began - gone[late[0]] + 2 if late else 0:.1f} s after the release")
        if path.startswith("/cable/") and status == 200:  # names went in this order: what is left is the end of the list
            expect(there == sorted(there), f"{path} mixes generations: {there}")


@scenario
def what_a_release_takes_out_is_overwritten_once_the_server_has_gone_on(s):
    names = made_up_names(3)
    archive_with_names(s, names, 10)
    s.run("--quiet", "redact", "archive", "--text", names[0])
    with s.serve("archive/edition") as site:
        readers = Readers(site, ["/", "/cable/2008/02/08LINDEN101.html"], count=1)
        try:
            done = s.run("release", "archive", "--overwrite").warns("its files were overwritten")
            expect("not overwritten:" not in done.stderr, f"a server that is asked does not let go: {done.stderr}")
        finally:
            readers.stop()
    if not LONG:  # it waits for ten seconds
        return
    s.run("--quiet", "redact", "archive", "--text", names[1])
    with open(s.folder / "archive/edition/current/edition.db", "rb"):  # whoever reads on keeps what it reads, and is named
        process = subprocess.run([s.path, "release", "archive", "--overwrite"], cwd=s.folder, env=s._environment(), capture_output=True, text=True)
    expect(re.search(r"removed but not overwritten: .*edition\.db: another process still reads it", process.stderr), process.stderr)
    expect(not LeakScan().folder(s.folder / "archive/edition", names[:2]), "names are left")
