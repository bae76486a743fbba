"""Holds JSON to a schema, as far as the description of the API uses JSON Schema 2020-12. A word of that language that
is not known here is a failure, so that nothing goes unchecked. Standard library only.

    faults(value, {"type": "integer", "minimum": 0}, document)      a list of texts; empty: it fits
"""

import re

NOTES = {"description", "default", "format"}  # say something, or are checked with the type


def of_type(value, name):
    return {
        "object": isinstance(value, dict),
        "array": isinstance(value, list),
        "string": isinstance(value, str),
        "integer": isinstance(value, int) and not isinstance(value, bool),
        "boolean": isinstance(value, bool),
        "null": value is None,
    }[name]


def resolved(reference, document):
    assert reference.startswith("#/"), reference
    found = document
    for name in reference[2:].split("/"):
        found = found[name]
    return found


def members(value, schema, document, place):
    known = schema.get("properties", {})
    for name, member in value.items():
        if name in known:
            yield from faults(member, known[name], document, f"{place}.{name}")
        elif schema.get("additionalProperties", True) is False:
            yield f"{place} has {name}, which is not described"


def faults(value, schema, document, place="answer"):
    return list(_faults(value, schema, document, place))


def _faults(value, schema, document, place):
    for word, bound in schema.items():
        if word in NOTES:
            if word == "format" and bound == "date-time" and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value):
                yield f"{place} is no moment: {value!r}"
        elif word == "$ref":
            yield from faults(value, resolved(bound, document), document, place)
        elif word == "anyOf":
            tries = [faults(value, choice, document, place) for choice in bound]
            if all(tries):
                yield from min(tries, key=len)
        elif word == "type":
            if not of_type(value, bound):
                yield f"{place} is no {bound}: {value!r:.80}"
                return
        elif word == "enum":
            if value not in bound:
                yield f"{place} is none of {bound}: {value!r:.80}"
        elif word == "properties":
            yield from members(value, schema, document, place)
        elif word == "required":
            yield from (f"{place} has no {name}" for name in bound if name not in value)
        elif word == "additionalProperties":
            assert bound is False
        elif word == "items":
            for number, item in enumerate(value):
                yield from faults(item, bound, document, f"{place}[{number}]")
        elif word in ("minItems", "minLength"):
            if len(value) < bound:
                yield f"{place} is shorter than {bound}"
        elif word in ("maxItems", "maxLength"):
            if len(value) > bound:
                yield f"{place} is longer than {bound}"
        elif word == "minimum":
            if value < bound:
                yield f"{place} is less than {bound}: {value}"
        elif word == "maximum":
            if value > bound:
                yield f"{place} is more than {bound}: {value}"
        elif word == "pattern":
            if not re.search(bound, value):
                yield f"{place} does not match {bound}: {value!r:.80}"
        else:
            yield f"the schema of {place} has {word}, which schema.py does not know"
