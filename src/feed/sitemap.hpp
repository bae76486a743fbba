#pragma once
// Sitemaps (sitemaps.org, protocol 0.9) with the day on which each page last changed.
//
//   /sitemap.xml      the index: one line for each part
//   /sitemap-0.xml    pages to browse and listings, then, in further parts, cables
//
// A part has at most kAddressesPerPart addresses, each shorter than the 2,048 bytes that the protocol
// allows, so it stays below its 50 MB whatever tags are called. A cable changed when its last version
// was released; a page of a listing when the newest of its cables was; of help pages nothing is said.
//
// The settings must have base_url. Parts are streams: memory is bounded by one page of a listing.
// They keep the generation open that they began with. Damage is an IoError.
#include <cstdint>
#include <memory>
#include <string>

#include "edition/reader.hpp"
#include "http/response.hpp"

namespace chancery::feed {

constexpr std::uint32_t kAddressesPerPart = 20'000;
constexpr std::size_t kMaxAddressBytes = 2047;

std::string sitemap_index(const edition::Generation& generation);
// Parts count from 0; nothing behind the last.
std::shared_ptr<http::Stream>
sitemap_part(const std::shared_ptr<const edition::Generation>& generation, std::uint32_t part);

} // namespace chancery::feed
