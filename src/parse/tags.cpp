#include "parse/tags.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "cable/reference_data.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kMostTags = 1000; // of one cable; the longest line known has some 40

bool separates(char c)
{
    return is_space(c) || c == ',' || c == ';' || c == '/' || c == '|';
}

struct Token {
    std::string_view text;
    bool person = false; // stood in brackets
};

std::string_view without_punctuation(std::string_view text)
{
    constexpr std::string_view kPunctuation = ".:-'\"()[]*&+";
    while (!text.empty() && kPunctuation.find(text.front()) != std::string_view::npos) {
        text.remove_prefix(1);
    }
    while (!text.empty() && kPunctuation.find(text.back()) != std::string_view::npos) {
        text.remove_suffix(1);
    }
    return text;
}

std::vector<Token> tokens(std::string_view text)
{
    std::vector<Token> found;
    std::size_t at = 0;
    while (at < text.size() && found.size() < kMostTags) {
        if (separates(text[at])) {
            ++at;
        } else if (text[at] == '(') {
            const std::size_t close = std::min(text.find(')', at), text.size());
            const std::string_view name = trim(text.substr(at + 1, close - at - 1));
            if (!name.empty()) {
                found.push_back({name, true});
            }
            at = close + 1;
        } else {
            std::size_t end = at;
            while (end < text.size() && !separates(text[end]) && text[end] != '(') {
                ++end;
            }
            const std::string_view word = without_punctuation(text.substr(at, end - at));
            if (!word.empty() && std::any_of(word.begin(), word.end(), is_alpha)) {
                found.push_back({word, false});
            }
            at = end;
        }
    }
    return found;
}

Tag make_tag(std::string_view printed, std::string tag, std::string_view kind,
             std::string_view confidence)
{
    Tag made;
    made.printed = printed;
    made.tag = std::move(tag);
    made.kind = kind;
    made.confidence = confidence;
    return made;
}

Tag known_tag(std::string_view printed, const TagInfo& info, std::string_view confidence)
{
    Tag made = make_tag(printed, info.tag, info.kind, confidence);
    made.meaning = info.meaning;
    return made;
}

// A tag that may stand inside a run-together word: codes that we are sure of.
const TagInfo* known_piece(std::string_view text)
{
    const TagInfo* info = reference_data().tag(text);
    const bool sure =
        info != nullptr && (info->confidence == "high" || info->confidence == "medium");
    const bool code = sure && (info->kind == "subject" || info->kind == "program" ||
                               info->kind == "organization" || info->kind == "geopolitical");
    return code && (text.size() > 2 || info->kind == "geopolitical") ? info : nullptr;
}

// KFRDKIRFCVIS -> KFRD, KIRF, CVIS: the fewest codes that make up the whole word. At least one must
// be a subject or program, so that names and plain words are left alone.
std::vector<std::string_view> segments(std::string_view word)
{
    constexpr std::size_t kShortest = 6;
    constexpr std::size_t kLongest = 64;
    constexpr std::size_t kLongestCode = 6;
    constexpr std::size_t kNone = kLongest + 1;
    if (word.size() < kShortest || word.size() > kLongest ||
        !std::all_of(word.begin(), word.end(), is_alpha)) {
        return {};
    }
    std::array<std::size_t, kLongest + 1> count{}; // codes up to here
    std::array<std::size_t, kLongest + 1> start{}; // of the last of them
    for (std::size_t to = 1; to <= word.size(); ++to) {
        count[to] = kNone;
        for (std::size_t length = 2; length <= std::min(to, kLongestCode); ++length) {
            const std::size_t before = count[to - length];
            if (before + 1 < count[to] && known_piece(word.substr(to - length, length))) {
                count[to] = before + 1;
                start[to] = to - length;
            }
        }
    }
    if (count[word.size()] >= kNone) {
        return {};
    }
    std::vector<std::string_view> found;
    bool has_subject = false;
    for (std::size_t to = word.size(); to > 0; to = start[to]) {
        found.push_back(word.substr(start[to], to - start[to]));
        const std::string& kind = known_piece(found.back())->kind;
        has_subject = has_subject || kind == "subject" || kind == "program";
    }
    std::reverse(found.begin(), found.end());
    return has_subject && found.size() > 1 ? found : std::vector<std::string_view>();
}

bool has_meaning(std::string_view word);

// Only blanks between two words that are no tags.
bool goes_on_phrase(std::string_view text, const Token& before, const Token& token)
{
    constexpr std::size_t kLongestPhrase = 40;
    const std::size_t end = offset_in(text, before.text) + before.text.size();
    const std::string_view gap = text.substr(end, offset_in(text, token.text) - end);
    const std::string_view last = before.text.substr(before.text.find_last_of(" \n") + 1);
    return !before.person && !token.person && before.text.size() <= kLongestPhrase &&
           std::all_of(gap.begin(), gap.end(), is_space) && !has_meaning(last) &&
           !has_meaning(token.text) && segments(last).empty() && segments(token.text).empty();
}

bool has_meaning(std::string_view word)
{
    const TagVariant* variant = reference_data().tag_variant(word);
    return reference_data().tag(word) != nullptr ||
           (variant != nullptr && !variant->maps_to.empty());
}

// HUMAN RIGHTS between two commas: words none of which is a tag, so that they are one. Only where
// commas separate the tags; a line of blanks does not say where a phrase ends.
std::vector<Token> with_phrases(std::string_view text, std::vector<Token> found)
{
    if (text.find(',') == std::string_view::npos) {
        return found;
    }
    std::vector<Token> out;
    for (const Token& token : found) {
        if (!out.empty() && goes_on_phrase(text, out.back(), token)) {
            const std::size_t from = offset_in(text, out.back().text);
            const std::size_t to = offset_in(text, token.text) + token.text.size();
            out.back().text = text.substr(from, to - from);
        } else {
            out.push_back(token);
        }
    }
    return out;
}

class TagReader {
public:
    explicit TagReader(std::string_view text) : text_(text) {}

    std::vector<ReadTag> read()
    {
        for (const Token& token : with_phrases(text_, tokens(text_))) {
            read_token(token);
        }
        return std::move(found_);
    }

private:
    void read_token(const Token& token)
    {
        if (token.person) {
            add(token.text,
                make_tag(token.text, upper(collapse_spaces(token.text)), "person", "medium"));
            return;
        }
        const ReferenceData& data = reference_data();
        if (const TagInfo* info = data.tag(token.text)) {
            add(token.text, known_tag(token.text, *info, info->confidence));
            return;
        }
        const TagVariant* variant = data.tag_variant(token.text);
        const bool believed = variant != nullptr && !variant->maps_to.empty() &&
                              (variant->confidence == "high" || variant->confidence == "medium");
        if (believed) {
            for (const std::string& meant : variant->maps_to) {
                add_meant(token.text, meant, variant->confidence);
            }
            return;
        }
        if (variant == nullptr || variant->method == "unknown") {
            const std::vector<std::string_view> parts = segments(token.text);
            for (const std::string_view part : parts) {
                add_meant(token.text, upper(part), "medium");
            }
            if (!parts.empty()) {
                return;
            }
        }
        const bool known_word = variant != nullptr && variant->method != "unknown";
        const bool rated = variant != nullptr && !variant->confidence.empty();
        const std::string_view confidence =
            rated ? std::string_view(variant->confidence) : "unknown";
        const std::string word = collapse_spaces(token.text);
        const bool phrase = word.find(' ') != std::string::npos;
        add(token.text, make_tag(word, upper(word), "", confidence),
            !known_word && !phrase && !is_redaction(word));
    }

    void add_meant(std::string_view printed, const std::string& meant,
                   const std::string& confidence)
    {
        const TagInfo* info = reference_data().tag(meant);
        add(printed, info != nullptr ? known_tag(printed, *info, confidence)
                                     : make_tag(printed, meant, "", confidence));
    }

    void add(std::string_view part, Tag tag, bool unknown = false)
    {
        if (!seen_.insert(tag.tag).second) {
            return;
        }
        const std::uint32_t from = offset_in(text_, part);
        found_.push_back(
            {std::move(tag), from, from + static_cast<std::uint32_t>(part.size()), unknown});
    }

    std::string_view text_;
    std::vector<ReadTag> found_;
    std::unordered_set<std::string> seen_;
};

} // namespace

std::vector<ReadTag> read_tags(std::string_view text)
{
    return TagReader(text).read();
}

namespace {

// How many of the words of a line are tags.
struct TagCount {
    std::size_t all = 0;
    std::size_t known = 0;
};

TagCount count_tags(std::string_view line)
{
    TagCount count;
    for (const Token& token : tokens(line)) {
        const TagVariant* variant = reference_data().tag_variant(token.text);
        const bool listed = token.person || reference_data().tag(token.text) != nullptr ||
                            (variant != nullptr && !variant->maps_to.empty());
        ++count.all;
        count.known += listed ? 1 : 0;
    }
    return count;
}

bool may_be_tags(std::string_view line)
{
    return std::none_of(line.begin(), line.end(), is_lower) &&
           line.find(':') == std::string_view::npos;
}

} // namespace

bool looks_like_tags(std::string_view line)
{
    const TagCount count = may_be_tags(line) ? count_tags(line) : TagCount();
    return count.all > 0 && count.known * 2 >= count.all;
}

bool is_all_tags(std::string_view line)
{
    const TagCount count = may_be_tags(line) ? count_tags(line) : TagCount();
    return count.all > 0 && count.known == count.all;
}

} // namespace chancery::parse
