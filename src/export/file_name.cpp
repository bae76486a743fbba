#include "export/file_name.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace chancery::exporter {

namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";
constexpr std::size_t kLongNameStart = 60;
constexpr std::size_t kLongNameHash = 32;
constexpr std::size_t kLongestEnding = 10; // of those that are kept: .csl.json

// First segments of addresses of which a copy has files.
constexpr std::array<std::string_view, 11> kAreas = {
    "articles", "cable",          "cite", "cited",   "missing", "origin",
    "tag",      "classification", "date", "reldate", "help"};
constexpr std::array<std::string_view, 4> kFeedAreas = {"articles", "origin", "tag",
                                                        "classification"};
constexpr std::array<std::string_view, 3> kSinglePages = {"/", "/missing.csv", "/feed.atom"};
constexpr std::array<std::string_view, 7> kEndings = {".html", ".txt", ".json", ".md",
                                                      ".bib",  ".ris", ".csv"};
constexpr std::string_view kStaticFolder = "/static/";
constexpr std::string_view kFeedEnding = ".atom";
constexpr std::string_view kFeedPage = "?page=";
constexpr std::size_t kMaxPageDigits = 4;
constexpr std::string_view kSearchHelp = "/help/search.html"; // of what a copy does not have

constexpr bool is_plain(char c)
{
    return is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

int hex_value(char c)
{
    const std::size_t value = kHex.find(to_upper(c));
    return value == std::string_view::npos ? -1 : static_cast<int>(value);
}

std::string percent_decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low >= 0) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

void add_escaped(std::string& out, char c)
{
    const auto byte = static_cast<unsigned char>(c);
    out.append({'=', kHex[byte >> 4U], kHex[byte & 15U]});
}

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file: CON, CON.html, com1.tar.gz
bool is_kept_for_devices(std::string_view name)
{
    const std::string stem = upper(name.substr(0, name.find('.')));
    constexpr std::array<std::string_view, 4> kNames = {"CON", "PRN", "AUX", "NUL"};
    return is_one_of(kNames, stem) || (stem.size() == 4 && is_digit(stem[3]) &&
                                       (stem.starts_with("COM") || stem.starts_with("LPT")));
}

bool is_safe_name(std::string_view name)
{
    return std::ranges::all_of(name, is_plain) && name.size() <= kMaxNameBytes &&
           !name.starts_with('.') && !name.ends_with('.') && !is_kept_for_devices(name);
}

std::string shortened(const std::string& name, std::string_view whole)
{
    const std::size_t dot = name.rfind('.');
    const bool has_ending = dot != std::string::npos && name.size() - dot <= kLongestEnding;
    return name.substr(0, kLongNameStart) + "==" + hex(sha256(whole)).substr(0, kLongNameHash) +
           (has_ending ? name.substr(dot) : "");
}

std::string safe_name(std::string_view segment)
{
    if (is_safe_name(segment)) {
        return std::string(segment);
    }
    const std::string name = percent_decoded(segment);
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool escaped = !is_plain(name[i]) ||
                             (i == 0 && (name[0] == '.' || is_kept_for_devices(name))) ||
                             (i + 1 == name.size() && name[i] == '.');
        if (escaped) {
            add_escaped(out, name[i]);
        } else {
            out += name[i];
        }
    }
    return out.size() <= kMaxNameBytes ? out : shortened(out, name);
}

// Of an address of a feed's further page, /feed.atom?page=2.
struct FeedPage {
    std::string_view first; // the address of its first page
    std::string_view number;
};

std::optional<FeedPage> feed_page(std::string_view address)
{
    const std::size_t query = std::min(address.find(kFeedPage), address.size());
    const FeedPage page{address.substr(0, query),
                        address.substr(std::min(query + kFeedPage.size(), address.size()))};
    const bool is_one = page.first.ends_with(kFeedEnding) && all_digits(page.number) &&
                        page.number.size() <= kMaxPageDigits;
    return is_one ? std::optional(page) : std::nullopt;
}

} // namespace

std::string file_of(std::string_view address)
{
    if (const std::optional<FeedPage> page = feed_page(address)) {
        const std::string first = file_of(page->first);
        return first.substr(0, first.size() - kFeedEnding.size())
            .append("=page")
            .append(page->number)
            .append(kFeedEnding);
    }
    std::string file;
    file.reserve(address.size() + 10);
    std::string_view rest = address.substr(address.starts_with('/') ? 1 : 0);
    for (;;) {
        const std::size_t slash = rest.find('/');
        const std::string_view segment = rest.substr(0, slash);
        if (slash == std::string_view::npos) {
            return file.append(segment.empty() ? "index.html" : safe_name(segment));
        }
        file.append(safe_name(segment)).append("/");
        rest.remove_prefix(slash + 1);
    }
}

bool is_copied(std::string_view address)
{
    if (const std::optional<FeedPage> page = feed_page(address)) {
        return is_copied(page->first);
    }
    if (is_one_of(kSinglePages, address) || address.starts_with(kStaticFolder)) {
        return true;
    }
    const std::size_t area_end = address.find('/', 1);
    if (!address.starts_with('/') || area_end == std::string_view::npos ||
        address.find('?') != std::string_view::npos || address == kSearchHelp) {
        return false;
    }
    const std::string_view area = address.substr(1, area_end - 1);
    if (address.ends_with(kFeedEnding)) {
        return is_one_of(kFeedAreas, area);
    }
    const bool is_page =
        address.ends_with('/') || std::ranges::any_of(kEndings, [&](std::string_view ending) {
            return address.ends_with(ending);
        });
    return is_page && is_one_of(kAreas, area);
}

} // namespace chancery::exporter
