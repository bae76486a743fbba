#include "parse/removals.hpp"

#include <algorithm>
#include <array>

#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kShortestRun = 5;
constexpr std::size_t kShortestWord = 4; // of X alone
constexpr std::size_t kLongestNote = 60;
constexpr std::size_t kLongestRule = 200;
constexpr std::array<std::string_view, 5> kNoteWords = {"REMOVED", "REDACTED", "DELETED",
                                                        "WITHHELD", "EXPURGATED"};

// The end of the run of this character that starts here.
std::size_t end_of_run(std::string_view body, std::size_t at)
{
    const std::size_t end = body.find_first_not_of(body[at], at);
    return end == std::string_view::npos ? body.size() : end;
}

// The whole line is a row of asterisks.
bool is_in_rule(std::string_view body, std::size_t at)
{
    const std::size_t before = at == 0 ? std::string_view::npos : body.rfind('\n', at - 1);
    const std::size_t from = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(body.find('\n', at), body.size());
    return end - from <= kLongestRule && is_rule(trim(body.substr(from, end - from)));
}

// "[NAME REMOVED]": its length, 0 for other brackets
std::size_t note_length(std::string_view text)
{
    const std::size_t close = text.substr(0, kLongestNote).find(']');
    if (close == std::string_view::npos) {
        return 0;
    }
    const std::string_view inside = text.substr(1, close - 1);
    const bool is_note = std::any_of(kNoteWords.begin(), kNoteWords.end(), [&](auto word) {
        return find_ignoring_case(inside, word) != std::string_view::npos;
    });
    return is_note ? close + 1 : 0;
}

// The length of a removal that starts here, 0 if there is none.
std::size_t removal_length(std::string_view body, std::size_t at)
{
    if (body[at] == '[') {
        return note_length(body.substr(at));
    }
    const std::size_t end = end_of_run(body, at);
    const bool long_enough = end - at >= kShortestRun;
    if (body[at] == '*') {
        return long_enough && !is_in_rule(body, at) ? end - at : 0;
    }
    const bool inside_word = at > 0 && is_alpha(body[at - 1]);
    const bool word = end - at >= kShortestWord && (end == body.size() || !is_alnum(body[end]));
    return (long_enough || word) && !inside_word ? end - at : 0;
}

} // namespace

std::vector<Removal> find_removals(std::string_view body)
{
    std::vector<Removal> found;
    // One fast search for each form: what is looked for is rare.
    for (const std::string_view start : {"XXXX", "xxxx", "[", "*****"}) {
        for (std::size_t at = body.find(start); at != std::string_view::npos;) {
            const std::size_t length = removal_length(body, at);
            if (length > 0) {
                found.push_back(
                    {std::string(body.substr(at, length)),
                     {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + length)}});
            }
            const std::size_t next =
                start.size() == 1 ? at + std::max<std::size_t>(length, 1) : end_of_run(body, at);
            at = body.find(start, next);
        }
    }
    std::sort(found.begin(), found.end(),
              [](const Removal& a, const Removal& b) { return a.at < b.at; });
    const auto inside = [end = std::uint32_t{0}](const Removal& removal) mutable {
        const bool is_inside = removal.at.from < end; // [XXXXX REMOVED]
        end = std::max(end, removal.at.to);
        return is_inside;
    };
    std::erase_if(found, inside);
    return found;
}

} // namespace chancery::parse
