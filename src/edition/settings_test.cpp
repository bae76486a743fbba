#include "edition/settings.hpp"

#include <gtest/gtest.h>

namespace chancery::edition {
namespace {

TEST(Settings, GiveThemselvesBackThroughJson)
{
    const Settings settings{"The Linden Papers",
                            "quietly",
                            "What this is.",
                            "https://linden.example",
                            251287,
                            "linden",
                            "https://linden.example/support",
                            {{"Forum", "https://forum.example"}},
                            "de"};
    EXPECT_EQ(settings_from_json(to_json(settings)), settings);
    EXPECT_EQ(settings_from_json(to_json(Settings())), Settings());
}

} // namespace
} // namespace chancery::edition
