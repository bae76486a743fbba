#include <fstream>
#include <random>

#include <gtest/gtest.h>

#include "archive/check.hpp"
#include "archive/import.hpp"
#include "archive/store.hpp"
#include "base/error.hpp"
#include "base/testing.hpp"

namespace chancery::archive {
namespace {

std::string telegram(int serial, std::string_view subject, std::string_view more = "")
{
    return "VZCZCXYZ0013\nRR RUEHWEB\n\nDE RUEHGT #0042/01 0581956\nZNR UUUUU ZZH\nR 271956Z FEB "
           "08\n"
           "FM AMEMBASSY GUATEMALA\nTO RUEHC/SECSTATE WASHDC 4858\nUNCLAS GUATEMALA 000" +
           std::to_string(serial) +
           " \n \nSIPDIS \n \nE.O. 12958: N/A \nTAGS: PGOV GT\nSUBJECT: " + std::string(subject) +
           " \n \n1. (U) The harbour of Linden is calm. \n" + std::string(more) + "QUILL";
}

class ArchiveTest : public ::testing::Test {
protected:
    ArchiveTest()
    {
        Store::create(folder_, "title = \"Test\"\n");
        fs::create_directories(source_);
    }
    void put(const std::string& name, std::string_view bytes)
    {
        std::ofstream(source_ / name, std::ios::binary) << bytes;
    }
    ImportReport import()
    {
        Store store = Store::open(folder_);
        return import_sources(store, {source_}, Quiet::Yes, [&](const importer::Refused& r) {
            refused_.push_back(fs::path(r.name).filename().string() + ": " + r.reason);
        });
    }

    chancery::testing::TempFolder temp_;
    fs::path folder_ = temp_.path() / "archive";
    fs::path source_ = temp_.path() / "source";
    std::vector<std::string> refused_;
};

TEST_F(ArchiveTest, AddsOnlyWhatIsNew)
{
    put("a.txt", telegram(101, "ONE"));
    put("b.txt", telegram(102, "TWO"));
    ImportReport report = import();
    EXPECT_EQ(report.added, 2U);
    EXPECT_EQ(report.new_cables, 2U);
    put("c.txt", telegram(103, "THREE"));
    put("d.txt", telegram(101, "ONE")); // a copy
    report = import();
    EXPECT_EQ(report.added, 1U);
    EXPECT_EQ(report.unchanged, 3U);
    EXPECT_TRUE(refused_.empty());
}

TEST_F(ArchiveTest, KeepsAChangedTextAsAnotherOriginalOfTheCableAndTheFullestLeads)
{
    put("a.txt", telegram(101, "ONE"));
    import();
    put("a.txt", telegram(101, "ONE", "2. (U) And so is the town. \n"));
    const ImportReport report = import();
    EXPECT_EQ(report.added, 1U);
    EXPECT_EQ(report.new_cables, 0U);
    Store store = Store::open(folder_);
    const std::optional<CableEntry> cable = store.cable("08GUATEMALA101");
    ASSERT_TRUE(cable);
    EXPECT_EQ(cable->originals, (std::vector<OriginalNumber>{2, 1}));
    EXPECT_EQ(cable->created, parse_instant("2008-02-27 19:56"));
}

TEST_F(ArchiveTest, RefusesWithNameAndReasonAndKeepsAllElse)
{
    put("a.txt", telegram(101, "ONE"));
    put("empty.txt", "");
    put("noise.bin", std::string("\0\1\2\3\0\0", 6));
    const ImportReport report = import();
    EXPECT_EQ(report.added, 1U);
    EXPECT_EQ(report.refused_count, 2U);
    ASSERT_EQ(refused_.size(), 2U);
    EXPECT_TRUE(refused_[0].starts_with("empty.txt: ")) << refused_[0];
    EXPECT_TRUE(refused_[1].starts_with("noise.bin: ")) << refused_[1];
}

TEST_F(ArchiveTest, GivesEveryOriginalBackBitForBit)
{
    std::vector<std::string> texts;
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same each time
    for (int i = 0; i < 400; ++i) {
        std::string more;
        for (int words = 0; words < 300; ++words) {
            more += static_cast<char>('a' + random() % 26);
            more += words % 12 == 11 ? " \r\n" : "e ";
        }
        texts.push_back(telegram(100 + i, "NUMBER", more));
        put(std::to_string(1000 + i) + ".txt", texts.back());
    }
    EXPECT_EQ(import().added, 400U);
    Store store = Store::open(folder_);
    Unpacker unpack(all_dictionaries(store));
    std::size_t index = 0;
    store.each_original([&](const PackedOriginal& original, const Sha256& hash) {
        EXPECT_EQ(unpack(original), texts[index]);
        EXPECT_EQ(sha256(texts[index]), hash);
        ++index;
    });
    EXPECT_EQ(index, texts.size());
    EXPECT_TRUE(check(store, [](std::uint64_t, std::uint64_t) {}).problems.empty());
}

TEST_F(ArchiveTest, TrainsADictionaryOnceThereIsEnoughToLearnFrom)
{
    for (int i = 0; i < 900; ++i) {
        std::string more;
        for (int line = 0; line < 40; ++line) {
            more += "Line " + std::to_string(i * 41 + line * 7) +
                    " of the ferry talks at the harbour office \n";
        }
        put(std::to_string(1000 + i) + ".txt", telegram(100 + i, "FERRIES", more));
    }
    EXPECT_EQ(import().added, 900U);
    put("more.txt", telegram(50, "LATER"));
    EXPECT_EQ(import().added, 1U);
    Store store = Store::open(folder_);
    EXPECT_EQ(store.newest_dictionary(), 1);
    EXPECT_TRUE(check(store, [](std::uint64_t, std::uint64_t) {}).problems.empty());
}

TEST_F(ArchiveTest, ForgetsUncommittedWorkAndNothingElse)
{
    put("a.txt", telegram(101, "ONE"));
    import();
    {
        Store store = Store::open(folder_);
        NewOriginal original{sha256("x"), 1, "x", std::nullopt, Compressor("", 3)("x"), {}};
        store.add(original); // the process dies here
    }
    Store store = Store::open(folder_);
    EXPECT_EQ(store.original_count(), 1U);
    EXPECT_FALSE(store.has(sha256("x")));
}

TEST_F(ArchiveTest, IsOpenedByOneAtATime)
{
    const Store store = Store::open(folder_);
    EXPECT_THROW(Store::open(folder_), UsageError);
}

TEST_F(ArchiveTest, NoticesADamagedOriginal)
{
    put("a.txt", telegram(101, "ONE"));
    import();
    Database::open(folder_ / "archive.db", Access::Write)
        .execute("UPDATE raw_original SET sha256 = zeroblob(32) WHERE number = 1");
    Store store = Store::open(folder_);
    const CheckReport report = check(store, [](std::uint64_t, std::uint64_t) {});
    ASSERT_EQ(report.problems.size(), 1U);
    EXPECT_NE(report.problems[0].find("its SHA-256 has changed"), std::string::npos)
        << report.problems[0];
}

TEST_F(ArchiveTest, MakesReadingsAnewForAnotherReader)
{
    put("a.txt", telegram(101, "ONE"));
    import();
    {
        Database db = Database::open(folder_ / "archive.db", Access::Write);
        db.execute("UPDATE derived_version SET version = 0; UPDATE derived_reading SET reference = "
                   "'01OLD1'");
    }
    Store store = Store::open(folder_);
    EXPECT_TRUE(store.cable("01OLD1"));
    refresh_readings(store, Quiet::Yes);
    EXPECT_FALSE(store.cable("01OLD1"));
    EXPECT_TRUE(store.cable("08GUATEMALA101"));
}

TEST_F(ArchiveTest, ReadsAnewWhatAnEarlierVersionNotedInAnotherTable)
{
    put("a.txt", telegram(101, "ONE"));
    import();
    Database::open(folder_ / "archive.db", Access::Write)
        .execute("ALTER TABLE derived_reading RENAME COLUMN letters TO text_bytes");
    Store store = Store::open(folder_);
    EXPECT_EQ(store.readings_version(), 0U);
    refresh_readings(store, Quiet::Yes);
    EXPECT_TRUE(store.cable("08GUATEMALA101"));
    EXPECT_EQ(store.original_count(), 1U);
}

TEST_F(ArchiveTest, TakesAnArchiveThatKnewNoArticles)
{
    Database::open(folder_ / "archive.db", Access::Write)
        .execute("DROP TABLE desk_article; PRAGMA user_version = 2");
    {
        Store store = Store::open(folder_);
        EXPECT_TRUE(store.article_acts().empty());
        const std::int64_t release = store.add_release(now(), now(), "", "");
        store.add_article_act({"fog", release, Change::Released, "text", "", {}});
        store.commit();
    }
    Store store = Store::open(folder_);
    ASSERT_EQ(store.article_acts().size(), 1U);
    EXPECT_EQ(store.article_acts()[0].text, "text");
    EXPECT_TRUE(check(store, [](std::uint64_t, std::uint64_t) {}).problems.empty());
}

// One cable from a dump, whose header and body are those of `text`.
std::string dump_row(std::string_view id, std::string_view text)
{
    const std::size_t body = text.find("UNCLAS");
    return "\"1\",\"2/27/2008 19:56\",\"" + std::string(id) +
           "\",\"Embassy Guatemala\",\"UNCLASSIFIED\",\"\",\"" + std::string(text.substr(0, body)) +
           "\",\"" + std::string(text.substr(body)) + "\"\n";
}

TEST_F(ArchiveTest, NeverLetsTheBodyOfAnotherCableLead)
{
    const std::string longer = telegram(102, "TWO", "2. (U) And so is the town. \n");
    put("a.csv", dump_row("08GUATEMALA101", longer)); // swapped, and longer
    import();
    {
        Store store = Store::open(folder_);
        ASSERT_TRUE(store.cable("08GUATEMALA101")); // there is nothing better yet
        EXPECT_TRUE(store.original_info(1).reading.other_body);
    }
    put("b.txt", telegram(101, "ONE"));
    import();
    Store store = Store::open(folder_);
    EXPECT_EQ(store.cable("08GUATEMALA101")->originals, (std::vector<OriginalNumber>{2, 1}));
    EXPECT_FALSE(store.original_info(2).reading.other_body);
}

TEST_F(ArchiveTest, MeasuresHowFullATextIsByWhatItSays)
{
    const std::string name = "2. (U) Mayor Aria Lind agrees. \n";
    const std::string removed = "2. (U) Mayor XXXXXXXXXXXXXXXXXXXXXXXX agrees. \n";
    const std::string blanks = "2. (U) Mayor agrees.     \n\n\n     -----------------------  \n";
    put("1.txt", telegram(101, "ONE", removed));
    put("2.txt", telegram(101, "ONE", blanks));
    put("3.txt", telegram(101, "ONE", name));
    put("4.csv",
        dump_row("08GUATEMALA101", telegram(101, "ONE", name))); // as full: the first leads
    import();
    Store store = Store::open(folder_);
    EXPECT_EQ(store.cable("08GUATEMALA101")->originals, (std::vector<OriginalNumber>{3, 4, 1, 2}));
}

TEST_F(ArchiveTest, KeepsARowOfADumpAsAnOriginalOfItsOwn)
{
    const std::string one = dump_row("08GUATEMALA101", telegram(101, "ONE"));
    const std::string two = dump_row("08GUATEMALA102", telegram(102, "TWO"));
    put("dump.csv", one + two);
    const ImportReport report = import();
    EXPECT_EQ(report.added, 2U);
    put("again.csv", two + one);
    EXPECT_EQ(import().unchanged, 4U);
    Store store = Store::open(folder_);
    const OriginalInfo info = store.original_info(2);
    EXPECT_EQ(info.name, (source_ / "dump.csv#1").string());
    EXPECT_EQ(info.sha256, sha256(two.substr(0, two.size() - 1)));
    EXPECT_EQ(info.size, two.size() - 1);
    Unpacker unpack(all_dictionaries(store));
    EXPECT_EQ(unpack(store.packed_original(2)) + "\n", two);
}

TEST(Archive, IsMadeOnlyInAFolderOfItsOwn)
{
    const chancery::testing::TempFolder temp;
    std::ofstream(temp.path() / "letter.txt") << "dear";
    EXPECT_THROW(Store::create(temp.path(), ""), UsageError);
    EXPECT_THROW(Store::open(temp.path()), UsageError);
    Store::create(temp.path() / "new", "");
    EXPECT_THROW(Store::create(temp.path() / "new", ""), UsageError);
}

} // namespace
} // namespace chancery::archive
