#include "synth/generator.hpp"

#include <map>
#include <regex>
#include <set>
#include <unordered_set>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/lines.hpp"
#include "base/text.hpp"

namespace chancery::synth {
namespace {

constexpr std::size_t kMany = 3000;

// 3,000 cables, made once for all tests of shares and shapes.
const std::vector<SynthCable>& many()
{
    static const std::vector<SynthCable> all = [] {
        const Generator generator({.seed = 5}, kMany);
        std::vector<SynthCable> made;
        for (std::size_t i = 0; i < kMany; ++i) {
            made.push_back(generator.cable(i));
        }
        return made;
    }();
    return all;
}

template <typename Predicate>
double share(Predicate predicate)
{
    return 100.0 * static_cast<double>(std::count_if(many().begin(), many().end(), predicate)) /
           kMany;
}

TEST(Generator, IsAPureFunctionOfSeedCountAndIndex)
{
    const Generator one({.seed = 9}, 300);
    const Generator other({.seed = 9}, 300);
    std::vector<SynthCable> forward;
    for (std::size_t i = 0; i < 300; ++i) {
        forward.push_back(one.cable(i));
    }
    for (std::size_t i = 300; i-- > 0;) {
        const SynthCable again = other.cable(i);
        EXPECT_EQ(again.id, forward[i].id);
        EXPECT_EQ(again.header, forward[i].header);
        EXPECT_EQ(again.body, forward[i].body);
        EXPECT_EQ(again.released, forward[i].released);
        EXPECT_EQ(again.id, one.id(i));
    }
}

TEST(Generator, SeedsGiveDifferentCables)
{
    const SynthCable a = Generator({.seed = 1}, 100).cable(50);
    const SynthCable b = Generator({.seed = 2}, 100).cable(50);
    EXPECT_NE(a.body, b.body);
}

TEST(Generator, RefusesMoreThanItCanMake)
{
    EXPECT_THROW(Generator({}, kMaxCount + 1), UsageError);
    EXPECT_EQ(Generator({}, 0).count(), 0U);
}

TEST(Generator, IdsAreUniqueAndInOrderOfDates)
{
    const std::size_t count = 100'000;
    const Generator generator({.seed = 3}, count);
    std::unordered_set<std::string> ids;
    for (std::size_t i = 0; i < count; ++i) {
        EXPECT_TRUE(ids.insert(generator.id(i)).second) << generator.id(i);
    }
    for (std::size_t i = 1; i < kMany; ++i) {
        EXPECT_LE(many()[i - 1].created, many()[i].created);
    }
}

TEST(Generator, SerialsOfAPostRiseThroughTheYear)
{
    std::map<std::string, unsigned long> last; // year and post
    static const std::regex kId("(\\d\\d[A-Z]+)(\\d+)");
    for (const SynthCable& cable : many()) {
        std::smatch parts;
        ASSERT_TRUE(std::regex_match(cable.id, parts, kId)) << cable.id;
        const unsigned long serial = std::stoul(parts[2]);
        EXPECT_GT(serial, last[parts[1]]) << cable.id;
        last[parts[1]] = serial;
    }
}

TEST(Generator, ClassificationSharesAreThoseOfTheRelease)
{
    const auto is = [](std::string_view label) {
        return share([&](const SynthCable& cable) { return cable.classification == label; });
    };
    EXPECT_NEAR(is("UNCLASSIFIED"), 30.2, 2.5);
    EXPECT_NEAR(is("UNCLASSIFIED//FOR OFFICIAL USE ONLY"), 23.1, 2.5);
    EXPECT_NEAR(is("CONFIDENTIAL") + is("CONFIDENTIAL//NOFORN"), 40.5, 2.7);
    EXPECT_NEAR(is("SECRET") + is("SECRET//NOFORN"), 6.2, 1.5);
}

TEST(Generator, HeaderFormsHaveTheirShares)
{
    const auto is = [](HeaderForm form) {
        return share([&](const SynthCable& cable) { return cable.truth.header_form == form; });
    };
    EXPECT_NEAR(is(HeaderForm::Transmission), 86.3, 3);
    EXPECT_NEAR(is(HeaderForm::PartialExtract), 7.1, 2);
    EXPECT_NEAR(is(HeaderForm::DateTimeGroup), 4.6, 1.5);
    EXPECT_NEAR(is(HeaderForm::Distribution), 1.5, 1);
    const auto starts = [](std::string_view text) {
        return share([&](const SynthCable& cable) { return cable.header.starts_with(text); });
    };
    EXPECT_NEAR(starts("VZCZCXRO"), 62.2, 4);
    EXPECT_NEAR(starts("VZCZCXYZ"), 23.9, 4);
}

TEST(Generator, PartsOfTheBodyHaveTheirShares)
{
    const auto of = [](auto predicate) {
        return share([&](const SynthCable& cable) { return predicate(cable.truth); });
    };
    EXPECT_NEAR(of([](const Truth& t) { return t.references.empty(); }), 44.5, 4);
    EXPECT_NEAR(of([](const Truth& t) { return t.style == TextStyle::Teletype; }), 57.5, 4);
    EXPECT_NEAR(of([](const Truth& t) { return t.style == TextStyle::Reflowed; }), 41.5, 4);
    EXPECT_NEAR(of([](const Truth& t) {
                    return std::count(t.captions.begin(), t.captions.end(), "SIPDIS") == 1;
                }),
                92.6, 3);
    EXPECT_NEAR(of([](const Truth& t) { return t.signers.empty(); }), 7.5, 2.5);
    EXPECT_NEAR(of([](const Truth& t) { return t.has(Damage::CommaApostrophe); }), 17.5, 4);
    EXPECT_NEAR(of([](const Truth& t) { return t.has(Damage::AmpersandQuotes); }), 5.1, 3);
    EXPECT_NEAR(of([](const Truth& t) { return t.has(Damage::SipdisInside); }), 3, 2);
}

TEST(Generator, LengthsAreLikeThoseOfTheRelease)
{
    std::uint64_t sum = 0;
    std::size_t longest = 0;
    std::size_t shortest = kMaxCableBytes;
    for (const SynthCable& cable : many()) {
        const std::size_t size = cable.header.size() + cable.body.size();
        sum += size;
        longest = std::max(longest, size);
        shortest = std::min(shortest, size);
    }
    EXPECT_NEAR(static_cast<double>(sum) / kMany, 6800, 500);
    EXPECT_GT(longest, 25'000U);
    EXPECT_LE(longest, kMaxCableBytes);
    EXPECT_LT(shortest, 900U);
}

TEST(Generator, HeadersHaveTheShapeOfTheirForm)
{
    static const std::regex kTransmission(
        "VZCZC(X(RO|YZ)\\d{4}|MDI\\d{3})\n(OO|PP|RR)( R[A-Z]{3,7})+\n[^]*DE R[A-Z]{3,7} "
        "#\\d{4}(/01)? \\d{7}\nZN[YR] (S{5}|C{5}|U{5}) ZZH( ZDS|\\(CCY [^\n]+)?\n[^]*");
    static const std::regex kGroup("(^|[^]*\n)[OPR]( [OPR])? \\d{6}Z [A-Z]{3} \\d\\d( "
                                   "Z[^\n]+)?\nFM [^\n]+\nTO [^\n]+(\n[^]*)?");
    for (const SynthCable& cable : many()) {
        const HeaderForm form = cable.truth.header_form;
        if (form == HeaderForm::PartialExtract) {
            EXPECT_TRUE(cable.header.starts_with(
                "This record is a partial extract of the original cable."));
            continue;
        }
        EXPECT_TRUE(std::regex_match(cable.header, kGroup)) << cable.header;
        EXPECT_EQ(form == HeaderForm::Transmission, std::regex_match(cable.header, kTransmission))
            << cable.header;
        EXPECT_NE(cable.header.back(), '\n');
    }
}

TEST(Generator, StationSerialIsTheIdsModuloTenThousand)
{
    static const std::regex kStation("DE R[A-Z]+ #(\\d{4})");
    static const std::regex kId("\\d\\d[A-Z]+(\\d+)");
    for (const SynthCable& cable : many()) {
        std::smatch station;
        std::smatch id;
        if (std::regex_search(cable.header, station, kStation) &&
            std::regex_match(cable.id, id, kId)) {
            EXPECT_EQ(std::stoul(station[1]), std::stoul(id[1]) % 10'000) << cable.id;
        }
    }
}

TEST(Generator, ClassificationLineGivesTheId)
{
    std::size_t found = 0;
    for (const SynthCable& cable : many()) {
        const Truth& truth = cable.truth;
        if (truth.has(Damage::MissingClassification) || truth.has(Damage::CaptionsOnLine) ||
            truth.has(Damage::SpiltRow) || truth.has(Damage::NewspaperFields)) {
            continue; // none, or not the first line with a number at its end
        }
        for (const Line& line : split_lines(cable.body)) {
            const std::string text = upper(trim(line.text));
            const std::size_t blank = text.rfind(' ');
            if (blank == std::string::npos || !all_digits(text.substr(blank + 1))) {
                continue;
            }
            const std::string post = replace_all(text.substr(0, blank), " ", "");
            const std::string serial = std::to_string(std::stoul(text.substr(blank + 1)));
            const std::string id = cable.id.substr(2);
            const std::string token = id.substr(0, id.size() - serial.size());
            EXPECT_TRUE(post.ends_with(token) && id.ends_with(serial)) << cable.id << ": " << text;
            ++found;
            break;
        }
    }
    EXPECT_GT(found, kMany * 97 / 100);
}

TEST(Generator, TruthIsInTheBody)
{
    for (const SynthCable& cable : many()) {
        const std::string body = upper(cable.body);
        for (const std::string& caption : cable.truth.captions) {
            EXPECT_NE(body.find(caption), std::string::npos) << cable.id;
        }
        EXPECT_FALSE(cable.subject.empty());
        EXPECT_EQ(cable.subject, upper(cable.subject));
        for (const std::string& signer : cable.truth.signers) {
            const std::size_t behind =
                std::min<std::size_t>(cable.body.size(), signer.size() + 130);
            EXPECT_NE(cable.body.find(signer, cable.body.size() - behind), std::string::npos)
                << cable.id;
        }
        EXPECT_FALSE(cable.truth.tags.empty());
        EXPECT_FALSE(cable.truth.paragraphs.empty());
        EXPECT_TRUE(is_utf8(cable.body));
        EXPECT_EQ(cable.body.find_first_of("\r\t"), std::string::npos) << cable.id;
        EXPECT_EQ(cable.body.find('<') != std::string::npos, cable.truth.has(Damage::SpiltRow))
            << cable.id;
    }
}

TEST(Generator, ParagraphNumbersOfTheTruthStandAtLineStarts)
{
    for (const SynthCable& cable : many()) {
        if (cable.truth.has(Damage::Truncated) || cable.truth.has(Damage::LostNumber) ||
            cable.truth.has(Damage::NumberInLine)) {
            continue;
        }
        std::size_t at = 0;
        for (const SynthParagraph& paragraph : cable.truth.paragraphs) {
            const std::string number = "\n" + paragraph.number;
            std::size_t found = cable.body.find(number + ".", at);
            found = std::min(found, cable.body.find(number + ")", at));
            if (!paragraph.mark.empty()) { // (C) 1.
                const std::string behind = "\n(" + paragraph.mark + ") " + paragraph.number + ".";
                found = std::min(found, cable.body.find(behind, at));
            }
            if (!paragraph.number.empty()) {
                ASSERT_NE(found, std::string::npos) << cable.id << " " << paragraph.number;
                at = found + 1;
            }
        }
    }
}

TEST(Generator, MostReferencesAreEarlierCablesOfTheRun)
{
    std::map<std::string, std::size_t> places;
    for (const SynthCable& cable : many()) {
        places.emplace(cable.id, cable.index);
    }
    std::size_t all = 0;
    std::size_t there = 0;
    for (const SynthCable& cable : many()) {
        for (const std::string& id : cable.truth.references) {
            const auto place = places.find(id);
            ++all;
            if (place != places.end()) {
                ++there;
            }
        }
    }
    EXPECT_GT(all, kMany);
    EXPECT_GT(there * 2, all);
    EXPECT_LT(there, all);
}

TEST(Generator, WithoutDamageNoneIsPutIn)
{
    const Generator generator({.seed = 5, .damage = WithDamage::No}, 500);
    for (std::size_t i = 0; i < 500; ++i) {
        EXPECT_TRUE(generator.cable(i).truth.damages.empty());
    }
}

TEST(Generator, EveryKindOfDamageOccurs)
{
    const Generator generator({.seed = 6}, 12'000);
    std::set<Damage> seen;
    for (std::size_t i = 0; i < generator.count(); ++i) {
        const SynthCable cable = generator.cable(i);
        seen.insert(cable.truth.damages.begin(), cable.truth.damages.end());
    }
    for (int i = 0; i < static_cast<int>(Damage::Count); ++i) {
        EXPECT_TRUE(seen.contains(static_cast<Damage>(i))) << damage_name(static_cast<Damage>(i));
    }
}

} // namespace
} // namespace chancery::synth
