#pragma once
// What the new acts of a desk would make public: cables, what changes in those that are public already, what the
// linter asks about, words that nobody could search for before, ghosts that are ghosts no more, bytes of text.
#include <filesystem>
#include <functional>
#include <string>

#include "archive/store.hpp"
#include "release/articles.hpp"
#include "release/desk.hpp"

namespace chancery::release {

constexpr std::size_t kMaxNewWords = 500; // that are listed; all are counted

// Calls line() for each line of it. `edition`: the one in use, if there is any. One core; a cable at a time, and
// the set of new words.
void show_preview(archive::Store& store, const Desk& desk, const DeskReport& report,
                  const std::filesystem::path& edition,
                  const std::function<void(const std::string&)>& line);

// The same of articles: which appear, change and go, with their lines; how many marks are made in which; which are
// drafts, wait or cannot be released.
void show_articles(const ArticleDesk& articles, const ArticleReport& report,
                   const std::filesystem::path& edition,
                   const std::function<void(const std::string&)>& line);

} // namespace chancery::release
