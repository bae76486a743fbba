#pragma once
// The examples of docs/format.md: fenced blocks whose first line names what they hold, for instance
//
//   ```head
//   REF: A. 08 QUITO 12
//   => references[0].id = 08QUITO12
//   ```
//
// The page itself says how they are written ("How to read the examples").
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"
#include "parse/parse.hpp"

namespace chancery::format {

enum class Relation { Is, Has, Lacks };

struct Expectation {
    std::string path;
    Relation relation = Relation::Is;
    std::string value;
    bool known_miss = false; // "=> (todo) ..."
    std::size_t line = 0;    // in the page
};

struct Example {
    std::string section; // "3.5 REF"
    std::size_t line = 0;
    std::string kind; // telegram, header, body, head, text, document
    std::string text; // visible blanks resolved; LF line ends
    Given given;
    std::string file_name; // document: "<= name = 09LIMA300.txt"
    std::vector<Expectation> expectations;
};

// Its name among tests and seeds: "s3_5_line_412".
std::string test_name(const Example& example);

// A heading of the page: "3.5 REF", and whether text between it and the next one has an example.
struct Section {
    std::string title;
    int level = 0;
    std::size_t examples = 0;
};

struct Page {
    std::vector<Section> sections;
    std::vector<Example> examples;
};

// Throws std::runtime_error with the line where a block is not written as the page says.
Page read_page(std::string_view markdown);

// One way of sending the same example: what is expected holds for all of them.
struct Variant {
    std::string name;       // "as printed", "as a file with CRLF", ...
    std::string text;       // header and body, or the bytes of the file
    parse::CableText parts; // what is parsed, unless it is a file
    bool is_file = false;   // for importer::read_document
};

std::vector<Variant> variants(const Example& example);

// What stands at `path` in the cable, as text; lists are joined with " | ". Throws
// std::runtime_error for a path that no cable has.
std::string value_at(const Cable& cable, std::string_view path);

} // namespace chancery::format
