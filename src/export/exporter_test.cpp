// Whole exports of a small edition.
#include "export/exporter.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <gmock/gmock.h>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "base/zstd.hpp"
#include "cable/cable_json.hpp"
#include "edition/batch.hpp"
#include "edition/format.hpp"
#include "edition/writer.hpp"
#include "export/manifest.hpp"
#include "export/packed.hpp"
#include "export/site_plan.hpp"
#include "index/segment_writer.hpp"
#include "view/fictional.hpp"

namespace chancery::exporter {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using Files = std::map<std::string, std::string>;

// It refers to so many ghosts: 07QUAY12, 07QUAY14, ...
Cable small_cable(int serial, int ghosts)
{
    Cable cable;
    cable.id = "08LINDEN" + std::to_string(serial);
    cable.created = parse_instant("2008-01-05 10:00");
    cable.released = parse_instant("2011-08-26");
    cable.origin = "Embassy Linden";
    cable.classification = {"CONFIDENTIAL", "confidential", "", "CONFIDENTIAL"};
    cable.subject = serial == 7 ? "=1+1, \"FOG\"" : "FOG";
    cable.body = "1. (C) Text.\n";
    cable.tags.push_back({"PHUM", "PHUM", "", "", "", {}});
    for (int i = 0; i < ghosts; ++i) {
        const std::string ghost = "07QUAY" + std::to_string(12 + 2 * i);
        cable.references.push_back({"", ghost, ghost, "cable", "", false, false, false, {}});
    }
    return cable;
}

// `count` cables, two pages of listings or more, and one with everything on it.
void release(const fs::path& path, int count, int ghosts = 1)
{
    edition::EditionFolder folder(path);
    const fs::path generation = folder.begin_generation();
    edition::make_generation(generation);
    edition::BatchWriter views(generation / edition::kViewsFolder / edition::batch_name(1), "");
    index::SegmentWriter words(generation / edition::kIndexFolder / index::segment_name(1), {});
    Compressor pack("", 3);
    std::vector<Cable> cables;
    for (int serial = 1; serial <= count; ++serial) {
        cables.push_back(small_cable(serial, ghosts));
    }
    std::ranges::sort(cables, {}, &Cable::id);
    cables.push_back(view::testing::fictional_cable());
    for (const Cable& cable : cables) {
        views.add(edition::facts_of(cable), pack(to_json(cable)));
        words.add(index::indexed(cable));
    }
    words.finish();
    views.finish();
    edition::write_edition(
        generation, view::testing::settings(),
        {{"", *parse_instant("2011-08-26"), static_cast<std::uint32_t>(cables.size())}}, {}, {}, {},
        {{{"fog",
           "+++\ntitle = \"Fog\"\ndate = 2011-08-20\nplace = \"The Quay\"\n+++\n\n[08LINDEN242 "
           "¶4]\n",
           *parse_instant("2011-08-26"), *parse_instant("2011-08-26")}},
         {{"rain", *parse_instant("2011-08-28")}}});
    folder.switch_to(generation);
}

class ExporterTest : public ::testing::Test {
protected:
    static constexpr int kCables = 52; // two pages of listings
    ExporterTest() { release(edition_, kCables); }

    Files exported(const Options& options, const std::string& name = "copy")
    {
        const Exported done = export_edition(edition_, temp_.path() / name, options);
        report_ = done.report;
        Files files;
        for (const fs::directory_entry& entry :
             fs::recursive_directory_iterator(temp_.path() / name)) {
            if (entry.is_regular_file()) {
                files[fs::relative(entry.path(), temp_.path() / name).string()] =
                    read_file(entry.path());
            }
        }
        return files;
    }
    // Every file but the manifest is in it, with its hash.
    static void expect_manifest(const Files& files)
    {
        std::set<std::string> lines;
        for (const auto& [file, bytes] : files) {
            if (file != kManifestFile) {
                lines.insert(manifest_line(sha256(bytes), file));
            }
        }
        std::set<std::string> listed;
        for (const std::string_view line :
             split(trim_right(files.at(std::string(kManifestFile))), '\n')) {
            listed.insert(std::string(line) + '\n');
        }
        EXPECT_EQ(listed, lines);
    }

    chancery::testing::TempFolder temp_;
    fs::path edition_ = temp_.path() / "edition";
    Report report_;
};

TEST_F(ExporterTest, OfTheSiteHasAFileForEveryPage)
{
    const Files files = exported({.format = Format::Site, .threads = 2});
    for (const char* file : {"index.html",
                             "tag/index.html",
                             "origin/index.html",
                             "tag/PHUM_0.html",
                             "tag/PHUM_1.html",
                             "cited/07QUAY12_1.html",
                             "cable/2008/01/08LINDEN7.html",
                             "cable/2008/01/08LINDEN7.txt",
                             "cable/2008/01/08LINDEN7.json",
                             "missing/index.html",
                             "missing/QUAY_2007.html",
                             "missing/QUAY_2007.txt",
                             "missing.csv",
                             "missing/requests.txt",
                             "help/index.html",
                             "help/glossary.html",
                             "help/glossary-all.html",
                             "reldate/2011-08-26_1.html",
                             "date/2008-01_0.html",
                             "articles/index.html",
                             "articles/fog.html",
                             "articles/fog.md",
                             "articles/rain.html",
                             "articles/place/the-quay.html"}) {
        EXPECT_THAT(files, Contains(Key(file)));
    }
    EXPECT_THAT(files.at("articles/fog.html"),
                HasSubstr("[<a href=\"../cable/2008/02/08LINDEN242.html#par4\">"));
    EXPECT_THAT(files.at("cable/2008/02/08LINDEN242.html"),
                HasSubstr("<a href=\"../../../articles/fog.html\">Fog</a>"));
    EXPECT_THAT(files, Not(Contains(Key("help/search.html"))));
    expect_manifest(files);
    EXPECT_THAT(files.at("index.html"),
                HasSubstr("A copy as files, without search, of https://linden.example"));
    EXPECT_THAT(files.at("cable/2008/01/08LINDEN7.html"),
                HasSubstr("<a href=\"08LINDEN7.txt\">Show the text as sent</a>"));
    EXPECT_THAT(files.at("tag/PHUM_0.html"),
                HasSubstr("<a href=\"../cable/2008/01/08LINDEN1.html\">"));
    for (const auto& [file, bytes] : files) {
        EXPECT_THAT(bytes, AllOf(Not(HasSubstr("=\"/")), Not(HasSubstr("/search")),
                                 Not(HasSubstr("?theme=")), Not(HasSubstr("?view="))))
            << file;
    }
}

TEST_F(ExporterTest, OfTheSiteHasFeedsThatLeadFromFileToFile)
{
    const Files files = exported({.format = Format::Site, .threads = 2});
    EXPECT_THAT(
        files.at("feed.atom"),
        AllOf(HasSubstr("<id>https://linden.example/feed.atom</id>"),
              HasSubstr(R"(rel="self" type="application/atom+xml" href="feed.atom"/>)"),
              HasSubstr(R"(rel="next" type="application/atom+xml" href="feed=page2.atom"/>)"),
              HasSubstr(R"(type="text/html" href="cable/2008/01/08LINDEN1.html"/>)")));
    EXPECT_THAT(files.at("tag/PHUM=page2.atom"),
                AllOf(HasSubstr("<id>https://linden.example/tag/PHUM.atom</id>"),
                      HasSubstr(R"(rel="previous" type="application/atom+xml" href="PHUM.atom"/>)"),
                      HasSubstr(R"(rel="alternate" type="text/html" href="PHUM_0.html"/>)"),
                      HasSubstr(R"(href="../cable/2008/01/08LINDEN)"), Not(HasSubstr("\"next\""))));
    EXPECT_THAT(files.at("articles/feed.atom"),
                AllOf(HasSubstr(R"(type="text/markdown" href="fog.md"/>)"),
                      HasSubstr("<at:deleted-entry ref=")));
    EXPECT_THAT(files, AllOf(Contains(Key("origin/embassy-linden.atom")),
                             Contains(Key("classification/confidential.atom")),
                             Not(Contains(Key("cited/07QUAY12.atom"))),
                             Not(Contains(Key("feed=page3.atom")))));
    constexpr std::string_view kFollow = "<link rel=\"alternate\" type=\"application/atom+xml\"";
    EXPECT_THAT(files.at("origin/embassy-linden_0.html"),
                HasSubstr(std::string(kFollow) + " href=\"embassy-linden.atom\">"));
    EXPECT_THAT(files.at("index.html"), HasSubstr(std::string(kFollow) + " href=\"feed.atom\">"));
    EXPECT_THAT(files.at("cable/2008/01/08LINDEN7.html"), Not(HasSubstr(kFollow)));
    EXPECT_THAT(files.at("cited/07QUAY12_0.html"), Not(HasSubstr(kFollow)));
}

TEST_F(ExporterTest, OfTheSiteEndsALongFeedWithItsFourthPage)
{
    release(edition_, 230); // of which there are five
    const Files files = exported({.format = Format::Site, .threads = 2});
    EXPECT_THAT(files, AllOf(Contains(Key("tag/PHUM=page4.atom")),
                             Not(Contains(Key("tag/PHUM=page5.atom")))));
    EXPECT_THAT(files.at("tag/PHUM.atom"), HasSubstr("\"last\" type=\"application/atom+xml\" "
                                                     "href=\"PHUM=page4.atom\""));
    EXPECT_THAT(files.at("tag/PHUM=page4.atom"), Not(HasSubstr("rel=\"next\"")));
}

TEST_F(ExporterTest, IsTheSameWithAnyNumberOfThreads)
{
    const Options kAll[] = {{.format = Format::Site, .compress = Compress::Yes},
                            {.format = Format::JsonLines, .compress = Compress::Yes},
                            {.format = Format::Csv},
                            {.format = Format::Bag}};
    for (Options options : kAll) {
        options.threads = 1;
        const std::string name(format_name(options.format));
        const Files one = exported(options, name);
        expect_manifest(one);
        options.threads = 4;
        EXPECT_EQ(exported(options, name), one) << name;
        EXPECT_EQ(report_.written, 0U) << name;
    }
}

TEST_F(ExporterTest, WritesAgainOnlyWhatChanged)
{
    release(edition_, 8);
    exported({.format = Format::Site});
    release(edition_, 9);
    const Files files = exported({.format = Format::Site}, "copy");
    EXPECT_THAT(files, Contains(Key("cable/2008/01/08LINDEN9.html")));
    EXPECT_LT(report_.written, report_.files / 2); // each page says how many refer to the ghost
    EXPECT_EQ(files, exported({.format = Format::Site}, "anew"));

    release(edition_, 3);
    const Files fewer = exported({.format = Format::Site}, "copy");
    EXPECT_THAT(fewer, Not(Contains(Key("cable/2008/01/08LINDEN8.html"))));
    EXPECT_EQ(fewer, exported({.format = Format::Site}, "anew as well"));
}

// A letter of more than a piece of its stream (64 KB).
TEST_F(ExporterTest, OfALongLetterHasItWhole)
{
    release(edition_, 20, 300);
    const std::string letter = exported({.format = Format::Site}).at("missing/requests.txt");
    EXPECT_GT(letter.size(), 65536U);
    EXPECT_THAT(letter, AllOf(HasSubstr("07QUAY12, to which"), HasSubstr("07QUAY610, to which")));
}

TEST_F(ExporterTest, PacksBesideAndTakesTheDamagedAndTheUnwantedAway)
{
    release(edition_, 3);
    const Files files = exported({.format = Format::Site, .compress = Compress::Yes});
    const std::string& page = files.at("tag/PHUM_0.html");
    EXPECT_TRUE(unpacks_to(Packing::Gzip, files.at("tag/PHUM_0.html.gz"), page));
    EXPECT_TRUE(unpacks_to(Packing::Brotli, files.at("tag/PHUM_0.html.br"), page));
    write_file_atomic(temp_.path() / "copy/tag/PHUM_0.html.gz", "damaged");
    EXPECT_EQ(exported({.format = Format::Site, .compress = Compress::Yes}), files);
    EXPECT_EQ(report_.written, 1U);
    EXPECT_THAT(exported({.format = Format::Site}), Not(Contains(Key("tag/PHUM_0.html.gz"))));
}

TEST_F(ExporterTest, OfJsonLinesHasTheDocumentsOfTheSite)
{
    const Files site = exported({.format = Format::Site}, "site");
    const Files files = exported({.format = Format::JsonLines, .threads = 2}, "lines");
    expect_manifest(files);
    const std::string& all = files.at("cables.jsonl");
    const std::vector<std::string_view> lines = split(trim_right(all), '\n');
    ASSERT_EQ(lines.size(), kCables + 1U);
    for (const std::string_view line : lines) {
        const std::string id = from_json(line).id;
        const std::string month = id == "08LINDEN242" ? "02" : "01";
        EXPECT_EQ(site.at("cable/2008/" + month + "/" + id + ".json"), line);
    }
    const Files packed =
        exported({.format = Format::JsonLines, .compress = Compress::Yes}, "packed");
    EXPECT_EQ(Decompressor("")(packed.at("cables.jsonl.zst"), 1U << 20U), all); // one frame
}

constexpr std::string_view kArticleLine =
    R"({"slug":"fog","title":"Fog","author":null,"place":"The Quay","language":"en",)"
    R"("date":"2011-08-20T00:00:00Z","released":"2011-08-26T00:00:00Z",)"
    R"("updated":"2011-08-26T00:00:00Z","beginning":"[08LINDEN242 ¶4]",)"
    R"("path":"/articles/fog.html","text":"[08LINDEN242 ¶4]","cables":[{"id":"08LINDEN242",)"
    R"("paragraph":4,"path":"/cable/2008/02/08LINDEN242.html"}]})"
    "\n";
constexpr std::string_view kWithdrawnLine = R"({"slug":"rain","withdrawn":"2011-08-28T00:00:00Z"})"
                                            "\n";

TEST_F(ExporterTest, OfJsonLinesHasTheArticlesOfTheApiAndThoseThatWent)
{
    const Files files = exported({.format = Format::JsonLines}, "lines");
    EXPECT_EQ(files.at("articles.jsonl"), std::string(kArticleLine).append(kWithdrawnLine));
    const std::string packed =
        exported({.format = Format::JsonLines, .compress = Compress::Yes}, "packed")
            .at("articles.jsonl.zst");
    const std::string first = Compressor("", 6)(kArticleLine);
    ASSERT_TRUE(packed.starts_with(first));
    EXPECT_EQ(Decompressor("")(packed.substr(first.size()), 1U << 20U), kWithdrawnLine);
}

TEST_F(ExporterTest, OfTablesHasTheArticlesOfTheApiAndThoseThatWent)
{
    const Files files = exported({.format = Format::Csv});
    EXPECT_EQ(files.at("articles.csv"),
              "slug,title,author,place,language,date,released,updated,beginning,path\r\n"
              "fog,Fog,,The Quay,en,2011-08-20T00:00:00Z,2011-08-26T00:00:00Z,"
              "2011-08-26T00:00:00Z,[08LINDEN242 ¶4],/articles/fog.html\r\n");
    EXPECT_EQ(files.at("articles-withdrawn.csv"),
              "slug,withdrawn\r\nrain,2011-08-28T00:00:00Z\r\n");
}

TEST_F(ExporterTest, OfTablesReadsBack)
{
    const Files files = exported({.format = Format::Csv});
    expect_manifest(files);
    const std::vector<CsvRow> cables = parse_csv(files.at("cables.csv"));
    EXPECT_EQ(cables.size(), kCables + 2U);
    EXPECT_EQ(cables[0],
              (CsvRow{"id", "created", "released", "origin", "classification", "subject", "path"}));
    EXPECT_THAT(cables, Contains(CsvRow{"08LINDEN7", "2008-01-05T10:00:00Z", "2011-08-26T00:00:00Z",
                                        "Embassy Linden", "CONFIDENTIAL", "=1+1, \"FOG\"",
                                        "/cable/2008/01/08LINDEN7.html"}));
    EXPECT_THAT(parse_csv(files.at("references.csv")),
                Contains(CsvRow{"08LINDEN7", "07QUAY12", ""}));
    EXPECT_THAT(parse_csv(files.at("tags.csv")), Contains(CsvRow{"08LINDEN7", "PHUM"}));
    EXPECT_THAT(files.at("missing.csv"), HasSubstr("cited,QUAY,2007,07QUAY12,07QUAY12,1,53,"));
}

// RFC 8493
TEST_F(ExporterTest, OfABagIsOne)
{
    const Files files = exported({.format = Format::Bag, .threads = 2});
    expect_manifest(files);
    EXPECT_EQ(files.at("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    std::uint64_t bytes = 0;
    std::uint64_t count = 0;
    std::set<std::string> lines;
    for (const auto& [file, content] : files) {
        if (file.starts_with("data/")) {
            lines.insert(manifest_line(sha256(content), file));
            bytes += content.size();
            ++count;
        }
    }
    EXPECT_EQ(count, 2U * (kCables + 1) + 8);
    std::set<std::string> listed;
    for (const std::string_view line : split(trim_right(files.at("manifest-sha256.txt")), '\n')) {
        listed.insert(std::string(line) + '\n');
    }
    EXPECT_EQ(listed, lines);
    EXPECT_EQ(files.at("bag-info.txt"),
              "Bag-Software-Agent: Chancery\nBagging-Date: 2011-08-26\nExternal-Description: The "
              "Linden Papers\n"
              "External-Identifier: https://linden.example\nPayload-Oxum: " +
                  std::to_string(bytes) + "." + std::to_string(count) + "\n");
    for (const char* tag : {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"}) {
        EXPECT_THAT(files.at("tagmanifest-sha256.txt"),
                    HasSubstr(manifest_line(sha256(files.at(tag)), tag)));
    }
    EXPECT_THAT(files.at("data/cable/2008/01/08LINDEN7.txt"), HasSubstr("1. (C) Text.\n"));
}

TEST_F(ExporterTest, MakesTheSameTorrentEachTime)
{
    const Options options = {.format = Format::Csv,
                             .torrent = Options::WithTorrent::Yes,
                             .web_seeds = {"https://linden.example/copies"}};
    exported(options);
    const std::string torrent = read_file(temp_.path() / "copy.torrent");
    exported(options);
    EXPECT_EQ(read_file(temp_.path() / "copy.torrent"), torrent);
    EXPECT_THAT(torrent, AllOf(HasSubstr("4:name4:copy"),
                               HasSubstr("8:url-listl30:https://linden.example/copies/ee"),
                               Not(HasSubstr("creat"))));
}

TEST_F(ExporterTest, OfNoEditionIsAMistakeAndTouchesNothing)
{
    EXPECT_THROW(export_edition(temp_.path() / "none", temp_.path() / "copy", {}), UsageError);
    EXPECT_FALSE(fs::exists(temp_.path() / "copy"));
}

TEST(CableEndings, AreThoseOfTheRouteTable)
{
    EXPECT_THAT(cable_endings(), AllOf(Contains(".html"), Contains(".txt"), Contains(".json")));
}

} // namespace
} // namespace chancery::exporter
