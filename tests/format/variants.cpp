#include <algorithm>
#include <array>

#include "base/lines.hpp"
#include "base/text.hpp"
#include "example.hpp"

namespace chancery::format {

namespace {

// What stands around a fragment; shown in the page under "How to read the examples".
const std::string kHeader = "R 041530Z MAR 09\nFM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC 4711\n";
const std::string kOpening = "UNCLAS LIMA 000300\n\nSIPDIS\n\n";
const std::string kText = "\n1. (U) The minister opened the harbour.\n\nHOLT\n";
const std::string kHead = "C O N F I D E N T I A L LIMA 000300\n\nSIPDIS\n\n"
                          "E.O. 12958: DECL: 03/04/2019\nTAGS: PREL, PE\n"
                          "SUBJECT: THE NEW HARBOUR\n\n";

struct HeadField {
    std::string_view member; // of the cable
    std::string_view other;  // a second member that it fills
    std::string_view line;
};
constexpr std::array<HeadField, 5> kFields = {
    {{"eo.", "eo.", "E.O. 12958: DECL: 03/04/2019\n"},
     {"tags", "tags", "TAGS: PREL, PE\n"},
     {"subject", "title", "SUBJECT: THE NEW HARBOUR\n\n"},
     {"reference", "reference", "REF: QUITO 12\n\n"},
     {"classified_by", "classified_by",
      "Classified By: Ambassador Ann Holt, reasons 1.4 (b) and (d)\n"}}};

bool speaks_of(const Example& example, const HeadField& field)
{
    return std::any_of(example.expectations.begin(), example.expectations.end(),
                       [&](const Expectation& expectation) {
                           return expectation.path.starts_with(field.member) ||
                                  expectation.path.starts_with(field.other);
                       });
}

// The fragment in its place among the fields that it does not have.
std::string in_whole_head(const Example& example)
{
    std::string head;
    bool placed = false;
    for (const HeadField& field : kFields) {
        if (!speaks_of(example, field)) {
            head += field.line;
        } else if (!placed) {
            head += example.text;
            placed = true;
        }
    }
    return placed ? head : example.text;
}

parse::CableText framed(const Example& example, const std::string& fragment)
{
    if (example.kind == "telegram") {
        return parse::split_text(fragment);
    }
    if (example.kind == "header") {
        return {fragment, ""};
    }
    if (example.kind == "body") {
        return {"", fragment};
    }
    if (example.kind == "head") {
        return {kHeader, kOpening + fragment + kText};
    }
    return {kHeader, kHead + fragment};
}

// As old machines and Windows write it; the reader of files makes LF of it.
std::string with_line_end(std::string_view text, std::string_view line_end)
{
    std::string out;
    for (const Line& line : split_lines(text)) {
        out += line.text;
        out += line_end;
    }
    return out;
}

Variant variant_of(const Example& example, std::string name, const std::string& fragment,
                   std::string_view line_end)
{
    Variant variant;
    variant.name = std::move(name);
    variant.parts = framed(example, fragment);
    if (line_end != "\n") {
        variant.parts.header = with_line_end(variant.parts.header, line_end);
        variant.parts.body = with_line_end(variant.parts.body, line_end);
    }
    variant.text = variant.parts.header + variant.parts.body;
    return variant;
}

// The page has no characters in such a document that Latin-1 lacks.
std::string latin1_from_utf8(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            out += text[i];
        } else if (byte >= 0xC2 && byte <= 0xC3 && i + 1 < text.size()) {
            ++i;
            const auto low = static_cast<unsigned char>(text[i]) & 0x3FU;
            out += static_cast<char>(((byte & 0x03U) << 6U) | low);
        }
    }
    return out;
}

Variant as_file(const Example& example)
{
    Variant variant = variant_of(example, "as a file with CRLF", example.text, "\r\n");
    variant.text.insert(0, "\r\n");
    variant.is_file = true;
    return variant;
}

// A source of its own says things that a plain file cannot say.
bool can_be_file(const Example& example)
{
    return example.given == Given() &&
           (example.kind == "telegram" || example.kind == "head" || example.kind == "text");
}

} // namespace

std::vector<Variant> variants(const Example& example)
{
    if (example.kind.starts_with("document")) {
        const bool latin1 = example.kind == "document latin1";
        return {{"as printed", latin1 ? latin1_from_utf8(example.text) : example.text, {}, true}};
    }
    std::vector<Variant> all = {
        variant_of(example, "as printed", example.text, "\n"),
        variant_of(example, "a blank at the end of each line", example.text, " \n")};
    if (can_be_file(example)) {
        all.push_back(as_file(example));
    }
    if (example.kind == "head") {
        const std::string whole = in_whole_head(example);
        all.push_back(variant_of(example, "in a whole head", whole, "\n"));
        all.push_back(variant_of(example, "in a whole head with a blank at the end of each line",
                                 whole, " \n"));
    }
    return all;
}

} // namespace chancery::format
