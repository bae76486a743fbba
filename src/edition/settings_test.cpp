#include "edition/settings.hpp"

#include <gtest/gtest.h>

namespace chancery::edition {
namespace {

TEST(Settings, GiveThemselvesBackThroughJson)
{
    const Settings settings{
        "The Linden Papers",
        "quietly",
        "What this is.",
        "https://linden.example",
        251287,
        "linden",
        "https://linden.example/support",
        {{"Forum", "https://forum.example"}},
        "de",
        {.subject = 9, .summary = 0, .body = 3, .header = 1, .k1 = 0.9, .b = 0.3},
        "archive@linden.example"};
    EXPECT_EQ(settings_from_json(to_json(settings)), settings);
    EXPECT_EQ(settings_from_json(to_json(Settings())), Settings());
}

} // namespace
} // namespace chancery::edition
