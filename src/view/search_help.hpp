#pragma once
// The help page of the query language, /help/search.html: rules in a few words, then examples that
// run. The examples are given, so that they are those that the reader of queries is tested with.
//
//   const std::vector<QueryGroup> groups = {{"Words", {{"traffick*", "words that start with ..."}}}};
//   std::string page = search_help_page(frame, groups);
#include <string>
#include <string_view>
#include <vector>

#include "view/page.hpp"

namespace chancery::view {

constexpr std::string_view kSearchHelpPath = "/help/search.html";

struct QueryExample {
    std::string query;
    std::string sentence; // what it finds
};

struct QueryGroup {
    std::string title;
    std::vector<QueryExample> examples;
};

std::string search_help_page(const Frame& frame, const std::vector<QueryGroup>& groups);

// A table of queries, each a link to what it finds, and sentences.
Html query_examples(const std::vector<QueryExample>& examples);

} // namespace chancery::view
