#include "release/toml_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace chancery::release {

namespace {

// The length of what is in quotes or a comment there, quotes included; 0 for all else.
std::size_t quoted_length(std::string_view rest)
{
    if (rest.starts_with('#')) {
        return std::min(rest.find('\n'), rest.size());
    }
    for (const std::string_view quotes : {"\"\"\"", "'''", "\"", "'"}) {
        if (!rest.starts_with(quotes)) {
            continue;
        }
        for (std::size_t at = quotes.size(); at < rest.size(); ++at) {
            if (quotes[0] == '"' && rest[at] == '\\') {
                ++at;
            } else if (rest.substr(at).starts_with(quotes)) {
                return at + quotes.size();
            } else if (quotes.size() == 1 && rest[at] == '\n') {
                return at;
            }
        }
        return rest.size();
    }
    return 0;
}

bool has_form(std::string_view text, std::string_view form)
{
    return text.size() >= form.size() &&
           std::equal(form.begin(), form.end(), text.begin(), [](char wanted, char c) {
               return wanted == '0' ? is_digit(c) : wanted == c;
           });
}

bool is_half_a_time(std::string_view rest)
{
    constexpr std::string_view kDate = "0000-00-00";
    if (!has_form(rest, kDate)) {
        return false;
    }
    rest.remove_prefix(kDate.size());
    return (has_form(rest, " 0") || has_form(rest, "T0") || has_form(rest, "t0")) &&
           !has_form(rest.substr(1), "00:00");
}

} // namespace

void refuse_unreadable_toml(std::string_view text, const std::filesystem::path& file)
{
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    for (std::size_t at = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
         at < text.size();) {
        const std::string_view rest = text.substr(at);
        if (const std::size_t length = quoted_length(rest); length > 0) {
            at += length;
            continue;
        }
        const bool is_ascii = static_cast<unsigned char>(rest[0]) < 0x80U;
        if (!is_ascii || is_half_a_time(rest)) {
            throw UsageError(fmt::format("{} line {}: {}", file.string(),
                                         std::ranges::count(text.substr(0, at), '\n') + 1,
                                         is_ascii ? "a time has hours and minutes: 2011-08-26 12:00"
                                                  : "letters that are not ASCII stand in quotes"));
        }
        ++at;
    }
}

} // namespace chancery::release
