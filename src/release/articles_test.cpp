#include "release/articles.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "archive/import.hpp"
#include "base/file.hpp"
#include "base/testing.hpp"
#include "edition/check.hpp"
#include "edition/reader.hpp"
#include "release/desk.hpp"
#include "release/leak_scan.hpp"
#include "release/release.hpp"

namespace chancery::release {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kCable =
    "VZCZCXYZ0013\nRR RUEHWEB\n\nDE RUEHGT #0101/01 0581956\nZNR UUUUU ZZH\nR 031956Z FEB 08\n"
    "FM AMEMBASSY GUATEMALA\nTO RUEHC/SECSTATE WASHDC 4858\nUNCLAS GUATEMALA 000101 \n \nSIPDIS \n "
    "\nE.O. 12958: N/A \nTAGS: PGOV GT\nSUBJECT: FERRIES OF LINDEN \n \n1. (U) The harbour is "
    "calm. \n"
    "QUILL";

class ArticleDeskTest : public ::testing::Test {
protected:
    ArticleDeskTest()
    {
        archive::Store::create(folder_, "title = \"Linden\"\n");
        write_file_atomic(temp_.path() / "cable.txt", kCable);
        archive::Store store = archive::Store::open(folder_);
        archive::import_sources(store, {temp_.path() / "cable.txt"}, Quiet::Yes,
                                [](const importer::Refused& r) { FAIL() << r.reason; });
    }

    void write(const std::string& slug, const std::string& text, const std::string& more = "")
    {
        write_file_atomic(file(slug), "+++\ntitle = \"About " + slug + "\"\ndate = 2011-08-20\n" +
                                          more + "+++\n\n" + text + "\n");
    }
    fs::path file(const std::string& slug) const { return folder_ / "articles" / (slug + ".md"); }

    ReleaseOptions options(std::string_view made) const
    {
        ReleaseOptions options;
        options.made = *parse_instant(made);
        options.edition = folder_ / "edition";
        return options;
    }
    ArticleReport release(const ReleaseOptions& options)
    {
        archive::Store store = archive::Store::open(folder_);
        return chancery::release::release(store, {{{.all = true}, archive::State::Whole, ""}},
                                          options, Quiet::Yes)
            .articles;
    }
    ArticleReport release(std::string_view made) { return release(options(made)); }

    std::int64_t redact(const std::string& text, const std::vector<std::string>& cables = {})
    {
        archive::Store store = archive::Store::open(folder_);
        const auto number = store.add_redaction(
            {.kind = redact::Kind::Text, .text = text, .cables = cables}, now(), "editor");
        store.commit();
        return number;
    }

    // What the edition has of it; empty if nothing.
    std::string source(const std::string& slug)
    {
        edition::Reader reader(edition::Generation::open(folder_ / "edition"));
        const auto found = reader.articles().find(slug);
        return found ? found->source : "";
    }
    bool is_gone(const std::string& slug)
    {
        edition::Reader reader(edition::Generation::open(folder_ / "edition"));
        return reader.articles().gone(slug).has_value();
    }
    // Whether these bytes are in any file of any generation.
    bool stands_anywhere(std::string_view text)
    {
        for (const auto& entry : fs::recursive_directory_iterator(folder_ / "edition")) {
            if (entry.is_regular_file() &&
                read_file(entry.path()).find(text) != std::string::npos) {
                return true;
            }
        }
        return false;
    }
    static std::vector<std::string> told(const ArticleReport& report)
    {
        std::vector<std::string> out;
        for (const ArticleNews& one : report.news) {
            out.push_back(one.slug + ' ' + std::string(archive::name(one.change)));
        }
        return out;
    }
    std::string preview()
    {
        archive::Store store = archive::Store::open(folder_);
        std::string out;
        chancery::release::preview(store, {}, options("2011-09-01"), Quiet::Yes,
                                   [&](const std::string& line) { out += line + '\n'; });
        return out;
    }

    // A line for each place, "articles/fog.md title: before [[taken]] after", then what would be refused.
    std::vector<std::string> review()
    {
        archive::Store store = archive::Store::open(folder_);
        std::vector<std::string> lines;
        ArticleDesk(store, rules_in_force(store))
            .review(
                [&](const std::string& file, std::string_view part, const redact::Effect& effect) {
                    lines.push_back(fmt::format("{} {}: {} [[{}]] {}", file, part, effect.before,
                                                effect.taken, effect.after));
                },
                [&](const std::string& problem) { lines.push_back("refused: " + problem); });
        return lines;
    }

    chancery::testing::TempFolder temp_;
    fs::path folder_ = temp_.path() / "archive";
};

TEST_F(ArticleDeskTest, ReleasesWhatIsNoDraftAndWhoseTimeHasCome)
{
    write("fog", "Fog.", "# a note for myself\n");
    write("draft", "Unfinished.", "draft = true\n");
    write("later", "Embargoed.", "from = 2011-08-27T12:00:00Z\n");
    const ArticleReport report = release("2011-08-26");
    EXPECT_THAT(told(report), ElementsAre("fog released"));
    EXPECT_EQ(report.drafts, 1U);
    ASSERT_EQ(report.waiting.size(), 1U);
    EXPECT_THAT(source("fog"), HasSubstr("Fog."));
    EXPECT_FALSE(stands_anywhere("a note for myself"));
    EXPECT_FALSE(stands_anywhere("Unfinished"));
    EXPECT_FALSE(stands_anywhere("Embargoed"));
    EXPECT_FALSE(is_gone("later"));

    archive::Store store = archive::Store::open(folder_);
    EXPECT_FALSE(are_articles_due(store, *parse_instant("2011-08-27T11:59:59Z")));
    EXPECT_TRUE(are_articles_due(store, *parse_instant("2011-08-27T12:00:00Z")));
}

TEST_F(ArticleDeskTest, TakesWhatIsDueWithoutWhatIsBeingWritten)
{
    write("fog", "Fog.");
    release("2011-08-26");
    write("fog", "Half a sent");
    write("new", "Half a wo");
    write("later", "Embargoed.", "from = 2011-08-27T12:00:00Z\n");
    ReleaseOptions due = options("2011-08-27 13:00");
    due.articles = TakeArticles::Due;
    EXPECT_THAT(told(release(due)), ElementsAre("later released"));
    EXPECT_THAT(source("fog"), HasSubstr("Fog."));
    EXPECT_EQ(source("new"), "");
    due.articles = TakeArticles::None;
    EXPECT_THAT(told(release(due)), IsEmpty());
}

TEST_F(ArticleDeskTest, ChangesAndTakesOutAsTheFilesDo)
{
    write("fog", "Fog.");
    write("rain", "Rain.");
    write("snow", "Snow.");
    release("2011-08-26");
    EXPECT_THAT(told(release("2011-08-27")), IsEmpty());
    write("fog", "More fog.");
    fs::remove(file("rain"));
    write_file_atomic(file("snow"), " \n");
    EXPECT_THAT(told(release("2011-08-28")),
                ElementsAre("fog corrected", "rain withdrawn", "snow withdrawn"));
    EXPECT_THAT(source("fog"), HasSubstr("More fog."));
    EXPECT_TRUE(is_gone("rain") && is_gone("snow"));
    EXPECT_FALSE(stands_anywhere("Rain."));
    write("rain", "Rain.");
    write("fog", "More fog.", "draft = true\n");
    EXPECT_THAT(told(release("2011-08-29")), ElementsAre("fog withdrawn", "rain released"));
    EXPECT_FALSE(is_gone("rain"));
    EXPECT_THAT(edition::check(folder_ / "edition", [](std::size_t, std::size_t) {}).problems,
                IsEmpty());
}

TEST_F(ArticleDeskTest, KeepsWhatIsPublicIfItsFileCannotBeReadOrItsFolderIsGone)
{
    write("fog", "Fog.");
    release("2011-08-26");
    write_file_atomic(file("fog"), "+++\ntitle = 1\n+++\n");
    write_file_atomic(file("Bad Name"), "x");
    const ArticleReport report = release("2011-08-27");
    EXPECT_THAT(
        report.refused,
        ElementsAre("articles/Bad Name.md: the name becomes the address, so it must be like "
                    "bad-name.md",
                    "articles/fog.md line 2: title must be a text in quotes"));
    EXPECT_THAT(source("fog"), HasSubstr("Fog."));
    fs::remove_all(folder_ / "articles");
    EXPECT_THAT(told(release("2011-08-28")), IsEmpty());
    EXPECT_THAT(source("fog"), HasSubstr("Fog."));
}

TEST_F(ArticleDeskTest, TakesNamesOutOfEveryPart)
{
    write("fog",
          "At the pier Juan\n> P\u00E9rez waited; *Juan* P\u00E9rez, JUAN PEREZ's boat, "
          "Juan\n[P&eacute;rez](http://x.example).\n"
          "\n    Juan P\u00E9rez\n\n- Juan\n- P\u00E9rez\n",
          "author = \"Juan P\u00E9rez\"\nplace = \"House of Juan P\u00E9rez\"\n# Juan P\u00E9rez "
          "told me\n");
    write("rain", "Rain.");
    release("2011-08-26");
    EXPECT_TRUE(stands_anywhere("P\u00E9rez"));
    redact("Juan Perez");
    EXPECT_THAT(preview(), HasSubstr("redacted   article fog  About fog\n    - "));
    const ArticleReport report = release("2011-08-27");
    EXPECT_THAT(told(report), ElementsAre("fog redacted"));
    ASSERT_TRUE(report.marks.contains("fog"));
    EXPECT_EQ(report.marks.at("fog"), 8U);
    for (const std::string_view form : {"Juan", "JUAN", "P\u00E9rez", "PEREZ", "eacute"}) {
        EXPECT_FALSE(stands_anywhere(form)) << form;
    }
    EXPECT_THAT(source("fog"), HasSubstr("author = \"XXXXXXXXXXXX\""));
    EXPECT_THAT(source("fog"), HasSubstr("place = \"House of XXXXXXXXXXXX\""));
    EXPECT_THAT(told(release("2011-08-28")), IsEmpty());
}

TEST_F(ArticleDeskTest, RefusesANameThatOnlyMarkupJoinsOrThatIsInTheAddress)
{
    redact("Juan Perez");
    write("a", "Ju<b>an</b> P\u00E9rez");
    write("b", "&#74;uan P\u00E9rez");
    write("c", "Ju[an][1] P\u00E9rez\n\n[1]: http://x.example");
    write("d", "[x](http://x.example/Ju%61n_P%C3%A9rez)");
    write("e", "Ju<!-- x -->an P\u00E9rez");
    write("juan-perez", "Fog.");
    write("g", "Calm.");
    const ArticleReport report = release("2011-08-26");
    EXPECT_THAT(told(report), ElementsAre("g released"));
    EXPECT_EQ(report.refused.size(), 6U);
    for (const std::string& reason : report.refused) {
        EXPECT_THAT(reason, Not(HasSubstr("P\u00E9rez")));
    }
    EXPECT_FALSE(stands_anywhere("P\u00E9rez"));
}

TEST_F(ArticleDeskTest, TakesOutWhatIsPublicIfANameCannotBeTakenOutOfIt)
{
    write("a", "Ju<b>an</b> P\u00E9rez");
    write("juan-perez", "Fog.");
    release("2011-08-26");
    redact("Juan Perez");
    EXPECT_THAT(told(release("2011-08-27")), ElementsAre("a withdrawn", "juan-perez withdrawn"));
    EXPECT_TRUE(is_gone("a"));
    EXPECT_FALSE(stands_anywhere("P\u00E9rez"));
    EXPECT_FALSE(stands_anywhere("juan-perez"));
}

TEST_F(ArticleDeskTest, IsLookedThroughByTheScanForLeaks)
{
    write("fog", "Wilhelmina Quokka rowed.", "author = \"Wilhelmina Quokka\"\n");
    release("2011-08-26");
    const auto rules = redact::RuleSet::of(
        {{.number = 1, .kind = redact::Kind::Text, .text = "Wilhelmina Quokka"}});
    const std::vector<std::string> leaks =
        scan_generation(fs::canonical(folder_ / "edition/current"), rules, {}, Quiet::Yes);
    for (const char* place : {"article.source", "article.author", "article.beginning"}) {
        EXPECT_THAT(leaks, ::testing::Contains(HasSubstr(place)));
    }
}

TEST_F(ArticleDeskTest, HoldsRulesForSomeCablesInArticlesThatNameThem)
{
    redact("calm harbour", {"08GUATEMALA101"});
    write("quote", "> a calm harbour [08GUATEMALA101 \u00B61]");
    write("other", "The calm harbour of Quay.");
    const ArticleReport report = release("2011-08-26");
    EXPECT_EQ(report.marks.size(), 1U);
    EXPECT_THAT(source("quote"), HasSubstr("> a XXXXXXXXXXXX [08GUATEMALA101"));
    EXPECT_THAT(source("other"), HasSubstr("The calm harbour of Quay."));
}

TEST_F(ArticleDeskTest, ShowsBeforehandWhatWouldChange)
{
    write("fog", "Fog.\n\nMore.");
    release("2011-08-26");
    write("fog", "Fog.\n\nLess.");
    write("new", "Hello.");
    write("bad", "Hello.", "autor = \"x\"\n");
    const std::string shown = preview();
    EXPECT_THAT(shown, HasSubstr("corrected  article fog  About fog\n    - More.\n    + Less.\n"));
    EXPECT_THAT(shown, HasSubstr("released   article new  About new\n    + +++\n"));
    EXPECT_THAT(shown, HasSubstr("refused    articles/bad.md line 4: unknown key autor\n"));
    EXPECT_THAT(source("fog"), HasSubstr("More."));
    EXPECT_EQ(source("new"), "");
}

TEST_F(ArticleDeskTest, ReviewsEveryPlaceOfFilesAndOfWhatIsPublicWithoutOne)
{
    write("rain", "Quillon got wet.");
    release("2011-08-26");
    fs::remove(file("rain"));
    redact("Quillon");
    redact("harbour", {"08GUATEMALA101"});
    write("fog", "The fog at the pier.\n\nQUIL-\nLON left.", "author = \"A. Quillon\"\n");
    write("draft", "The harbour of [08GUATEMALA101], the harbour.", "draft = true\n");
    write("other", "The harbour of another place.");
    EXPECT_THAT(review(),
                ElementsAre("articles/draft.md text: The [[harbour]] of [08GUATEMALA101], the "
                            "harbour.",
                            "articles/draft.md text: The harbour of [08GUATEMALA101], the "
                            "[[harbour]] .",
                            "articles/fog.md author: A. [[Quillon]] ",
                            "articles/fog.md text: The fog at the pier. [[QUIL- LON]] left.",
                            "articles/rain.md text:  [[Quillon]] got wet."));
}

TEST_F(ArticleDeskTest, ReviewsWhatWouldBeRefused)
{
    redact("Juan Perez");
    write("juan-perez", "Nothing.");
    write("joined", "Ju<b>an</b> Perez sang.");
    write("bad", "Hello.", "autor = \"x\"\n");
    write_file_atomic(folder_ / "articles/Not a name.md", "x");
    write_file_atomic(folder_ / "articles/empty.md", "\n");
    EXPECT_THAT(review(),
                ElementsAre(HasSubstr("refused: articles/Not a name.md: the name becomes"),
                            "refused: articles/bad.md line 4: unknown key autor",
                            HasSubstr("refused: articles/joined.md: what redaction 1 takes out"),
                            "articles/juan-perez.md title: About [[juan-perez]] ",
                            HasSubstr("refused: articles/juan-perez.md: its name has in it")));
}

TEST_F(ArticleDeskTest, IsHeldAndUndoneWithItsRelease)
{
    write("fog", "Fog.");
    release("2011-08-26");
    write("fog", "More fog.");
    ReleaseOptions hold = options("2011-08-27 12:00");
    hold.hold = std::chrono::minutes(10);
    EXPECT_THAT(told(release(hold)), ElementsAre("fog corrected"));
    EXPECT_THAT(source("fog"), HasSubstr("\n\nFog."));
    {
        archive::Store store = archive::Store::open(folder_);
        undo_held(store, now(), "editor");
        ASSERT_EQ(store.article_acts().size(), 1U);
    }
    EXPECT_THAT(told(release(hold)), ElementsAre("fog corrected"));
    write("fog", "Half a sent"); // what was held comes out, also if it has to be written anew
    redact("nothing of this");
    archive::Store store = archive::Store::open(folder_);
    EXPECT_TRUE(
        end_hold(store, *parse_instant("2011-08-27 12:10"), edition::Overwrite::No, Quiet::Yes));
    EXPECT_THAT(source("fog"), HasSubstr("More fog."));
}

TEST_F(ArticleDeskTest, WritesTheSameEditionAgainFromItsActsAlone)
{
    write("fog", "Fog.");
    release("2011-08-26");
    write("fog", "More fog.");
    release("2011-08-27");
    const std::string before = read_file(folder_ / "edition/current/manifest");
    fs::remove_all(folder_ / "edition");
    fs::remove_all(folder_ / "articles");
    release("2012-01-01");
    EXPECT_EQ(read_file(folder_ / "edition/current/manifest"), before);
}

} // namespace
} // namespace chancery::release
