#include "redact/letters.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "base/check.hpp"
#include "base/text.hpp"

namespace chancery::redact {

namespace {

// What neither case folding nor decomposition makes one.
constexpr std::array<std::pair<char32_t, std::string_view>, 20> kCustoms = {{
    {U'æ', "ae"}, {U'œ', "oe"}, {U'ø', "o"}, {U'ł', "l"}, {U'đ', "d"}, {U'ð', "d"}, {U'þ', "th"},
    {U'ı', "i"},  {U'ħ', "h"},  {U'ŋ', "n"}, {U'ى', "ي"}, {U'ة', "ه"}, {U'ک', "ك"}, {U'ی', "ي"},
    {U'ٱ', "ا"},  {U'ך', "כ"},  {U'ם', "מ"}, {U'ן', "נ"}, {U'ף', "פ"}, {U'ץ', "צ"},
}};
constexpr char32_t kTatweel = 0x0640;
constexpr char32_t kSoftHyphen = 0x00AD;

const icu::Normalizer2& decomposition()
{
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFKDInstance(error);
    CHECK(U_SUCCESS(error));
    return *found;
}

bool is_letter(UChar32 c)
{
    return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_MC_MASK)) != 0;
}

bool is_nothing(UChar32 c)
{
    return c == static_cast<UChar32>(kTatweel) || c == static_cast<UChar32>(kSoftHyphen) ||
           (U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0;
}

// The letters of a character after decomposition and case folding.
void append_folded(UChar32 c, std::string& out)
{
    if (const std::int32_t digit = u_charDigitValue(c); digit >= 0) {
        out += static_cast<char>('0' + digit);
        return;
    }
    const auto custom = std::ranges::find(kCustoms, static_cast<char32_t>(c),
                                          &decltype(kCustoms)::value_type::first);
    if (custom != kCustoms.end()) {
        out += custom->second;
    } else {
        append_utf8(out, static_cast<char32_t>(c));
    }
}

// A Q that stands for a quotation mark behind a word (format 8): VeskorianQ, VeskorianQs, QVESKORIANQ.
bool closes_quote(std::string_view text, std::size_t word_from, std::size_t at)
{
    const auto is_word = [&](std::size_t i) { return i < text.size() && is_alnum(text[i]); };
    const bool ends =
        !is_word(at + 1) || ((text[at + 1] == 's' || text[at + 1] == 'S') && !is_word(at + 2));
    return ends && (is_lower(text[at - 1]) || (word_from > 0 && text[word_from - 1] == 'Q'));
}

// "&aacute;" -> "a" and its size; nothing if none stands there. Whatever the accent, the letter counts.
std::pair<std::string, std::size_t> entity_at(std::string_view text, std::size_t at)
{
    constexpr std::array<std::string_view, 10> kAccents = {
        "acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "caron", "macr"};
    constexpr std::size_t kLongest = 10;
    if (text[at] != '&' || at + 1 >= text.size() || !is_alpha(text[at + 1])) {
        return {};
    }
    const std::string_view rest = text.substr(at, kLongest);
    const std::size_t end = rest.find(';');
    if (end == std::string_view::npos) {
        return {};
    }
    const std::string_view name = rest.substr(1, end - 1);
    if (name == "szlig" || lower(name) == "aelig" || lower(name) == "oelig") {
        return {name == "szlig" ? "ss" : lower(name.substr(0, 2)), end + 1};
    }
    if (std::ranges::find(kAccents, name.substr(1)) == kAccents.end()) {
        return {};
    }
    return {std::string(1, to_lower(name[0])), end + 1};
}

} // namespace

void Letters::clear()
{
    text.clear();
    from.clear();
    to.clear();
    flags.clear();
}

const LetterReader::Fold& LetterReader::fold(char32_t code)
{
    if (const auto known = folds_.find(code); known != folds_.end()) {
        return known->second;
    }
    Fold fold;
    const auto c = static_cast<UChar32>(code);
    if (is_nothing(c)) {
        fold.kind = Fold::Kind::Nothing;
    } else if (is_letter(c)) {
        fold.kind = Fold::Kind::Letter;
        UErrorCode error = U_ZERO_ERROR;
        icu::UnicodeString parts(c);
        parts.foldCase();
        parts = decomposition().normalize(parts, error);
        parts.foldCase();
        CHECK(U_SUCCESS(error));
        for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
            const UChar32 part = parts.char32At(i);
            if (is_letter(part) && !is_nothing(part)) {
                append_folded(part, fold.text);
            }
        }
        fold.kind = fold.text.empty() ? Fold::Kind::Break : fold.kind;
    }
    return folds_.emplace(code, std::move(fold)).first->second;
}

void LetterReader::read(std::string_view text, Letters& letters)
{
    letters.clear();
    letters.text.reserve(text.size());
    letters.from.reserve(text.size());
    letters.to.reserve(text.size());
    letters.flags.reserve(text.size());
    bool in_word = false;
    std::size_t word_from = 0;
    const auto end_word = [&] {
        if (in_word) {
            letters.flags.back() |= Letters::kWordEnd;
            in_word = false;
        }
    };
    const auto add = [&](std::string_view folded, std::size_t from, std::size_t to) {
        for (std::size_t i = 0; i < folded.size(); ++i) {
            letters.text += folded[i];
            letters.from.push_back(static_cast<std::uint32_t>(from));
            letters.to.push_back(static_cast<std::uint32_t>(to));
            letters.flags.push_back(i == 0 ? Letters::kLetterStart : 0);
        }
        if (!in_word) {
            letters.flags[letters.flags.size() - folded.size()] |= Letters::kWordStart;
            in_word = true;
            word_from = from;
        }
    };
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < size;) {
        const std::int32_t from = at;
        const auto byte = static_cast<unsigned char>(text[static_cast<std::size_t>(at)]);
        if (byte < 0x80) {
            ++at;
            const char c = static_cast<char>(byte);
            if (is_alnum(c)) {
                const auto place = static_cast<std::size_t>(from);
                if (c == 'Q' && in_word && closes_quote(text, word_from, place)) {
                    end_word();
                }
                const bool opens = c == 'Q' && !in_word;
                const char low = to_lower(c);
                add({&low, 1}, place, place + 1);
                if (opens) { // a quote, or a line that was printed again (format 8)
                    end_word();
                }
            } else if (const auto [letter, size_of] =
                           entity_at(text, static_cast<std::size_t>(from));
                       !letter.empty()) {
                add(letter, static_cast<std::size_t>(from),
                    static_cast<std::size_t>(from) + size_of);
                at = from + static_cast<std::int32_t>(size_of);
            } else {
                end_word();
            }
            continue;
        }
        UChar32 c = 0;
        U8_NEXT(text.data(), at, size, c);
        if (c < 0) {
            end_word();
            continue;
        }
        const Fold& folded = fold(static_cast<char32_t>(c));
        switch (folded.kind) {
        case Fold::Kind::Letter:
            add(folded.text, static_cast<std::size_t>(from), static_cast<std::size_t>(at));
            break;
        case Fold::Kind::Break:
            end_word();
            break;
        case Fold::Kind::Nothing:
            if (!letters.to.empty() && in_word) { // an accent goes with its letter
                for (std::size_t i = letters.to.size();
                     i-- > 0 && letters.from[i] == letters.from.back();) {
                    letters.to[i] = static_cast<std::uint32_t>(at);
                }
            }
            break;
        }
    }
    end_word();
}

std::vector<std::string> spellings(std::string_view name)
{
    LetterReader reader;
    Letters letters;
    std::vector<std::string> out;
    const auto add = [&](std::string_view spelt) {
        reader.read(spelt, letters);
        if (!letters.text.empty() && std::ranges::find(out, letters.text) == out.end()) {
            out.push_back(letters.text);
        }
    };
    add(name);
    std::string german(name);
    for (const auto& [letter, two] : std::to_array<std::pair<std::string_view, std::string_view>>(
             {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"}})) {
        german = replace_all(german, letter, two);
    }
    add(german);
    return out;
}

} // namespace chancery::redact
