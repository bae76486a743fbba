#include "synth/grammar.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "synth/names.hpp"

namespace chancery::synth {
namespace {

Scene small_scene()
{
    Scene scene;
    scene.country = "Utopia";
    scene.city = "Amaurot";
    scene.post = "Embassy";
    scene.gox = "GOU";
    scene.reftel = "reftel";
    scene.contacts = {{"Minister of Trade", "Ana Tello", "Tello"}, {"editor", "Ben Okri", "Okri"}};
    return scene;
}

TEST(Random, IsTheSameEverywhere)
{
    Random random(1234567); // reference values of splitmix64
    EXPECT_EQ(random.next(), 6457827717110365317U);
    EXPECT_EQ(random.next(), 3203168211198807973U);
    EXPECT_EQ(random.next(), 9817491932198370423U);
}

TEST(Random, SharesComeOutAsAsked)
{
    Random random(3);
    static constexpr unsigned kShares[] = {700, 200, 100};
    int hits[3] = {};
    for (int i = 0; i < 30'000; ++i) {
        ++hits[random.share(kShares)];
    }
    EXPECT_NEAR(hits[0], 21'000, 400);
    EXPECT_NEAR(hits[1], 6000, 300);
    EXPECT_NEAR(hits[2], 3000, 250);
}

TEST(Grammar, EveryPhraseRuleSpeaksCleanText)
{
    for (const std::string_view rule :
         {"sentence", "summary", "opinion", "request", "bullet", "bullets_lead", "followup",
          "heading", "subject", "headline", "claim", "issue"}) {
        for (std::uint64_t seed = 0; seed < 400; ++seed) {
            Random random(seed);
            Scene scene = small_scene();
            scene.theme = seed % Grammar::get().themes();
            Speaker speaker(random, scene);
            std::string text;
            speaker.say(text, Grammar::get().rule(rule));
            EXPECT_FALSE(text.empty());
            EXPECT_EQ(text.find_first_of("{}[]|_<>&\n"), std::string::npos) << text;
            EXPECT_EQ(text.find("  "), std::string::npos) << text;
            EXPECT_EQ(text.find(" ."), std::string::npos) << text;
            EXPECT_EQ(text.find(" ,"), std::string::npos) << text;
            EXPECT_NE(text.back(), ' ') << text;
        }
    }
}

TEST(Grammar, IntroducesAContactOnce)
{
    Random random(1);
    Scene scene = small_scene();
    Speaker speaker(random, scene);
    std::string text;
    for (int i = 0; i < 60; ++i) {
        speaker.say(text, Grammar::get().rule("said"));
    }
    const std::size_t first = text.find("Ana Tello");
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(text.find("Ana Tello", first + 1), std::string::npos);
}

TEST(Grammar, EveryThemeHasItsLists)
{
    const Grammar& grammar = Grammar::get();
    for (std::size_t i = 0; i < grammar.themes(); ++i) {
        for (const std::string_view list : {"tags@", "mod@", "goods@", "actors@", "head@"}) {
            EXPECT_GE(grammar.list(std::string(list) + grammar.theme(i)).size(), 4U)
                << list << grammar.theme(i);
        }
    }
}

TEST(Names, ArePureAndSoundLikeTheirCountry)
{
    EXPECT_EQ(surname(3, 99), surname(3, 99));
    EXPECT_NE(culture_of("JP"), culture_of("BR"));
    for (const std::string_view iso : {"US", "RU", "EG", "BR", "CN", "ZZ", ""}) {
        const std::size_t culture = culture_of(iso);
        for (std::uint64_t number = 0; number < 500; ++number) {
            const std::string name = surname(culture, number);
            EXPECT_GE(name.size(), 3U);
            EXPECT_LE(name.size(), 24U);
            EXPECT_TRUE(is_upper(name.front()));
        }
    }
}

TEST(Names, AreNotThoseOfWellKnownPeople)
{
    for (const std::string_view iso : {"RU", "FR", "MX", "US", "IT", "LB"}) {
        for (std::uint64_t number = 0; number < 40'000; ++number) {
            const std::string name = surname(culture_of(iso), number);
            EXPECT_TRUE(name != "Putin" && name != "Morales" && name != "Castro")
                << iso << " " << number;
        }
    }
}

} // namespace
} // namespace chancery::synth
