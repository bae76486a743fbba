#!/usr/bin/env python3
"""Makes a small archive of fictional cables with the real program, serves it, and holds the API to its own description,
/api/openapi.json: requests are made from the description, with values that it allows, values at their bounds, values
that it does not allow and hostile ones, and every answer has a status, a content type and a content that it names.

    tests/api/run.py --program build/dev/src/cli/chancery [--cables 200] [--seed 1] [--requests 30]
    tests/api/run.py --base http://127.0.0.1:8080/ ...        a site that runs already

Where Python's openapi-spec-validator and jsonschema are installed, they judge the description and a part of the answers
as well. Standard library otherwise.
"""

import argparse
import collections
import csv
import http.client
import io
import json
import pathlib
import random
import shutil
import sys
import tempfile
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

from schema import faults  # noqa: E402
from support.program import Answer, Failure, Program, expect  # noqa: E402

HOSTILE = ["<script>alert(1)</script>", "\"'", "../../etc/passwd", "..", "%", "%2e", "\u202egnp.", "\u0007", "é" * 50, "a" * 5000,
           "';DROP TABLE cable;--", "{id}", "~", "0~", "-1", "1e9", "NaN", "\ud7ff\U0010ffff", " ", "\n", "(((((((((", "\"open", "/" * 3,
           "x" * 299 + "é", "*:*", "[08LINDEN1 TO *]"]
# What is no escape or too long for HTTP itself: the server refuses it before it knows whose address it is.
MALFORMED = ["%zz", "x" * 40_000]
# What is no text is refused in a path. In a value it is an unknown character, since a query never fails.
NO_TEXT = ["%ff", "%00", "%c0%af"]


MAX_TARGET = 4096  # bytes of an address, of the whole server


class Api:
    """One connection; whoever answers out of turn or closes it is found out."""

    def __init__(self, base):
        self.address = urllib.parse.urlsplit(base).netloc
        self.connection = http.client.HTTPConnection(self.address, timeout=120)
        self.count = 0

    def get(self, target, headers=None, method="GET"):
        self.count += 1
        try:
            self.connection.request(method, target, headers=headers or {})
            answer = self.connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        except (http.client.HTTPException, ConnectionError):
            self.connection.close()
            raise Failure(f"no answer to {target:.200}") from None
        finally:
            if method != "GET" or (headers or {}).get("Connection") == "close":
                self.connection.close()


def media_type(answer):
    return answer.headers.get("content-type", "").split(";")[0]


# ---- the description ----


def operations(document):
    """(path, operation) of everything that can be asked."""
    for path, item in document["paths"].items():
        expect(set(item) == {"get"}, f"{path} has {set(item)}")
        yield path, item["get"]


def check_description(document):
    expect(document["openapi"].startswith("3.1."), "it is not OpenAPI 3.1")
    names = [operation["operationId"] for _, operation in operations(document)]
    expect(len(names) == len(set(names)), "an operationId comes twice")
    for path, operation in operations(document):
        in_path = [p["name"] for p in operation["parameters"] if p["in"] == "path"]
        expect(in_path == [part[1:].split("}")[0] for part in path.split("/") if part.startswith("{")], f"the parameters of {path}")
    try:
        import openapi_spec_validator
    except ImportError:
        print("no openapi-spec-validator: its word on the description is missing")
        return
    try:
        openapi_spec_validator.validate(document)
    except Exception as error:  # of many kinds
        raise Failure(f"openapi-spec-validator: {error}") from None


def answer_schema(operation):
    content = operation["responses"]["200"]["content"]
    return next(iter(content.items()))


# ---- answers ----


def check_json(value, schema, document, target):
    found = faults(value, schema, document)
    expect(not found, f"{target}: {found[:3]}")


def check_lines(answer, media, content, target, document):
    line = content["x-line"]
    if media == "text/csv":
        names = list(document["components"]["schemas"][line["$ref"].rsplit("/", 1)[1]]["properties"])
        rows = list(csv.reader(io.StringIO(answer.text, newline=""), strict=True))
        if "header=present" in answer.headers["content-type"]:
            expect(rows and rows[0] == names, f"{target}: names {rows[:1]}, not {names}")
        expect(all(len(row) == len(names) for row in rows), f"{target}: a row of another width")
        return
    if "fields=full" in target:
        line = {"$ref": "#/components/schemas/Cable"}
    for text in answer.text.splitlines()[:200]:
        check_json(json.loads(text), line, document, target)


def check_answer(api, document, operation, target, answer):
    """Whatever it is, it is described."""
    expect(answer.status < 500, f"{target:.300} answers {answer.status}: {answer.text:.300}")
    described = operation["responses"].get(str(answer.status))
    expect(described is not None, f"{target:.300} answers {answer.status}, which is not described: {answer.text:.200}")
    expect(answer.headers.get("access-control-allow-origin") == "*", f"{target:.300} ({answer.status}) may not be read by scripts")
    if answer.status == 301:
        expect(answer.headers.get("location", "").startswith("/api/"), f"{target:.300} leads to {answer.headers.get('location')}")
        return
    media = media_type(answer)
    content = described["content"]
    expect(media in content, f"{target:.300} ({answer.status}) is {media}, not {list(content)}")
    if answer.status == 200 and media != "application/json":
        check_lines(answer, media, content[media], target, document)
    else:
        check_json(json.loads(answer.text), content[media]["schema"], document, target)
    if answer.status == 200:
        check_validators(api, target, answer)


def check_validators(api, target, answer):
    tag = answer.headers.get("etag")
    expect(tag, f"{target} has no ETag")
    expect("last-modified" in answer.headers, f"{target} has no Last-Modified")
    if api.count % 5 == 0:
        again = api.get(target, {"If-None-Match": tag})
        expect(again.status == 304 and not again.body, f"{target} answers {again.status} to its own ETag")


# ---- values ----


class Values:
    """Values that occur in the archive, for each parameter."""

    def __init__(self, api, rng):
        self.rng = rng

        def column(path, name, **query):
            page = json.loads(api.get(path + "?" + urllib.parse.urlencode({"limit": 20, **query})).text)
            return [item[name] for item in page["items"]]

        ids = column("/api/v1/cables", "id")
        missing = json.loads(api.get("/api/v1/missing?limit=10").text)["items"]
        self.known = {
            "id": ids + [ids[0].lower()], "anchor": ["par1", "par2"], "number": ["1"],
            "post": [row["post"] for row in missing], "year": [str(row["year"]) for row in missing],
            "q": ["", "meeting", "\"the minister\"", "subject:visit OR tag:PREL", "trad* -visas", "~goverment", "/min.*/", "@2011-08-26",
                  "3 of (a b c d)", "created:none"],
            "created": ["2008", "2008-02", "none", "2007..2009", ">=2005"],
            "origin": column("/api/v1/origins", "name"), "tag": column("/api/v1/tags", "tag"), "country": ["France"],
            "slug": column("/api/v1/articles", "slug"), "class": column("/api/v1/classifications", "name"), "caption": ["SIPDIS"], "mark": ["C", "U"],
        }
        self.keys = {"tags": column("/api/v1/tags", "tag"), "origins": column("/api/v1/origins", "key"),
                     "classifications": column("/api/v1/classifications", "key")}

    def valid(self, path, parameter):
        name, schema = parameter["name"], parameter["schema"]
        schema = schema.get("items", schema)
        if name == "key":
            return self.rng.choice(self.keys[path.split("/")[3]])
        if "enum" in schema:
            return self.rng.choice(schema["enum"])
        if name in self.known:
            return self.rng.choice(self.known[name])
        if schema["type"] == "integer":
            return str(self.rng.choice([schema["minimum"], min(schema["maximum"], 7), schema["maximum"]]))
        return None  # after: only an answer knows

    def wrong(self, parameter):
        """A value that the description does not allow."""
        schema = parameter["schema"]
        schema = schema.get("items", schema)
        if "enum" in schema:
            return self.rng.choice(["", "no such", schema["enum"][0].upper()])
        if schema["type"] == "integer":
            return self.rng.choice([str(schema["minimum"] - 1), str(schema["maximum"] + 1), "", "x", "1.0", "9" * 30])
        too_long = "é" * (schema["maxLength"] + 1)
        return self.rng.choice([too_long, ""]) if schema["minLength"] > 0 and parameter["in"] == "query" else too_long


def target_of(path, in_path, query):
    for name, value in in_path.items():
        path = path.replace("{" + name + "}", urllib.parse.quote(value, safe=""))
    return path + ("?" + urllib.parse.urlencode(query) if query else "")


def request_for(path, operation, values, rng):
    """(target, names of parameters that are wrong for certain, whether every value is one that occurs)"""
    in_path, query, wrong, usual = {}, [], set(), True
    for parameter in operation["parameters"]:
        required = parameter["required"]
        way = rng.choices(["left out", "valid", "wrong", "hostile", "twice"], [0 if required else 8, 8, 1, 1, 0 if required else 0.5])[0]
        name = parameter["name"]
        several = parameter["schema"]["type"] == "array"
        given = [values.valid(path, parameter)] * (2 if way == "twice" else 1)
        if way == "left out" or given[0] is None and way in ("valid", "twice"):
            continue
        if way == "twice" and not several:
            wrong.add(name)
        if way == "wrong":
            given = [values.wrong(parameter)]
            wrong.add(name)
        if way == "hostile":
            given, usual = [rng.choice(HOSTILE)], False
        if required:
            in_path[name] = given[0]
        else:
            query += [(name, value) for value in given]
    if rng.random() < 0.03:
        query.append(("no_such", "1"))
        wrong.add("no_such")
    rng.shuffle(query)
    return target_of(path, in_path, query), wrong, usual


def is_address(path, target):
    """Whether a value in the path has not made another address of it, or none."""
    asked = urllib.parse.urlsplit(target).path.split("/")
    return len(asked) == len(path.split("/")) and all(part not in ("", ".", "..", "%2E%2E") and "%2F" not in part and "%00" not in part
                                                      and "%0A" not in part and "%07" not in part for part in asked[1:])


# ---- the tests ----


def check_requests(api, document, values, rng, each):
    statuses = collections.Counter()
    for path, operation in operations(document):
        seen = collections.Counter()
        for _ in range(each):
            target, wrong, usual = request_for(path, operation, values, rng)
            if not is_address(path, target):
                continue
            answer = api.get(target)
            if answer.status == 414 and len(target) > MAX_TARGET:
                continue
            check_answer(api, document, operation, target, answer)
            seen[answer.status] += 1
            if wrong:
                expect(answer.status == 400, f"{target:.300} is wrong ({wrong}), and answers {answer.status}")
                named = {one["name"] for one in json.loads(answer.text)["parameters"]}
                expect(wrong <= named, f"{target:.300}: {wrong} are wrong, {named} are named")
            elif usual:
                expect(answer.status != 400, f"{target:.300} is allowed, and answers 400: {answer.text:.300}")
        expect(seen[200] + seen[301] > 0, f"{path}: nothing was ever found")
        statuses += seen
    print(f"requests made from the description: {dict(sorted(statuses.items()))}")


def check_malformed(api):
    for value in MALFORMED + NO_TEXT:
        for target in (f"/api/v1/cables/{value}", f"/api/v1/search?q=visas{value}us"):
            answer = api.get(target, {"Connection": "close"})
            allowed = (200,) if value in NO_TEXT and "?" in target else (400, 414, 431)
            expect(answer.status in allowed, f"{target:.100} answers {answer.status}")


def check_lists(api, document):
    """Every list that needs no value: its pages, followed by `next`, are what it is as a whole."""
    for path, operation in operations(document):
        if "{" in path or path.endswith((".jsonl", ".csv")) or path + ".jsonl" not in document["paths"]:
            continue
        items, target, pages = [], f"{path}?limit=37", 0
        while target and pages < 100:
            answer = api.get(target)
            check_answer(api, document, operation, target, answer)
            page = json.loads(answer.text)
            expect(("rel=\"next\"" in answer.headers.get("link", "")) == (page["next"] is not None), f"{target}: Link and next")
            expect(len(page["items"]) == 37 or page["next"] is None, f"{target}: a page that is not full before the end")
            items += page["items"]
            target, pages = page["next"], pages + 1
        lines = api.get(path + ".jsonl").text.splitlines()
        if target is None:
            expect(page["total"] in (None, len(items)), f"{path}: total {page['total']} of {len(items)}")
            names = list(json.loads(lines[0])) if lines else []
            expect([{name: item[name] for name in names} for item in items] == [json.loads(line) for line in lines],
                   f"{path} as pages is not what it is as JSON lines")
        rows = list(csv.DictReader(io.StringIO(api.get(path + ".csv").text, newline="")))
        expect(len(rows) == len(lines), f"{path}: {len(rows)} rows of CSV, {len(lines)} lines of JSON")


def check_documents(api, values):
    """The API and the site say the same of a cable."""
    row = json.loads(api.get("/api/v1/cables?limit=1").text)["items"][0]
    cable = api.get(f"/api/v1/cables/{row['id']}")
    expect(cable.body == api.get(row["path"].replace(".html", ".json")).body, "the JSON of a cable differs from that of its page")
    found = json.loads(api.get(f"/api/v1/search?limit=1&q=id:{row['id']}").text)
    expect([hit["id"] for hit in found["items"]] == [row["id"]], "a cable is not found by its id")


def check_protocol(api):
    target = "/api/v1/cables"
    asked = api.get(target, {"Origin": "https://other.example", "Access-Control-Request-Method": "GET",
                             "Access-Control-Request-Headers": "if-none-match"}, "OPTIONS")
    expect(asked.status == 204 and asked.headers["access-control-allow-origin"] == "*", "a preflight request is refused")
    expect("if-none-match" in asked.headers["access-control-allow-headers"].lower(), "If-None-Match is not allowed to scripts")
    head, got = api.get(target, method="HEAD"), api.get(target)
    expect(not head.body and {**head.headers, "date": ""} == {**got.headers, "date": ""}, "HEAD is not GET without a body")
    for method in ("POST", "PUT", "DELETE"):
        refused = api.get(target, method=method)
        expect(refused.status in (405, 501), f"{method} answers {refused.status}")
        if refused.status == 405:
            expect(media_type(refused) == "application/problem+json" and "GET" in refused.headers["allow"], f"{method} is refused otherwise")
    packed = api.get("/api/v1/cables.jsonl", {"Accept-Encoding": "gzip"})
    expect(packed.headers.get("content-encoding") == "gzip" and packed.headers["etag"].endswith("-gz\""), "a whole list is not compressed")


def check_judged(api, document):
    """jsonschema agrees with schema.py on real answers."""
    try:
        import jsonschema
    except ImportError:
        print("no jsonschema: a second judge of the answers is missing")
        return
    for path, operation in operations(document):
        media, content = answer_schema(operation)
        if "{" in path or media != "application/json":
            continue
        schema = {**content["schema"], "components": document["components"]}
        jsonschema.Draft202012Validator(schema).validate(json.loads(api.get(path).text))
    cable = json.loads(api.get("/api/v1/cables?limit=1").text)["items"][0]["id"]
    schema = {"$ref": "#/components/schemas/CableDocument", "components": document["components"]}
    jsonschema.Draft202012Validator(schema).validate(json.loads(api.get(f"/api/v1/cables/{cable}").text))


def check(base, seed, each):
    api, rng = Api(base), random.Random(seed)
    document = json.loads(api.get("/api/openapi.json").text)
    check_description(document)
    values = Values(api, rng)
    check_protocol(api)
    check_documents(api, values)
    check_lists(api, document)
    check_judged(api, document)
    check_requests(api, document, values, rng, each)
    check_malformed(api)
    print(f"{api.count} requests, seed {seed}")


def with_archive(program_path, cables, work):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chancery-api-"))
    program = Program(program_path, folder)
    program.run("synth", cables, "cables")
    program.run("init", "archive", "--title", "Demonstration archive")
    program.run("import", "archive", "cables")
    for number in range(3):
        (folder / f"archive/articles/fog-{number}.md").write_text(
            f'+++\ntitle = "Fog"\ndate = 2011-08-2{number}\n+++\n\nSee [08LINDEN{number + 1} ¶2].\n', encoding="utf-8")
    program.run("release", "archive", "--all", "--date", "2011-08-26")
    with program.serve("archive/edition") as site:
        work(site.base)
    shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description="Holds the API to its own description.")
    parser.add_argument("--program", help="the built program")
    parser.add_argument("--base", help="the address of a site that runs already")
    parser.add_argument("--cables", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--requests", type=int, default=30, help="of each operation")
    arguments = parser.parse_args()
    if not arguments.program and not arguments.base:
        parser.error("--program or --base is missing")
    try:
        if arguments.base:
            check(arguments.base, arguments.seed, arguments.requests)
        else:
            with_archive(arguments.program, arguments.cables, lambda base: check(base, arguments.seed, arguments.requests))
    except Failure as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
