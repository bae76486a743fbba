// docs/format.md, run: each of its examples is parsed, in several forms, and compared with what
// the page says.
#include <algorithm>
#include <iostream>
#include <ostream>

#include <gtest/gtest.h>

#include "base/check.hpp"
#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "example.hpp"
#include "import/document.hpp"
#include "parse/check_cable.hpp"

namespace chancery::format {

namespace {

constexpr std::size_t kFewestExamples = 150;

const Page& the_page()
{
    static const Page page = read_page(read_file(testing::source_folder() / "docs" / "format.md"));
    return page;
}

Cable parsed(const Example& example, const Variant& variant)
{
    if (!variant.is_file) {
        return parse::parse_cable(variant.parts, example.given);
    }
    auto document = importer::read_document(variant.text, example.file_name);
    if (!document) {
        throw std::runtime_error("refused: " + document.error());
    }
    return parse::parse_cable(std::move(document->text), document->given);
}

bool is_listed(std::string_view list, std::string_view value)
{
    const std::string in = " | " + std::string(list) + " | ";
    return in.find(" | " + std::string(value) + " | ") != std::string::npos;
}

bool holds(const Expectation& expectation, const std::string& got)
{
    switch (expectation.relation) {
    case Relation::Is:
        return got == expectation.value;
    case Relation::Has:
        return is_listed(got, expectation.value);
    case Relation::Lacks:
        return !is_listed(got, expectation.value);
    }
    return false;
}

std::string relation_text(Relation relation)
{
    return relation == Relation::Is ? "" : relation == Relation::Has ? "(has) " : "(lacks) ";
}

std::string told(const Example& example, const Variant& variant, const Expectation& expectation,
                 const std::string& got)
{
    return "docs/format.md:" + std::to_string(expectation.line) + ", " + example.section + ", " +
           variant.name + "\n" + example.text + "path:     " + expectation.path +
           "\nexpected: " + relation_text(expectation.relation) + expectation.value +
           "\ngot:      " + got;
}

// What does not hold in one way of sending the example.
std::vector<std::string> failures(const Example& example, const Variant& variant)
{
    const Cable cable = parsed(example, variant);
    parse::check_cable(cable);
    std::vector<std::string> found;
    for (const Expectation& expectation : example.expectations) {
        const std::string got = value_at(cable, expectation.path);
        if (!expectation.known_miss && !holds(expectation, got)) {
            found.push_back(told(example, variant, expectation, got));
        }
    }
    return found;
}

std::string name_of_test(const ::testing::TestParamInfo<std::size_t>& test)
{
    return test_name(the_page().examples[test.param]);
}

class FormatExample : public ::testing::TestWithParam<std::size_t> {};

} // namespace

TEST_P(FormatExample, IsReadAsThePageSays)
{
    const Example& example = the_page().examples[GetParam()];
    for (const Variant& variant : variants(example)) {
        for (const std::string& failure : failures(example, variant)) {
            ADD_FAILURE() << failure;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Page, FormatExample,
                         ::testing::Range<std::size_t>(0, the_page().examples.size()),
                         name_of_test);

TEST(FormatPage, HasAnExampleForEachRule)
{
    const std::vector<Section>& sections = the_page().sections;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const bool has_parts =
            sections[i].level == 2 && (i + 1 < sections.size() && sections[i + 1].level == 3);
        const bool numbered = is_digit(sections[i].title.empty() ? 'x' : sections[i].title[0]);
        if (numbered && !has_parts) {
            EXPECT_GT(sections[i].examples, 0U) << sections[i].title;
        }
    }
    EXPECT_GE(the_page().examples.size(), kFewestExamples);
}

TEST(FormatPage, HasTheSectionsThatTheCodeCites)
{
    for (int number = 0; number <= 10; ++number) {
        const std::string start = std::to_string(number) + ". ";
        EXPECT_TRUE(std::any_of(the_page().sections.begin(), the_page().sections.end(),
                                [&](const Section& section) {
                                    return section.level == 2 && section.title.starts_with(start);
                                }))
            << start;
    }
}

TEST(FormatPage, HasNoExampleThatIsStillMissed)
{
    for (const Example& example : the_page().examples) {
        for (const Expectation& expectation : example.expectations) {
            EXPECT_FALSE(expectation.known_miss) << "docs/format.md:" << expectation.line;
        }
    }
}

} // namespace chancery::format
