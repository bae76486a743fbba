#include <algorithm>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/zstd.hpp"
#include "cable/cable_json.hpp"
#include "edition/batch.hpp"
#include "edition/check.hpp"
#include "edition/format.hpp"
#include "edition/missing_reader.hpp"
#include "edition/reader.hpp"
#include "edition/writer.hpp"

namespace chancery::edition {
namespace {

Cable cable(const std::string& id, const std::string& created, const std::string& released,
            const std::string& origin, const std::vector<std::string>& tags)
{
    Cable cable;
    cable.id = id;
    cable.created = parse_instant(created);
    cable.released = parse_instant(released);
    cable.origin = origin;
    cable.classification = {"UNCLAS", "unclassified", "", "UNCLASSIFIED"};
    cable.subject = "SUBJECT OF " + id;
    cable.body = "1. (U) Text of " + id + ".\n";
    for (const std::string& tag : tags) {
        cable.tags.push_back({tag, tag, "", "", "", {}});
    }
    return cable;
}

// In the order of listings.
std::vector<Cable> some_cables()
{
    return {
        cable("08LINDEN3", "2008-02-03 10:00", "2011-08-26", "Embassy Linden", {"PHUM", "GT"}),
        cable("08LINDEN7", "2008-02-07 10:00", "2011-08-26", "Embassy Linden", {"PHUM"}),
        cable("08QUAY7", "2008-02-07 10:00", "2011-08-26", "Consulate Quay",
              {"OVIP", "STEIN, ANNA B."}),
        cable("07LINDEN12", "2007-01-01 00:00", "2011-08-25", "Embassy Linden", {"PHUM", "PHUM"}),
        cable("09LINDEN1", "2009-01-01 00:00", "2011-08-25", "Embassy (Linden)", {}),
    };
}

Cable citing(Cable cable, const std::vector<std::string>& ids)
{
    for (const std::string& id : ids) {
        cable.references.push_back({"", id, id, "cable", "", false, false, false, {}});
    }
    return cable;
}

void write(EditionFolder& folder, const std::vector<Cable>& cables)
{
    const fs::path generation = folder.begin_generation();
    make_generation(generation);
    BatchWriter views(generation / kViewsFolder / batch_name(1), "");
    Compressor pack("", 3);
    for (const Cable& c : cables) {
        views.add(facts_of(c), pack(to_json(c)));
    }
    views.finish();
    write_edition(generation, Settings(),
                  {{"", *parse_instant("2011-08-26"), static_cast<std::uint32_t>(cables.size())}});
    folder.switch_to(generation);
}

std::vector<std::string> ids(const std::vector<CableRow>& rows)
{
    std::vector<std::string> out;
    for (const CableRow& row : rows) {
        out.push_back(row.id);
    }
    return out;
}

class EditionTest : public ::testing::Test {
protected:
    EditionTest() { write(folder_, some_cables()); }
    Reader reader() { return Reader(Generation::open(path_)); }
    std::vector<std::string> listed(Facet facet, std::string_view key)
    {
        Reader r = reader();
        const FacetValue* value = r.generation().find(facet, key);
        return value != nullptr ? ids(r.listing(*value, 0))
                                : std::vector<std::string>{"no such value"};
    }

    chancery::testing::TempFolder temp_;
    fs::path path_ = temp_.path() / "edition";
    EditionFolder folder_{path_};
};

using List = std::vector<std::string>;

TEST_F(EditionTest, ListsByEachOfTheFiveWays)
{
    EXPECT_EQ(listed(Facet::Tag, "phum"), (List{"08LINDEN3", "08LINDEN7", "07LINDEN12"}));
    EXPECT_EQ(listed(Facet::Tag, "STEIN"), (List{"08QUAY7"}));
    EXPECT_EQ(listed(Facet::Tag, "B"), (List{"no such value"}));
    EXPECT_EQ(listed(Facet::Month, "2008-02"), (List{"08LINDEN3", "08LINDEN7", "08QUAY7"}));
    EXPECT_EQ(listed(Facet::ReleaseDay, "2011-08-25"), (List{"07LINDEN12", "09LINDEN1"}));
    EXPECT_EQ(listed(Facet::Classification, "unclassified").size(), 5U);
}

TEST_F(EditionTest, TellsOriginsWithTheSameSlugApart)
{
    Reader r = reader();
    std::vector<std::string> keys;
    for (const FacetValue& value : r.generation().values(Facet::Origin)) {
        keys.push_back(value.key + "=" + value.name);
    }
    EXPECT_EQ(keys, (List{"consulate-quay=Consulate Quay", "embassy-linden=Embassy (Linden)",
                          "embassy-linden-2=Embassy Linden"}));
}

TEST_F(EditionTest, FindsACableItsTextAndItsNeighbours)
{
    Reader r = reader();
    ASSERT_TRUE(r.find("08LINDEN3"));
    EXPECT_EQ(r.find("08LINDEN3")->subject, "SUBJECT OF 08LINDEN3");
    EXPECT_EQ(from_json(*r.view("08LINDEN3")), some_cables()[0]);
    EXPECT_EQ(r.neighbours("08LINDEN3").previous->id, "07LINDEN12");
    EXPECT_EQ(r.neighbours("08LINDEN3").next->id, "08LINDEN7");
    EXPECT_FALSE(r.neighbours("08QUAY7").next);
    EXPECT_FALSE(r.find("08LINDEN4"));
    EXPECT_FALSE(r.view("08LINDEN4"));
    EXPECT_EQ(ids(r.latest(2)), (List{"08LINDEN3", "08LINDEN7"}));
}

TEST_F(EditionTest, KnowsWhoRefersToACableAndToAGhost)
{
    std::vector<Cable> cables = some_cables();
    cables[0] = citing(cables[0], {"08LINDEN7", "07AITTAIPEI5", "08LINDEN3"});
    cables[2] = citing(cables[2], {"08LINDEN7", "07TAIPEI5"});
    write(folder_, cables);
    Reader r = reader();
    EXPECT_EQ(ids(r.cited_by("08LINDEN7", 0)), (List{"08LINDEN3", "08QUAY7"}));
    EXPECT_EQ(r.cited_count("08LINDEN7"), 2U);
    EXPECT_EQ(ids(r.cited_by("07taipei0005", 0)), (List{"08LINDEN3", "08QUAY7"}));
    EXPECT_FALSE(r.find_meant("07TAIPEI5"));
    EXPECT_EQ(r.cited_count("08LINDEN3"), 0U); // by itself only
    EXPECT_EQ(r.cited_count("no id"), 0U);
    EXPECT_TRUE(r.cited_by("08LINDEN7", 1).empty());
    EXPECT_EQ(check(path_, [](std::size_t, std::size_t) {}).problems, List());
}

TEST_F(EditionTest, ResolvesAGhostWhenItsCableComesAndLosesItWhenItGoes)
{
    std::vector<Cable> cables = some_cables();
    cables[0] = citing(cables[0], {"07TAIPEI5"});
    write(folder_, cables);
    EXPECT_FALSE(reader().find_meant("07TAIPEI5"));
    cables.push_back(
        cable("07AITTAIPEI5", "2007-01-01 00:00", "2011-08-24", "American Institute Taiwan", {}));
    write(folder_, cables);
    Reader r = reader();
    EXPECT_EQ(r.find_meant("07TAIPEI5")->id, "07AITTAIPEI5");
    EXPECT_EQ(ids(r.cited_by("07AITTAIPEI5", 0)), List{"08LINDEN3"});
    EXPECT_EQ(check(path_, [](std::size_t, std::size_t) {}).problems, List());
    cables.pop_back();
    write(folder_, cables);
    EXPECT_FALSE(reader().find_meant("07TAIPEI5"));
    EXPECT_EQ(ids(reader().cited_by("07AITTAIPEI5", 0)), List{"08LINDEN3"});
}

TEST_F(EditionTest, GivesThePagesOfACableThatManyReferTo)
{
    std::vector<Cable> cables;
    for (int i = 100; i < 230; ++i) {
        cables.push_back(citing(cable("08LINDEN" + std::to_string(i), "2008-02-03 10:00",
                                      "2011-08-26", "Embassy Linden", {}),
                                {"08QUAY1"}));
    }
    write(folder_, cables);
    Reader r = reader();
    EXPECT_EQ(r.cited_count("08QUAY1"), 130U);
    EXPECT_EQ(r.cited_by("08QUAY1", 1).front().id, "08LINDEN150");
    EXPECT_EQ(r.cited_by("08QUAY1", 2).size(), 30U);
    EXPECT_TRUE(r.cited_by("08QUAY1", 3).empty());
    EXPECT_EQ(check(path_, [](std::size_t, std::size_t) {}).problems, List());
}

TEST_F(EditionTest, IsFoundDamagedWhenTheGraphIsNotWhatTheViewsSay)
{
    std::vector<Cable> cables = some_cables();
    cables[0] = citing(cables[0], {"08QUAY7", "08QUAY8"});
    const auto problems_after = [&](const char* sql) {
        write(folder_, cables);
        const fs::path file = fs::canonical(path_ / "current") / "edition.db";
        Database::open(file, Access::Write).execute(sql);
        return check(path_, [](std::size_t, std::size_t) {}).problems;
    };
    const auto has = [](const List& problems, std::string_view problem) {
        return std::ranges::find(problems, problem) != problems.end();
    };
    EXPECT_TRUE(has(problems_after("DELETE FROM cited WHERE node = '08QUAY8'"),
                    "08QUAY8: not cited by the cables that refer to it, or not in their order"));
    EXPECT_TRUE(has(problems_after("UPDATE cited SET cables = x'02000000' WHERE node = '08QUAY7'"),
                    "08QUAY7: not cited by the cables that refer to it, or not in their order"));
    EXPECT_TRUE(has(problems_after("UPDATE cited SET count = 2 WHERE node = '08QUAY7'"),
                    "08QUAY7: not cited by the cables that refer to it, or not in their order"));
    EXPECT_TRUE(has(problems_after("INSERT INTO cited VALUES ('08SECRET1', 0, 1, x'01000000')"),
                    "08SECRET1: no cable here refers to it"));
}

TEST_F(EditionTest, KnowsWhatIsMissingByPostAndYear)
{
    std::vector<Cable> cables = some_cables();
    cables[0] = citing(cables[0], {"07AITTAIPEI5", "08LINDEN5", "08LINDEN5"});
    cables[2] = citing(cables[2], {"07TAIPEI5", "08LINDEN7"});
    cables[1].findings = {{"partial-extract", Part::Body, {}, ""}};
    cables[1].sections = 3;
    cables[1].body = "UNCLAS SECTION 02 OF 03 LINDEN 7\n";
    write(folder_, cables);
    MissingReader missing(*Generation::open(path_));
    const MissingTotals totals = missing.totals();
    EXPECT_EQ(totals.lists, 5U);
    EXPECT_EQ(totals.complete, 3U);
    EXPECT_EQ(totals.here, 5U);
    EXPECT_EQ(totals.ghosts, 2U);
    EXPECT_EQ(totals.gaps, 2U);
    EXPECT_EQ(totals.incomplete, 1U);
    const std::vector<MissingSummary> rows = missing.rows(1, 2);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0], (MissingSummary{"LINDEN", 2008, 2, 1, 3, 7, 2, 2, 1}));
    EXPECT_EQ(rows[1].year, 2009);
    const std::vector<std::pair<std::string, std::uint64_t>> letters = {
        {"L", 0}, {"Q", 3}, {"T", 4}};
    EXPECT_EQ(missing.letters(), letters);
    EXPECT_EQ(missing.find("LINDEN", 2008), (MissingOf{rows[0], {{4, 4}, {6, 6}}, {{5, 1}}}));
    EXPECT_EQ(missing.find("TAIPEI", 2007)->ghosts, (std::vector<GhostSerial>{{5, 2}}));
    EXPECT_FALSE(missing.find("LINDEN", 2010));
    EXPECT_FALSE(missing.at(5));
    EXPECT_EQ(missing.citing("07TAIPEI5", 9), (List{"08LINDEN3", "08QUAY7"}));
    EXPECT_EQ(missing.citing("07TAIPEI5", 1), (List{"08LINDEN3"}));
    EXPECT_EQ(missing.citing("07TAIPEI6", 9), List());
    const std::vector<IncompleteRow> parts = missing.incomplete("LINDEN", 2008, 9);
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[0].id, "08LINDEN7");
    EXPECT_EQ(parts[0].what, (Incomplete{Lack::Sections, 1, 1, 3}));
    EXPECT_EQ(parts[1].what.lack, Lack::Extract);
    EXPECT_EQ(missing.incomplete("LINDEN", 2008, 1).size(), 1U);
    EXPECT_EQ(check(path_, [](std::size_t, std::size_t) {}).problems, List());
}

TEST_F(EditionTest, IsFoundDamagedWhenWhatIsMissingIsNotWhatTheViewsSay)
{
    std::vector<Cable> cables = some_cables();
    cables[0] = citing(cables[0], {"08LINDEN5"});
    cables[1].findings = {{"partial-extract", Part::Body, {}, ""}};
    for (const char* sql :
         {"UPDATE missing SET gaps = 9 WHERE post = 'LINDEN' AND year = 2008",
          "UPDATE missing SET ghost_list = x'0502' WHERE post = 'LINDEN' AND year = 2008",
          "UPDATE missing SET run_list = x'' WHERE post = 'LINDEN' AND year = 2008",
          "UPDATE incomplete SET lack = 2"}) {
        write(folder_, cables);
        Database::open(fs::canonical(path_ / "current") / "edition.db", Access::Write).execute(sql);
        const List problems = check(path_, [](std::size_t, std::size_t) {}).problems;
        EXPECT_EQ(std::ranges::count(problems,
                                     "what is missing of LINDEN 2008 is not what the cables say"),
                  1)
            << sql;
    }
    write(folder_, cables);
    Database::open(fs::canonical(path_ / "current") / "edition.db", Access::Write)
        .execute("INSERT INTO missing VALUES (9, 'SECRET', 2008, 0, 1, 1, 1, 0, 0, 0, x'', x'')");
    EXPECT_EQ(check(path_, [](std::size_t, std::size_t) {}).problems.back(),
              "what is missing is told of other posts and years than the cables have");
}

TEST_F(EditionTest, SuggestsWhatSomebodyMayHaveMeant)
{
    Reader r = reader();
    EXPECT_EQ(ids(r.suggestions("08LINDN7", 3)), (List{"08LINDEN7"}));
    EXPECT_EQ(ids(r.suggestions("08LINDEN12", 3)), (List{"07LINDEN12", "08LINDEN7", "08LINDEN3"}));
    EXPECT_TRUE(r.suggestions("no id at all", 3).empty());
}

TEST_F(EditionTest, GivesThePagesOfALongListingAndNoEmptyOne)
{
    std::vector<Cable> cables;
    for (int i = 100; i < 200; ++i) {
        cables.push_back(cable("08LINDEN" + std::to_string(i), "2008-02-03 10:00", "2011-08-26",
                               "Embassy Linden", {}));
    }
    write(folder_, cables);
    Reader r = reader();
    const FacetValue* value = r.generation().find(Facet::Origin, "embassy-linden");
    ASSERT_NE(value, nullptr);
    EXPECT_EQ(value->pages(), 2U);
    EXPECT_EQ(r.listing(*value, 1).size(), 50U);
    EXPECT_EQ(r.listing(*value, 1).front().id, "08LINDEN150");
    EXPECT_TRUE(r.listing(*value, 2).empty());
}

TEST_F(EditionTest, IsTheSameToTheByteForTheSameCables)
{
    const std::string first = read_file(path_ / "current/edition.db");
    write(folder_, some_cables());
    EXPECT_EQ(read_file(path_ / "current/edition.db"), first);
    EXPECT_EQ(fs::read_symlink(path_ / "current"), "generation-2");
}

TEST_F(EditionTest, KeepsTheGenerationBeforeForThoseWhoStillReadIt)
{
    Reader old = reader();
    write(folder_, {some_cables()[0]});
    EXPECT_EQ(ids(old.latest(9)).size(), 5U);
    EXPECT_EQ(ids(reader().latest(9)).size(), 1U);
    write(folder_, {some_cables()[1]});
    EXPECT_FALSE(fs::exists(path_ / "generation-1"));
    EXPECT_TRUE(fs::exists(path_ / "generation-2"));
}

TEST_F(EditionTest, ForgetsAHalfMadeGeneration)
{
    fs::create_directories(path_ / "generation-2.partial");
    EXPECT_EQ(folder_.begin_generation().filename(), "generation-3.partial");
    EXPECT_FALSE(fs::exists(path_ / "generation-2.partial"));
    EXPECT_EQ(folder_.manifest(), read_file(path_ / "generation-1/manifest"));
}

TEST_F(EditionTest, IsFoundWholeByItsCheck)
{
    const CheckReport report = check(path_, [](std::size_t, std::size_t) {});
    EXPECT_EQ(report.cables, 5U);
    EXPECT_EQ(report.problems, List());
}

TEST_F(EditionTest, IsFoundDamagedWhenAByteOfItChanges)
{
    const fs::path file = fs::canonical(path_ / "current") / "edition.db";
    std::string bytes = read_file(file);
    bytes[bytes.find("SUBJECT OF 08QUAY7")] = 's';
    write_file_atomic(file, bytes);
    const CheckReport report = check(path_, [](std::size_t, std::size_t) {});
    EXPECT_EQ(report.problems, (List{"edition.db: its SHA-256 is not the one in the manifest",
                                     "08QUAY7: text and listing disagree"}));
}

TEST_F(EditionTest, IsFoundDamagedWhereverAByteOfItChanges)
{
    const fs::path file = fs::canonical(path_ / "current") / "edition.db";
    const std::string whole = read_file(file);
    for (std::size_t at = 0; at < whole.size(); at += 509) { // a prime: anywhere in a page
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 0xFF);
        write_file_atomic(file, bytes);
        const CheckReport report = check(path_, [](std::size_t, std::size_t) {});
        ASSERT_FALSE(report.problems.empty()) << at;
        EXPECT_EQ(report.problems[0], "edition.db: its SHA-256 is not the one in the manifest")
            << at;
    }
}

TEST_F(EditionTest, IsFoundDamagedWhenAListingIsWrong)
{
    const fs::path file = fs::canonical(path_ / "current") / "edition.db";
    Database::open(file, Access::Write).execute("DELETE FROM listing WHERE value = 1");
    EXPECT_GE(check(path_, [](std::size_t, std::size_t) {}).problems.size(), 2U);
}

TEST(Generation, SaysThatThereIsNoEdition)
{
    const chancery::testing::TempFolder temp;
    try {
        Generation::open(temp.path());
        FAIL() << "opened nothing";
    } catch (const UsageError& error) {
        EXPECT_EQ(error.what(), "no edition in " + temp.path().string() + " (a release makes one)");
    }
}

TEST(CablePath, NamesYearAndMonth)
{
    EXPECT_EQ(cable_path("08GUATEMALA242", parse_instant("2008-02-27 19:56")),
              "/cable/2008/02/08GUATEMALA242");
    EXPECT_EQ(cable_path("08GUATEMALA242", std::nullopt), "/cable/2008/00/08GUATEMALA242");
}

} // namespace
} // namespace chancery::edition
