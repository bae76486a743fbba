"""tools/check-includes and tools/check-names must find what they are there to find."""

import pathlib
import re
import runpy
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
includes = runpy.run_path(str(ROOT / "tools/check-includes"))
names = runpy.run_path(str(ROOT / "tools/check-names"))

TABLE = """
base:           # a comment
cable: base
http: base
cli: *
<sqlite3.h>: base
<gumbo.h>: cable/*_test.cpp
<boost/>: http
"""


class CheckIncludes(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)

    def table(self, text=TABLE):
        (self.root / "table").write_text(text)
        return includes["Table"](self.root / "table")

    def problems(self, file, *lines):
        path = self.root / "src" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines))
        return includes["check"](self.table(), self.root / "src")[1]

    def test_what_the_table_allows_is_no_problem(self):
        self.assertEqual([], self.problems("cable/a.cpp", '#include "cable/a.hpp"', '#include "base/text.hpp"',
                                           '#include "embedded/tags.hpp"', "#include <string>", "#include <fmt/format.h>"))
        self.assertEqual([], self.problems("cli/main.cpp", '#include "http/server.hpp"', '#include "cable/cable.hpp"'))
        self.assertEqual([], self.problems("base/a.cpp", "#include <sqlite3.h>"))
        self.assertEqual([], self.problems("http/a.cpp", "#include <boost/asio.hpp>"))
        self.assertEqual([], self.problems("cable/a_test.cpp", "#include <gumbo.h>"))

    def test_what_it_does_not_allow_is_named_with_its_line(self):
        self.assertEqual(['src/base/a.hpp:2: "cable/cable.hpp": base may include: nothing else'],
                         self.problems("base/a.hpp", "#pragma once", '#include "cable/cable.hpp"'))

    def test_each_kind_of_break_is_found(self):
        for number, (file, line) in enumerate([
                ("http/a.cpp", '#include "cable/cable.hpp"'), ("http/a.cpp", '  #  include "cable/cable.hpp"'),
                ("cable/a.cpp", "#include <sqlite3.h>"), ("cable/a.cpp", "#include <boost/asio.hpp>"),
                ("cable/a.cpp", "#include <gumbo.h>"), ("cable/a.cpp", '#include "a.hpp"'),
                ("cable/a.cpp", '#include "nowhere/a.hpp"'), ("nowhere/a.cpp", ""), ("a.cpp", "")]):
            with self.subTest(file=file, line=line):
                (self.root / "src").exists() and [p.unlink() for p in (self.root / "src").rglob("*.cpp")]
                self.assertEqual(1, len(self.problems(file, line)), number)

    def test_the_table_itself_must_have_an_order(self):
        with self.assertRaises(SystemExit):
            self.table("base: cable\ncable:\n")
        with self.assertRaises(SystemExit):
            self.table("base\n")


class CheckNames(unittest.TestCase):
    def found(self, line):
        return any(re.search(pattern, line) for pattern, _ in names["RULES"])

    def test_finds_what_means_nothing_elsewhere(self):
        for line in ["see /" + "work/main", "cd /" + "root/x", "(/" + "home/anna/x)", "https://registry" + ".npmjs.org/x",
                     "issue" + " 2", "Issue" + " #14", "STYLE" + ".md 3"]:
            self.assertTrue(self.found(line), line)

    def test_leaves_the_rest_alone(self):
        for line in ["#include \"archive/work/x.hpp\"", "frame/work/flow", "the root folder", "~/home", "href=/home/x", "issued 2",
                     "http://127.0.0.1:8080/", "/usr/bin/chromium", "docs/style.md"]:
            self.assertFalse(self.found(line), line)


if __name__ == "__main__":
    unittest.main()
