"""What was not understood or was repaired, as `chancery findings` tells it."""

import json
import re

from scenario import expect, scenario

CABLE = """VZCZCXYZ0001
RR RUEHWEB

DE RUEHGT #0077 0581956
ZNR UUUUU ZZH
R 271956Z FEB 08
FM AMEMBASSY GUATEMALA
TO RUEHC/SECSTATE WASHDC 4858

UNCLAS GUATEMALA 000{serial}

SIPDIS

E.O. 12958: N/A
TAGS: PHUM, {tag}, GT
SUBJECT: A LETTER ABOUT PLUMS

1. The orchards of the north and those of the south are in
bloom, says the gardener of the old town, who counted the
Qbloom, says the gardener of the old town, who counted the
trees.

2. Nothing else happened.

DERHAM
"""


def archive_of(s, *tags):
    for number, tag in enumerate(tags):
        s.write(f"source/{number}.txt", CABLE.format(serial=100 + number, tag=tag))
    s.run("init", "archive")
    s.run("import", "archive", "source")


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@scenario
def every_kind_has_its_counts_its_meaning_and_examples(s):
    archive_of(s, "QQZZ", "KDEM", "QQZX")
    result = s.run("findings", "archive", "--json")
    kinds = {row["kind"]: row for row in lines(result)}
    expect("unknown-tag" in kinds and "repeated-line" in kinds, str(result))
    tag = kinds["unknown-tag"]
    expect((tag["type"], tag["count"], tag["cables"]) == ("finding", 2, 2), str(tag))
    expect("TAGS" in tag["explanation"], str(tag))
    place = tag["examples"][0]
    expect((place["id"], place["in"], place["line"], place["detail"]) == ("08GUATEMALA100", "body", 6, "QQZZ"), str(place))
    expect(place["text"] == "TAGS: PHUM, QQZZ, GT", str(place))
    repeated = kinds["repeated-line"]
    expect((repeated["type"], repeated["count"], repeated["cables"]) == ("repair", 3, 3), str(repeated))
    expect(repeated["examples"][0]["line"] == 11, str(repeated))
    counts = [row["count"] for row in lines(result)]
    expect(counts == sorted(counts, reverse=True), f"the most frequent comes first: {counts}")


@scenario
def a_kind_is_listed_one_by_one_and_the_table_says_the_same(s):
    archive_of(s, "QQZZ", "KDEM", "QQZX")
    result = s.run("findings", "archive", "--kind", "unknown-tag", "--json")
    expect([row["detail"] for row in lines(result)] == ["QQZZ", "QQZX"], str(result))
    expect(len(lines(s.run("findings", "archive", "--kind", "unknown-tag", "--json", "--examples", 1))) == 1, "at most one was asked for")
    table = s.run("findings", "archive", "--examples", 1)
    expect(re.search(r"^unknown-tag +finding +2 +2  a word on the TAGS line", table.stdout, re.M), str(table))
    expect(len(re.findall("08GUATEMALA10[02] .*TAGS: PHUM", table.stdout)) == 1, str(table))
    table.warns("3 cables read")


@scenario
def one_cable_is_told_whole_under_any_spelling_of_its_id(s):
    archive_of(s, "QQZZ", "KDEM")
    result = s.run("findings", "archive", "--id", "08guatemala000100", "--json")
    expect({row["id"] for row in lines(result)} == {"08GUATEMALA100"}, str(result))
    expect({"unknown-tag", "repeated-line"} <= {row["kind"] for row in lines(result)}, str(result))
    s.run("findings", "archive", "--id", "08GUATEMALA999", status=2).warns("no cable 08GUATEMALA999")
    s.run("findings", "archive", "--kind", "nonsense", status=2).warns("nonsense: no finding or repair is called so")


@scenario
def what_has_no_reference_id_is_listed_under_its_document(s):
    s.write("source/nameless.txt", CABLE.format(serial="077", tag="KDEM").replace("UNCLAS GUATEMALA 000077", ""))
    s.run("init", "archive")
    s.run("import", "archive", "source")
    result = s.run("findings", "archive", "--kind", "no-reference-id", "--json")
    rows = lines(result)
    expect(len(rows) == 1 and rows[0]["id"] is None and rows[0]["document"].endswith("nameless.txt"), str(result))


@scenario
def an_original_in_several_forms_is_one_cable(s):
    for form in ("text", "page2010", "page2011"):
        s.run("synth", 40, f"source/{form}", "--form", form)
    s.run("init", "archive")
    s.run("import", "archive", "source")
    s.run("findings", "archive").warns("40 cables read")


@scenario
def the_list_is_the_same_in_every_run(s):
    s.synth(150)
    s.run("init", "archive")
    s.run("import", "archive", "cables")
    first = s.run("findings", "archive").stdout
    expect(first and first == s.run("findings", "archive").stdout, "two runs, two lists")
    total = sum(row["count"] for row in lines(s.run("findings", "archive", "--json")))
    kinds = {row["kind"] for row in lines(s.run("findings", "archive", "--json"))}  # a repair may have the name of a finding
    listed = sum(len(s.run("findings", "archive", "--kind", kind).stdout.splitlines()) for kind in kinds)
    expect(total == listed, f"{total} counted, {listed} listed")
