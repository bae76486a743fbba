#include "edition/incomplete.hpp"

#include <gtest/gtest.h>

namespace chancery::edition {
namespace {

using List = std::vector<Incomplete>;

struct Mark {
    std::string rule;
    std::string was;
};

Cable cable(int sections, const std::string& first_line, const std::vector<Mark>& marks)
{
    Cable cable;
    cable.sections = sections;
    cable.body = "\n" + first_line + " \n1. (C) He was tired in section 2 of 3. \n";
    cable.head_at = {1, static_cast<std::uint32_t>(cable.body.size())};
    for (const Mark& mark : marks) {
        cable.repairs.push_back({mark.rule, {}, mark.was, ""});
    }
    return cable;
}

List absent(std::uint32_t first, std::uint32_t last, std::uint32_t sections)
{
    return {{Lack::Sections, first, last, sections}};
}

constexpr const char* kFirstOfFour = "S E C R E T SECTION 01 OF 04 LIMA 000300";

TEST(Incomplete, IsNothingWhereTheTextSaysNothing)
{
    EXPECT_EQ(incomplete({}), List());
    EXPECT_EQ(incomplete(cable(1, "UNCLAS LIMA 000300", {})), List());
    EXPECT_EQ(incomplete(cable(4, kFirstOfFour, {})), List()); // no marks at all
    EXPECT_EQ(incomplete(cable(4, kFirstOfFour, {{"damaged-word", "002 OF 004"}})), List());
}

TEST(Incomplete, IsNothingWhereEverySectionBegins)
{
    EXPECT_EQ(incomplete(cable(4, kFirstOfFour,
                               {{"page-break", "\nLIMA 00000300  002 OF 004\n\n"},
                                {"page-break", "LIMA 00000300 003\nOF 004"},
                                {"page-break", "LIMA 00000300  004 OF 004"}})),
              List());
    EXPECT_EQ(incomplete(cable(2, "UNCLAS SECTION 01 OF 02 LIMA 00300",
                               {{"section-head", "UNCLAS SECTION 02 OF 02 LIMA 00300\nTAGS: X"}})),
              List());
}

TEST(Incomplete, NamesTheSectionsBehindTheLastMark)
{
    EXPECT_EQ(incomplete(cable(4, kFirstOfFour, {{"page-break", "LIMA 00000300  002 OF 004"}})),
              absent(3, 4, 4));
    // A mark inside a section: the next one may be too short for a mark.
    EXPECT_EQ(incomplete(cable(4, kFirstOfFour, {{"page-break", "LIMA 00000300  001.2 OF 004"}})),
              absent(3, 4, 4));
    EXPECT_EQ(incomplete(cable(4, kFirstOfFour,
                               {{"page-mark", "PAGE 02        LIMA  00300  02 OF 04  041530Z"}})),
              absent(4, 4, 4));
    EXPECT_EQ(incomplete(cable(4, kFirstOfFour,
                               {{"page-mark", "PAGE 02        LIMA  00300  03 OF 04  041530Z"}})),
              List());
}

TEST(Incomplete, NamesTheSectionsBeforeTheFirstLineAndBetweenMarks)
{
    EXPECT_EQ(incomplete(cable(3, "S E C R E T SECTION 03 OF 03 LIMA 000300", {})),
              absent(1, 2, 3));
    EXPECT_EQ(
        incomplete(cable(6, "S E C R E T SECTION 02 OF 06 LIMA 000300",
                         {{"page-break", "LIMA 00000300  004 OF 006"}})),
        (List{{Lack::Sections, 1, 1, 6}, {Lack::Sections, 3, 3, 6}, {Lack::Sections, 5, 6, 6}}));
}

TEST(Incomplete, DoesNotBelieveMarksOfAnotherNumberOfSections)
{
    EXPECT_EQ(incomplete(cable(4, kFirstOfFour, {{"page-break", "LIMA 00000300  002 OF 003"}})),
              List());
    EXPECT_EQ(incomplete(cable(4, kFirstOfFour, {{"page-break", "LIMA 00000300  005 OF 004"}})),
              List());
    EXPECT_EQ(incomplete(cable(4, kFirstOfFour, {{"page-break", "LIMA 00000300  000 OF 004"}})),
              List());
    EXPECT_EQ(incomplete(cable(4, "S E C R E T SECTION 02 OF 03 LIMA 000300", {})), List());
    EXPECT_EQ(incomplete(cable(2'000'000'000, "SECTION 99999999999999999999 OF 2000000000", {})),
              List());
    EXPECT_EQ(incomplete(cable(-3, "SECTION 1 OF 2", {})), List());
}

TEST(Incomplete, KeepsToItsBounds)
{
    std::vector<Mark> marks;
    for (std::uint32_t section = 2; section <= kMaxSections; section += 2) {
        marks.push_back({"page-break", "LIMA 00000300  " + std::to_string(section) + " OF " +
                                           std::to_string(kMaxSections)});
    }
    Cable big = cable(static_cast<int>(kMaxSections), "SECTION 02 OF 200 LIMA 1", marks);
    big.findings = {{"partial-extract", Part::Body, {}, ""},
                    {"truncated-body", Part::Body, {}, ""}};
    EXPECT_EQ(incomplete(big).size(), kMaxLacks);
    big.head_at = {UINT32_MAX, UINT32_MAX};
    EXPECT_EQ(incomplete(big).size(), kMaxLacks - 1);
}

TEST(Incomplete, NamesExtractsAndTextsThatBreakOff)
{
    Cable extract;
    extract.findings = {{"truncated-body", Part::Body, {}, ""},
                        {"partial-extract", Part::Header, {}, ""},
                        {"partial-extract", Part::Header, {}, ""},
                        {"number-gap", Part::Body, {}, ""}};
    EXPECT_EQ(incomplete(extract), (List{{Lack::Extract}, {Lack::CutOff}}));
}

} // namespace
} // namespace chancery::edition
