#include "edition/articles.hpp"

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "base/testing.hpp"
#include "edition/check.hpp"
#include "edition/reader.hpp"
#include "edition/writer.hpp"

namespace chancery::edition {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ReleasedArticle article(const std::string& slug, const std::string& date, const std::string& place,
                        const std::string& text)
{
    return {slug,
            "+++\ntitle = \"About " + slug + "\"\ndate = " + date + "\n" +
                (place.empty() ? "" : "place = \"" + place + "\"\n") + "+++\n\n" + text + "\n",
            *parse_instant("2011-08-26"), *parse_instant("2011-08-27")};
}

class ArticlesTest : public ::testing::Test {
protected:
    void write(const Articles& articles)
    {
        EditionFolder folder(temp_.path());
        const auto generation = folder.begin_generation();
        make_generation(generation);
        write_edition(generation, {}, {}, {}, {}, {}, articles);
        folder.switch_to(generation);
        reader_.emplace(Generation::open(temp_.path()));
    }
    static std::vector<std::string> slugs(const std::vector<ArticleRow>& rows)
    {
        std::vector<std::string> out;
        for (const ArticleRow& row : rows) {
            out.push_back(row.slug);
        }
        return out;
    }
    ArticleReader& articles() { return reader_->articles(); }

    chancery::testing::TempFolder temp_;
    std::optional<Reader> reader_;
};

TEST_F(ArticlesTest, StandNewestFirstAndByPlace)
{
    write({{article("a", "2011-01-01", "Embassy Linden", "x"), article("b", "2011-01-03", "", "x"),
            article("c", "2011-01-02", "embassy-linden", "x"),
            article("d", "2011-01-02", "\u041A\u0438\u0457\u0432", "x")},
           {}});
    EXPECT_EQ(reader_->generation().article_count(), 4U);
    EXPECT_THAT(slugs(articles().list(0, 10)), ElementsAre("b", "c", "d", "a"));
    EXPECT_THAT(slugs(articles().list(1, 2)), ElementsAre("c", "d"));
    const std::vector<ArticlePlace> places = articles().places();
    ASSERT_EQ(places.size(), 2U);
    EXPECT_EQ(places[0].key, "embassy-linden");
    EXPECT_EQ(places[0].name, "Embassy Linden");
    EXPECT_EQ(places[0].count, 2U);
    EXPECT_EQ(places[1].key.substr(0, 6), "place-");
    EXPECT_THAT(slugs(articles().of_place("embassy-linden", 0, 10)), ElementsAre("c", "a"));
    EXPECT_THAT(slugs(articles().of_place("embassy-linden", 1, 10)), ElementsAre("a"));
    EXPECT_FALSE(articles().place("nowhere"));
}

TEST_F(ArticlesTest, AreFoundByTheCablesThatTheyName)
{
    write({{article("a", "2011-01-01", "", "[05RIO12 ¶7] [05RIODEJANEIRO12 ¶2] [05RIO12]"),
            article("b", "2011-01-02", "", "[05RIODEJANEIRO12]"),
            article("c", "2011-01-03", "", "05RIO12")},
           {}});
    const std::vector<CitingArticle> citing = articles().citing("05RIO12", 10);
    ASSERT_EQ(citing.size(), 2U);
    EXPECT_EQ(citing[0].row.slug, "b");
    EXPECT_THAT(citing[0].paragraphs, IsEmpty());
    EXPECT_EQ(citing[1].row.slug, "a");
    EXPECT_THAT(citing[1].paragraphs, ElementsAre(2, 7));
    EXPECT_EQ(articles().citing_count("05RIO12"), 2U);
    EXPECT_EQ(articles().citing("05RIO12", 1).size(), 1U);
    EXPECT_THAT(articles().citing("05RIO13", 10), IsEmpty());
    EXPECT_THAT(check(temp_.path(), [](std::size_t, std::size_t) {}).problems, IsEmpty());
}

TEST_F(ArticlesTest, SayWhatTheirSourceSays)
{
    const ReleasedArticle one = article("a", "2011-01-01", "Linden", "# Head\n\nThe *fog*.");
    write({{one}, {{"b", *parse_instant("2011-08-28")}}});
    const auto found = articles().find("a");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->source, one.source);
    EXPECT_EQ(found->row, row_of(one));
    EXPECT_EQ(found->row.title, "About a");
    EXPECT_EQ(found->row.beginning, "The fog.");
    EXPECT_FALSE(articles().find("b"));
    EXPECT_EQ(articles().gone("b"), parse_instant("2011-08-28"));
    EXPECT_FALSE(articles().gone("a"));
    EXPECT_EQ(articles().latest_gone(10).size(), 1U);
    EXPECT_THROW(row_of({"a", "no head", {}, {}}), IoError);
}

TEST_F(ArticlesTest, AreCheckedAgainstTheirSource)
{
    write(
        {{article("a", "2011-01-01", "", "[08LINDEN2]"), article("b", "2011-01-02", "", "x")}, {}});
    Database db = Database::open(reader_->generation().folder() / "edition.db", Access::Write);
    db.execute("UPDATE article SET title = 'Another' WHERE slug = 'b'; DELETE FROM article_cable;");
    EXPECT_THAT(check(temp_.path(), [](std::size_t, std::size_t) {}).problems,
                ::testing::IsSupersetOf({"article b: its text says something else",
                                         "the articles name other cables than their tables say"}));
}

} // namespace
} // namespace chancery::edition
