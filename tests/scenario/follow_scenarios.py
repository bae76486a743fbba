"""Those who follow an archive: a reader of feeds, a harvester, a program that asks for how a page was."""

import re
import urllib.error
import urllib.request
import xml.etree.ElementTree as tree

from scenario import expect, scenario

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
SETTINGS = 'title = "A fictional archive"\nbase_url = "https://cables.example"\nadmin_email = "archive@cables.example"\n'


def archive_of(s, count):
    s.synth(count)
    s.run("init", "archive")
    s.write("archive/chancery.toml", SETTINGS)
    s.run("import", "archive", "cables")
    s.run("release", "archive", "--all", "--date", "2024-03-01")


def harvest(site, asked):
    """reference id -> day, or None where the record is deleted; through all pages of a list."""
    found, verb = {}, re.match(r"verb=(\w+)", asked)[1]
    while asked:
        answer = site.get("/oai?" + asked)
        expect(answer.status == 200, f"/oai?{asked} answered {answer.status}")
        document = tree.fromstring(answer.body)
        for header in document.iter(OAI + "header"):
            cable = header.find(OAI + "identifier").text.rsplit(":", 1)[1]
            expect(cable not in found, f"{cable} came twice")
            found[cable] = None if header.get("status") == "deleted" else header.find(OAI + "datestamp").text
        token = document.find(f".//{OAI}resumptionToken")
        asked = token is not None and token.text and f"verb={verb}&resumptionToken={token.text}"
    return found


@scenario
def a_harvester_keeps_up_with_releases_and_withdrawals(s):
    archive_of(s, 230)
    everything = "verb=ListRecords&metadataPrefix=cable"
    with s.serve("archive/edition") as site:
        copy = harvest(site, everything)
        expect(len(copy) > 200 and set(copy.values()) == {"2024-03-01"}, f"{len(copy)} records, {set(copy.values())}")
        expect(harvest(site, "verb=ListIdentifiers&metadataPrefix=oai_dc") == copy, "other headers without the records")
        half = tree.fromstring(site.get("/oai?" + everything).body).find(f".//{OAI}resumptionToken").text
    withdrawn, held = sorted(copy)[10], sorted(copy)[20]
    s.run("release", "archive", withdrawn, "--as", "withdrawn", "--why", "names a child", "--date", "2024-03-09")
    s.run("release", "archive", held, "--as", "held", "--date", "2024-03-09")
    with s.serve("archive/edition") as site:
        late = site.get(f"/oai?verb=ListRecords&resumptionToken={half}").text
        expect('code="badResumptionToken"' in late and "begin the list again" in late, late)
        expect(harvest(site, everything + "&from=2024-03-02") == {withdrawn: None}, "not just what was withdrawn")
        now = harvest(site, everything)
        expect(now == {**{c: day for c, day in copy.items() if c != held}, withdrawn: None}, "the copy is not what is there")
        expect(held not in site.get("/feed.atom").text, f"{held} is on hold and in a feed")


@scenario
def a_mirror_that_is_released_late_is_new_to_a_harvester(s):
    s.synth(40)
    s.run("init", "archive")
    s.write("archive/chancery.toml", SETTINGS)
    s.run("import", "archive", "cables")
    s.run("release", "archive", "--all", "--date", "2011-08-26")
    with s.serve("archive/edition") as site:
        first = harvest(site, "verb=ListIdentifiers&metadataPrefix=oai_dc")
    late = sorted(first)[0]
    s.run("release", "archive", late, "--as", "metadata", "--date", "2026-01-02")
    with s.serve("archive/edition") as site:
        expect(harvest(site, "verb=ListIdentifiers&metadataPrefix=oai_dc&from=2026-01-01") == {late: "2026-01-02"},
               "what changed is not what is new")


@scenario
def harvesters_may_post_and_others_may_not(s):
    archive_of(s, 5)
    with s.serve("archive/edition") as site:
        asked = urllib.request.Request(site.base.rstrip("/") + "/oai", data=b"verb=Identify")
        with urllib.request.urlopen(asked) as answer:
            document = tree.fromstring(answer.read())
        expect(document.find(f".//{OAI}adminEmail").text == "archive@cables.example", "not the answer to Identify")
        try:
            urllib.request.urlopen(urllib.request.Request(site.base.rstrip("/") + "/feed.atom", data=b"verb=Identify"))
            expect(False, "a feed took a POST")
        except urllib.error.HTTPError as error:
            expect(error.code == 405, f"a POST to a feed: {error.code}")


@scenario
def a_feed_reader_sees_what_is_new_and_what_was_withdrawn(s):
    archive_of(s, 60)
    with s.serve("archive/edition") as site:
        before = tree.fromstring(site.get("/feed.atom").body)
        ids = {entry.find(ATOM + "id").text: entry.find(ATOM + "link").get("href") for entry in before.iter(ATOM + "entry")}
        expect(len(ids) == 50, f"{len(ids)} entries")
        following = [link.get("href") for link in before.iter(ATOM + "link") if link.get("rel") == "next"]
        expect(following == ["https://cables.example/feed.atom?page=2"], f"next: {following}")
        again = site.get("/feed.atom", {"If-None-Match": site.get("/feed.atom").headers["etag"]})
        expect(again.status == 304, f"asked again: {again.status}")
    gone, path = next(iter(ids.items()))
    cable = re.search(r"/([^/]+)\.html", path)[1]
    s.run("release", "archive", cable, "--as", "withdrawn", "--why", "a <b>name</b>", "--date", "2024-04-01")
    with s.serve("archive/edition") as site:
        after = tree.fromstring(site.get("/feed.atom").body)
        expect(gone not in {entry.find(ATOM + "id").text for entry in after.iter(ATOM + "entry")}, f"{cable} is still there")
        stones = [(stone.get("ref"), stone.get("when")) for stone in after.iter(TOMBSTONE)]
        expect(stones == [(gone, "2024-04-01T00:00:00Z")], f"tombstones: {stones}")


@scenario
def a_page_is_given_as_it_was_at_a_time(s):
    archive_of(s, 5)
    with s.serve("archive/edition") as site:
        path = re.search(r"<loc>https://cables.example(/cable/[^<]+)</loc>", site.get("/sitemap-1.xml").text)[1]
    cable = re.search(r"/([^/]+)\.html", path)[1]
    s.run("release", "archive", cable, "--as", "metadata", "--date", "2024-05-01")
    with s.serve("archive/edition") as site:
        plain = site.get(path)
        expect(plain.status == 200 and "Accept-Datetime" in plain.headers["vary"], f"{plain.status} {plain.headers}")
        then = site.get(path, {"Accept-Datetime": "Fri, 01 Mar 2024 12:00:00 GMT"})
        # The text that was public then is not shown any more: what is shown is the version that is.
        expect(then.status == 302 and then.headers["location"].endswith("_v2.html"), f"{then.status} {then.headers}")
        old = site.get(then.headers["location"])
        expect(old.headers["memento-datetime"] == "Wed, 01 May 2024 00:00:00 GMT", f"{old.headers}")
        expect(site.get(path, {"Accept-Datetime": "then"}).status == 400, "that is no date")
        expect("_v1.html" not in site.get(f"/timemap/{cable}").text, "a text that is not shown is named")
