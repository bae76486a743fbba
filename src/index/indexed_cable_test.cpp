#include "index/indexed_cable.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace chancery::index {
namespace {

Span find(const std::string& text, std::string_view part)
{
    const auto at = static_cast<std::uint32_t>(text.find(part));
    return {at, at + static_cast<std::uint32_t>(part.size())};
}

Cable some_cable()
{
    Cable cable;
    cable.id = "08LINDEN242";
    cable.created = instant_from_seconds(1'204'142'160);
    cable.released = instant_from_seconds(1'314'316'800);
    cable.origin = "Embassy Linden";
    cable.classification = {"CONFIDENTIAL", "confidential", "", "CONFIDENTIAL"};
    cable.captions = {"sipdis"};
    cable.header = "FM AMEMBASSY LINDEN\nTO RUEHC/SECSTATE WASHDC\nINFO RUEHQY/AMCONSUL QUAY";
    cable.body = "C O N F I D E N T I A L\nSUBJECT: FERRIES\n1. (C) Summary: Fewer run.\n"
                 "2. (S/NF) The harbour don,t close.\nHAWTHORNE\n";
    cable.from = "AMEMBASSY LINDEN";
    cable.to = {{"RUEHC", "SECSTATE WASHDC", "", ""}, {"", "EC COLLECTIVE", "", ""}};
    cable.info = {{"RUEHQY", "AMCONSUL QUAY", "", ""}};
    cable.tags = {{"ewwt", "EWWT", "subject", "", "high", {}}};
    cable.subject = "FERRIES";
    cable.subject_at = find(cable.body, "SUBJECT: FERRIES");
    cable.summary_at = find(cable.body, "1. (C) Summary: Fewer run.");
    cable.signature = {"HAWTHORNE"};
    cable.paragraphs = {
        {"par1", "1", "C", "", "", find(cable.body, "1. (C) Summary: Fewer run.")},
        {"par2", "2", "s/nf", "", "", find(cable.body, "2. (S/NF) The harbour don,t close.")}};
    cable.repairs = {{"comma_apostrophe", find(cable.body, ",t"), ",t", "'t"}};
    return cable;
}

std::vector<std::string> texts(const IndexedCable& entry, Region region)
{
    std::vector<std::string> out;
    for (const RegionSpan& span : entry.regions) {
        if (span.region == region) {
            out.push_back(entry.text.substr(span.at.from, span.at.to - span.at.from));
        }
    }
    return out;
}

std::vector<std::string> values(const IndexedCable& entry, Field field)
{
    std::vector<std::string> out;
    for (const Attribute& attribute : entry.attributes) {
        if (attribute.field == field) {
            out.push_back(attribute.value);
        }
    }
    return out;
}

using List = std::vector<std::string>;

TEST(IndexedCable, HasTheHeaderTheRepairedBodyAndWhatStandsInNeither)
{
    const Cable cable = some_cable();
    const IndexedCable entry = indexed(cable);
    std::string body = cable.body;
    body.replace(body.find("don,t"), 5, "don't");
    EXPECT_EQ(entry.text, cable.header + "\n" + body + "\nEC COLLECTIVE");
    EXPECT_EQ(entry.id, "08LINDEN242");
    EXPECT_EQ(entry.created, 1'204'142'160);
    EXPECT_EQ(entry.released, 1'314'316'800);
}

TEST(IndexedCable, KnowsWhereItsRegionsLie)
{
    const IndexedCable entry = indexed(some_cable());
    EXPECT_EQ(texts(entry, Region::Subject), List{" FERRIES"}); // without its label
    EXPECT_EQ(texts(entry, Region::Summary), List{"1. (C) Summary: Fewer run."});
    EXPECT_EQ(texts(entry, Region::From), List{"AMEMBASSY LINDEN"});
    EXPECT_EQ(texts(entry, Region::To), (List{"SECSTATE WASHDC", "EC COLLECTIVE"}));
    EXPECT_EQ(texts(entry, Region::Info), List{"AMCONSUL QUAY"});
    EXPECT_EQ(texts(entry, Region::Signer), List{"HAWTHORNE"});
    EXPECT_EQ(texts(entry, Region::Paragraph),
              (List{"1. (C) Summary: Fewer run.", "2. (S/NF) The harbour don't close."}));
    const auto marked = std::ranges::find(entry.regions, "S/NF", &RegionSpan::mark);
    ASSERT_NE(marked, entry.regions.end());
    EXPECT_EQ(marked->anchor, "par2");
    EXPECT_TRUE(std::ranges::is_sorted(
        entry.regions, {}, [](const RegionSpan& r) { return std::pair(r.region, r.at); }));
}

TEST(IndexedCable, HasABreakWhereAPassageBeginsAndEnds)
{
    const IndexedCable entry = indexed(some_cable());
    std::vector<std::uint32_t> expected;
    for (const RegionSpan& region : entry.regions) {
        for (const std::uint32_t at : {region.at.from, region.at.to}) {
            const bool known = std::ranges::find(expected, at) != expected.end();
            if (is_passage(region.region) && !known) {
                expected.push_back(at);
            }
        }
    }
    std::ranges::sort(expected);
    EXPECT_EQ(entry.breaks, expected);
    EXPECT_FALSE(is_passage(Region::Summary) || is_passage(Region::Body));
}

TEST(IndexedCable, HasItsValuesAsTheyAreAskedFor)
{
    Cable cable = some_cable();
    cable.references = {{"A", "05RIO123", "05RIO123", "cable", "", false, false, false, {}}};
    const IndexedCable entry = indexed(cable);
    EXPECT_EQ(values(entry, Field::Id), List{"08LINDEN242"});
    EXPECT_EQ(values(entry, Field::Tag), List{"EWWT"});
    EXPECT_EQ(values(entry, Field::Caption), List{"SIPDIS"});
    EXPECT_EQ(values(entry, Field::Mark), (List{"C", "S/NF"}));
    EXPECT_EQ(values(entry, Field::Origin), List{"Embassy Linden"});
    EXPECT_EQ(values(entry, Field::Has), (List{"reference", "signature", "summary", "tag"}));
    EXPECT_EQ(values(entry, Field::Reference), List{"05RIODEJANEIRO123"});
    EXPECT_TRUE(std::ranges::is_sorted(entry.attributes));
    for (const Attribute& attribute : entry.attributes) {
        EXPECT_EQ(attribute_key(attribute.field, attribute.value), attribute.value);
    }
}

TEST(IndexedCable, TakesASubjectThatIsNotInItsBody)
{
    Cable cable = some_cable();
    cable.subject_at = {};
    cable.subject = "ONLY ON THE PAGE";
    const IndexedCable entry = indexed(cable);
    EXPECT_EQ(texts(entry, Region::Subject), List{"ONLY ON THE PAGE"});
    EXPECT_TRUE(entry.text.contains("\nONLY ON THE PAGE"));
}

// An edition is a file like any other: places that do not lie in the text are no regions outside of it.
TEST(IndexedCable, OfPlacesThatAreNotThereStaysInItsText)
{
    Cable cable = some_cable();
    const Span far{4'000'000'000U, 4'100'000'000U};
    cable.subject_at = cable.summary_at = cable.classified_by_at = far;
    cable.comment_at = {far, {5, 4'000'000'000U}};
    cable.headings = {{"", far}};
    cable.paragraphs[0].at = far;
    cable.paragraphs[1].at = {3, 4'000'000'000U};
    cable.repairs[0].at = far;
    const IndexedCable entry = indexed(cable);
    for (const RegionSpan& region : entry.regions) {
        EXPECT_LE(region.at.from, region.at.to);
        EXPECT_LE(region.at.to, entry.text.size());
    }
    for (const std::uint32_t at : entry.breaks) {
        EXPECT_LE(at, entry.text.size());
    }
}

TEST(IndexedCable, OfThousandsOfNamesIsMadeInNoLongTime)
{
    Cable cable = some_cable();
    cable.header.append(200'000, 'X');
    for (int i = 0; i < 20'000; ++i) {
        cable.to.push_back({"", "AMEMBASSY NOWHERE " + std::to_string(i), "", ""});
        cable.signature.push_back("SIGNER " + std::to_string(i));
    }
    EXPECT_LE(indexed(cable).regions.size(), 9000U);
}

} // namespace
} // namespace chancery::index
