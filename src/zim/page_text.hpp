#pragma once
// What is in a page of ours, without its markup: for the indexes of a ZIM file.
//
//   title_of("...<title>08LINDEN5: FOG · The Linden Papers</title>...", "The Linden Papers")     08LINDEN5: FOG
//   text_of_main("...<main id=\"main\"><p>Fog &amp; rain</p></main>...")                         Fog & rain
//
// Our pages escape & < > " in every text and write no other entities by name, so a < is always markup.
// Of what is not such a page as much is read as can be. Pure; any thread; linear.
#include <string>
#include <string_view>

namespace chancery::zim_file {

// Without the archive's name behind it; empty where the page has none.
std::string title_of(std::string_view page, std::string_view archive_title);

// What a reader sees in <main>, its words in order, one blank between them.
std::string text_of_main(std::string_view page);

// Whether the page asks not to be listed by those who search.
bool is_for_searching(std::string_view page);

} // namespace chancery::zim_file
