#pragma once
// Bytes of unknown encoding -> UTF-8, and text that everything behind us can carry.
//
//   std::string storage;
//   const auto text = decode(bytes, storage);     // a view into bytes where they are UTF-8 already
//   if (!text) ... text.error() is "empty file", "binary data: a PNG image", ...
//
// Read as: UTF-16 with a byte order mark; UTF-8 (a mark goes); UTF-8 with some damage, if more of
// its longer sequences are whole than broken (the broken ones become U+FFFD: a file cut off inside
// a character); else Latin-1, byte by byte, where 0xB6 is the pilcrow (format 0). Pure; any thread;
// linear time.
#include <expected>
#include <string>
#include <string_view>

namespace chancery::importer {

// `storage` holds the text where it had to be made anew; the view is good as long as both live.
std::expected<std::string_view, std::string> decode(std::string_view bytes, std::string& storage);

// What every text of a document has: LF line ends, and no control character but TAB and LF, so that
// XML and terminals can carry it. Form feeds are line ends (a page of a telegram ends there), an
// end mark of DOS at the end goes, other control characters and U+FFFE, U+FFFF become U+FFFD. The
// original keeps what they were. Takes and gives UTF-8.
std::string tidy(std::string_view text);

} // namespace chancery::importer
