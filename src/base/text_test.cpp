#include "base/text.hpp"

#include <functional>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery {
namespace {

using ::testing::ElementsAre;
constexpr std::size_t kNone = std::string_view::npos;

TEST(Text, ClassesOfCharactersAreAsciiForEveryByte)
{
    for (int i = 0; i < 256; ++i) {
        const char c = static_cast<char>(i);
        EXPECT_EQ(is_digit(c), i >= '0' && i <= '9') << i;
        EXPECT_EQ(is_upper(c), i >= 'A' && i <= 'Z') << i;
        EXPECT_EQ(is_lower(c), i >= 'a' && i <= 'z') << i;
        EXPECT_EQ(is_alnum(c), is_digit(c) || is_alpha(c)) << i;
        EXPECT_EQ(is_space(c), i == ' ' || (i >= 9 && i <= 13)) << i;
        EXPECT_EQ(to_upper(c), is_lower(c) ? i - 32 : static_cast<int>(c)) << i;
        EXPECT_EQ(to_lower(c), is_upper(c) ? i + 32 : static_cast<int>(c)) << i;
    }
}

TEST(Text, CaseIsAsciiCase)
{
    EXPECT_EQ(upper("aZ9-é"), "AZ9-é");
    EXPECT_EQ(lower("aZ9-É"), "az9-É");
    EXPECT_EQ(upper(""), "");
}

TEST(Text, TrimsBothEndsOrOne)
{
    EXPECT_EQ(trim(" \t\r\n\f\va b \n"), "a b");
    EXPECT_EQ(trim_left("  a "), "a ");
    EXPECT_EQ(trim_right("  a "), "  a");
    EXPECT_EQ(trim(" \n "), "");
    EXPECT_EQ(trim(""), "");
}

TEST(Text, ComparesWithoutCase)
{
    EXPECT_TRUE(equals_ignoring_case("Tags", "TAGS"));
    EXPECT_TRUE(equals_ignoring_case("", ""));
    EXPECT_FALSE(equals_ignoring_case("TAG", "TAGS"));
    EXPECT_FALSE(equals_ignoring_case("[", "{")) << "0x5B and 0x7B differ by the case bit only";
    EXPECT_TRUE(starts_with_ignoring_case("Subject: x", "SUBJECT:"));
    EXPECT_TRUE(starts_with_ignoring_case("x", ""));
    EXPECT_FALSE(starts_with_ignoring_case("SUB", "SUBJECT"));
}

TEST(Text, FindsWithoutCase)
{
    struct Case {
        std::string_view text;
        std::string_view needle;
        std::size_t from;
        std::size_t at;
    };
    const std::vector<Case> cases = {
        {"The Tags line", "TAGS", 0, 4},
        {"The Tags line", "tags", 4, 4},
        {"tags tags", "TAGS", 1, 5},
        {"tags", "TAGSX", 0, kNone},
        {"tags", "a", 4, kNone},
        {"tags", "a", 99, kNone},
        {"tags", "", 0, 0},
        {"tags", "", 4, 4},
        {"tags", "", 5, kNone},
        {"", "", 0, 0},
        {"", "a", 0, kNone},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(find_ignoring_case(c.text, c.needle, c.from), c.at)
            << c.text << " / " << c.needle << " / " << c.from;
    }
}

TEST(Text, FindsALetterInEitherCaseWhereverItStands)
{
    const std::string others = "@`[{\xC4\xE4\x04 ecEC\n"; // near a D, but for a bit or two
    for (std::size_t size = 0; size < 40; ++size) {
        std::string text;
        while (text.size() < size) {
            text += others[text.size() % others.size()];
        }
        EXPECT_EQ(find_letter(text, 'D'), kNone) << size;
        for (std::size_t at = 0; at < size; ++at) {
            std::string with_letter = text;
            with_letter[at] = at % 2 == 0 ? 'd' : 'D';
            EXPECT_EQ(find_letter(with_letter, 'D'), at) << size;
            EXPECT_EQ(find_letter(with_letter, 'd', at), at) << size;
            EXPECT_EQ(find_letter(with_letter, 'D', at + 1), kNone) << size;
        }
    }
    EXPECT_EQ(find_letter("d", 'D', 99), kNone);
}

TEST(Text, KnowsNumbers)
{
    EXPECT_TRUE(all_digits("0123456789"));
    EXPECT_FALSE(all_digits(""));
    EXPECT_FALSE(all_digits("12 "));
    EXPECT_FALSE(all_digits("-1"));
    EXPECT_FALSE(all_digits("١"));
}

TEST(Text, KeepsLettersAndDigitsAsIdsDo)
{
    EXPECT_EQ(letters_and_digits("Port-au-Prince 12."), "PORTAUPRINCE12");
    EXPECT_EQ(letters_and_digits(" \xC3\xA9 -"), "");
}

TEST(Text, CutsBetweenCharacters)
{
    EXPECT_EQ(first_bytes("abc", 5), "abc");
    EXPECT_EQ(first_bytes("abc", 2), "ab");
    EXPECT_EQ(first_bytes("a\xE2\x80\x99z", 3), "a");
    EXPECT_EQ(first_bytes("a\xE2\x80\x99z", 4), "a\xE2\x80\x99");
    EXPECT_EQ(first_bytes("\x80\x80", 1), "");
}

TEST(Text, CollapsesWhiteSpace)
{
    EXPECT_EQ(collapse_spaces("  a \r\n\t b  c "), "a b c");
    EXPECT_EQ(collapse_spaces(" \n "), "");
    EXPECT_EQ(collapse_spaces("abc"), "abc");
}

TEST(Text, SplitsAtEverySeparator)
{
    EXPECT_THAT(split("a;b;;c", ';'), ElementsAre("a", "b", "", "c"));
    EXPECT_THAT(split(";", ';'), ElementsAre("", ""));
    EXPECT_THAT(split("", ';'), ElementsAre(""));
    EXPECT_THAT(split("a", ';'), ElementsAre("a"));
}

TEST(Text, WordsAreNeverEmpty)
{
    EXPECT_THAT(words("  RR RUEHWEB\n\tRUEHC "), ElementsAre("RR", "RUEHWEB", "RUEHC"));
    EXPECT_THAT(words(" \n"), ElementsAre());
    EXPECT_THAT(words(""), ElementsAre());
}

TEST(Text, ReplacesEveryMatchOnceFromTheLeft)
{
    EXPECT_EQ(replace_all("a-b-c", "-", "--"), "a--b--c");
    EXPECT_EQ(replace_all("aaaa", "aa", "b"), "bb");
    EXPECT_EQ(replace_all("aaa", "aa", "b"), "ba");
    EXPECT_EQ(replace_all("abc", "b", ""), "ac");
    EXPECT_EQ(replace_all("abc", "", "x"), "abc");
    EXPECT_EQ(replace_all("", "a", "x"), "");
}

// Unicode 15, table 3-7: the ends of every row, and what lies just outside.
const std::vector<std::string_view> kGoodUtf8 = {
    "",
    "plain",
    {"\0", 1},
    "\x7f",
    "\xc2\x80",
    "\xdf\xbf",
    "\xe0\xa0\x80",
    "\xe1\x80\x80",
    "\xec\xbf\xbf",
    "\xed\x9f\xbf",
    "\xee\x80\x80",
    "\xef\xbf\xbf",
    "\xf0\x90\x80\x80",
    "\xf1\x80\x80\x80",
    "\xf3\xbf\xbf\xbf",
    "\xf4\x8f\xbf\xbf",
    "a\xc2\xb6z",
};
const std::vector<std::pair<std::string_view, std::string_view>> kBadUtf8 = {
    {"\x80", "a continuation alone"},
    {"\xbf", "a continuation alone"},
    {"\xc0\x80", "overlong NUL"},
    {"\xc0\xaf", "overlong slash"},
    {"\xc1\xbf", "overlong DEL"},
    {"\xc2", "cut after one of two"},
    {"\xc2\x7f", "no continuation"},
    {"\xc2\xc0", "no continuation"},
    {"\xe0\x9f\xbf", "overlong, three bytes"},
    {"\xe0\x80\xaf", "overlong slash, three bytes"},
    {"\xe1\x80", "cut after two of three"},
    {"\xe1\x80\x7f", "no second continuation"},
    {"\xed\xa0\x80", "first surrogate"},
    {"\xed\xbf\xbf", "last surrogate"},
    {"\xf0\x8f\xbf\xbf", "overlong, four bytes"},
    {"\xf0\x90\x80", "cut after three of four"},
    {"\xf1\x80\x80\x7f", "no third continuation"},
    {"\xf4\x90\x80\x80", "over U+10FFFF"},
    {"\xf5\x80\x80\x80", "over U+10FFFF"},
    {"\xf8\x88\x80\x80\x80", "five bytes"},
    {"\xfe", "never a byte of UTF-8"},
    {"\xff", "never a byte of UTF-8"},
};

TEST(Utf8, TellsWellFormedFromDamaged)
{
    for (const std::string_view text : kGoodUtf8) {
        EXPECT_TRUE(is_utf8(text)) << text;
    }
    for (const auto& [bytes, what] : kBadUtf8) {
        EXPECT_FALSE(is_utf8(bytes)) << what;
        EXPECT_FALSE(is_utf8("a" + std::string(bytes) + "z")) << what << ", in the middle";
    }
}

TEST(Utf8, RepairKeepsTheGoodAndReplacesTheRest)
{
    for (const std::string_view text : kGoodUtf8) {
        EXPECT_EQ(valid_utf8(text), text);
    }
    for (const auto& [bytes, what] : kBadUtf8) {
        const std::string repaired = valid_utf8("a" + std::string(bytes) + "¶");
        EXPECT_TRUE(is_utf8(repaired)) << what;
        EXPECT_TRUE(repaired.starts_with("a\xEF\xBF\xBD")) << what;
        EXPECT_TRUE(repaired.ends_with("¶")) << what;
    }
}

TEST(Utf8, AppendsEveryScalarValueAndNothingElse)
{
    for (char32_t code = 0; code <= 0x110010; code += code < 0x3000 ? 1 : 61) {
        std::string text;
        append_utf8(text, code);
        EXPECT_TRUE(is_utf8(text)) << static_cast<unsigned>(code);
        const bool scalar = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
        EXPECT_EQ(text == "\xEF\xBF\xBD", !scalar || code == 0xFFFD) << static_cast<unsigned>(code);
    }
    std::string text = "x";
    for (const char32_t code : {U'A', U'\u00B6', U'\u20AC', U'\U0001F4E8'}) {
        append_utf8(text, code);
    }
    EXPECT_EQ(text, "xA¶€\xF0\x9F\x93\xA8");
}

TEST(Latin1, ReadsTheBytesThatCablesHave)
{
    EXPECT_EQ(utf8_from_latin1("\xb6"), "¶");
    EXPECT_EQ(utf8_from_latin1("\xac"), "¬");
    EXPECT_EQ(utf8_from_latin1("\xa0\xe9\xff"), "\u00A0éÿ");
    EXPECT_EQ(utf8_from_latin1("\x93word\x94 \x96 \x80"), "“word” – €");
    EXPECT_EQ(utf8_from_latin1("\x81\x8d\x8f\x90\x9d"), "\u0081\u008d\u008f\u0090\u009d");
    EXPECT_EQ(utf8_from_latin1({"a\0b", 3}), std::string("a\0b", 3));
}

TEST(Latin1, EveryByteBecomesOneCharacterOfItsOwn)
{
    std::vector<std::string> seen;
    for (int i = 0; i < 256; ++i) {
        const char c = static_cast<char>(i);
        const std::string text = utf8_from_latin1({&c, 1});
        EXPECT_TRUE(is_utf8(text));
        EXPECT_THAT(seen, ::testing::Not(::testing::Contains(text)));
        seen.push_back(text);
    }
}

TEST(Slug, IsWhatLinksHave)
{
    const std::vector<std::pair<std::string_view, std::string_view>> cases = {
        {"UNCLASSIFIED//FOR OFFICIAL USE ONLY", "unclassified-for-official-use-only"},
        {"Embassy Guatemala", "embassy-guatemala"},
        {"SECRET//NOFORN", "secret-noforn"},
        {"Embassy Asunción", "embassy-asuncion"},
        {"Consulate São Paulo", "consulate-sao-paulo"},
        {"Embassy N'Djamena", "embassy-n-djamena"},
        {"Łódź, Đà Nẵng", "lodz-da-n-ng"},
        {"ÀÉÎÕÜ çñß ÿ Žž ŉ ſ", "aeiou-cns-y-zz-n-s"},
        {"A×B÷C", "a-b-c"},
        {"  (Iran) RPO -- Dubai!", "iran-rpo-dubai"},
        {"2008-02", "2008-02"},
        {"Москва", ""},
        {"北京 Beijing", "beijing"},
        {"\xff\xc3", ""},
        {"a\xff"
         "b",
         "a-b"},
        {"", ""},
        {"---", ""},
    };
    for (const auto& [name, wanted] : cases) {
        EXPECT_EQ(slug(name), wanted) << name;
        EXPECT_EQ(slug(wanted), wanted) << "a slug is its own slug";
    }
}

// The definition, word for word and slow.
std::size_t slow_distance(std::string_view a, std::string_view b)
{
    if (a.empty() || b.empty()) {
        return a.size() + b.size();
    }
    const auto without_last = [](std::string_view s, std::size_t n) {
        return s.substr(0, s.size() - n);
    };
    std::size_t best = std::min(
        {slow_distance(without_last(a, 1), b) + 1, slow_distance(a, without_last(b, 1)) + 1,
         slow_distance(without_last(a, 1), without_last(b, 1)) + (a.back() == b.back() ? 0U : 1U)});
    if (a.size() > 1 && b.size() > 1 && a.back() == b[b.size() - 2] &&
        b.back() == a[a.size() - 2]) {
        best = std::min(best, slow_distance(without_last(a, 2), without_last(b, 2)) + 1);
    }
    return best;
}

TEST(EditDistance, CountsEditsOfNames)
{
    EXPECT_EQ(edit_distance("GUATEMALA", "GUATEMALA", 3), 0U);
    EXPECT_EQ(edit_distance("GUATEMALA", "GAUTEMALA", 3), 1U) << "neighbours swapped";
    EXPECT_EQ(edit_distance("BOGOTA", "BOGTA", 3), 1U);
    EXPECT_EQ(edit_distance("BOGOTA", "BOGOTTA", 3), 1U);
    EXPECT_EQ(edit_distance("BOGOTA", "BOGOTE", 3), 1U);
    EXPECT_EQ(edit_distance("", "ABC", 9), 3U);
    EXPECT_EQ(edit_distance("", "", 0), 0U);
}

TEST(EditDistance, StopsCountingAtTheLimit)
{
    EXPECT_EQ(edit_distance("KABUL", "PARIS", 2), 3U);
    EXPECT_EQ(edit_distance("A", "ABCDEFGHIJ", 2), 3U);
    EXPECT_EQ(edit_distance("A", "B", 0), 1U);
    EXPECT_EQ(edit_distance("KABUL", "PARIS", SIZE_MAX), 4U) << "no limit";
}

TEST(EditDistance, AgreesWithTheSlowJudge)
{
    std::minstd_rand random(7);
    const auto word = [&] {
        std::string out(random() % 7, ' ');
        for (char& c : out) {
            c = "a!b"[random() % 3]; // a and ! are 64 apart
        }
        return out;
    };
    for (int i = 0; i < 1500; ++i) {
        const std::string a = word();
        const std::string b = word();
        const std::size_t limit = random() % 6;
        const std::size_t wanted = std::min(slow_distance(a, b), limit + 1);
        ASSERT_EQ(edit_distance(a, b, limit), wanted) << a << " " << b << " " << limit;
        ASSERT_EQ(edit_distance(b, a, limit), wanted) << b << " " << a << " " << limit;
    }
}

} // namespace
} // namespace chancery
