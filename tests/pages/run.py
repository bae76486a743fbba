#!/usr/bin/env python3
"""Makes a small archive of fictional cables with the real program, serves it, and looks at one page of every kind in
a browser (pages.mjs beside this file); then walks through a copy of it as files (copy.mjs); then both with a ZIM file in
kiwix-serve, where it is installed. Exit status 77 (skipped) where Node.js, Chromium or the packages are missing.

    tests/pages/run.py --program build/dev/src/cli/chancery [--cables 300]
    tests/pages/run.py --base http://127.0.0.1:8080/            a site that runs already
"""

import argparse
import html.parser
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

LONG = bool(os.environ.get("CHANCERY_LONG"))  # all pages of a ZIM file as well: ctest --preset long
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from support import kiwix  # noqa: E402
from support.program import Failure, Program, Site, expect  # noqa: E402

FIXED = ["/", "/origin/", "/tag/", "/date/", "/reldate/", "/classification/", "/missing/", "/help/", "/help/glossary.html", "/help/search.html", "/api/", "/search",
         "404:/no-such-page"]

# What nobody answers in a copy: the API, searches and how to search, addresses that are not there.
ONLY_SERVED = ("/api/", "/search", "/help/search.html", "404:/no-such-page")

# The first link of each of these shapes that the fixed pages, and then the found ones, lead to.
SHAPES = [
    r"/origin/[a-z0-9-]+_0\.html",
    r"/tag/[A-Z0-9]+_0\.html",
    r"/date/\d{4}-\d\d_0\.html",
    r"/reldate/\d{4}-\d\d-\d\d_0\.html",
    r"/classification/[a-z0-9-]+_0\.html",
    r"/cable/\d{4}/\d\d/[^/]+\.html",
    r"/cite/[^/]+\.html",
    r"/missing/[A-Z0-9]+_\d{4}\.html",
    r"/help/glossary-[a-z]\.html",
]


class Links(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "a" and dict(attrs).get("href"):
            self.found.append(dict(attrs)["href"])


def addresses_on(site, page):
    """Path and query of every link on the page."""
    answer = site.get(page)
    expect(answer.status == 200, f"{page} answers {answer.status}")
    for link in Links(answer.text).found:
        address = urllib.parse.urlsplit(urllib.parse.urljoin(site.base.rstrip("/") + page, link))
        yield address._replace(scheme="", netloc="", path=address.path.removeprefix(site.prefix), fragment="")


def paths_on(site, page):
    return (address.path for address in addresses_on(site, page))


def one_of_each_kind(site, fixed):
    seen = {}  # shape -> path
    to_read = [path for path in fixed if path.startswith("/")]
    for page in to_read:
        for path in paths_on(site, page):
            for shape in SHAPES:
                if shape not in seen and re.fullmatch(shape, path):
                    seen[shape] = path
                    to_read.append(path)
    missing = [shape for shape in SHAPES if shape not in seen]
    expect(not missing, f"no page leads to {', '.join(missing)}")
    return fixed + list(seen.values())


def cable_pages(site):
    for month in paths_on(site, "/date/"):
        if re.fullmatch(r"/date/\d{4}-\d\d_0\.html", month):
            for path in paths_on(site, month):
                if re.fullmatch(r"/cable/\d{4}/\d\d/[^/]+\.html", path):
                    yield path


def a_ghost(site):
    """A cable that another refers to and that is not there: its own address, and the list of those that refer to it."""
    for path in cable_pages(site):
        ghost = re.search(r"([0-9A-Z]+) <small>not in this archive", site.get(path).text)
        if ghost:
            return [path, f"/cited/{ghost[1]}_0.html", f"404:/cable/{ghost[1]}"]
    raise Failure("no cable refers to one that is not there")


def search_pages(site):
    """Something found, with the words marked on a cable's page; narrowed to a tag and a year; nothing found, with a hint."""
    found = "/search?q=government+OR+meeting"

    def last(page, shape):
        fitting = [address.geturl() for address in addresses_on(site, page) if re.fullmatch(shape, address.geturl())]
        expect(fitting, f"{page} does not lead to {shape}")
        return fitting[-1]

    year = last(found, r"/search\?.*created=\d{4}(?:\.\.\d{4})?")
    if ".." in year:  # a decade
        year = last(year, r"/search\?.*created=\d{4}")
    narrowed = last(year, r"/search\?.*tag=.*created=\d{4}")
    return [found, narrowed, last(found, r"/cable/\d{4}/\d\d/[^/]+\.html\?q=.*"), "/search?q=gouvernmet+zymurgy&tag=PHUM&created=2008"]


def quoted_page(site):
    """A cable at a paragraph that was quoted, and as it is where that reads otherwise now."""
    for path in cable_pages(site):
        quoted = re.search(r'href="(/cable/[^"#]*\?quote=[^"#]*)', site.get(re.sub(r".*/([^/]+)$", r"/cite/\1", path)).text)
        if quoted:
            return [quoted[1], re.sub(r"-[0-9a-f]{8}$", "-00000000", quoted[1])]
    raise Failure("no cable has a paragraph to cite")


def article_pages(site):
    """The list, an article, a place, a cable that an article cites."""
    if site.get("/articles/").status == 404:  # a site of somebody's that has none
        return []
    article = next(path for path in paths_on(site, "/articles/") if re.fullmatch(r"/articles/[a-z0-9-]+\.html", path))
    return ["/articles/", article, *(path for path in paths_on(site, article) if re.match(r"/articles/place/|/cable/", path))]


ARTICLE = """+++
title = "Two days at the harbour"
date = 2011-09-02
place = "Port Linden"
author = "A. Writer"
+++

Nobody wrote down what happened [{0} ¶1], and what *is* known is **elsewhere** [{0}]. See [99PORTLINDEN1].

# What is missing

> A quotation that goes on for so long that it takes more than one line of a page as wide as this one is.

1. `one`
2. <https://boats.example/>

```
{1}
```
"""


def write_article(folder):
    cable = sorted(path.stem for path in (folder / "cables").rglob("*.txt"))[0]
    (folder / "archive/articles/harbour.md").write_text(ARTICLE.format(cable, "x" * 400), encoding="utf-8")


def look_at(site):
    pages = one_of_each_kind(site, FIXED) + article_pages(site) + a_ghost(site) + quoted_page(site) + search_pages(site)
    return subprocess.run(["node", HERE / "pages.mjs", site.base, *pages], stdin=subprocess.DEVNULL).returncode


def look_at_zim(program, folder):
    if missing := kiwix.what_is_missing(program):
        print(f"skipped: the pages of a ZIM file: {missing}")
        return 0
    program.run("export", "archive/edition", "--to", "zim", "cables.zim")
    with kiwix.serve(folder / "cables.zim") as site:
        # Not there: marked words and quotations (?q=, ?quote=), which a server must put into the page.
        pages = one_of_each_kind(site, [page for page in FIXED if page not in ONLY_SERVED]) + a_ghost(site)[:2]
        paths = [site.prefix + page + ("index.html" if page.endswith("/") else "") for page in pages]
        if not LONG:  # they are the pages of the copy, byte by byte (zim_scenarios.py), and zimcheck follows their links
            return subprocess.run(["node", HERE / "pages.mjs", "--copy", site.base, *paths[::4]], stdin=subprocess.DEVNULL).returncode
        status = subprocess.run(["node", HERE / "pages.mjs", "--copy", site.base, *paths], stdin=subprocess.DEVNULL).returncode
        return subprocess.run(["node", HERE / "copy.mjs", site.base], stdin=subprocess.DEVNULL).returncode or status


def with_archive(program_path, cables, work):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chancery-pages-"))
    program = Program(program_path, folder)
    program.run("synth", cables, "cables")
    program.run("init", "archive", "--title", "Demonstration archive")
    program.run("import", "archive", "cables")
    write_article(folder)
    program.run("release", "archive", "--all")
    with program.serve("archive/edition") as site:
        status = work(site)
    program.run("export", "archive/edition", "--to", "site", "copy")
    status = subprocess.run(["node", HERE / "copy.mjs", folder / "copy"], stdin=subprocess.DEVNULL).returncode or status
    status = look_at_zim(program, folder) or status
    if status == 0:
        shutil.rmtree(folder, ignore_errors=True)
    else:
        print(f"kept for a look: {folder}")
    return status


def missing_tools():
    tools = [tool for tool in ("node", "chromium") if shutil.which(tool) is None]
    return tools + [p for p in ("playwright-core", "axe-core") if not (HERE / "node_modules" / p).is_dir()]


def main():
    parser = argparse.ArgumentParser(description="Looks at one page of every kind in a browser.")
    parser.add_argument("--program", help="the built program")
    parser.add_argument("--cables", type=int, default=300)
    parser.add_argument("--base", help="the address of a site that runs already")
    arguments = parser.parse_args()
    if not arguments.program and not arguments.base:
        parser.error("--program or --base is missing")
    if missing_tools():
        print(f"skipped: no {', '.join(missing_tools())} (tools/install-deps check)")
        return 77
    try:
        if arguments.base:
            return look_at(Site(arguments.base))
        return with_archive(arguments.program, arguments.cables, look_at)
    except Failure as failure:
        print(failure)
        return 1


if __name__ == "__main__":
    sys.exit(main())
