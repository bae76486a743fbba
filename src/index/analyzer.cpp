#include "index/analyzer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <libstemmer.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "base/check.hpp"
#include "base/text.hpp"
#include "index/frequent_words.hpp"

namespace chancery::index {

namespace {

// What a character does to words.
enum class Kind : std::uint8_t {
    Letter, // this and the next two make words
    Digit,
    Mark,   // not taken off by folding: spacing vowel signs of India
    Accent, // nothing is left of it: belongs to the character before it
    Alone,  // a word by itself: scripts without blanks
    Apostrophe,
    Hyphen,
    SoftHyphen,
    Stop,
    Comma,
    Blank,
    LineEnd,
    Other, // separates, as does every kind above where it does not stand as the rules want it
    Wide,  // of a byte, not of a character: the first of several, or none at all
};

// Before the parts of a word are put together (NFC) and cut: Hangul in single letters is three
// times its syllables, so whatever fills a word after that fits.
constexpr std::size_t kMaxRawBytes = 4 * kMaxWordBytes;
constexpr std::uint32_t kMaxParts = 4; // of a word with hyphens that is also found joined
constexpr std::size_t kNowhere = std::string_view::npos;

constexpr std::array<Kind, 256> byte_kinds()
{
    std::array<Kind, 256> kinds{};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const char c = static_cast<char>(i);
        kinds[i] = i >= 0x80     ? Kind::Wide
                   : is_alpha(c) ? Kind::Letter
                   : is_digit(c) ? Kind::Digit
                   : is_blank(c) ? Kind::Blank
                                 : Kind::Other;
    }
    kinds['\''] = kinds['`'] = Kind::Apostrophe;
    kinds['-'] = Kind::Hyphen;
    kinds['.'] = Kind::Stop;
    kinds[','] = Kind::Comma;
    kinds['\n'] = kinds['\r'] = Kind::LineEnd;
    return kinds;
}
constexpr std::array<Kind, 256> kByteKinds = byte_kinds();

// Eight bytes at once: how many of them, from the first, are ASCII letters and digits.
constexpr std::uint64_t kEvery = 0x0101010101010101U;
constexpr std::uint64_t kHigh = kEvery * 0x80U;

std::uint64_t load_eight(const char* from)
{
    std::uint64_t eight = 0;
    std::memcpy(&eight, from, sizeof eight);
    return std::endian::native == std::endian::little ? eight : std::byteswap(eight);
}
void store_eight(char* to, std::uint64_t eight)
{
    eight = std::endian::native == std::endian::little ? eight : std::byteswap(eight);
    std::memcpy(to, &eight, sizeof eight);
}
// The high bit of each byte of `low` (none is over 0x7F) that lies from `first` to `last`.
constexpr std::uint64_t between(std::uint64_t low, char first, char last)
{
    const auto above = [&](int least) {
        return low + kEvery * static_cast<std::uint64_t>(0x80 - least);
    };
    return above(first) & ~above(last + 1) & kHigh;
}
constexpr std::size_t plain_at_front(std::uint64_t eight)
{
    const std::uint64_t low = eight & ~kHigh;
    const std::uint64_t plain =
        (between(low | kEvery * 0x20U, 'a', 'z') | between(low, '0', '9')) & ~eight;
    return static_cast<std::size_t>(std::countr_zero(~plain & kHigh)) / 8;
}

constexpr bool makes_words(Kind kind)
{
    return kind <= Kind::Mark;
}

struct Character {
    char32_t code = 0;
    std::size_t size = 1;
    bool valid = false;
};

// Strict, as is_utf8(): what it refuses is one byte that separates.
Character decode(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
    };
    const std::uint32_t first = byte(at);
    if (first < 0x80) {
        return {first, 1, true};
    }
    const std::size_t size = first < 0xC2   ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
    if (size == 0 || text.size() - at < size) {
        return {};
    }
    std::uint32_t code = first & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80) {
            return {};
        }
        code = (code << 6U) | (byte(at + i) & 0x3FU);
    }
    const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    if (overlong || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF) {
        return {};
    }
    return {code, size, true};
}

// The characters outside ASCII, each folded by ICU once, when it is first met.
class Folds {
public:
    struct Fold {
        Kind kind = Kind::Other;
        bool composes = false;  // may melt into the character before it (NFC)
        std::uint8_t size = 0;  // of the folded text
        std::uint32_t text = 0; // where it is in text_
    };

    Folds()
    {
        UErrorCode error = U_ZERO_ERROR;
        case_fold_ = icu::Normalizer2::getNFKCCasefoldInstance(error);
        decompose_ = icu::Normalizer2::getNFDInstance(error);
        compose_ = icu::Normalizer2::getNFCInstance(error);
        CHECK(U_SUCCESS(error));
    }

    const Fold& of(char32_t code)
    {
        auto& page = pages_[code / kPage];
        if (!page) {
            page = make_page(code / kPage * kPage);
        }
        return (*page)[code % kPage];
    }
    std::string_view text(const Fold& fold) const
    {
        return std::string_view(text_).substr(fold.text, fold.size);
    }
    std::string compose(std::string_view raw) const
    {
        UErrorCode error = U_ZERO_ERROR;
        const auto composed =
            compose_->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(
                                    raw.data(), static_cast<std::int32_t>(raw.size()))),
                                error);
        CHECK(U_SUCCESS(error));
        std::string out;
        composed.toUTF8String(out);
        return out;
    }

private:
    static constexpr std::size_t kPage = 256;
    using Page = std::array<Fold, kPage>;

    // By its general category and script alone.
    static Kind plain_kind(UChar32 code)
    {
        switch (code) {
        case 0xB4:   // acute accent
        case 0x2018: // quotation marks
        case 0x2019:
            return Kind::Apostrophe;
        case 0xAD:
            return Kind::SoftHyphen;
        case 0x2010:
        case 0x2011:
            return Kind::Hyphen;
        default:
            break;
        }
        if (code < 0x80) {
            return kByteKinds[static_cast<std::size_t>(code)];
        }
        if (code >= 0x2BB && code <= 0x2BF) { // the apostrophe as a letter, ayn and hamza
            return Kind::Apostrophe;
        }
        const std::uint32_t category = U_MASK(u_charType(code));
        if ((category & U_GC_ND_MASK) != 0) {
            return Kind::Digit;
        }
        if ((category & U_GC_M_MASK) != 0) {
            return Kind::Mark;
        }
        if ((category & (U_GC_L_MASK | U_GC_NL_MASK)) == 0) {
            return Kind::Other;
        }
        constexpr std::array kWithoutBlanks = {USCRIPT_HAN,    USCRIPT_HIRAGANA, USCRIPT_KATAKANA,
                                               USCRIPT_THAI,   USCRIPT_LAO,      USCRIPT_KHMER,
                                               USCRIPT_MYANMAR};
        const bool alone = std::ranges::any_of(
            kWithoutBlanks, [&](UScriptCode script) { return uscript_hasScript(code, script); });
        return alone ? Kind::Alone : Kind::Letter;
    }

    // Letters that Unicode does not take apart, though readers type them so.
    static std::string_view apart(UChar32 code)
    {
        switch (code) {
        case 0xE6:
            return "ae";
        case 0xF0:
        case 0x111:
            return "d";
        case 0xF8:
            return "o";
        case 0xFE:
            return "th";
        case 0x127:
            return "h";
        case 0x131:
            return "i";
        case 0x142:
            return "l";
        case 0x153:
            return "oe";
        case 0x167:
            return "t";
        default:
            return {};
        }
    }

    icu::UnicodeString without_accents(const icu::UnicodeString& text) const
    {
        UErrorCode error = U_ZERO_ERROR;
        const icu::UnicodeString letters = decompose_->normalize(text, error);
        CHECK(U_SUCCESS(error));
        icu::UnicodeString out;
        for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
            const UChar32 code = letters.char32At(i);
            if (u_charType(code) != U_NON_SPACING_MARK) {
                out.append(code);
            }
        }
        return out;
    }

    // Each character by itself, so that a word folds the same however it is put together.
    Fold fold(UChar32 code)
    {
        Fold out{plain_kind(code), false, 0, static_cast<std::uint32_t>(text_.size())};
        if (!makes_words(out.kind) && out.kind != Kind::Alone) {
            return out;
        }
        UErrorCode error = U_ZERO_ERROR;
        const icu::UnicodeString folded = without_accents(
            case_fold_->normalize(without_accents(icu::UnicodeString(code)), error));
        icu::UnicodeString kept;
        for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
            const UChar32 letter = folded.char32At(i);
            const Kind kind = plain_kind(letter);
            if (const std::string_view parts = apart(letter); !parts.empty()) {
                kept.append(icu::UnicodeString::fromUTF8(
                    icu::StringPiece(parts.data(), static_cast<std::int32_t>(parts.size()))));
            } else if (makes_words(kind) || kind == Kind::Alone) {
                kept.append(letter);
            }
        }
        kept = compose_->normalize(kept, error);
        CHECK(U_SUCCESS(error));
        for (std::int32_t i = 0; i < kept.length(); i = kept.moveIndex32(i, 1)) {
            const UChar32 letter = kept.char32At(i);
            out.composes = out.composes || u_getCombiningClass(letter) != 0 ||
                           u_getIntPropertyValue(letter, UCHAR_NFC_QUICK_CHECK) != UNORM_YES;
        }
        kept.toUTF8String(text_);
        const std::size_t size = text_.size() - out.text;
        CHECK(size <= kMaxWordBytes);
        out.size = static_cast<std::uint8_t>(size);
        out.kind = size == 0 ? Kind::Accent : out.kind;
        return out;
    }

    std::unique_ptr<Page> make_page(char32_t first)
    {
        auto page = std::make_unique<Page>();
        for (std::size_t i = 0; i < kPage; ++i) {
            (*page)[i] = fold(static_cast<UChar32>(first + i));
        }
        return page;
    }

    const icu::Normalizer2* case_fold_ = nullptr;
    const icu::Normalizer2* decompose_ = nullptr;
    const icu::Normalizer2* compose_ = nullptr;
    std::array<std::unique_ptr<Page>, 0x110000 / kPage> pages_;
    std::string text_;
};

// Reads one text.
class Reader {
public:
    Reader(std::string_view text, Folds& folds, Tokens& tokens)
        : text_(text), folds_(folds), tokens_(tokens)
    {
    }

    void read()
    {
        for (std::size_t i = 0; i < text_.size();) {
            const Kind kind = byte_kind(i);
            if (makes_words(kind)) {
                i = read_chain(i);
            } else if (kind == Kind::Wide) {
                i = read_wide(i);
            } else {
                ++i;
            }
        }
    }

private:
    struct Met {
        Kind kind = Kind::Other;
        std::size_t to = 0; // behind it
        const Folds::Fold* fold = nullptr;
    };

    Met at(std::size_t i) const
    {
        if (i >= text_.size()) {
            return {Kind::Other, i, nullptr};
        }
        const Kind kind = byte_kind(i);
        if (kind != Kind::Wide) {
            return {kind, i + 1, nullptr};
        }
        const Character character = decode(text_, i);
        if (!character.valid) {
            return {Kind::Other, i + 1, nullptr};
        }
        const Folds::Fold& fold = folds_.of(character.code);
        return {fold.kind, i + character.size, &fold};
    }

    std::size_t read_wide(std::size_t i)
    {
        const Met met = at(i);
        if (makes_words(met.kind)) {
            return read_chain(i);
        }
        return met.kind == Kind::Alone && met.fold != nullptr ? read_alone(i, *met.fold, met.to)
                                                              : met.to;
    }

    // What follows a hyphen that ends at i: a word character, or a line end and then a letter.
    std::size_t behind_hyphen(std::size_t i) const
    {
        if (makes_words(at(i).kind)) {
            return i;
        }
        i = behind_blanks(i);
        if (at(i).kind != Kind::LineEnd) {
            return kNowhere;
        }
        i += text_.substr(i).starts_with("\r\n") ? 2 : 1;
        i = behind_blanks(i);
        return at(i).kind == Kind::Letter ? i : kNowhere;
    }
    std::size_t behind_blanks(std::size_t i) const
    {
        while (i < text_.size() && is_blank(text_[i])) {
            ++i;
        }
        return i;
    }

    // Over what is as if it were not there: accents, and soft hyphens inside a word.
    std::size_t behind_accents(std::size_t i) const
    {
        while (i < text_.size() && static_cast<unsigned char>(text_[i]) >= 0x80) {
            const Met met = at(i);
            if (met.kind == Kind::Accent) {
                i = met.to;
            } else if (met.kind == Kind::SoftHyphen && behind_hyphen(met.to) != kNowhere) {
                i = behind_hyphen(met.to);
            } else {
                break;
            }
        }
        return i;
    }

    Kind byte_kind(std::size_t i) const { return kByteKinds[static_cast<unsigned char>(text_[i])]; }

    // Words with hyphens between them; one word is the usual case.
    std::size_t read_chain(std::size_t from)
    {
        begin_word();
        if (const std::size_t end = read_plain(from); ends_plainly(from, end)) {
            end_word(from, end);
            return end;
        }
        return read_any_chain(from);
    }
    // Nine words in ten: nothing but ASCII letters and digits, and what follows can only separate.
    bool ends_plainly(std::size_t from, std::size_t end) const
    {
        if (end == from || end == text_.size()) {
            return end > from;
        }
        switch (byte_kind(end)) {
        case Kind::Blank:
        case Kind::LineEnd:
        case Kind::Other:
            return true;
        case Kind::Comma:
            return last_ == Kind::Letter;
        case Kind::Stop:
            return last_ == Kind::Letter && end - from > 1; // not initials
        default:
            return false;
        }
    }
    std::size_t read_any_chain(std::size_t from)
    {
        std::size_t i = read_word(from);
        if (i == text_.size() || (text_[i] != '-' && at(i).kind != Kind::Hyphen)) {
            return i;
        }
        const std::size_t first = tokens_.list.size() - 1;
        std::uint32_t parts = 1;
        while (at(i).kind == Kind::Hyphen) {
            const std::size_t next = behind_hyphen(at(i).to);
            if (next == kNowhere) {
                break;
            }
            i = read_word(next);
            ++parts;
        }
        if (parts > 1 && parts <= kMaxParts) {
            join(first, i);
        }
        return i;
    }

    // The parts stand one behind the other in Tokens::words, so the joined word is there already,
    // unless letters at the seam melt together.
    void join(std::size_t first, std::size_t to)
    {
        const Token& begin = tokens_.list[first];
        const Token& last = tokens_.list.back();
        Token joined{begin.from, static_cast<std::uint32_t>(to), last.position, begin.word,
                     last.word + last.size - begin.word};
        const std::string_view word = tokens_.word(joined);
        if (is_number(word)) {
            return;
        }
        if (std::ranges::all_of(word,
                                [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
            joined.size = static_cast<std::uint32_t>(cut(word).size());
        } else {
            const std::string composed = folds_.compose(word);
            const std::string_view kept = cut(composed);
            joined.word = static_cast<std::uint32_t>(tokens_.words.size());
            joined.size = static_cast<std::uint32_t>(kept.size());
            tokens_.words.append(kept);
        }
        tokens_.list.push_back(joined);
    }

    bool is_number(std::string_view word) const
    {
        for (std::size_t i = 0; i < word.size();) {
            const Character character = decode(word, i);
            const Kind kind =
                character.code < 0x80 ? kByteKinds[character.code] : folds_.of(character.code).kind;
            if (kind != Kind::Digit && kind != Kind::Stop) {
                return false;
            }
            i += character.size;
        }
        return true;
    }

    void begin_word()
    {
        size_ = 0;
        full_ = false;
        composes_ = false;
        last_ = Kind::Other;
    }
    void add(char c)
    {
        if (size_ < kMaxRawBytes && !full_) {
            raw_[size_++] = c;
        } else {
            full_ = true;
        }
    }
    void add(std::string_view text)
    {
        if (full_ || text.size() > kMaxRawBytes - size_) {
            full_ = true;
            return;
        }
        std::memcpy(raw_.data() + size_, text.data(), text.size());
        size_ += text.size();
    }
    void add(std::size_t i, const Met& met)
    {
        if (met.fold == nullptr) {
            add(to_lower(text_[i]));
        } else {
            add(folds_.text(*met.fold));
            composes_ = composes_ || met.fold->composes;
        }
        last_ = met.kind;
    }

    static std::string_view cut(std::string_view word)
    {
        if (word.size() <= kMaxWordBytes) {
            return word;
        }
        word = first_bytes(word, kMaxWordBytes);
        while (word.ends_with('\'') || word.ends_with('.')) {
            word.remove_suffix(1);
        }
        return word;
    }

    void end_word(std::size_t from, std::size_t to)
    {
        std::string_view word(raw_.data(), size_);
        std::string composed;
        if (composes_) {
            composed = folds_.compose(word);
            word = composed;
        }
        word = cut(word);
        tokens_.list.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to),
                                tokens_.positions, static_cast<std::uint32_t>(tokens_.words.size()),
                                static_cast<std::uint32_t>(word.size())});
        tokens_.words.append(word);
        ++tokens_.positions;
    }

    std::size_t read_word(std::size_t from)
    {
        begin_word();
        bool closed = false;
        std::size_t i = read_initials(from, closed);
        if (!closed) {
            i = read_rest(from, i);
        }
        end_word(from, i);
        return i;
    }

    std::size_t read_rest(std::size_t from, std::size_t i)
    {
        std::size_t group = from; // of digits between commas
        bool first_group = true;
        while (i < text_.size()) {
            const Kind kind = byte_kind(i);
            if (makes_words(kind)) {
                i = read_plain(i);
                continue;
            }
            if (kind == Kind::Blank || kind == Kind::Other) {
                break;
            }
            const Met met = at(i);
            if (makes_words(met.kind)) {
                add(i, met);
                i = met.to;
            } else if (met.kind == Kind::Accent) {
                i = met.to;
            } else if (met.kind == Kind::SoftHyphen && behind_hyphen(met.to) != kNowhere) {
                i = behind_hyphen(met.to);
            } else if (met.kind == Kind::Apostrophe &&
                       (last_ == Kind::Letter || last_ == Kind::Mark) &&
                       at(met.to).kind == Kind::Letter) {
                add('\'');
                i = met.to;
            } else if (met.kind == Kind::Stop && last_ == Kind::Digit &&
                       at(met.to).kind == Kind::Digit) {
                add('.');
                i = met.to;
            } else if (met.kind == Kind::Comma && last_ == Kind::Digit &&
                       is_group(group, i, first_group) && count_digits(met.to) == 3) {
                i = met.to;
                group = i;
                first_group = false;
            } else {
                break;
            }
        }
        return i;
    }

    // A run of ASCII letters and digits.
    std::size_t read_plain(std::size_t i)
    {
        const std::size_t from = i;
        bool runs_on = true;
        while (runs_on && text_.size() - i >= kStep && size_ + kStep <= kMaxRawBytes && !full_) {
            const std::uint64_t eight = load_eight(text_.data() + i);
            const std::size_t plain = plain_at_front(eight);
            store_eight(raw_.data() + size_,
                        eight | kEvery * 0x20U); // digits have that bit already
            size_ += plain;
            i += plain;
            runs_on = plain == kStep;
        }
        while (runs_on && i < text_.size() && makes_words(byte_kind(i))) {
            add(to_lower(text_[i++]));
        }
        last_ = i > from ? byte_kind(i - 1) : last_;
        return i;
    }

    // Nothing but digits from `from` to `to`: one to three of them, exactly three behind a comma.
    bool is_group(std::size_t from, std::size_t to, bool first) const
    {
        std::size_t digits = 0;
        while (from < to && digits <= 3) {
            const Met met = at(from);
            if (met.kind != Kind::Digit) {
                return false;
            }
            ++digits;
            from = behind_accents(met.to);
        }
        return first ? digits <= 3 : digits == 3;
    }
    // How many follow, up to four.
    std::size_t count_digits(std::size_t i) const
    {
        std::size_t digits = 0;
        for (Met met = at(i); met.kind == Kind::Digit && digits < 4; met = at(i)) {
            ++digits;
            i = behind_accents(met.to);
        }
        return digits;
    }

    // U.N. and the like: two letters or more, a full stop behind each or behind all but the last.
    // Where there are none, nothing is read. `closed`: the word ends there.
    std::size_t read_initials(std::size_t from, bool& closed)
    {
        // Nearly all words are out here.
        if (from + 2 >= text_.size() || (text_[from + 1] != '.' && is_alnum(text_[from]) &&
                                         static_cast<unsigned char>(text_[from + 1]) < 0x80)) {
            return from;
        }
        std::size_t letters = 0;
        std::size_t end = from;
        for (std::size_t i = from; !closed;) {
            const Met letter = at(i);
            if (letter.kind != Kind::Letter) {
                break;
            }
            const std::size_t behind = behind_accents(letter.to);
            const Kind next = at(behind).kind;
            if (makes_words(next)) {
                break;
            }
            ++letters;
            add(i, letter);
            end = behind;
            if (next != Kind::Stop) {
                if (letters >= 2) {
                    return end;
                }
                break;
            }
            i = end = behind + 1;
        }
        if (letters < 2) {
            begin_word();
            return from;
        }
        closed = true;
        return read_genitive(end);
    }

    // U.N.'s
    std::size_t read_genitive(std::size_t i)
    {
        const Met apostrophe = at(i);
        if (apostrophe.kind != Kind::Apostrophe) {
            return i;
        }
        const Met letter = at(apostrophe.to);
        const bool is_s = letter.kind == Kind::Letter &&
                          (letter.fold == nullptr ? to_lower(text_[apostrophe.to]) == 's'
                                                  : folds_.text(*letter.fold) == "s");
        if (!is_s) {
            return i;
        }
        const std::size_t end = behind_accents(letter.to);
        if (makes_words(at(end).kind)) {
            return i;
        }
        add('\'');
        add('s');
        return end;
    }

    // One word for each character that is left after folding; marks go with the one before them.
    std::size_t read_alone(std::size_t from, const Folds::Fold& fold, std::size_t marks)
    {
        // A copy: new characters may move what Folds holds.
        std::array<char, kMaxWordBytes> copy{};
        const std::string_view folded(copy.data(),
                                      folds_.text(fold).copy(copy.data(), copy.size()));
        std::size_t to = marks;
        for (Met met = at(to); met.kind == Kind::Mark || met.kind == Kind::Accent; met = at(to)) {
            to = met.to;
        }
        for (std::size_t k = 0; k < folded.size();) {
            begin_word();
            do {
                const Character part = decode(folded, k);
                add(folded.substr(k, part.size));
                composes_ = composes_ || folds_.of(part.code).composes;
                k += part.size;
            } while (k < folded.size() && folds_.of(decode(folded, k).code).kind != Kind::Alone);
            if (k == folded.size()) {
                add_marks(marks, to);
            }
            end_word(from, to);
        }
        return to;
    }
    void add_marks(std::size_t from, std::size_t to)
    {
        while (from < to) {
            const Met met = at(from);
            if (met.kind == Kind::Mark) {
                add(from, met);
            }
            from = met.to;
        }
    }

    std::string_view text_;
    Folds& folds_;
    Tokens& tokens_;

    static constexpr std::size_t kStep = sizeof(std::uint64_t);
    std::array<char, kMaxRawBytes> raw_{}; // the word that is being read, folded
    std::size_t size_ = 0;
    bool full_ = false;     // no more room: the rest of the word is passed over
    bool composes_ = false; // it wants compose()
    Kind last_ = Kind::Other;
};

struct StemmerDeleter {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

} // namespace

void Tokens::clear()
{
    list.clear();
    words.clear();
    positions = 0;
}

struct Analyzer::Parts {
    Folds folds;
    std::unique_ptr<sb_stemmer, StemmerDeleter> stemmer{sb_stemmer_new("english", "UTF_8")};
};

Analyzer::Analyzer() : parts_(std::make_unique<Parts>())
{
    CHECK(parts_->stemmer != nullptr);
}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

void Analyzer::analyze(std::string_view text, Tokens& tokens)
{
    tokens.clear();
    Reader(text.substr(0, kMaxTextBytes), parts_->folds, tokens).read();
}

std::string_view Analyzer::stem(std::string_view word)
{
    const bool english = word.size() >= 3 && word.size() <= kMaxWordBytes &&
                         std::ranges::all_of(word, [](char c) { return is_lower(c) || c == '\''; });
    if (!english || frequent_number(word) != 0) {
        return word;
    }
    const auto* stem =
        sb_stemmer_stem(parts_->stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                        static_cast<int>(word.size()));
    const int size = sb_stemmer_length(parts_->stemmer.get());
    if (stem == nullptr || size <= 0) {
        return word;
    }
    const std::string_view found(reinterpret_cast<const char*>(stem),
                                 static_cast<std::size_t>(size));
    return frequent_number(found) != 0 ? word : found;
}

} // namespace chancery::index
