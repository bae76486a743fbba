"""Exports: the same twice, whole after a kill, nothing broken in a copy of the site, bags and torrents read by others."""

import hashlib
import html.parser
import importlib.util
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import time
import urllib.parse
import xml.etree.ElementTree as tree

from scenario import expect, scenario

KINDS = {"site": ["--compress"], "jsonl": ["--compress"], "csv": [], "bagit": []}


def export(s, kind, name, *arguments, status=0, edition="archive/edition"):
    return s.run("--quiet", "export", edition, "--to", kind, name, *arguments, status=status)


def start(s, *arguments, **options):
    return subprocess.Popen([s.path, "--quiet", *arguments], cwd=s.folder, env=s._environment(), stderr=subprocess.PIPE, text=True,
                            **options)


def expect_same(s, name, other):
    mine, theirs = s.files(name), s.files(other)
    expect(mine.keys() == theirs.keys(), f"{name} and {other} differ: {sorted(mine.keys() ^ theirs.keys())[:6]}")
    changed = [file for file in mine if mine[file] != theirs[file]]
    expect(not changed, f"{name} and {other} differ in {changed[:6]}")


def expect_manifest(s, name):
    """Every file is listed, and sha256sum is content."""
    lines = s.read(f"{name}/MANIFEST.sha256").decode().splitlines()
    listed = [line[66:] for line in lines]
    expect(sorted(listed) == sorted(set(s.files(name)) - {"MANIFEST.sha256"}), f"the manifest of {name} lists other files")
    done = subprocess.run(["sha256sum", "--quiet", "--strict", "-c", "MANIFEST.sha256"], cwd=s.folder / name, capture_output=True, text=True)
    expect(done.returncode == 0, f"sha256sum says of {name}: {done.stdout}{done.stderr}")


def cables_of(s, edition="archive/edition"):
    return [json.loads(line) for line in s.run("search", edition, "--json", "created:1966..").stdout.splitlines()]


def article(title, text):
    return f'+++\ntitle = "{title}"\ndate = 2029-12-31\n+++\n\n{text}\n'


def redact_a_subject(s):
    """What a cable's subject says is taken out everywhere, and released so: the cable has two versions then."""
    subject = max((cable["subject"] for cable in cables_of(s)), key=lambda text: len(re.sub(r"[^A-Za-z]", "", text)))
    s.run("redact", "archive", "--text", subject, "--reason", "safety", "--by", "Ada")
    s.run("release", "archive", "--by", "Ada", "--date", "2030-02-01")
    return subject


@scenario
def two_exports_of_an_edition_are_the_same(s):
    s.released_archive(20)
    for kind, options in KINDS.items():
        export(s, kind, f"{kind}-1", *options)
        export(s, kind, f"{kind}-2", *options)
        diff = subprocess.run(["diff", "-r", f"{kind}-1", f"{kind}-2"], cwd=s.folder, capture_output=True, text=True)
        expect(diff.returncode == 0, f"{kind}: {diff.stdout[:500]}")
        expect_manifest(s, f"{kind}-1")
        export(s, kind, f"{kind}-1", *options).warns(" 0 written, 0 removed")
        expect_same(s, f"{kind}-1", f"{kind}-2")


# ---- the site as files ----

class Page(html.parser.HTMLParser):
    def __init__(self, content):
        super().__init__()
        self.links, self.ids, self.problems = [], set(), []
        self.feed(content.decode("utf-8", errors="strict"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids |= {values["id"]} if "id" in values else set()
        self.links += [(tag, values, values[name]) for name in ("href", "src", "action") if name in values]
        if tag == "form":
            self.problems.append("a form")
        if tag == "link" and "href" not in values:
            self.problems.append(f"a link without an address: {values}")


def is_elsewhere(tag, values, link):
    """A link of the publisher's, or what a page says of its place on the web."""
    return bool(re.match(r"(https?|mailto|magnet):", link)) and ("noreferrer" in values.get("rel", "") or tag == "link")


ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def links_of_feed(content):
    """(relation, address) of each link; one that is no well-formed XML fails the test."""
    return [(link.get("rel"), link.get("href")) for link in tree.fromstring(content).iter(ATOM + "link")]


def problems_of_feeds(folder):
    for file in sorted(folder.rglob("*.atom")):
        where = file.relative_to(folder)
        links = links_of_feed(file.read_bytes())
        named = {relation: file.parent / address for relation, address in links if relation in ("self", "next", "previous", "first", "last")}
        if named["self"] != file:
            yield f"{where} says that it is {named['self']}"
        if "next" in named and ("previous", file.name) not in links_of_feed(named["next"].read_bytes()):
            yield f"{where}: the next page has it not as its previous one"
        for _, link in links:
            if re.match("[a-z]+:|/", link) or "?" in link:
                yield f"{where}: {link} is not relative"
            elif not pathlib.Path(os.path.normpath(file.parent / link)).is_file():
                yield f"{where}: {link} leads nowhere"


def problems_of_copy(folder):
    yield from problems_of_feeds(folder)
    pages = {file: Page(file.read_bytes()) for file in sorted(folder.rglob("*.html"))}
    for file, page in pages.items():
        yield from (f"{file.relative_to(folder)}: {problem}" for problem in page.problems)
        for tag, values, link in page.links:
            if is_elsewhere(tag, values, link):
                continue
            parts = urllib.parse.urlsplit(link)
            where = f"{file.relative_to(folder)}: {link}"
            if parts.scheme or parts.netloc or parts.query or link.startswith("/"):
                yield f"{where} is not relative"
                continue
            target = pathlib.Path(os.path.normpath(file.parent / urllib.parse.unquote(parts.path))) if parts.path else file
            if not target.is_relative_to(folder) or not target.is_file():
                yield f"{where} leads nowhere"
            elif parts.fragment and target in pages and urllib.parse.unquote(parts.fragment) not in pages[target].ids:
                yield f"{where}: no such place"
    for file in folder.rglob("*.css"):
        if "url(" in file.read_text():
            yield f"{file.name} has addresses"


def reached_from_home(folder):
    """What can be got at by links alone."""
    seen, to_read = set(), [folder / "index.html"]
    while to_read:
        file = to_read.pop()
        if file in seen or not file.is_file():
            continue
        seen.add(file)
        if file.suffix == ".atom":
            to_read += [file.parent / link for relation, link in links_of_feed(file.read_bytes()) if relation == "next"]
        if file.suffix == ".html":
            to_read += [pathlib.Path(os.path.normpath(file.parent / urllib.parse.unquote(urllib.parse.urlsplit(link).path)))
                        for _, _, link in Page(file.read_bytes()).links if not re.match(r"[a-z]+:", link) and not link.startswith("#")]
    return {str(file.relative_to(folder)) for file in seen}


@scenario
def no_link_of_a_copied_site_is_broken_or_absolute(s):
    s.released_archive(60)  # more than one page of a feed
    s.write("archive/articles/fog.md", article("Fog", f"[{cables_of(s)[0]['id']}]"))
    redact_a_subject(s)
    export(s, "site", "copy")
    expect(any("_v1.html" in name for name in s.files("copy")), "no cable has versions")
    folder = s.folder / "copy"
    problems = list(problems_of_copy(folder))
    expect(not problems, f"{len(problems)} problems: {problems[:8]}")
    feeds = {name for name in s.files("copy") if name.endswith(".atom")}
    expect({"feed.atom", "articles/feed.atom", "feed=page2.atom"} <= feeds, f"there are feeds {sorted(feeds)[:8]}")
    kinds = {name.split("/")[0] for name in feeds if "/" in name}
    expect(kinds == {"articles", "tag", "origin", "classification"}, f"there are feeds of {kinds}")
    lonely = set(s.files("copy")) - reached_from_home(folder) - {"MANIFEST.sha256", "export.json"}
    lonely = {name for name in lonely if not name.startswith("cited/")}  # short ones are on the cable's own page, whole
    expect(not lonely, f"no link leads to {sorted(lonely)[:8]}")
    names = [name.lower() for name in s.files("copy")]
    expect(len(set(names)) == len(names), "names differ in case alone")


ONLY_SERVED = ("Dark pages", "Light pages", ": words, phrases, names spelled alike, tags, dates, portion marks",
               "Words, phrases, fields and filters, with examples that run", "The archive for programs",
               "JSON, JSON lines and CSV of everything here")


@scenario
def a_copied_site_has_the_pages_of_the_server(s):
    s.released_archive(25)
    export(s, "site", "copy")
    files = s.files("copy")
    with s.serve("archive/edition") as site:
        for file, content in files.items():
            if file in ("MANIFEST.sha256", "export.json"):
                continue
            answer = site.get("/" + re.sub(r"=page(\d+)\.atom$", r".atom?page=\1", file).removesuffix("index.html"))
            expect(answer.status == 200, f"/{file} answers {answer.status}")
            if file.endswith(".atom"):
                expect(words_of_feed(answer.body) == words_of_feed(content), f"{file} differs from what is served")
                continue
            if not file.endswith(".html"):
                expect(answer.body == content, f"{file} differs from what is served")
                continue
            served, copied = text_of(answer.text), text_of(content.decode())
            missing = [line for line in served if line not in copied and "search" not in line.lower() and line not in ONLY_SERVED]
            expect(not missing, f"{file} lacks {missing[:4]}")


def words_of_feed(content):
    """All that a feed says, but for where its links lead."""
    return [(element.tag, element.text, {name: value for name, value in element.items() if name not in ("href", "scheme")})
            for element in tree.fromstring(content).iter()]


def text_of(page):
    return [line.strip() for line in re.sub(r"<[^>]*>", "\n", page).splitlines() if line.strip()]


@scenario
def an_export_brought_up_to_date_is_touched_only_where_it_changed(s):
    s.released_archive(20)
    export(s, "site", "copy", "--compress")
    s.write("copy/mine.txt", "mine")
    before, times = s.files("copy"), {p: p.stat().st_mtime_ns for p in (s.folder / "copy").rglob("*") if p.is_file()}

    def expect_up_to_date(when):
        nonlocal before, times
        export(s, "site", "copy", "--compress")
        shutil.rmtree(s.folder / "anew", ignore_errors=True)
        export(s, "site", "anew", "--compress")
        now, anew = s.files("copy"), s.files("anew")
        expect(now.pop("mine.txt") == b"mine", f"{when}: a foreign file was touched")
        expect(now == anew, f"{when}: it is not as one that is made anew: {sorted(k for k in now.keys() | anew.keys() if now.get(k) != anew.get(k))[:6]}")
        for file, content in now.items():
            path = s.folder / "copy" / file
            expect(content != before.get(file) or path.stat().st_mtime_ns == times[path], f"{when}: {file} was written again")
        expect(now != before, f"{when}: nothing changed")
        before, times = now, {p: p.stat().st_mtime_ns for p in (s.folder / "copy").rglob("*") if p.is_file()}

    s.run("synth", 4, "more", "--seed", "7")
    s.run("import", "archive", "more")
    s.run("release", "archive", "--all", "--date", "2030-01-01")
    expect_up_to_date("after a release")
    here = {cable["id"]: cable for cable in cables_of(s)}
    cable = next((here[name[6:-7]] for name in before if name.startswith("cited/") and name[6:-7] in here), cables_of(s)[0])
    s.run("release", "archive", cable["id"], "--as", "withdrawn", "--why", "a mistake", "--date", "2030-01-02")
    expect_up_to_date("after something was withdrawn")
    expect(cable["path"].strip("/") not in before, "what was withdrawn is still there")
    tombstone = before.get(f"cable/{cable['id']}.html", b"").decode()
    expect("was withdrawn" in tombstone and "2030-01-02 withdrawn: a mistake" in tombstone, f"there is no tombstone: {tombstone}")
    expect(cable["subject"] not in tombstone, "the tombstone says too much")
    for file in (file for file in before if file.endswith(".atom") and "=page" not in file and file != "articles/feed.atom"):
        gone = tree.fromstring(before[file]).findall(TOMBSTONE)
        expect(len(gone) == 1 and "a mistake" in gone[0][0].text, f"{file} has {len(gone)} tombstones")
    problems = list(problems_of_copy(s.folder / "anew"))
    expect(not problems, f"{len(problems)} problems: {problems[:8]}")


# ---- kills and full disks ----

@scenario
def an_export_killed_at_any_moment_goes_on(s):
    s.released_archive(40)
    for kind, options in KINDS.items():
        begin = time.monotonic()
        export(s, kind, f"{kind}-whole", *options)
        needs = time.monotonic() - begin
        for part in (0.4, 0.6, 0.8):
            exporting = start(s, "export", "archive/edition", "--to", kind, kind, *options)
            time.sleep(needs * part)
            exporting.kill()
            exporting.communicate()
        export(s, kind, kind, *options)
        expect_same(s, kind, f"{kind}-whole")


@scenario
def what_a_killed_export_wrote_does_not_outlive_a_withdrawal(s):
    s.released_archive(40)
    begin = time.monotonic()
    export(s, "site", "whole")
    needs = time.monotonic() - begin
    exporting = start(s, "export", "archive/edition", "--to", "site", "copy", "--compress")
    time.sleep(needs * 0.8)
    exporting.kill()
    exporting.communicate()
    ids = [cable["id"] for cable in cables_of(s)]
    s.run("release", "archive", *ids[:20], "--as", "withdrawn", "--why", "a mistake")
    export(s, "site", "copy")
    export(s, "site", "anew")
    expect_same(s, "copy", "anew")


@scenario
def an_export_that_is_interrupted_says_so_and_goes_on(s):
    s.released_archive(50)
    export(s, "site", "whole")
    exporting = start(s, "export", "archive/edition", "--to", "site", "copy")
    while not (s.folder / "copy/tag").is_dir() and exporting.poll() is None:
        time.sleep(0.01)
    exporting.send_signal(signal.SIGINT)
    _, said = exporting.communicate(timeout=60)
    expect(exporting.returncode in (0, 130), f"it ended with {exporting.returncode}: {said}")
    expect(exporting.returncode == 0 or "run the same command again to go on" in said, f"it said: {said}")
    export(s, "site", "copy")
    expect_same(s, "copy", "whole")


@scenario
def an_export_to_a_full_disk_says_so_and_goes_on(s):
    s.released_archive(20)
    for kind in KINDS:
        export(s, kind, f"{kind}-whole")
        size = max(len(content) for content in s.files(f"{kind}-whole").values()) - 1

        def little_room():  # no file may grow so far
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        exporting = start(s, "export", "archive/edition", "--to", kind, kind, preexec_fn=little_room)
        _, said = exporting.communicate(timeout=300)
        expect(exporting.returncode == 1, f"{kind} ended with {exporting.returncode}: {said}")
        expect("chancery: cannot write " in said and "File too large" in said, f"{kind} said: {said}")
        export(s, kind, kind)
        expect_same(s, kind, f"{kind}-whole")


@scenario
def an_export_wants_a_folder_of_its_own(s):
    s.released_archive(20)
    s.write("taken/mine.txt", "mine")
    export(s, "site", "taken", status=2).warns("taken holds other files")
    expect(s.files("taken") == {"mine.txt": b"mine"}, "it was touched")
    export(s, "csv", "copy")
    export(s, "site", "copy", status=2).warns("copy holds an export to csv, not to site")
    export(s, "site", "taken/mine.txt", status=2).warns("is not a folder")
    export(s, "site", "taken/mine.txt/copy", status=1).warns("cannot make taken/mine.txt/copy")
    export(s, "site", "new", status=2, edition="archive").warns("no edition in archive")
    export(s, "csv", "new", "--compress", status=2).warns("--compress goes with")
    export(s, "csv", "new", "--web-seed", "https://mirror.example/", status=2)
    export(s, "csv", "new", "--torrent", "--web-seed", "mirror", status=2).warns("no web seed: mirror")
    s.run("export", "archive/edition", "--to", "paper", "new", status=2)
    expect(not (s.folder / "new").exists(), "something was made")


# ---- read by others ----

@scenario
def a_bag_is_valid(s):
    s.released_archive(20)
    export(s, "bagit", "bag")
    files = s.files("bag")
    expect(files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bagit.txt is wrong")
    for manifest, is_listed in (("manifest-sha256.txt", lambda name: name.startswith("data/")),
                                ("tagmanifest-sha256.txt", lambda name: name in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt"))):
        lines = dict(line.split("  ", 1)[::-1] for line in files[manifest].decode().splitlines())
        wanted = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if is_listed(name)}
        expect(lines == wanted, f"{manifest} is wrong")
    payload = [content for name, content in files.items() if name.startswith("data/")]
    info = dict(line.split(": ", 1) for line in files["bag-info.txt"].decode().splitlines())
    expect(info["Payload-Oxum"] == f"{sum(map(len, payload))}.{len(payload)}", f"bag-info.txt says {info}")
    if importlib.util.find_spec("bagit"):  # the Library of Congress' own, where it is installed
        import bagit
        bagit.Bag(str(s.folder / "bag")).validate()


def bdecode(content, at=0):
    """(value, end): BEP 3, strictly."""
    kind = content[at:at + 1]
    if kind == b"i":
        end = content.index(b"e", at)
        number = content[at + 1:end]
        expect(re.fullmatch(rb"0|-?[1-9][0-9]*", number), f"no number: {number}")
        return int(number), end + 1
    if kind in (b"l", b"d"):
        items, at = [], at + 1
        while content[at:at + 1] != b"e":
            item, at = bdecode(content, at)
            items.append(item)
        if kind == b"l":
            return items, at + 1
        keys = items[::2]
        expect(keys == sorted(set(keys)) and len(items) % 2 == 0, f"keys are not in order: {keys}")
        return dict(zip(keys, items[1::2])), at + 1
    colon = content.index(b":", at)
    length = int(content[at:colon])
    expect(colon + 1 + length <= len(content), "a string is cut off")
    return content[colon + 1:colon + 1 + length], colon + 1 + length


@scenario
def a_torrent_of_an_export_is_read_by_others(s):
    s.released_archive(10)
    said = export(s, "site", "copy", "--torrent", "--web-seed", "https://mirror.example/pub", "--web-seed", "http://other.example/").stdout
    content = s.read("copy.torrent")
    torrent, end = bdecode(content)
    expect(end == len(content) and torrent.keys() == {b"info", b"url-list"}, f"the torrent has {torrent.keys()}")
    expect(torrent[b"url-list"] == [b"https://mirror.example/pub/", b"http://other.example/"], f"seeds: {torrent[b'url-list']}")
    info = torrent[b"info"]
    names = [b"/".join(file[b"path"]).decode() for file in info[b"files"]]
    expect(info[b"name"] == b"copy" and sorted(names) == sorted(s.files("copy")), "it names other files")
    everything = b"".join(s.read(f"copy/{name}") for name in names)
    expect([file[b"length"] for file in info[b"files"]] == [len(s.read(f"copy/{name}")) for name in names], "lengths differ")
    length = info[b"piece length"]
    pieces = b"".join(hashlib.sha1(everything[at:at + length]).digest() for at in range(0, len(everything), length))
    expect(info[b"pieces"] == pieces, "hashes of pieces differ")
    raw = content[content.index(b"4:info") + 6:content.rindex(b"8:url-list")]
    expect(f"urn:btih:{hashlib.sha1(raw).hexdigest()}&" in said, f"it said {said}")
    if shutil.which("transmission-show"):
        shown = subprocess.run(["transmission-show", "copy.torrent"], cwd=s.folder, capture_output=True, text=True, env=s._environment())
        expect(shown.returncode == 0 and hashlib.sha1(raw).hexdigest() in shown.stdout, f"transmission-show says {shown.stdout}{shown.stderr}")
    export(s, "site", "copy", "--torrent", "--web-seed", "https://mirror.example/pub", "--web-seed", "http://other.example/")
    expect(s.read("copy.torrent") == content, "the next torrent differs")


@scenario
def packed_lines_and_files_are_read_by_others(s):
    s.released_archive(70)  # more than a frame
    export(s, "jsonl", "packed", "--compress")
    export(s, "jsonl", "plain")
    lines = s.read("plain/cables.jsonl")
    expect(len(lines.splitlines()) == 70, "there are other lines than cables")
    export(s, "site", "site", "--compress")
    for line in lines.decode().splitlines()[:5]:
        cable = json.loads(line)
        expect((s.folder / "site").joinpath(f"cable/{cable['created'][:4]}/{cable['created'][5:7]}/{cable['id']}.json").read_text() == line
               if cable["created"] else True, f"{cable['id']} differs")
    for tool, arguments, packed, plain in (("zstd", ["-dc"], "packed/cables.jsonl.zst", "plain/cables.jsonl"),
                                           ("gzip", ["-dc"], "site/index.html.gz", "site/index.html"),
                                           ("brotli", ["-dc"], "site/index.html.br", "site/index.html")):
        if shutil.which(tool):
            done = subprocess.run([tool, *arguments, s.folder / packed], capture_output=True)
            expect(done.returncode == 0 and done.stdout == s.read(plain), f"{tool} reads {packed} otherwise: {done.stderr}")


@scenario
def articles_are_in_lines_and_tables_without_what_is_redacted(s):
    s.released_archive(10)
    fog, rain = "archive/articles/fog.md", "archive/articles/rain.md"
    s.write(fog, article("Fog, thick", f"Tomás Quillonero rowed [{cables_of(s)[0]['id']}]."))
    s.write(rain, article("Rain", "It rained on Quillonero."))
    s.run("release", "archive", "--date", "2030-01-01")
    kinds = ("jsonl", "csv", "bagit")
    for kind in kinds:
        export(s, kind, kind)
        expect(any(b"Quillonero" in content for content in s.files(kind).values()), f"{kind}: the articles are not there")
    s.run("redact", "archive", "--text", "Quillonero", "--reason", "safety", "--by", "Ada")
    (s.folder / rain).unlink()
    s.run("release", "archive", "--date", "2030-01-02")
    for kind in kinds:
        export(s, kind, kind)
        expect_manifest(s, kind)
        told = [name for name, content in s.files(kind).items() if b"quillonero" in content.lower()]
        expect(not told, f"the name is still in {told} of {kind}")
        s.run("--quiet", "check", kind, "--against", "archive").warns("all is well")
    with s.serve("archive/edition") as site:
        lines = s.read("jsonl/articles.jsonl").decode().splitlines()
        expect(lines == [site.get("/api/v1/articles/fog").text, '{"slug":"rain","withdrawn":"2030-01-02T00:00:00Z"}'], f"articles.jsonl has {lines}")
        expect("Tomás XXXXXXXXXXXX rowed" in json.loads(lines[0])["text"], f"articles.jsonl has {lines}")
        expect(s.read("csv/articles.csv") == site.get("/api/v1/articles.csv").body, "articles.csv differs from what is served")
    expect(s.read("csv/articles-withdrawn.csv") == b"slug,withdrawn\r\nrain,2030-01-02T00:00:00Z\r\n", "the withdrawn article")


# ---- nothing but what is public ----

@scenario
def an_export_can_be_scanned_for_leaks(s):
    s.released_archive(15)
    for kind, options in KINDS.items():
        export(s, kind, f"before-{kind}", *options)
    subject = redact_a_subject(s)
    for kind, options in KINDS.items():
        export(s, kind, f"after-{kind}", *options)
        s.run("--quiet", "check", f"after-{kind}", "--against", "archive").warns("all is well")
        s.run("--quiet", "check", f"before-{kind}", "--against", "archive", status=1).says(f"before-{kind}")
        export(s, kind, f"before-{kind}", *options)  # brought up to date, it leaks no more
        s.run("--quiet", "check", f"before-{kind}", "--against", "archive").warns("all is well")
    expect(not any(subject.encode() in content for content in s.files("before-site").values()), "the subject is still there")
