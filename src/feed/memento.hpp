#pragma once
// Memento (RFC 7089): the versions of a cable by their time. A cable's page is its own TimeGate
// (pattern 1.1 there): with Accept-Datetime it leads to the version that was public then.
//
//   const Mementos mementos{"/cable/2008/02/08LINDEN242.html", "/timemap/08LINDEN242", {{1, date}}};
//   closest(mementos, wanted)->number;      the last one not after it; the first if there is none
//   time_map(mementos, "https://linden.example")
//   link_of_original(mementos)              values of the header Link
//
// Only versions whose text may be shown are mementos; the others are not named here. Pure; any thread.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "edition/reader.hpp"

namespace chancery::feed {

struct Memento {
    std::uint32_t number = 1; // of the version
    Instant date;
};

struct Mementos {
    std::string page_path;         // of the cable
    std::string time_map_path;     // /timemap/08LINDEN242
    std::vector<Memento> versions; // the oldest first
};

// `versions`: as the reader gives them, not empty; the last is the one that is here.
Mementos mementos_of(const std::string& page_path, const std::vector<edition::Version>& versions);

// nullptr if there is no memento at all.
const Memento* closest(const Mementos& mementos, Instant wanted);

// application/link-format (RFC 7089, 5); `base_url` stands before every path.
std::string time_map(const Mementos& mementos, const std::string& base_url);
constexpr std::string_view kTimeMapType = "application/link-format; charset=utf-8";

std::string
link_of_original(const Mementos& mementos); // on the cable's page, and where it redirects
std::string link_of_version(const Mementos& mementos, std::uint32_t number);

std::string version_path(const Mementos& mementos, std::uint32_t number);
std::string time_map_path(std::string_view id);

} // namespace chancery::feed
