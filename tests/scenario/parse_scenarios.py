"""What `chancery parse` and `chancery id` say about single documents and ids."""

import json

from scenario import expect, scenario

CABLE = """R 271956Z FEB 08
FM AMEMBASSY GUATEMALA
TO RUEHC/SECSTATE WASHDC 4858

UNCLAS SECTION 01 OF 02 GUATEMALA 000242

SIPDIS

E.O. 12958: N/A
TAGS: PHUM GT
SUBJECT: A LETTER ABOUT PLUMS

REF: GUATEMALA 100

1. (U) The orchards are in

GUATEMALA 00000242  001.2 OF 002


bloom.

DERHAM
"""


@scenario
def parse_says_of_each_line_how_it_was_read(s):
    s.write("cable.txt", CABLE)
    lines = s.run("parse", "--explain", "cable.txt").stdout.splitlines()
    expect(lines[0] == "08GUATEMALA242  A Letter About Plums", lines[0])
    roles = {text.strip(): role.strip() for role, text in ((line[7:27], line[29:]) for line in lines)}
    for text, role in {
        "R 271956Z FEB 08": "date-time group",
        "FM AMEMBASSY GUATEMALA": "from",
        "UNCLAS SECTION 01 OF 02 GUATEMALA 000242": "classification",
        "SIPDIS": "caption",
        "TAGS: PHUM GT": "TAGS",
        "REF: GUATEMALA 100": "REF",
        "1. (U) The orchards are in": "par1 (U)",
        "GUATEMALA 00000242  001.2 OF 002": "- page-break",
        "bloom.": "par1 (U)",
        "DERHAM": "signature",
    }.items():
        expect(roles.get(text) == role, f"{text}: {roles.get(text)} is not {role}")
    expect(any(line.strip() == "= 08GUATEMALA100 (cable)" for line in lines), "\n".join(lines))


@scenario
def parse_shows_a_part_of_a_cable_and_says_that_import_would_refuse_it(s):
    s.write("part.txt", "REF: A. 08 GUATEMALA 12\n")
    result = s.run("parse", "part.txt")
    cable = json.loads(result.stdout)
    expect([r["id"] for r in cable["references"]] == ["08GUATEMALA12"], result.stdout)
    expect("not-a-cable" in [f["kind"] for f in cable["findings"]], result.stdout)
    s.write("empty.txt", "")
    s.run("parse", "empty.txt", status=1).warns("refused: empty.txt: empty file")


@scenario
def id_prints_the_canonical_form_a_line_for_each(s):
    result = s.run("id", "05RIO123", "06ASTANA", "2008 Guatemala 000242", status=1)
    expect(result.stdout == "05RIODEJANEIRO123\n\n08GUATEMALA242\n", result.stdout)
    result.warns("not a reference id: 06ASTANA")
