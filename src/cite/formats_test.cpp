// Golden files, and whatever a cable holds: each format read by a reader of its rules that shares
// nothing with the writer.
#include "cite/formats.hpp"

#include <array>
#include <map>
#include <optional>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "base/testing.hpp"
#include "base/text.hpp"
#include "cable/json_read.hpp"
#include "cite/fictional.hpp"
#include "cite/one_line.hpp"

namespace chancery::cite {
namespace {

using Fields = std::map<std::string, std::string>;

// ---- readers; nothing for what breaks a rule ----

// BibTeX: an entry in braces; values in braces, which balance whatever stands between them, or words.
class BibtexReader {
public:
    explicit BibtexReader(std::string_view text) : rest_(text) {}

    std::optional<Fields> read()
    {
        Fields fields;
        if (!take("@techreport{") || !until(',', fields["key"])) {
            return std::nullopt;
        }
        for (;;) {
            std::string name;
            if (!until('=', name) || !value(fields, name)) {
                return std::nullopt;
            }
            skip();
            if (!take(",")) {
                break;
            }
        }
        return take("}\n") && rest_.empty() ? std::optional(fields) : std::nullopt;
    }

private:
    void skip() { rest_ = trim_left(rest_); }
    bool take(std::string_view what)
    {
        const bool there = rest_.starts_with(what);
        rest_.remove_prefix(there ? what.size() : 0);
        return there;
    }
    bool until(char end, std::string& out)
    {
        const std::size_t at = rest_.find(end);
        out = std::string(trim(rest_.substr(0, at)));
        rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + 1);
        return at != std::string_view::npos && !out.empty() &&
               letters_and_digits(out).size() == out.size();
    }
    bool value(Fields& fields, const std::string& name)
    {
        skip();
        std::size_t depth = 0;
        std::size_t end = 0;
        for (; end < rest_.size(); ++end) {
            const char c = rest_[end];
            if (depth == 0 && (c == ',' || c == '}' || is_space(c))) {
                break;
            }
            depth += c == '{' ? 1 : 0;
            depth -= c == '}' ? 1 : 0;
        }
        const bool is_new = fields.emplace(name, rest_.substr(0, end)).second;
        rest_.remove_prefix(end);
        return is_new && depth == 0 && end > 0;
    }

    std::string_view rest_;
};

// RIS: lines "XX  - value" that end in CR LF, from TY to ER.
std::optional<Fields> read_ris(std::string_view text)
{
    Fields fields;
    std::string last;
    while (!text.empty()) {
        const std::size_t end = text.find("\r\n");
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 2);
        const bool tagged = line.size() >= 6 && is_upper(line[0]) &&
                            (is_upper(line[1]) || is_digit(line[1])) && line.substr(2, 4) == "  - ";
        const bool single = line.find_first_of("\r\n") == std::string_view::npos;
        if (!tagged || !single || (fields.empty() && line != "TY  - RPRT") || last == "ER") {
            return std::nullopt;
        }
        last = line.substr(0, 2);
        if (!fields.emplace(last, line.substr(6)).second) {
            return std::nullopt;
        }
    }
    return last == "ER" ? std::optional(fields) : std::nullopt;
}

// What TeX would set: commands back to signs.
std::string untex(std::string text)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kCommands = {
        {{"{\\textbackslash}", "\x01"},
         {"{\\textbraceleft}", "\x02"},
         {"{\\textbraceright}", "\x03"},
         {"{\\textasciitilde}", "~"},
         {"{\\textasciicircum}", "^"},
         {"{\\textless}", "<"},
         {"{\\textgreater}", ">"},
         {"\\#", "#"},
         {"\\$", "$"},
         {"\\%", "%"},
         {"\\&", "&"},
         {"\\_", "_"},
         {"``", "\""},
         {"''", "\""}}};
    for (const auto& [command, sign] : kCommands) {
        text = replace_all(text, command, sign);
    }
    for (const char special : {'\\', '{', '}'}) {
        EXPECT_EQ(text.find(special), std::string::npos) << text;
    }
    return replace_all(replace_all(replace_all(text, "\x01", "\\"), "\x02", "{"), "\x03", "}");
}

std::string without(std::string_view text, std::string_view signs)
{
    std::string out;
    for (const char c : text) {
        out += signs.find(c) == std::string_view::npos ? std::string(1, c) : "";
    }
    return out;
}

// ---- golden files ----

struct Sample {
    std::string name;
    Citation citation;
};

std::vector<Sample> samples()
{
    const Cable cable = testing::fictional_cable();
    const auto cite = [&](const Quotation& quotation) {
        return cite_quotation(cable, testing::settings(), testing::kPagePath, quotation);
    };
    return {{"cable", cite_cable(cable, testing::settings(), testing::kPagePath)},
            {"paragraph", cite(quotation_of(cable.paragraphs[0]))},
            {"changed", cite({"par1", "00000000"})},
            {"gone", cite({"par9", "00000000"})},
            {"bare", cite_cable({}, {}, "/x.html")}};
}

TEST(Formats, AreAsTheGoldenFilesSay)
{
    for (const Sample& sample : samples()) {
        EXPECT_GOLDEN("cite/" + sample.name + ".bib", bibtex(sample.citation));
        EXPECT_GOLDEN("cite/" + sample.name + ".ris", ris(sample.citation));
        EXPECT_GOLDEN("cite/" + sample.name + ".csl.json", csl_json(sample.citation));
        EXPECT_GOLDEN("cite/" + sample.name + ".jsonld", json_ld(sample.citation) + "\n");
    }
}

// ---- whatever the cable holds ----

json::Object csl_object(const std::string& text)
{
    EXPECT_TRUE(text.starts_with("[{") && text.ends_with("}]\n"));
    return json::parse(std::string_view(text).substr(1, text.size() - 3));
}

void expect_no_control(std::string_view text)
{
    EXPECT_TRUE(is_utf8(text));
    for (const char c : text) {
        EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) << text;
    }
    for (const std::string_view hidden : {"\u202E", "\u2066", "\u200F", "\u2028", "\u0085"}) {
        EXPECT_EQ(text.find(hidden), std::string_view::npos) << text;
    }
}

void expect_bibtex(const Citation& citation)
{
    const auto fields = BibtexReader(bibtex(citation)).read();
    ASSERT_TRUE(fields) << bibtex(citation);
    const std::string& title = fields->at("title");
    ASSERT_TRUE(title.starts_with("{{") && title.ends_with("}}"));
    EXPECT_EQ(without(untex(title.substr(2, title.size() - 4)), "'`\""),
              without(citation.title, "'`\""));
    for (const auto& [name, value] : *fields) {
        expect_no_control(value);
    }
}

void expect_ris(const Citation& citation)
{
    const auto fields = read_ris(ris(citation));
    ASSERT_TRUE(fields) << ris(citation);
    EXPECT_EQ(fields->at("TI"), citation.title);
    for (const auto& [tag, value] : *fields) {
        expect_no_control(value);
    }
    if (const auto author = fields->find("AU"); author != fields->end()) {
        EXPECT_EQ(author->second.find_first_of(",*;"), author->second.size() - 1);
    }
}

void expect_json(const Citation& citation)
{
    const json::Object csl = csl_object(csl_json(citation));
    EXPECT_EQ(json::text(csl, "title"), citation.title);
    EXPECT_EQ(json::text(csl, "number"), citation.id);
    const std::string ld = json_ld(citation);
    EXPECT_EQ(json::text(json::parse(ld), "name"), citation.title);
    EXPECT_EQ(ld.find("</"), std::string::npos);
    EXPECT_EQ(ld.find("<!"), std::string::npos);
}

void expect_well_formed(const std::string& text)
{
    const Cable cable = testing::cable_of(text);
    edition::Settings settings;
    settings.title = settings.base_url = settings.language = text;
    const Citation whole = cite_cable(cable, settings, testing::kPagePath);
    const Citation part = cite_quotation(cable, settings, testing::kPagePath, {"par4", "00000000"});
    for (const Citation& citation : {whole, part}) {
        expect_bibtex(citation);
        expect_ris(citation);
        expect_json(citation);
        expect_no_control(chicago(citation));
        expect_no_control(national_archives(citation));
    }
}

TEST(Formats, AreWellFormedForHostileTexts)
{
    for (const std::string& text : std::vector<std::string>{"",
                                                            " ",
                                                            "}",
                                                            "{",
                                                            "}}}{{{",
                                                            "\\",
                                                            "\\}",
                                                            "\\{",
                                                            "a\\",
                                                            "%",
                                                            "# $ % & _ { } ~ ^ \\",
                                                            "@techreport{x, title = {y}}",
                                                            "x\nER  - \r\nTY  - BOOK",
                                                            "ER  - ",
                                                            "TY  - JOUR",
                                                            "</script><script>alert(1)</script>",
                                                            "<!--<script>",
                                                            "]]>",
                                                            "\"},{\"id\":1",
                                                            "\",",
                                                            "a, b",
                                                            "*",
                                                            ";",
                                                            ",",
                                                            "\"",
                                                            "\"\"\"",
                                                            "``''",
                                                            "'",
                                                            "\u202Eabc\u2066",
                                                            "\u2028\u2029",
                                                            std::string("\0\0", 2),
                                                            "\xFF\xFE",
                                                            "\xE2\x80",
                                                            std::string(60'000, '{'),
                                                            std::string(60'000, '\n'),
                                                            "a\r",
                                                            "\x7F\x1B[0m",
                                                            "08LINDEN242\n08LINDEN243"}) {
        expect_well_formed(text);
    }
}

// Bytes, and pieces that mean something to one of the formats.
TEST(Formats, AreWellFormedForAnyBytes)
{
    constexpr std::array<std::string_view, 16> kPieces = {
        "{", "}",         "\\",     "\"",     "\n", "\r\n", "ER  - ", "@",
        ",", "</script>", "\u202E", "\u00FC", "%",  "#",    "x",      " "};
    std::mt19937 random(20111126); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (std::size_t length = random() % 60; length > 0; --length) {
            if (random() % 2 == 0) {
                text += static_cast<char>(random() % 256);
            } else {
                text += kPieces.at(random() % kPieces.size());
            }
        }
        expect_well_formed(text);
        if (HasFailure()) {
            break;
        }
    }
}

TEST(Formats, NameABodyByOneNameThatIsNotTakenApart)
{
    EXPECT_EQ(one_name("Embassy Linden"), "Embassy Linden,");
    EXPECT_EQ(one_name("American Institute Taiwan, Taipei"), "American Institute Taiwan Taipei,");
    EXPECT_EQ(one_name(" ,*"), "");
}

TEST(Formats, NameAnEntryByLettersAndDigitsOnly)
{
    const Cable cable = testing::cable_of("08 Linden 242 }, {");
    EXPECT_TRUE(bibtex(cite_cable(cable, {}, "/x")).starts_with("@techreport{cable08LINDEN242,\n"));
    EXPECT_TRUE(bibtex(cite_quotation(testing::fictional_cable(), {}, "/x", {"par2-2", ""}))
                    .starts_with("@techreport{cable08LINDEN242par22,\n"));
}

} // namespace
} // namespace chancery::cite
