#include "release/release.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "archive/import.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "edition/check.hpp"
#include "edition/format.hpp"
#include "edition/reader.hpp"
#include "index/searcher.hpp"
#include "release/leak_scan.hpp"

namespace chancery::release {
namespace {

using List = std::vector<std::string>;

std::string telegram(int serial, int day, std::string_view more = "")
{
    return "VZCZCXYZ0013\nRR RUEHWEB\n\nDE RUEHGT #0" + std::to_string(serial) +
           "/01 0581956\nZNR UUUUU ZZH\nR " + (day < 10 ? "0" : "") + std::to_string(day) +
           "1956Z FEB 08\nFM AMEMBASSY GUATEMALA\nTO RUEHC/SECSTATE WASHDC 4858\nUNCLAS GUATEMALA "
           "000" +
           std::to_string(serial) +
           " \n \nSIPDIS \n \nE.O. 12958: N/A \nTAGS: PGOV GT\nSUBJECT: FERRIES OF LINDEN " +
           std::to_string(serial) + " \n \n1. (U) The harbour of Linden is calm. \n" +
           std::string(more) + "QUILL";
}

class ReleaseTest : public ::testing::Test {
protected:
    ReleaseTest() { archive::Store::create(folder_, "title = \"Linden\"\n"); }

    void import(const std::string& name, std::string_view bytes)
    {
        const fs::path file = temp_.path() / name;
        std::ofstream(file, std::ios::binary) << bytes;
        archive::Store store = archive::Store::open(folder_);
        archive::import_sources(store, {file}, Quiet::Yes,
                                [](const importer::Refused& r) { FAIL() << r.reason; });
    }
    ReleaseReport release(const Selection& selection, std::string_view date = "2011-08-26",
                          archive::State state = archive::State::Whole)
    {
        archive::Store store = archive::Store::open(folder_);
        ReleaseOptions options;
        options.made = now();
        options.date = parse_instant(date);
        options.edition = folder_ / "edition";
        std::vector<Order> orders;
        if (!selection.empty()) {
            orders.push_back({selection, state, "because"});
        }
        return chancery::release::release(store, orders, options, Quiet::Yes);
    }
    edition::Reader reader()
    {
        return edition::Reader(edition::Generation::open(folder_ / "edition"));
    }
    List public_ids()
    {
        List ids;
        for (const edition::CableRow& row : reader().latest(100)) {
            ids.push_back(row.id);
        }
        return ids;
    }
    // Of all its files: the manifest has their hashes.
    std::string edition_bytes() { return read_file(folder_ / "edition/current/manifest"); }
    fs::path views(int batch) const
    {
        return folder_ / "edition/current" / edition::kViewsFolder /
               edition::batch_name(static_cast<std::uint64_t>(batch));
    }
    // Whether a text stands anywhere in the edition: in a view, in a word of the index, in the
    // bytes of any file.
    bool is_public(std::string_view text)
    {
        const auto generation = edition::Generation::open(folder_ / "edition");
        edition::Reader r(generation);
        for (std::size_t batch = 0; batch < generation->batches().size(); ++batch) {
            for (std::uint32_t place = 0; place < generation->batches()[batch]->size(); ++place) {
                if (r.view_at(batch, place).find(text) != std::string::npos) {
                    return true;
                }
            }
        }
        for (const fs::path& path :
             index::segment_paths(generation->folder() / edition::kIndexFolder)) {
            const auto segment = index::Segment::open(path);
            for (index::DictionaryCursor at(segment->words(), ""); !at.at_end(); at.next()) {
                if (at.term().find(lower(text)) != std::string::npos ||
                    at.term().find(text) != std::string::npos) {
                    return true;
                }
            }
        }
        for (const auto& entry : fs::recursive_directory_iterator(generation->folder())) {
            if (entry.is_regular_file() &&
                read_file(entry.path()).find(text) != std::string::npos) {
                return true;
            }
        }
        return false;
    }

    chancery::testing::TempFolder temp_;
    fs::path folder_ = temp_.path() / "archive";
};

TEST_F(ReleaseTest, MakesPublicWhatIsSelectedAndNothingElse)
{
    import("a", telegram(101, 3));
    import("b", telegram(102, 4, "2. (U) Wilhelmina Quokka is the source. \n"));
    const ReleaseReport report =
        release({.all = false, .ids = {"08guatemala000101", "08GUATEMALA999"}});
    EXPECT_EQ(report.desk.released, 1U);
    EXPECT_EQ(report.desk.unknown, List{"08GUATEMALA999"});
    EXPECT_EQ(public_ids(), List{"08GUATEMALA101"});
    EXPECT_TRUE(is_public("08GUATEMALA101"));
    EXPECT_TRUE(is_public("HARBOUR") || is_public("harbour"));
    EXPECT_FALSE(is_public("08GUATEMALA102"));
    EXPECT_FALSE(is_public("FERRIES OF LINDEN 102"));
    EXPECT_FALSE(is_public("Quokka"));
}

TEST_F(ReleaseTest, SelectsByDateOfCreation)
{
    import("a", telegram(101, 3));
    import("b", telegram(102, 4));
    import("c", telegram(103, 5));
    EXPECT_EQ(release({.all = false, .ids = {}, .created = parse_range("2008-02-04..2008-02-05")})
                  .desk.released,
              2U);
    EXPECT_EQ(public_ids(), (List{"08GUATEMALA102", "08GUATEMALA103"}));
}

TEST_F(ReleaseTest, ListsTheNewestReleaseFirst)
{
    import("a", telegram(101, 3));
    release({.all = true}, "2011-08-25");
    import("b", telegram(103, 9));
    import("c", telegram(102, 4));
    EXPECT_EQ(release({.all = true}, "2011-08-26").desk.released, 2U);
    EXPECT_EQ(public_ids(), (List{"08GUATEMALA102", "08GUATEMALA103", "08GUATEMALA101"}));
    EXPECT_TRUE(
        edition::check(folder_ / "edition", [](std::size_t, std::size_t) {}).problems.empty());
}

TEST_F(ReleaseTest, ListsACableWhoseDateIsNotKnownLast)
{
    std::string undated = telegram(100, 3);
    undated.replace(0, undated.find("UNCLAS GUATEMALA"),
                    "This record is a partial extract of the original cable. The full text of the "
                    "original cable is not available.\n");
    import("08GUATEMALA100.txt", undated);
    import("a", telegram(101, 3));
    release({.all = true});
    EXPECT_EQ(public_ids(), (List{"08GUATEMALA101", "08GUATEMALA100"}));
    EXPECT_TRUE(
        edition::check(folder_ / "edition", [](std::size_t, std::size_t) {}).problems.empty());
}

TEST_F(ReleaseTest, LeavesAnEditionAloneThatIsUpToDate)
{
    import("a", telegram(101, 3));
    EXPECT_FALSE(release({.all = true}).generation.empty());
    EXPECT_TRUE(release({.all = true}).generation.empty());
}

TEST_F(ReleaseTest, WritesTheEditionAnewWhenItWasLostOrTheSettingsChanged)
{
    import("a", telegram(101, 3));
    release({.all = true});
    const std::string before = edition_bytes();
    fs::remove_all(folder_ / "edition");
    EXPECT_FALSE(release({.all = true}).generation.empty());
    EXPECT_EQ(edition_bytes(), before);
    write_file_atomic(folder_ / "chancery.toml", "title = \"Other\"\n");
    EXPECT_FALSE(release({.all = true}).generation.empty());
    EXPECT_EQ(reader().generation().settings().title, "Other");
}

TEST_F(ReleaseTest, MakesAnewWhatIsMissingOrDoesNotOpen)
{
    import("a", telegram(101, 3));
    release({.all = true});
    const std::string before = edition_bytes();
    const fs::path current = folder_ / "edition/current";
    const fs::path segment = index::segment_paths(current / edition::kIndexFolder).at(0);
    fs::remove(segment);
    EXPECT_FALSE(release({.all = true}).generation.empty());
    write_file_atomic(views(1), "not a batch");
    EXPECT_FALSE(release({.all = true}).generation.empty());
    write_file_atomic(current / edition::kDatabaseName, "not a database");
    EXPECT_FALSE(release({.all = true}).generation.empty());
    EXPECT_TRUE(release({.all = true}).generation.empty());
    EXPECT_EQ(edition_bytes(), before);
    EXPECT_TRUE(is_public("harbour"));
}

TEST_F(ReleaseTest, MakesTheIndexAnewForOtherWeightsAndOnlyForThose)
{
    import("a", telegram(101, 3));
    release({.all = true});
    const auto segment = [&] {
        return index::segment_paths(folder_ / "edition" / "current" / edition::kIndexFolder).at(0);
    };
    const std::string before = read_file(segment());
    write_file_atomic(folder_ / "chancery.toml", "title = \"Linden\"\n[search]\nk1 = 2.0\n");
    EXPECT_FALSE(release({.all = true}).generation.empty());
    EXPECT_EQ(read_file(segment()), before);
    EXPECT_EQ(fs::hard_link_count(segment()), 2U);
    write_file_atomic(folder_ / "chancery.toml", "title = \"Linden\"\n[search]\nsubject = 9\n");
    EXPECT_FALSE(release({.all = true}).generation.empty());
    EXPECT_EQ(index::Segment::open(segment())->weights().subject, 9U);
}

TEST_F(ReleaseTest, GivesTheSameBytesForTheSameDocumentsInAnyOrder)
{
    import("a", telegram(101, 3));
    import("b", telegram(102, 4));
    release({.all = true});
    const std::string first = edition_bytes();
    folder_ = temp_.path() / "other";
    archive::Store::create(folder_, "title = \"Linden\"\n");
    import("b", telegram(102, 4));
    import("a", telegram(101, 3));
    release({.all = true});
    EXPECT_EQ(edition_bytes(), first);
}

TEST_F(ReleaseTest, SaysNothingOfHowManyOriginalsTheArchiveHas)
{
    import("a", telegram(101, 3));
    release({.all = true});
    const std::string before = edition_bytes();
    import("b", telegram(102, 4));
    release({.all = false, .ids = {"08GUATEMALA101"}});
    EXPECT_EQ(edition_bytes(), before);
}

std::string referring(int serial, int day, const std::string& to)
{
    std::string text = telegram(serial, day);
    return text.insert(text.find(" \n \n1. (U)"), " \n \nREF: " + to);
}

// The archive knows of 102, which refers to 101 and to 103, and is referred to by 101.
TEST_F(ReleaseTest, BetraysNoReferenceOfACableThatIsNotReleased)
{
    import("a", referring(101, 3, "08 GUATEMALA 102"));
    import("d", telegram(104, 6));
    release({.all = true});
    const std::string before = edition_bytes();
    import("b", referring(102, 4, "A. 08 GUATEMALA 101 B. 08 GUATEMALA 103 C. 08 GUATEMALA 104"));
    release({.all = false, .ids = {"08GUATEMALA101"}});
    EXPECT_EQ(edition_bytes(), before);
    edition::Reader r = reader();
    EXPECT_EQ(r.cited_count("08GUATEMALA102"), 1U); // by 101, which is public
    EXPECT_FALSE(r.find_meant("08GUATEMALA102"));
    for (const char* id : {"08GUATEMALA101", "08GUATEMALA103", "08GUATEMALA104"}) {
        EXPECT_EQ(r.cited_count(id), 0U) << id;
    }
}

TEST_F(ReleaseTest, ResolvesAGhostWhenItsCableIsReleased)
{
    import("a", referring(101, 3, "08 GUATEMALA 102"));
    release({.all = true}, "2011-08-25");
    EXPECT_FALSE(reader().find_meant("08GUATEMALA102"));
    import("b", referring(102, 4, "08 GUATEMALA 101"));
    release({.all = true}, "2011-08-26");
    edition::Reader r = reader();
    EXPECT_TRUE(r.find_meant("08GUATEMALA102"));
    EXPECT_EQ(r.cited_by("08GUATEMALA102", 0).front().id, "08GUATEMALA101");
    EXPECT_EQ(r.cited_by("08GUATEMALA101", 0).front().id, "08GUATEMALA102");
    EXPECT_TRUE(
        edition::check(folder_ / "edition", [](std::size_t, std::size_t) {}).problems.empty());
}

TEST_F(ReleaseTest, ReplacesACableWhoseFullerTextHasCome)
{
    import("a", telegram(101, 3));
    release({.all = true}, "2011-08-25");
    import("b", telegram(101, 3, "2. (U) So is the town. \n"));
    const ReleaseReport report = release({.all = true}, "2011-08-26");
    EXPECT_EQ(report.desk.released, 0U);
    EXPECT_EQ(report.desk.replaced, 1U);
    edition::Reader r = reader();
    EXPECT_EQ(format_day(r.find("08GUATEMALA101")->released), "2011-08-25");
    EXPECT_EQ(from_json(*r.view("08GUATEMALA101")).paragraphs.size(), 2U);
}

TEST_F(ReleaseTest, WritesOnlyTheBatchThatChanges)
{
    for (int i = 1; i <= 9; ++i) {
        import("a" + std::to_string(i), telegram(100 + i, i));
    }
    release({.all = true}, "2011-08-25");
    const auto first = fs::last_write_time(views(1));
    import("b", telegram(201, 10));
    release({.all = true});
    EXPECT_EQ(fs::last_write_time(views(1)), first);
    EXPECT_EQ(fs::hard_link_count(views(1)), 2U); // with the generation before
    EXPECT_TRUE(fs::exists(views(2)));
    EXPECT_EQ(public_ids().front(), "08GUATEMALA201");
    EXPECT_EQ(public_ids().size(), 10U);
    EXPECT_TRUE(
        edition::check(folder_ / "edition", [](std::size_t, std::size_t) {}).problems.empty());

    const std::string grown = edition_bytes();
    fs::remove_all(folder_ / "edition");
    release({.all = true});
    EXPECT_EQ(edition_bytes(), grown) << "written anew it is the same edition";
}

TEST_F(ReleaseTest, JoinsSmallBatches)
{
    for (int i = 1; i <= 6; ++i) {
        import("a" + std::to_string(i), telegram(100 + i, i));
        release({.all = true});
    }
    EXPECT_EQ(reader().generation().batches().size(), 2U); // five, and one
    EXPECT_EQ(public_ids().size(), 6U);
}

TEST_F(ReleaseTest, KeepsNothingOfATextThatWasReplaced)
{
    for (int i = 1; i <= 9; ++i) {
        import("a" + std::to_string(i),
               telegram(100 + i, i, i == 4 ? "2. (U) Wilhelmina Quokka is the source. \n" : ""));
    }
    release({.all = true}, "2011-08-25");
    EXPECT_TRUE(is_public("quokka"));
    import("b",
           telegram(104, 4, "2. (U) XXXXXXXXXXXX is the source, and a long while ago was it. \n"));
    EXPECT_EQ(release({.all = true}).desk.replaced, 1U);
    EXPECT_FALSE(is_public("quokka"));
    EXPECT_FALSE(is_public("Quokka"));
    EXPECT_EQ(public_ids().size(), 9U);
    EXPECT_TRUE(
        edition::check(folder_ / "edition", [](std::size_t, std::size_t) {}).problems.empty());
}

TEST(ParseRange, ReadsYearsMonthsDaysAndOpenEnds)
{
    struct Case {
        std::string_view text;
        std::string_view from;
        std::string_view to;
    };
    constexpr Case kCases[] = {{"2008", "2008-01-01", "2009-01-01"},
                               {"2008-02", "2008-02-01", "2008-03-01"},
                               {"2008-12", "2008-12-01", "2009-01-01"},
                               {"2008-02-28", "2008-02-28", "2008-02-29"},
                               {"2007..2008-03", "2007-01-01", "2008-04-01"},
                               {"..2011-08-26", "", "2011-08-27"},
                               {"2011..", "2011-01-01", ""}};
    const auto day = [](const std::optional<Instant>& instant) {
        return instant ? format_day(*instant) : "";
    };
    for (const Case& c : kCases) {
        const auto range = parse_range(c.text);
        ASSERT_TRUE(range) << c.text;
        EXPECT_EQ(day(range->from), c.from) << c.text;
        EXPECT_EQ(day(range->to), c.to) << c.text;
    }
    for (const char* bad :
         {"", "..", "yesterday", "2008-13", "08", "2008-02-30", "2008-02-01 10:00"}) {
        EXPECT_FALSE(parse_range(bad)) << bad;
    }
}

// ---- the desk ----

class DeskTest : public ReleaseTest {
protected:
    static constexpr std::string_view kName = "Juan Perez";

    DeskTest()
    {
        import("a", telegram(101, 3, "\n2. (C) JUAN\nPEREZ spoke of the ferries. \n"));
        import("b", telegram(102, 4));
    }
    std::int64_t redact(std::string text, std::vector<std::string> cables = {})
    {
        archive::Store store = archive::Store::open(folder_);
        const std::int64_t number = store.add_redaction(
            {.kind = redact::Kind::Text, .text = std::move(text), .cables = std::move(cables)},
            now(), "editor");
        store.commit();
        return number;
    }
    void lift(std::int64_t number)
    {
        archive::Store store = archive::Store::open(folder_);
        store.lift(number, now(), "editor", "he agreed");
        store.commit();
    }
    List changes(const std::string& reference)
    {
        archive::Store store = archive::Store::open(folder_);
        List changes;
        for (const archive::Act& act : store.acts()) {
            if (act.reference == reference) {
                changes.emplace_back(archive::name(act.change));
            }
        }
        return changes;
    }
    List leaks(std::string text)
    {
        return scan_generation(
            folder_ / "edition/current",
            redact::RuleSet::of(
                {{.number = 1, .kind = redact::Kind::Text, .text = std::move(text)}}),
            {}, Quiet::Yes);
    }
};

TEST_F(DeskTest, NeverReleasesWhatIsRedacted)
{
    redact("Juan Pérez");
    const ReleaseReport report = release({.all = true});
    EXPECT_EQ(report.desk.released, 2U);
    EXPECT_FALSE(is_public("PEREZ"));
    EXPECT_FALSE(is_public("JUAN"));
    EXPECT_TRUE(leaks("Juan Perez").empty());
    EXPECT_NE(reader().view("08GUATEMALA101")->find("XXXXXXXXXXXX spoke of"), std::string::npos);
    EXPECT_TRUE(
        edition::check(folder_ / "edition", [](std::size_t, std::size_t) {}).problems.empty());
}

TEST_F(DeskTest, TakesOutWhatIsPublicAlreadyAndBringsItBack)
{
    release({.all = true});
    const std::string before = edition_bytes();
    EXPECT_TRUE(is_public("PEREZ"));
    const std::int64_t number = redact("Juan Perez");
    EXPECT_EQ(release({}).desk.redacted, 1U);
    EXPECT_FALSE(is_public("PEREZ"));
    EXPECT_TRUE(release({}).generation.empty());
    lift(number);
    EXPECT_EQ(release({}).desk.restored, 1U);
    EXPECT_TRUE(is_public("PEREZ"));
    EXPECT_EQ(changes("08GUATEMALA101"), (List{"released", "redacted", "restored"}));
    EXPECT_EQ(changes("08GUATEMALA102"), List{"released"});
}

TEST_F(DeskTest, LeavesTheEditionAsItIsWhereARuleFindsNothing)
{
    release({.all = true});
    const std::string before = edition_bytes();
    redact("Nobody Here");
    redact("Juan Perez", {"08GUATEMALA102"});
    EXPECT_EQ(release({}).desk.redacted, 0U);
    EXPECT_EQ(edition_bytes(), before); // written and scanned again, with the batches as they were
    EXPECT_TRUE(release({}).generation.empty());
}

TEST_F(DeskTest, RefusesToReleaseACableThatCannotBeRedacted)
{
    import("c", telegram(103, 5, "\n2. (U) As 08GUATEMALA103 has it. \n"));
    redact("08GUATEMALA103");
    const ReleaseReport report = release({.all = true});
    EXPECT_EQ(report.desk.refused.size(), 1U);
    EXPECT_EQ(public_ids(), (List{"08GUATEMALA101", "08GUATEMALA102"}));
}

TEST_F(DeskTest, StopsWhereAPublicCableCannotBeRedacted)
{
    import("c", telegram(103, 5, "\n2. (U) As 08GUATEMALA103 has it. \n"));
    release({.all = true});
    redact("08GUATEMALA103");
    EXPECT_THROW(release({}), UsageError);
    // Not even a tombstone can be shown: it has the id.
    EXPECT_THROW(release({.ids = {"08GUATEMALA103"}}, "2011-08-27", archive::State::Withdrawn),
                 IoError);
    release({.ids = {"08GUATEMALA103"}}, "2011-08-27", archive::State::Held);
    EXPECT_EQ(public_ids(), (List{"08GUATEMALA101", "08GUATEMALA102"}));
}

TEST_F(DeskTest, ShowsWithoutItsTextWhatIsToBeKnownOnly)
{
    release({.all = true}, "2011-08-26", archive::State::Metadata);
    EXPECT_EQ(reader().find("08GUATEMALA101")->subject, "FERRIES OF LINDEN 101");
    EXPECT_FALSE(is_public("harbour"));
    EXPECT_EQ(release({.ids = {"08GUATEMALA101"}}).desk.released, 1U);
    EXPECT_TRUE(is_public("harbour"));
    EXPECT_EQ(release({.all = true}, "2011-08-27", archive::State::Metadata).desk.metadata, 1U);
    EXPECT_FALSE(is_public("harbour"));
    EXPECT_TRUE(
        edition::check(folder_ / "edition", [](std::size_t, std::size_t) {}).problems.empty());
}

TEST_F(DeskTest, WithdrawsAndReleasesAgain)
{
    release({.all = true});
    EXPECT_EQ(release({.all = true}, "2011-08-27", archive::State::Withdrawn).desk.withdrawn, 2U);
    EXPECT_TRUE(public_ids().empty());
    EXPECT_FALSE(is_public("harbour"));
    EXPECT_EQ(release({.all = true}, "2011-08-27", archive::State::Withdrawn).desk.unchanged, 2U);
    EXPECT_EQ(release({.ids = {"08GUATEMALA102"}}, "2011-08-28").desk.released, 1U);
    EXPECT_EQ(public_ids(), List{"08GUATEMALA102"});
    EXPECT_EQ(reader().find("08GUATEMALA102")->released, parse_instant("2011-08-26"));
    EXPECT_EQ(changes("08GUATEMALA102"), (List{"released", "withdrawn", "released"}));
}

TEST_F(DeskTest, WantsAReasonForAWithdrawal)
{
    release({.all = true});
    archive::Store store = archive::Store::open(folder_);
    const std::vector<Order> orders = {{{.all = true}, archive::State::Withdrawn, ""}};
    ReleaseOptions options;
    options.made = now();
    options.edition = folder_ / "edition";
    EXPECT_THROW(chancery::release::release(store, orders, options, Quiet::Yes), UsageError);
}

TEST_F(DeskTest, ScansEveryPlaceOfAnEditionForLeaks)
{
    release({.all = true});
    const List found = leaks("Juan Perez");
    EXPECT_FALSE(found.empty());
    EXPECT_NE(found[0].find("views/000001.views: 08GUATEMALA101"), std::string::npos);
    const auto names = [&](const std::string& text, const std::string& place) {
        const List all = leaks(text);
        return std::ranges::any_of(
            all, [&](const std::string& leak) { return leak.starts_with(place); });
    };
    EXPECT_TRUE(names("harbour", "index/000001.segment (term)"));
    EXPECT_TRUE(names("Ferries of Linden 101", "edition.db"));
    EXPECT_TRUE(names("Ferries of Linden 101", "views/000001.views: facts of 08GUATEMALA101"));
    EXPECT_TRUE(names("Embassy Guatemala", "edition.db"));
    EXPECT_TRUE(names("segment", "index/000001.segment (file name)"));
    EXPECT_TRUE(leaks("Nobody Here").empty());
    write_file_atomic(folder_ / "edition/current/views/stray", "x \x01 juan\nperez y");
    EXPECT_THROW(leaks("Nobody Here"), IoError); // what is no batch has no place there
}

TEST_F(DeskTest, TakesTheEndOfALongerWordForNoLeak)
{
    import("c",
           telegram(103, 3, "\n2. (C) Rent: the harbourmen reorganized it, organized by none. \n"));
    redact("organized");
    release({.all = true});
    EXPECT_TRUE(is_public("reorganized"));
    EXPECT_TRUE(leaks("organized").empty());
    EXPECT_FALSE(leaks("reorganized").empty());
}

TEST_F(DeskTest, FindsLeaksInFilesOfAnyKind)
{
    const auto rules = redact::RuleSet::of(
        {{.number = 7, .kind = redact::Kind::Text, .text = std::string(kName)}});
    const fs::path folder = temp_.path() / "export";
    fs::create_directories(folder);
    write_file_atomic(folder / "a.html", "<p>calm</p>");
    EXPECT_TRUE(scan_files(folder, rules, Quiet::Yes).empty());
    write_file_atomic(folder / "b.html", "<p class=\"a\">JUAN<br> <b>P\xC3\xA9rez</b>");
    write_file_atomic(folder / "c.bin", std::string("\xff\xfe\0juan perez\0", 14));
    const List found = scan_files(folder, rules, Quiet::Yes);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_NE(found[0].find("b.html"), std::string::npos);
    EXPECT_NE(found[1].find("c.bin"), std::string::npos);
}

// ---- versions ----

TEST_F(DeskTest, NamesEveryVersionAndShowsThoseThatTellNothingNew)
{
    release({.all = true});
    EXPECT_TRUE(reader().versions("08GUATEMALA101").empty());
    import("fuller", telegram(101, 3, "\n2. (C) JUAN\nPEREZ spoke of the ferries, and of fog. \n"));
    release({.all = true}, "2011-08-27"); // corrected
    auto versions = reader().versions("08GUATEMALA101");
    ASSERT_EQ(versions.size(), 2U);
    EXPECT_EQ(versions[0].change, "released");
    EXPECT_EQ(versions[0].date, parse_instant("2011-08-26"));
    EXPECT_EQ(versions[1].change, "corrected");
    EXPECT_EQ(versions[1].sha256, hex(sha256(*reader().view("08GUATEMALA101"))));
    EXPECT_NE(reader().old_view(versions[0])->find("PEREZ spoke of the ferries."),
              std::string::npos);

    const std::int64_t number = redact("Juan Perez");
    release({}, "2011-08-28");
    versions = reader().versions("08GUATEMALA101");
    ASSERT_EQ(versions.size(), 3U);
    EXPECT_EQ(versions[2].change, "redacted");
    EXPECT_FALSE(reader().old_view(versions[0])); // they have his name in them
    EXPECT_FALSE(reader().old_view(versions[1]));
    EXPECT_TRUE(versions[1].sha256.empty());
    EXPECT_FALSE(is_public("PEREZ"));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "edition"), {}), 2); // and `current`

    lift(number);
    release({}, "2011-08-29");
    versions = reader().versions("08GUATEMALA101");
    ASSERT_EQ(versions.size(), 4U);
    EXPECT_TRUE(reader().old_view(versions[1]));
    EXPECT_FALSE(reader().old_view(versions[2])); // what it left out shows what was taken out
    EXPECT_TRUE(
        edition::check(folder_ / "edition", [](std::size_t, std::size_t) {}).problems.empty());
}

TEST_F(DeskTest, ShowsNoOldTextOfWhatIsWithdrawnOrWithoutItsText)
{
    release({.all = true});
    release({.ids = {"08GUATEMALA101"}}, "2011-08-27", archive::State::Metadata);
    release({.ids = {"08GUATEMALA102"}}, "2011-08-27", archive::State::Withdrawn);
    EXPECT_FALSE(reader().old_view(reader().versions("08GUATEMALA101").at(0)));
    const auto versions = reader().versions("08GUATEMALA102");
    ASSERT_EQ(versions.size(), 2U);
    EXPECT_FALSE(reader().old_view(versions[0]));
    EXPECT_EQ(versions[1].change, "withdrawn");
    EXPECT_EQ(versions[1].why, "because");
    EXPECT_FALSE(is_public("harbour"));
    release({.ids = {"08GUATEMALA102"}}, "2011-08-28", archive::State::Held);
    EXPECT_TRUE(reader().versions("08GUATEMALA102").empty());
    EXPECT_FALSE(is_public("08GUATEMALA102"));
}

TEST_F(DeskTest, HoldsAnEditionAndUndoesIt)
{
    release({.ids = {"08GUATEMALA102"}});
    const std::string before = edition_bytes();
    const auto hold = [&](std::string_view made) {
        archive::Store store = archive::Store::open(folder_);
        ReleaseOptions options;
        options.made = *parse_instant(made);
        options.edition = folder_ / "edition";
        options.hold = std::chrono::minutes(10);
        return chancery::release::release(store, {{{.all = true}, archive::State::Whole, ""}},
                                          options, Quiet::Yes);
    };
    EXPECT_TRUE(hold("2011-08-27T12:00:00Z").held_until);
    EXPECT_EQ(edition_bytes(), before);
    EXPECT_THROW(hold("2011-08-27T12:09:00Z"), UsageError);
    {
        archive::Store store = archive::Store::open(folder_);
        EXPECT_FALSE(end_hold(store, *parse_instant("2011-08-27T12:09:59Z"), edition::Overwrite::No,
                              Quiet::Yes));
        undo_held(store, now(), "editor");
        EXPECT_THROW(undo_held(store, now(), "editor"), UsageError);
    }
    EXPECT_TRUE(changes("08GUATEMALA101").empty());
    EXPECT_TRUE(release({}).generation.empty());
    hold("2011-08-27T13:00:00Z");
    {
        archive::Store store = archive::Store::open(folder_);
        EXPECT_TRUE(end_hold(store, *parse_instant("2011-08-27T13:10:00Z"), edition::Overwrite::No,
                             Quiet::Yes));
    }
    EXPECT_EQ(public_ids().size(), 2U);
    EXPECT_TRUE(release({}).generation.empty()); // it is up to date
}

TEST_F(DeskTest, WritesAHeldEditionAnewIfSomethingWasRedactedMeanwhile)
{
    release({.ids = {"08GUATEMALA102"}});
    {
        archive::Store store = archive::Store::open(folder_);
        ReleaseOptions options;
        options.made = *parse_instant("2011-08-27T12:00:00Z");
        options.edition = folder_ / "edition";
        options.hold = std::chrono::minutes(10);
        chancery::release::release(store, {{{.all = true}, archive::State::Whole, ""}}, options,
                                   Quiet::Yes);
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "edition"), {}), 2); // and `current`
    redact("Juan Perez");
    archive::Store store = archive::Store::open(folder_);
    EXPECT_TRUE(end_hold(store, *parse_instant("2011-08-27T12:10:00Z"), edition::Overwrite::No,
                         Quiet::Yes));
    EXPECT_EQ(public_ids().size(), 2U);
    EXPECT_FALSE(is_public("PEREZ"));
    EXPECT_FALSE(fs::exists(folder_ / "held"));
}

TEST_F(DeskTest, ShowsAgainOnlyWhatAnOrderNames)
{
    release({.all = true});
    release({.ids = {"08GUATEMALA101"}}, "2011-08-27", archive::State::Withdrawn);
    EXPECT_EQ(release({.all = true}, "2011-08-28").desk.left, 1U);
    EXPECT_EQ(public_ids(), List{"08GUATEMALA102"});
    release({.all = true}, "2011-08-28", archive::State::Metadata);
    EXPECT_EQ(release({.all = true}, "2011-08-29").desk.left, 2U);
    EXPECT_FALSE(is_public("harbour"));
    EXPECT_EQ(release({.ids = {"08GUATEMALA101"}}, "2011-08-29").desk.released, 1U);
    EXPECT_EQ(public_ids().size(), 2U);
}

TEST_F(DeskTest, DatesARedactionByItsRelease)
{
    release({.all = true});
    redact("Juan Perez");
    release({}, "2011-09-05");
    EXPECT_EQ(reader().versions("08GUATEMALA101").at(1).date, parse_instant("2011-09-05"));
    const std::string grown = edition_bytes();
    fs::remove_all(folder_ / "edition");
    release({});
    EXPECT_EQ(edition_bytes(), grown);
}

} // namespace
} // namespace chancery::release
