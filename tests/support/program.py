"""The built program, as tests use it: run to its end, or served on a free port. Standard library only.

    program = Program(path, folder)
    program.run("synth", "300", "cables")                  # fails the test unless the exit status is 0
    program.run("nonsense", status=2).stderr               # text
    with program.serve("archive/edition") as site:
        site.get("/").status
"""

import contextlib
import dataclasses
import http.client
import os
import pathlib
import queue
import re
import signal
import subprocess
import threading
import time
import urllib.parse

RUN_SECONDS = 300  # for a whole command, under sanitizers and on a busy machine
START_SECONDS = 60
STOP_SECONDS = 20


class Failure(AssertionError):
    """What a test found wrong, in words for its reader."""


def expect(condition, message):
    if not condition:
        raise Failure(message)


def excerpt(text, lines=30):
    rows = text.splitlines()
    return "\n".join(rows if len(rows) <= lines else rows[: lines // 2] + ["..."] + rows[-lines // 2:]) or "(nothing)"


@dataclasses.dataclass
class Result:
    command: str
    status: int
    stdout: str
    stderr: str

    def __str__(self):
        return (f"{self.command}\n  exit status {self.status}\n--- stdout\n{excerpt(self.stdout)}\n"
                f"--- stderr\n{excerpt(self.stderr)}")

    def says(self, text):
        expect(text in self.stdout, f"no '{text}' on stdout of {self}")
        return self

    def warns(self, text):
        expect(text in self.stderr, f"no '{text}' on stderr of {self}")
        return self


@dataclasses.dataclass
class Answer:
    status: int
    headers: dict  # names in lower case
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8")


class Site:
    """A server that runs; every request has a connection of its own."""

    prefix = ""  # of every path, where something else serves the archive (kiwix.py)

    def __init__(self, base, said=()):
        self.base = base
        self.said = said  # lines of the server; there may come more
        self.address = urllib.parse.urlsplit(base).netloc

    def beside(self, what):
        """The other server that it has said it runs: "status on http://127.0.0.1:45123/"."""
        for _ in range(START_SECONDS * 10):
            for line in list(self.said):
                if found := re.match(rf"{what} on (http://\S+:\d+/)", line):
                    return Site(found[1])
            time.sleep(0.1)
        raise Failure(f"it did not say where its {what} is\n{excerpt(''.join(self.said))}")

    def get(self, path, headers=None, method="GET"):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        try:
            connection.request(method, path, headers=headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()


class Program:
    def __init__(self, path, folder):
        self.path = pathlib.Path(path).resolve()
        self.folder = pathlib.Path(folder)
        expect(os.access(self.path, os.X_OK), f"there is no program {self.path}")

    def _environment(self):
        # An odd time zone shows what depends on the local one; a home of its own shows what reads one.
        kept = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k in ("PATH", "LD_LIBRARY_PATH")}
        return {**kept, "LC_ALL": "C.UTF-8", "TZ": "Asia/Kathmandu", "HOME": str(self.folder)}

    def run(self, *arguments, status=0, stdin=b""):
        arguments = [str(a) for a in arguments]
        command = "chancery " + " ".join(arguments)
        try:
            done = subprocess.run([self.path, *arguments], input=stdin, capture_output=True, cwd=self.folder,
                                  env=self._environment(), timeout=RUN_SECONDS)
        except subprocess.TimeoutExpired:
            raise Failure(f"{command} did not end within {RUN_SECONDS} s") from None
        result = Result(command, done.returncode, done.stdout.decode(errors="replace"),
                        done.stderr.decode(errors="replace"))
        expect(status in (None, result.status), f"expected exit status {status} from {result}")
        return result

    @contextlib.contextmanager
    def serve(self, edition, *arguments):
        """Serves until the block ends; then the server must stop cleanly when it is asked to."""
        command = ["serve", str(edition), "--listen", "127.0.0.1:0", *arguments]
        server = subprocess.Popen([self.path, *command], cwd=self.folder, env=self._environment(),
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        lines, said = queue.Queue(), []
        threading.Thread(target=_read_lines, args=(server.stdout, lines, said), daemon=True).start()
        try:
            yield Site(_wait_for_address(lines, said), said)
            server.send_signal(signal.SIGTERM)
            status = _wait_for_end(server)
            expect(status == 0, f"the server ended with {status} after SIGTERM\n{excerpt(''.join(said))}")
        finally:
            server.kill()
            server.wait()


def _read_lines(stream, lines, said):
    for line in stream:
        said.append(line)
        lines.put(line)
    lines.put(None)


def _wait_for_address(lines, said):
    while True:
        try:
            line = lines.get(timeout=START_SECONDS)
        except queue.Empty:
            raise Failure(f"the server said no address within {START_SECONDS} s\n{excerpt(''.join(said))}") from None
        expect(line is not None, f"the server ended at once\n{excerpt(''.join(said))}")
        found = re.search(r"listening on (http://\S+)", line)
        if found:
            return found[1]


def _wait_for_end(server):
    try:
        return server.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        raise Failure(f"the server did not stop within {STOP_SECONDS} s") from None
