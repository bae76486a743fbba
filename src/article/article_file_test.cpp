#include "article/article_file.hpp"

#include <gtest/gtest.h>

namespace chancery::article {
namespace {

constexpr std::string_view kHead = "+++\ntitle = \"Fog\"\ndate = 2011-08-26\n";

std::string with_head(std::string_view more, std::string_view text = "Text.")
{
    return std::string(kHead) + std::string(more) + "+++\n\n" + std::string(text) + "\n";
}

std::string error_of(std::string_view bytes)
{
    const auto article = read_article(bytes, "articles/fog.md");
    return article ? "" : article.error();
}

TEST(ArticleFile, HasAHeadAndAText)
{
    const auto article = read_article(
        with_head(
            "place = \"Embassy Linden\"\nauthor = \"A. Writer\" # a name\nlanguage = \"pt-BR\"\n"
            "draft = true\nfrom = 2011-08-26T12:00:00+02:00\n"),
        "fog.md");
    ASSERT_TRUE(article) << article.error();
    const ArticleFile expected{.title = "Fog",
                               .date = *parse_instant("2011-08-26"),
                               .place = "Embassy Linden",
                               .author = "A. Writer",
                               .language = "pt-BR",
                               .draft = true,
                               .from = parse_instant("2011-08-26T10:00:00Z"),
                               .text = "Text.",
                               .text_line = 11};
    EXPECT_EQ(*article, expected);
}

TEST(ArticleFile, TakesLineEndsOfAnyKindAndAByteOrderMark)
{
    const auto article = read_article(
        "\xEF\xBB\xBF+++\r\ntitle = \"Fog\"\r\ndate = 2011-08-26\r\n+++\r\na\r\nb\rc", "x");
    ASSERT_TRUE(article) << article.error();
    EXPECT_EQ(article->text, "a\nb\nc");
}

TEST(ArticleFile, ReadsTextsAndTimesAsTomlDoes)
{
    const auto article =
        read_article("+++\n\n  # a note\ntitle='a \"b\" \\' # c\ndate = 2011-08-26\n"
                     "author = \"\\u00e9 \\\"#\\\" \\U0001F6A2\"\n"
                     "from = 2011-08-26 12:00:00.25-01:30\n+++",
                     "x");
    ASSERT_TRUE(article) << article.error();
    EXPECT_EQ(article->title, "a \"b\" \\");
    EXPECT_EQ(article->author, "\u00e9 \"#\" \U0001F6A2");
    EXPECT_EQ(article->from, parse_instant("2011-08-26T13:30:00Z"));
    EXPECT_EQ(article->text, "");
}

TEST(ArticleFile, KeepsTheIndentOfItsFirstLine)
{
    EXPECT_EQ(read_article(with_head("", "\n    code\n"), "x")->text, "    code");
}

TEST(ArticleFile, IsNamedWithTheLineWhereItIsWrong)
{
    struct Case {
        std::string bytes;
        std::string_view error;
    };
    const Case cases[] = {
        {"Text.", "line 1: an article begins with its head, between two lines of +++"},
        {"+++\ntitle = \"Fog\"\n",
         "line 1: an article begins with its head, between two lines of +++"},
        {"+++\n+++\n", "line 2: no title = \"...\""},
        {"+++\ntitle = \"Fog\"\n+++\n", "line 2: no date = 2011-08-26"},
        {with_head("autor = \"x\"\n"), "line 4: unknown key autor"},
        {with_head("author = 1\n"), "line 4: author must be a text in quotes"},
        {with_head("author = é\n"), "line 4: author must be a text in quotes"},
        {with_head("author = \"é\" é\n"), "line 4: something stands behind the value of author"},
        {with_head("place = \"x\" # é\nautor = 1\n"), "line 5: unknown key autor"},
        {with_head("place = \"\"\"\né\n\"\"\"\n"),
         "line 4: something stands behind the value of place"},
        {with_head("place = \"x\n"),
         "line 4: place: a text must end in its line, and a backslash in it is written twice"},
        {with_head("place = \"\\x\"\n"),
         "line 4: place: a text must end in its line, and a backslash in it is written twice"},
        {with_head("place = \"\\u12\"\n"),
         "line 4: place: a text must end in its line, and a backslash in it is written twice"},
        {with_head("[place]\n"), "line 4: not a key and a value, such as title = \"Fog\""},
        {with_head("place\n"), "line 4: not a key and a value, such as title = \"Fog\""},
        {with_head("title = \"again\"\n"), "line 4: title is there twice"},
        {with_head("from = 2011-08-26T12:00:0\n"),
         "line 4: from must be a moment with its zone: 2011-08-26T12:00:00Z"},
        {with_head("from = 2011-08-26T12:00:00+24:00\n"),
         "line 4: from must be a moment with its zone: 2011-08-26T12:00:00Z"},
        {with_head("draft = \"yes\"\n"), "line 4: draft must be true or false"},
        {with_head("language = \"a b\"\n"),
         "line 4: language must be a tag such as \"en\" or \"pt-BR\""},
        {with_head("from = 2011-08-26T12:00:00\n"),
         "line 4: from must be a moment with its zone: 2011-08-26T12:00:00Z"},
        {with_head("author = \"\\u202Ex\"\n"),
         "line 4: author has a character in it that nobody sees"},
        {with_head("place = \"" + std::string(kMaxFieldBytes + 1, 'x') + "\"\n"),
         "line 4: place is longer than 300 bytes"},
        {"+++\ntitle = \"Fog\"\ndate = \"x\"\n+++\n",
         "line 3: date must be a day such as 2011-08-26"},
        {with_head("", "a\nb\x01"),
         "line 7: a character that nobody sees, at byte 2: a control character, or one that turns "
         "the direction of writing"},
        {with_head("", "\xE2\x80\xAE"),
         "line 6: a character that nobody sees, at byte 1: a control character, or one that turns "
         "the direction of writing"},
        {with_head("", "\xC2\x85"),
         "line 6: a character that nobody sees, at byte 1: a control character, or one that turns "
         "the direction of writing"},
        {with_head("", "\xFF"), "line 6: not UTF-8"},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(error_of(one.bytes), "articles/fog.md " + std::string(one.error));
    }
    EXPECT_EQ(error_of(std::string(kMaxArticleBytes + 1, 'x')),
              "articles/fog.md: longer than 262144 bytes, the most that an article may have");
}

TEST(ArticleFile, OfThePublicHasNothingButWhatIsShown)
{
    const auto article = read_article(
        "+++\n# from Juan\ntitle = \"Fog \\\"\\\\\"\ndraft = false # not yet\ndate = 2011-08-26\n"
        "from = 2011-08-26T12:00:00Z\nauthor = \"A\"\n+++\nText.",
        "x");
    ASSERT_TRUE(article) << article.error();
    const std::string file = public_file(*article);
    EXPECT_EQ(file,
              "+++\ntitle = \"Fog \\\"\\\\\"\ndate = 2011-08-26\nauthor = \"A\"\n+++\n\nText.\n");
    EXPECT_EQ(public_file(*read_article(file, "y")), file);
}

TEST(ArticleFile, HasANameThatCanBeAnAddress)
{
    for (const std::string_view good : {"fog", "fog-over-linden", "2011", "a1-b2"}) {
        EXPECT_TRUE(is_slug(good)) << good;
    }
    for (const std::string_view bad :
         {"", "Fog", "a_b", "a b", "-a", "a-", "a--b", "a.b", "../a"}) {
        EXPECT_FALSE(is_slug(bad)) << bad;
    }
}

} // namespace
} // namespace chancery::article
