#include "view/header_html.hpp"

#include <random>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery::view {
namespace {

using ::testing::HasSubstr;

Cable a_cable()
{
    Cable cable;
    cable.header = "O 091530Z FEB 08\nFM AMEMBASSY MEXICO   \nTO RUEHC/SECSTATE <WASHDC> 1234\n\n";
    cable.from = "AMEMBASSY MEXICO";
    return cable;
}

Span place_of(const Cable& cable, std::string_view text)
{
    const auto at = static_cast<std::uint32_t>(cable.header.find(text));
    return {at, at + static_cast<std::uint32_t>(text.size())};
}

std::string html_of(const Cable& cable, std::span<const Span> marks)
{
    return std::string(
        header_html(cable, [](std::string_view) { return "/origin/mexico"; }, marks).bytes());
}

TEST(HeaderHtml, MarksWordsAlsoInsideOfLinks)
{
    const Cable cable = a_cable();
    const std::vector<Span> marks = {place_of(cable, "FM"), place_of(cable, "MEXICO"),
                                     place_of(cable, "<WASHDC>")};
    const std::string html = html_of(cable, marks);
    EXPECT_THAT(html, HasSubstr("<mark>FM</mark> <a href=\"/origin/mexico\">AMEMBASSY "
                                "<mark>MEXICO</mark></a>\n"));
    EXPECT_THAT(html, HasSubstr("SECSTATE <mark>&lt;WASHDC&gt;</mark> 1234\n"));
}

TEST(HeaderHtml, ClosesAMarkBeforeALinkOrALineEnds)
{
    const Cable cable = a_cable();
    const std::vector<Span> marks = {place_of(cable, "08\nFM AMEMBASSY")};
    EXPECT_THAT(html_of(cable, marks),
                HasSubstr("FEB <mark>08</mark>\n<mark>FM </mark><a href=\"/origin/mexico\">"
                          "<mark>AMEMBASSY</mark> MEXICO</a>\n"));
}

TEST(HeaderHtml, IsTheSameWithoutItsMarks)
{
    const Cable cable = a_cable();
    const std::string plain = html_of(cable, {});
    const auto size = static_cast<std::uint32_t>(cable.header.size());
    std::mt19937 random(1);
    const auto below = [&](std::uint32_t limit) {
        return static_cast<std::uint32_t>(random() % limit);
    };
    for (int i = 0; i < 2000; ++i) {
        std::vector<Span> marks;
        for (std::uint32_t at = below(9); at < size; at = marks.back().to + below(9)) {
            marks.push_back({at, std::min(size, at + 1 + below(9))});
        }
        const std::string html = html_of(cable, marks);
        EXPECT_EQ(std::regex_replace(html, std::regex("</?mark>"), ""), plain);
        EXPECT_EQ(html.find("<mark></mark>"), std::string::npos);
    }
}

} // namespace
} // namespace chancery::view
