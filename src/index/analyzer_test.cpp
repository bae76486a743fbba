#include "index/analyzer.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"

namespace chancery::index {

namespace {

using namespace std::string_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The rules of docs/index.md, "Words", once more: character by character, ICU for everything, no
// thought for speed. What the analyzer is held to.
namespace judge {

struct Item {
    char kind = 'o'; // Letter, Digit, Mark, Alone, accent; ' - s(oft) . , b(lank) n(ew line), other
    std::size_t from = 0;
    std::size_t to = 0;
    std::string folded;
};
struct Word {
    std::string text;
    std::size_t from = 0;
    std::size_t to = 0;
    std::size_t position = 0;
    bool operator==(const Word&) const = default;
};

icu::UnicodeString normal(const char* name, UNormalization2Mode mode,
                          const icu::UnicodeString& text)
{
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getInstance(nullptr, name, mode, error)->normalize(text, error);
}
icu::UnicodeString bare(const icu::UnicodeString& text)
{
    icu::UnicodeString out;
    const icu::UnicodeString apart = normal("nfc", UNORM2_DECOMPOSE, text);
    for (std::int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
        if (u_charType(apart.char32At(i)) != U_NON_SPACING_MARK) {
            out.append(apart.char32At(i));
        }
    }
    return out;
}
char kind_of(UChar32 c)
{
    for (const auto& [kind, all] : std::map<char, std::u32string>{{'\'', U"'`´’‘ʼʻʽʾʿ"},
                                                                  {'-', U"-‐‑"},
                                                                  {'s', U"\u00AD"},
                                                                  {'.', U"."},
                                                                  {',', U","},
                                                                  {'b', U" \t"},
                                                                  {'n', U"\r\n"}}) {
        if (all.find(static_cast<char32_t>(c)) != std::u32string::npos) {
            return kind;
        }
    }
    for (const auto script : {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI,
                              USCRIPT_LAO, USCRIPT_KHMER, USCRIPT_MYANMAR}) {
        if ((u_isalpha(c) != 0 || u_charType(c) == U_LETTER_NUMBER) &&
            u_charType(c) != U_NON_SPACING_MARK && u_charType(c) != U_COMBINING_SPACING_MARK &&
            u_charType(c) != U_OTHER_SYMBOL && uscript_hasScript(c, script) != 0) {
            return 'A';
        }
    }
    switch (u_charType(c)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER:
        return 'L';
    case U_DECIMAL_DIGIT_NUMBER:
        return 'D';
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
        return 'M';
    default:
        return 'o';
    }
}
std::string fold(UChar32 c)
{
    const std::map<UChar32, const char*> apart = {
        {U'æ', "ae"}, {U'œ', "oe"}, {U'ø', "o"}, {U'đ', "d"}, {U'ð', "d"},
        {U'þ', "th"}, {U'ħ', "h"},  {U'ı', "i"}, {U'ł', "l"}, {U'ŧ', "t"}};
    const icu::UnicodeString folded = bare(normal("nfkc_cf", UNORM2_COMPOSE, bare(c)));
    std::string out;
    for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
        const UChar32 letter = folded.char32At(i);
        if (apart.contains(letter)) {
            out += apart.at(letter);
        } else if ("LDMA"s.find(kind_of(letter)) != std::string::npos) {
            append_utf8(out, static_cast<char32_t>(letter));
        }
    }
    return out;
}
UChar32 next_character(std::string_view text, std::int32_t& at)
{
    UChar32 c = 0;
    const std::int32_t before = at;
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU's macro
    U8_NEXT(text.data(), at, static_cast<std::int32_t>(text.size()), c);
    at = c < 0 ? before + 1 : at;
    return c;
}
std::vector<Item> items_of(std::string_view text)
{
    static std::map<UChar32, std::pair<char, std::string>> known; // for speed, after all
    std::vector<Item> out;
    for (std::int32_t i = 0; i < static_cast<std::int32_t>(text.size());) {
        const auto from = static_cast<std::size_t>(i);
        const UChar32 c = next_character(text, i);
        auto found = known.find(c);
        if (found == known.end()) {
            char kind = c < 0 ? 'o' : kind_of(c);
            const std::string folded = "LDMA"s.find(kind) != std::string::npos ? fold(c)
                                       : kind == 'n' ? std::string(1, static_cast<char>(c))
                                                     : "";
            kind = folded.empty() && "LDMA"s.find(kind) != std::string::npos ? 'a' : kind;
            found = known.emplace(c, std::pair(kind, folded)).first;
        }
        out.push_back(
            {found->second.first, from, static_cast<std::size_t>(i), found->second.second});
    }
    return out;
}

class Judge {
public:
    std::vector<Word> words;

    explicit Judge(std::string_view text)
    {
        drop_what_is_not_there(items_of(text));
        for (std::size_t i = 0; i < items_.size();) {
            i = kind(i) == 'A' ? read_alone(i) : in_word(i) ? read_chain(i) : i + 1;
        }
    }

private:
    char kind(std::size_t i) const { return i < items_.size() ? items_[i].kind : 'o'; }
    bool in_word(std::size_t i) const { return "LDM"s.find(kind(i)) != std::string::npos; }
    // Where a word goes on behind a hyphen, or 0.
    std::size_t behind_hyphen(std::size_t i) const
    {
        if (in_word(i)) {
            return i;
        }
        const auto blanks = [&] {
            while (kind(i) == 'b') {
                ++i;
            }
        };
        blanks();
        if (kind(i) != 'n') {
            return 0;
        }
        i += items_[i].folded == "\r" && kind(i + 1) == 'n' && items_[i + 1].folded == "\n" ? 2 : 1;
        blanks();
        return kind(i) == 'L' ? i : 0;
    }
    void drop_what_is_not_there(std::vector<Item> all)
    {
        items_ = std::move(all);
        std::vector<Item> kept;
        for (std::size_t i = 0; i < items_.size(); ++i) {
            const char before = kept.empty() ? 'o' : kept.back().kind;
            if (kind(i) == 'a' && "LDMAm"s.find(before) != std::string::npos) {
                kept.back().to = items_[i].to;
            } else if (kind(i) == 's' && "LDM"s.find(before) != std::string::npos &&
                       behind_hyphen(i + 1) != 0) {
                i = behind_hyphen(i + 1) - 1;
            } else {
                kept.push_back(items_[i]);
                if (kind(i) == 'M' && (before == 'A' || before == 'm')) {
                    kept.back().kind = 'm'; // that character's own
                }
            }
        }
        items_ = kept;
    }

    static std::string finished(const std::string& raw)
    {
        std::string out;
        normal("nfc", UNORM2_COMPOSE, icu::UnicodeString::fromUTF8(raw)).toUTF8String(out);
        if (out.size() > kMaxWordBytes) {
            out = std::string(first_bytes(out, kMaxWordBytes));
            out.erase(out.find_last_not_of("'.") + 1);
        }
        return out;
    }
    void add(const std::vector<std::string>& pieces, std::size_t from, std::size_t to)
    {
        std::string raw;
        for (const std::string& piece : pieces) {
            if (raw.size() + piece.size() > 4 * kMaxWordBytes) {
                break;
            }
            raw += piece;
        }
        words.push_back({finished(raw), from, to, positions_++});
    }

    std::size_t read_alone(std::size_t i)
    {
        const Item& item = items_[i];
        std::vector<std::vector<std::string>> out;
        for (const Item& part : items_of(item.folded)) {
            if (part.kind == 'A' || out.empty()) {
                out.emplace_back();
            }
            out.back().push_back(item.folded.substr(part.from, part.to - part.from));
        }
        std::size_t to = item.to;
        for (++i; kind(i) == 'm'; ++i) {
            out.back().push_back(items_[i].folded);
            to = items_[i].to;
        }
        for (const auto& pieces : out) {
            add(pieces, item.from, to);
        }
        return i;
    }
    std::size_t read_chain(std::size_t i)
    {
        const std::size_t first = words.size();
        for (i = read_word(i); kind(i) == '-' && behind_hyphen(i + 1) != 0;) {
            i = read_word(behind_hyphen(i + 1));
        }
        std::string joined;
        for (std::size_t k = first; k < words.size(); ++k) {
            joined += words[k].text;
        }
        const auto all = items_of(joined);
        const bool number = std::ranges::all_of(
            all, [](const Item& item) { return item.kind == 'D' || item.kind == '.'; });
        if (words.size() - first > 1 && words.size() - first <= 4 && !number) {
            words.push_back({finished(joined), words[first].from, words.back().to, positions_ - 1});
        }
        return i;
    }
    std::size_t read_word(std::size_t i)
    {
        const std::size_t from = i;
        std::vector<std::string> pieces;
        std::size_t dots = 0;
        while (kind(from + 2 * dots) == 'L' && kind(from + 2 * dots + 1) == '.') {
            pieces.push_back(items_[from + 2 * dots++].folded);
        }
        i = from + 2 * dots;
        if (dots > 0 && kind(i) == 'L' && !in_word(i + 1)) {
            pieces.push_back(items_[i++].folded);
        } else if (dots > 1) {
            if (kind(i) == '\'' && kind(i + 1) == 'L' && items_[i + 1].folded == "s" &&
                !in_word(i + 2)) {
                pieces.insert(pieces.end(), {"'", "s"});
                i += 2;
            }
            add(pieces, items_[from].from, items_[i - 1].to);
            return i;
        } else {
            pieces.clear();
            i = from;
        }
        std::size_t digits = 0;
        bool number = true; // of groups of digits, so far
        bool groups = false;
        for (;; ++i) {
            if (in_word(i)) {
                pieces.push_back(items_[i].folded);
                number = number && kind(i) == 'D';
                ++digits;
            } else if (kind(i) == '\'' && (kind(i - 1) == 'L' || kind(i - 1) == 'M') &&
                       kind(i + 1) == 'L') {
                pieces.emplace_back("'");
            } else if (kind(i) == '.' && kind(i - 1) == 'D' && kind(i + 1) == 'D') {
                pieces.emplace_back(".");
                number = false;
            } else if (kind(i) == ',' && number && (groups ? digits == 3 : digits <= 3) &&
                       kind(i + 1) == 'D' && kind(i + 2) == 'D' && kind(i + 3) == 'D' &&
                       kind(i + 4) != 'D') {
                digits = 0;
                groups = true;
            } else {
                break;
            }
        }
        add(pieces, items_[from].from, items_[i - 1].to);
        return i;
    }

    std::vector<Item> items_;
    std::size_t positions_ = 0;
};

} // namespace judge

std::vector<judge::Word> analyzed(Analyzer& analyzer, std::string_view text)
{
    Tokens tokens;
    analyzer.analyze(text, tokens);
    std::vector<judge::Word> out;
    out.reserve(tokens.list.size());
    for (const Token& token : tokens.list) {
        out.push_back({std::string(tokens.word(token)), token.from, token.to, token.position});
    }
    return out;
}

// The words as "position word", which shows what the tests are about.
std::vector<std::string> words(std::string_view text)
{
    Analyzer analyzer;
    std::vector<std::string> out;
    for (const auto& word : analyzed(analyzer, text)) {
        out.push_back(std::to_string(word.position) + " " + word.text);
    }
    return out;
}

std::string printed(const std::vector<judge::Word>& list)
{
    std::string out;
    for (const auto& word : list) {
        out += std::to_string(word.position) + " [" + word.text + "] " + std::to_string(word.from) +
               "-" + std::to_string(word.to) + "\n";
    }
    return out;
}

std::string escaped(std::string_view text)
{
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte >= 0x7F) {
            out.append("\\x").append(1, kHex[byte / 16]).append(1, kHex[byte % 16]);
        } else {
            out += c;
        }
    }
    return out;
}

void expect_as_the_judge_says(Analyzer& analyzer, std::string_view text)
{
    const auto ours = analyzed(analyzer, text);
    const auto theirs = judge::Judge(text).words;
    ASSERT_TRUE(ours == theirs) << escaped(text) << "\nanalyzer:\n"
                                << printed(ours) << "judge:\n"
                                << printed(theirs);
    for (const auto& word : ours) {
        const auto again = analyzed(analyzer, word.text);
        ASSERT_TRUE(again.size() == 1 && again[0].text == word.text)
            << escaped(text) << ": " << escaped(word.text) << " becomes\n"
            << printed(again);
    }
}

} // namespace

TEST(Analyzer, FoldsCaseAndAccents)
{
    EXPECT_THAT(words("THE Minister"), ElementsAre("0 the", "1 minister"));
    EXPECT_THAT(words("Café CAFE\u0301 Straße ﬁnance"),
                ElementsAre("0 cafe", "1 cafe", "2 strasse", "3 finance"));
    EXPECT_THAT(words("Łódź Ærø Diyarbakır İzmir"),
                ElementsAre("0 lodz", "1 aero", "2 diyarbakir", "3 izmir"));
    EXPECT_THAT(words("МОСКВА ΟΔΟΣ Ｆｕｌｌ"), ElementsAre("0 москва", "1 οδοσ", "2 full"));
}

TEST(Analyzer, SeparatesAtEverythingElse)
{
    EXPECT_THAT(words("one/two (three) #four_five\0six\xFFseven--eight*nine"s),
                ElementsAre("0 one", "1 two", "2 three", "3 four", "4 five", "5 six", "6 seven",
                            "7 eight", "8 nine"));
    EXPECT_THAT(words(""), IsEmpty());
    EXPECT_THAT(words(" -- ' . , \u0301 \xC3"), IsEmpty());
}

TEST(Analyzer, KeepsAnApostropheBetweenTwoLetters)
{
    EXPECT_THAT(words("don't O’Brien government‘s Baʼath l´amour"),
                ElementsAre("0 don't", "1 o'brien", "2 government's", "3 ba'ath", "4 l'amour"));
    EXPECT_THAT(words("'tis the ministers' `90's"),
                ElementsAre("0 tis", "1 the", "2 ministers", "3 90", "4 s"));
}

TEST(Analyzer, FindsAHyphenatedWordByItsPartsAndJoined)
{
    EXPECT_THAT(words("a counter-terrorism unit"),
                ElementsAre("0 a", "1 counter", "2 terrorism", "2 counterterrorism", "3 unit"));
    EXPECT_THAT(words("F-16 G‑8"), ElementsAre("0 f", "1 16", "1 f16", "2 g", "3 8", "3 g8"));
    EXPECT_THAT(words("a-b-c-d"), ElementsAre("0 a", "1 b", "2 c", "3 d", "3 abcd"));
    EXPECT_THAT(words("a-b-c-d-e"), ElementsAre("0 a", "1 b", "2 c", "3 d", "4 e"));
    EXPECT_THAT(words("2008-02-27 555-1234 1.4-1.5"),
                ElementsAre("0 2008", "1 02", "2 27", "3 555", "4 1234", "5 1.4", "6 1.5"));
    EXPECT_THAT(words("yes--no -x y- z - w"),
                ElementsAre("0 yes", "1 no", "2 x", "3 y", "4 z", "5 w"));
}

TEST(Analyzer, JoinsAWordThatALineEndSplits)
{
    EXPECT_THAT(words("traffick-\ning"), ElementsAre("0 traffick", "1 ing", "1 trafficking"));
    EXPECT_THAT(words("traffick- \r\n  ing"), ElementsAre("0 traffick", "1 ing", "1 trafficking"));
    EXPECT_THAT(words("item-\n\nnext"), ElementsAre("0 item", "1 next"));
    EXPECT_THAT(words("para-\n2. Next"), ElementsAre("0 para", "1 2", "2 next"));
}

TEST(Analyzer, JoinedWordsSpanTheWholeChain)
{
    Analyzer analyzer;
    Tokens tokens;
    analyzer.analyze("the U.S.-Mexico line", tokens);
    ASSERT_EQ(tokens.list.size(), 5U);
    EXPECT_EQ(tokens.positions, 4U);
    EXPECT_EQ(tokens.word(tokens.list[3]), "usmexico");
    EXPECT_EQ(tokens.list[3].from, 4U);
    EXPECT_EQ(tokens.list[3].to, 15U);
    EXPECT_EQ(tokens.list[3].position, 2U);
    EXPECT_EQ(tokens.list[1].to, 8U) << "the last stop belongs to the initials";
}

TEST(Analyzer, ASoftHyphenIsAsIfNotThere)
{
    EXPECT_THAT(words("traf\u00ADfick\u00ADing"), ElementsAre("0 trafficking"));
    EXPECT_THAT(words("traffick\u00AD\ning"), ElementsAre("0 trafficking"));
    EXPECT_THAT(words("end\u00AD \u00ADstart"), ElementsAre("0 end", "1 start"));
    EXPECT_THAT(words("1,23\u00AD4"), ElementsAre("0 1234"));
}

TEST(Analyzer, ReadsInitialsAsOneWord)
{
    EXPECT_THAT(words("U.N. U.S.A., e.g. U.N"), ElementsAre("0 un", "1 usa", "2 eg", "3 un"));
    EXPECT_THAT(words("U.N.'s U.N's U.N.'some"), ElementsAre("0 un's", "1 un's", "2 un", "3 some"));
    EXPECT_THAT(words("A. B. Smith"), ElementsAre("0 a", "1 b", "2 smith"));
    EXPECT_THAT(words("U.S.based U.based"), ElementsAre("0 us", "1 based", "2 u", "3 based"));
    EXPECT_THAT(words("É.U. и.о."), ElementsAre("0 eu", "1 ио"));
}

TEST(Analyzer, ReadsNumbers)
{
    EXPECT_THAT(words("1,234,567 12,345.67 1.4 12.958.1"),
                ElementsAre("0 1234567", "1 12345.67", "2 1.4", "3 12.958.1"));
    EXPECT_THAT(words("1,23 1234,567 1,2345 1,234,5"),
                ElementsAre("0 1", "1 23", "2 1234", "3 567", "4 1", "5 2345", "6 1234", "7 5"));
    EXPECT_THAT(words("08GUATEMALA242 F16 1.4(b) v2.0b"),
                ElementsAre("0 08guatemala242", "1 f16", "2 1.4", "3 b", "4 v2.0b"));
}

TEST(Analyzer, TakesScriptsWithoutBlanksCharacterByCharacter)
{
    EXPECT_THAT(words("日本コーヒー2008年"),
                ElementsAre("0 日", "1 本", "2 コ", "3 ー", "4 ヒ", "5 ー", "6 2008", "7 年"));
    EXPECT_THAT(words("ไทย"), ElementsAre("0 ไ", "1 ท", "2 ย"));
    EXPECT_THAT(words("中-国"), ElementsAre("0 中", "1 国"));
    EXPECT_THAT(words("대한 한"), ElementsAre("0 대한", "1 한"))
        << "syllables, however they are written";
}

TEST(Analyzer, CutsAWordThatIsTooLong)
{
    const std::string cut(kMaxWordBytes, 'x');
    EXPECT_THAT(words(std::string(100'000, 'X') + "yz end"), ElementsAre("0 " + cut, "1 end"));
    EXPECT_THAT(words(std::string(63, 'x') + "'xy"), ElementsAre("0 " + std::string(63, 'x')));
    std::string cyrillic;
    for (int i = 0; i < 40; ++i) {
        cyrillic += "ж";
    }
    EXPECT_THAT(words("x" + cyrillic), ElementsAre("0 x" + cyrillic.substr(0, 62)));
    EXPECT_THAT(words(std::string(40, 'x') + "-" + std::string(40, 'x')),
                ElementsAre("0 " + std::string(40, 'x'), "1 " + std::string(40, 'x'), "1 " + cut));
}

TEST(Analyzer, AnswersTheSameWhateverItReadBefore)
{
    Analyzer analyzer;
    Tokens tokens;
    analyzer.analyze("a long text with many words and ж", tokens);
    analyzer.analyze("Short", tokens);
    ASSERT_EQ(tokens.list.size(), 1U);
    EXPECT_EQ(tokens.word(tokens.list[0]), "short");
    EXPECT_EQ(tokens.positions, 1U);
    Analyzer moved = std::move(analyzer);
    moved.analyze("", tokens);
    EXPECT_TRUE(tokens.list.empty());
    EXPECT_EQ(tokens.positions, 0U);
}

TEST(Analyzer, StemsEnglishWordsOnly)
{
    Analyzer analyzer;
    EXPECT_EQ(analyzer.stem("trafficking"), "traffick");
    EXPECT_EQ(analyzer.stem("government's"), "govern");
    EXPECT_EQ(analyzer.stem("un's"), "un");
    EXPECT_EQ(analyzer.stem("is"), "is") << "too short";
    EXPECT_EQ(analyzer.stem("f16s"), "f16s");
    EXPECT_EQ(analyzer.stem("женщины"), "женщины");
    EXPECT_EQ(analyzer.stem(""), "");
    EXPECT_FALSE(analyzer.stem("'''").empty());
}

TEST(Analyzer, TakesAFrequentWordForNothingButItself)
{
    Analyzer analyzer;
    EXPECT_EQ(analyzer.stem("the"), "the");
    EXPECT_EQ(analyzer.stem("ins"), "ins") << "\"in\" is no word with this stem";
    EXPECT_EQ(analyzer.stem("being"), "being");
    EXPECT_EQ(analyzer.stem("mores"), "mores");
}

TEST(Analyzer, ReadsACable)
{
    const std::string cable =
        "UNCLAS SECTION 01 OF 02 LIMA 000777 \n\nSIPDIS \n\nE.O. 12958: N/A\nTAGS: PHUM, KCRM\n"
        "REF: A. 07 LIMA 1,200 \n\n1. (SBU) SUMMARY: The minister,s deputy met Ms. "
        "Holt\xE2\x80\x99s"
        " non-\ngovernmental group on 2008-02-27. &We,re done.8 U.S.-trained\nLIMA 00000777  001.2 "
        "OF 002 \n"
        "\n\nofficers (XXXXXXXXXXXX) said 3.5 percent of 1,234,567 cases)mostly E.U. ones) were "
        "re-opened.\n";
    Analyzer analyzer;
    expect_as_the_judge_says(analyzer, cable);
    std::vector<std::string> list;
    for (const auto& word : analyzed(analyzer, cable)) {
        list.push_back(word.text);
    }
    EXPECT_THAT(list, ::testing::IsSupersetOf({"eo", "12958", "holt's", "nongovernmental",
                                               "ustrained", "1234567", "cases", "mostly", "eu"}));
}

TEST(Analyzer, AgreesWithTheJudgeOnEveryCharacter)
{
    Analyzer analyzer;
    std::string around;
    for (UChar32 c = 0x80; c <= 0x10FFFF; ++c) {
        if (U_IS_SURROGATE(c) || u_charType(c) == U_UNASSIGNED) {
            continue;
        }
        const bool in_words = judge::kind_of(c) != 'o';
        if (!in_words && c % 16 != 0) {
            continue; // thousands of them, all alike
        }
        std::string utf8;
        append_utf8(utf8, static_cast<char32_t>(c));
        expect_as_the_judge_says(analyzer, utf8);
        // clang-format off
        around.append(utf8).append(" b").append(utf8).append("b-").append(utf8).append("1.").append(utf8);
        // clang-format on
        if (around.size() > 400) {
            expect_as_the_judge_says(analyzer, around);
            around.clear();
        }
        if (::testing::Test::HasFatalFailure()) {
            FAIL() << "U+" << std::hex << c;
        }
    }
}

TEST(Analyzer, AgreesWithTheJudgeOnRandomText)
{
    const std::vector<std::string> alphabet = {"a",
                                               "b",
                                               "S",
                                               "s",
                                               "Z",
                                               "é",
                                               "ß",
                                               "ﬁ",
                                               "İ",
                                               "ж",
                                               "ſ",
                                               "ø",
                                               "ŉ",
                                               "\u0301",
                                               "\u0345",
                                               "\u0903",
                                               "\u20DD",
                                               "\u1112",
                                               "\u1161",
                                               "\u11AB",
                                               "한",
                                               "\uFDFA",
                                               "\u3164",
                                               "1",
                                               "2",
                                               "34",
                                               "567",
                                               "890",
                                               "٣",
                                               "５",
                                               "²",
                                               "Ⅷ",
                                               "中",
                                               "ー",
                                               "\u0E33",
                                               "ໜ",
                                               "\uFF9E",
                                               "ဃ",
                                               "\u102C",
                                               "-",
                                               "-",
                                               "-",
                                               "‐",
                                               "\u00AD",
                                               "\u00AD",
                                               "–",
                                               "\n",
                                               "\n",
                                               "\r",
                                               "\r\n",
                                               " ",
                                               "\t",
                                               "\u00A0",
                                               ".",
                                               ".",
                                               ".",
                                               ",",
                                               ",",
                                               "'",
                                               "’",
                                               "´",
                                               "ʼ",
                                               "ʿ",
                                               "'s",
                                               "U.",
                                               "\xFF",
                                               "\xC3",
                                               "\xE2\x80",
                                               "\xED\xA0\x80",
                                               "\0"s,
                                               "(",
                                               "--",
                                               "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"};
    std::mt19937 random(20081127);
    Analyzer analyzer;
    for (int round = 0; round < 200'000; ++round) {
        // Few different pieces in one text: rules meet more often.
        std::array<std::size_t, 5> pieces{};
        std::ranges::generate(pieces, [&] { return random() % alphabet.size(); });
        std::string text;
        for (std::size_t length = random() % 14; length > 0; --length) {
            text += alphabet[pieces[random() % pieces.size()]];
        }
        expect_as_the_judge_says(analyzer, text);
        if (::testing::Test::HasFatalFailure()) {
            return;
        }
    }
}

TEST(Analyzer, AgreesWithTheJudgeOnMadeCables)
{
    const std::vector<std::string> pieces = {"THE",
                                             "minister,s",
                                             "Ms. Holt’s",
                                             "U.S.",
                                             "U.N.-led",
                                             "non-\n",
                                             "anti-corruption",
                                             "1,250,000",
                                             "3.5",
                                             "E.O. 12958:",
                                             "DECL:",
                                             "02/27/2018",
                                             "1.4(b)",
                                             "(S/NF)",
                                             "--",
                                             "--------",
                                             "\n\n2. (SBU)",
                                             "LIMA 00000777  002 OF 003",
                                             "XXXXXXXXXXXX",
                                             "[NAME REMOVED]",
                                             "&knot8",
                                             "don't",
                                             "São Tomé",
                                             "G-8",
                                             "a.k.a.",
                                             "(e.g.,",
                                             "2006-2007",
                                             "ref (A).",
                                             "…",
                                             "co\u00ADop",
                                             "traffick-\n",
                                             "ing",
                                             "¶3.",
                                             "re-\r\n"};
    std::mt19937 random(777);
    Analyzer analyzer;
    for (int round = 0; round < 300; ++round) {
        std::string text;
        while (text.size() < 2000) {
            text += pieces[random() % pieces.size()];
            text += random() % 8 == 0 ? "\n" : random() % 6 == 0 ? "" : " ";
        }
        expect_as_the_judge_says(analyzer, text);
        if (::testing::Test::HasFatalFailure()) {
            return;
        }
    }
}

// Would take hours if any rule looked ahead again and again.
TEST(Analyzer, ReadsLongTextsOfTheWorstKindInLinearTime)
{
    Analyzer analyzer;
    Tokens tokens;
    const auto blanks = std::string(1000, ' ');
    for (const std::string& piece :
         {"a"s, "a."s, "a.bb."s, "a-"s, "a-\n"s, "1,"s, "1,234,"s, "1,2\u0301"s, "\u0301"s,
          "a\u0301.\u0301"s, "a\u00AD"s, "a\u00AD" + blanks, "a-" + blanks, "'"s, "a'"s, "\u1161"s,
          "中\u20DD"s, "\u0903"s, "\xF0"s}) {
        std::string text;
        while (text.size() < 1'000'000) {
            text += piece;
        }
        analyzer.analyze(text, tokens);
        analyzer.analyze("a" + text + "'s", tokens);
        for (const Token& token : tokens.list) {
            ASSERT_TRUE(token.size > 0 && token.size <= kMaxWordBytes) << escaped(piece);
        }
    }
}

} // namespace chancery::index
