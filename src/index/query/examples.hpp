#pragma once
// The language by example: the table of docs/query.md (a test compares them) and of the site's page about
// searching. Every example is read without a note.
//
//   for (const Example& example : examples()) { example.group, example.query, example.finds }
//
// In the order in which they are shown; those of a group stand together.
#include <span>
#include <string_view>

namespace chancery::index::query {

struct Example {
    std::string_view group;
    std::string_view query;
    std::string_view finds; // one sentence without its full stop
};

std::span<const Example> examples();

} // namespace chancery::index::query
