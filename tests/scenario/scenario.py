#!/usr/bin/env python3
"""Runs scenarios: short stories of the built program, each in a temporary folder that is kept when it fails.

    tests/scenario/scenario.py --program build/dev/src/cli/chancery            all of them
    tests/scenario/scenario.py --program ... import "nothing twice"            those whose name has one of these
    tests/scenario/scenario.py --list

A scenario is a function in a file beside this one, *_scenarios.py; its name is a sentence:

    @scenario
    def importing_the_same_folder_again_adds_nothing(s):
        s.synth(20)
        s.run("init", "archive")
        s.run("import", "archive", "cables")
        s.run("import", "archive", "cables").says("added 0")
"""

import argparse
import concurrent.futures
import importlib
import os
import pathlib
import shutil
import sys
import tempfile
import threading
import time
import traceback

LONG = bool(os.environ.get("CHANCERY_LONG"))  # more of the same where that takes minutes: ctest --preset long
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from support.program import Failure, Program, expect  # noqa: E402

_scenarios = []
_made = {}  # what several scenarios begin with: key -> a future of its folder
_making = threading.Lock()


def scenario(function):
    _scenarios.append(function)
    return function


def name_of(function):
    return function.__module__.removesuffix("_scenarios") + ": " + function.__name__.replace("_", " ")


class Skipped(Exception):
    """A scenario needs what is not here; says what."""


class Story(Program):
    """What a scenario gets: the program, in a folder of its own, and a few habits."""

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, name):
        path = self.folder / name
        expect(path.is_file(), f"there is no file {name}")
        return path.read_bytes()

    def files(self, name="."):
        """Relative path -> content of every file below; links are followed once, by name only."""
        top = self.folder / name
        return {str(p.relative_to(top)): p.read_bytes() for p in sorted(top.rglob("*")) if p.is_file()}

    def synth(self, count, folder="cables"):
        return self.run("synth", count, folder)

    def begin_with(self, make, *arguments):
        """Puts here what make(story, *arguments) makes in an empty folder: once for all scenarios that begin with it."""
        with _making:
            mine = (make, arguments) not in _made
            made = _made.setdefault((make, arguments), concurrent.futures.Future())
        if mine:
            folder = pathlib.Path(tempfile.mkdtemp(prefix="chancery-scenario-"))
            try:
                make(Story(self.path, folder), *arguments)
                made.set_result(folder)
            except BaseException as error:
                made.set_exception(error)
        shutil.copytree(made.result(), self.folder, symlinks=True, dirs_exist_ok=True)

    def released_archive(self, count, name="archive"):
        """An archive with `count` fictional cables, all of them released; returns the edition's folder."""
        self.begin_with(release_all, count, name)
        return f"{name}/edition"


def release_all(s, count, name):
    s.synth(count)
    s.run("init", name, "--title", "A fictional archive")
    s.run("import", name, "cables")
    s.run("release", name, "--all")


def play(function, program):
    """Runs one scenario: (seconds, None) or (seconds, what was wrong, or Skipped)."""
    begin = time.monotonic()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chancery-scenario-"))
    problem = None
    try:
        function(Story(program, folder))
    except Skipped as skipped:
        problem = skipped
    except Failure as failure:
        problem = str(failure)
    except Exception:  # a mistake in the scenario itself fails it too, and the others go on
        problem = traceback.format_exc()
    if problem is None or isinstance(problem, Skipped):
        shutil.rmtree(folder, ignore_errors=True)
    else:
        problem += f"\nkept for a look: {folder}"
    return time.monotonic() - begin, problem


def load_all():
    sys.modules.setdefault("scenario", sys.modules[__name__])  # the files import this module by its name
    for file in sorted(HERE.glob("*_scenarios.py")):
        importlib.import_module(file.stem)
    return _scenarios


def read_arguments():
    parser = argparse.ArgumentParser(description="Runs scenarios of the built program.")
    parser.add_argument("--program", help="the built program")
    parser.add_argument("--list", action="store_true", help="only name the scenarios")
    parser.add_argument("--jobs", type=int, default=min(os.cpu_count() or 1, 4))
    parser.add_argument("words", nargs="*", help="only scenarios whose name has one of these")
    arguments = parser.parse_args()
    if not arguments.list and not arguments.program:
        parser.error("--program is missing")
    return arguments


def main():
    arguments = read_arguments()
    chosen = [f for f in load_all() if not arguments.words or any(w in name_of(f) for w in arguments.words)]
    if arguments.list:
        print("\n".join(name_of(f) for f in chosen))
        return 0
    failed = skipped = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for function, (seconds, problem) in zip(chosen, pool.map(lambda f: play(f, arguments.program), chosen)):
            if isinstance(problem, Skipped):
                skipped += 1
                print(f"skip {name_of(function)}: {problem}", flush=True)
                continue
            failed += problem is not None
            print(f"{'ok  ' if problem is None else 'FAIL'} {name_of(function)} ({seconds:.1f} s)", flush=True)
            if problem:
                print("     " + problem.replace("\n", "\n     "), flush=True)
    for made in _made.values():
        if not made.exception():
            shutil.rmtree(made.result(), ignore_errors=True)
    print(f"scenarios: {len(chosen) - failed - skipped} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
