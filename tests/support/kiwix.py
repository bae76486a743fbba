"""A ZIM file as its readers have it: in kiwix-serve, on a free port. Standard library only.

    with serve("cables.zim") as site:
        site.get("/tag/").status            # of /cables/tag/index.html
        site.search("fog")                  # ["/cable/2008/02/08LINDEN5.html", ...]
"""

import contextlib
import html
import pathlib
import re
import shutil
import socket
import subprocess
import time
import urllib.parse

from support.program import Failure, Site, START_SECONDS

TOOLS = ("zimcheck", "zimdump", "kiwix-serve")


def what_is_missing(program):
    """Words for a skipped test; empty if all is there."""
    if not program.path.with_name("chancery-zim").exists():
        return "no chancery-zim (libzim-dev was not there when this was built)"
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    return f"no {', '.join(missing)} (tools/install-deps check)" if missing else ""


class Kiwix(Site):
    """Paths are those of the archive; /tag/ is the file tag/index.html."""

    def __init__(self, base, name):
        super().__init__(base)
        self.name = name
        self.prefix = "/" + name

    def get(self, path, headers=None, method="GET"):
        path, hash_sign, place = path.partition("#")
        return super().get(self.prefix + path + ("index.html" if path.endswith("/") else "") + hash_sign + place, headers, method)

    def ask(self, what, **arguments):
        return super().get(f"/{what}?" + urllib.parse.urlencode({"content": self.name, **arguments})).text

    def search(self, words):
        return [html.unescape(path).removeprefix(self.prefix)
                for path in re.findall(r'<li>\s*<a href="([^"]*)"', self.ask("search", pattern=words))]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serve(path):
    path, port = pathlib.Path(path), free_port()
    # --nosearchbar: pages as they are, without the bar that it puts on top of them
    server = subprocess.Popen(["kiwix-serve", "--nosearchbar", "--address", "127.0.0.1", "--port", str(port), path],
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        site = Kiwix(f"http://127.0.0.1:{port}/{path.stem}", path.stem)
        wait_for(site)
        yield site
    finally:
        server.kill()
        server.wait()


def wait_for(site):
    for _ in range(START_SECONDS * 10):
        try:
            site.get("/")
            return
        except OSError:
            time.sleep(0.1)
    raise Failure("kiwix-serve does not answer")
