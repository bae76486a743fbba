#include "view/page.hpp"

#include <gmock/gmock.h>

#include "view/assets.hpp"
#include "view/fictional.hpp"

namespace chancery::view {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

TEST(WithTheme, AddsItBeforeTheFragmentAndBehindTheQuery)
{
    EXPECT_EQ(with_theme("<a href=\"/tag/\">", Theme::Dark), "<a href=\"/tag/?theme=dark\">");
    EXPECT_EQ(with_theme("<a href=\"/date/#y2008\">", Theme::Light),
              "<a href=\"/date/?theme=light#y2008\">");
    EXPECT_EQ(with_theme("<a href=\"/x.html?view=sent#t\">", Theme::Dark),
              "<a href=\"/x.html?view=sent&amp;theme=dark#t\">");
}

TEST(WithTheme, LeavesEverythingElseAlone)
{
    for (const std::string same :
         {"<a href=\"#par1\">", "<a href=\"?theme=light\">", "<link href=\"/static/site.css\">",
          "<a href=\"/x.txt\">", "<link rel=\"canonical\" href=\"/x.html\">",
          "<a href=\"https://a.example/\">", " href=/tag/", ""}) {
        EXPECT_EQ(with_theme(same, Theme::Dark), same);
    }
    EXPECT_EQ(with_theme(" href=\"/tag/", Theme::Dark),
              " href=\"/tag/?theme=dark"); // cut off: nothing is read past the end
}

TEST(WholePage, OffersTheOtherThemeAndTheWayBack)
{
    const edition::Settings settings = testing::settings();
    const auto page = [&](Theme theme, std::string_view view) {
        return whole_page(
            {.settings = &settings, .path = "/tag/PHUM_0.html", .theme = theme, .view = view},
            {.title = "t", .content = {}});
    };
    EXPECT_THAT(page(Theme::Usual, ""), HasSubstr("href=\"?theme=dark\""));
    EXPECT_THAT(page(Theme::Usual, "sent"), HasSubstr("href=\"?view=sent&amp;theme=dark\""));
    EXPECT_THAT(page(Theme::Dark, ""), HasSubstr("<a href=\"PHUM_0.html\">Usual colours</a>"));
    EXPECT_THAT(page(Theme::Dark, "sent"),
                HasSubstr("<a href=\"?view=sent\" rel=\"nofollow\">Usual colours</a>"));
    EXPECT_THAT(page(Theme::Dark, ""), HasSubstr("<html lang=\"en\" class=\"dark\">"));
    EXPECT_THAT(page(Theme::Usual, ""), Not(HasSubstr("noindex")));
    EXPECT_THAT(page(Theme::Light, ""), HasSubstr("noindex"));
}

TEST(WholePage, OfACopyOffersNothingThatNeedsAServer)
{
    edition::Settings settings = testing::settings();
    const auto page = [&] {
        return whole_page(
            {.settings = &settings, .path = "/tag/PHUM_0.html", .delivery = Delivery::Copied},
            {.title = "t", .content = {}});
    };
    EXPECT_THAT(
        page(),
        HasSubstr("<span>A copy as files, without search, of https://linden.example</span>"));
    EXPECT_THAT(page(), Not(HasSubstr("<form")));
    EXPECT_THAT(page(), Not(HasSubstr("theme=")));
    settings.base_url.clear();
    EXPECT_THAT(page(), HasSubstr("<span>A copy as files, without search</span>"));
}

TEST(Bar, IsAHundredthForEachPerCentAndNeverNothingForSomething)
{
    const auto bar_class = [](std::uint64_t count, std::uint64_t largest) {
        return bar(count, largest).finish();
    };
    EXPECT_THAT(bar_class(50, 100), HasSubstr("v50\""));
    EXPECT_THAT(bar_class(1, 100000), HasSubstr("v1\""));
    EXPECT_THAT(bar_class(0, 100), HasSubstr("v0\""));
    EXPECT_THAT(bar_class(7, 7), HasSubstr("v100\""));
    EXPECT_THAT(bar_class(9, 7), HasSubstr("v100\""));
    EXPECT_THAT(bar_class(0, 0), HasSubstr("v0\""));
    for (int i = 1; i <= 100;
         ++i) { // each length is in the style sheet: pages have no inline style
        EXPECT_THAT(std::string(style_sheet().bytes),
                    HasSubstr(".v" + std::to_string(i) + "{--v:" + std::to_string(i) + "}"));
    }
}

TEST(Assets, CarryTheHashOfTheirContentAndAskForNothingElse)
{
    EXPECT_THAT(style_sheet().path, MatchesRegex("/static/site-[0-9a-f]{12}\\.css"));
    EXPECT_THAT(icon().path, MatchesRegex("/static/icon-[0-9a-f]{12}\\.png"));
    EXPECT_TRUE(icon().bytes.starts_with("\x89PNG"));
    for (const std::string_view banned :
         {"url(", "@import", "@font-face", "http:", "https:", "animation", "transition"}) {
        EXPECT_EQ(style_sheet().bytes.find(banned), std::string_view::npos) << banned;
    }
}

} // namespace
} // namespace chancery::view
