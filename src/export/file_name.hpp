#pragma once
// Which file an address is in a copy.
//
//   file_of("/tag/PHUM_0.html")       tag/PHUM_0.html
//   file_of("/tag/")                  tag/index.html
//   file_of("/help/a%C3%A9.html")     help/a=C3=A9.html
//   file_of("/help/con.html")         help/=63on.html      Windows has no such name
//   file_of("/feed.atom?page=2")      feed=page2.atom      which no other address is
//
// A file is named as the address wherever every file system can have that name. Letters, digits and
// -._~ stay; any other byte is = and two hexadecimal digits, so no name needs an escape in a URL,
// in a shell or in a manifest. So is the first byte of a name that begins with a dot or that
// Windows keeps for devices, and a dot at the end. A name over kMaxNameBytes keeps its beginning
// and its ending; == and a hash stand in between. Two addresses never share a file. None differ in
// case alone, where addresses do not: tags and ids are in capitals, slugs in small letters.
//
// Pure; any thread.
#include <cstddef>
#include <string>
#include <string_view>

namespace chancery::exporter {

constexpr std::size_t kMaxNameBytes = 120;

// Of an address as pages write it: percent-encoded, from the first slash on, without #, and without ? but for the
// page of a feed.
std::string file_of(std::string_view address);

// Whether a copy has a file for the address. Searches, streams of results, feeds of who cites a cable, and whatever
// else has something behind a question mark have none.
bool is_copied(std::string_view address);

} // namespace chancery::exporter
