#include "release/settings_file.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/testing.hpp"

namespace chancery::release {
namespace {

class SettingsFile : public ::testing::Test {
protected:
    edition::Settings read(std::string_view text)
    {
        write_file_atomic(temp_.path() / "chancery.toml", text);
        return read_settings(temp_.path());
    }
    std::string error_of(std::string_view text)
    {
        try {
            read(text);
        } catch (const UsageError& error) {
            const std::string message = error.what();
            return message.substr(message.find("chancery.toml"));
        }
        return "read without an error";
    }
    chancery::testing::TempFolder temp_;
};

TEST_F(SettingsFile, ReadsEveryKey)
{
    const edition::Settings settings = read(R"(
title = "The Linden Papers"
motto = "quietly"
description = "What this is."
base_url = "https://linden.example/"
admin_email = "archive@linden.example"
expected_total = 251287
hashtag = "#linden"
support_url = "https://linden.example/support"
links = [ { name = "Forum", url = "https://forum.example" } ]
language = "de"
[search]
subject = 9
summary = 0
body = 3
header = 1
k1 = 2
b = 0.3
)");
    EXPECT_EQ(settings, (edition::Settings{"The Linden Papers",
                                           "quietly",
                                           "What this is.",
                                           "https://linden.example",
                                           251287,
                                           "linden",
                                           "https://linden.example/support",
                                           {{"Forum", "https://forum.example"}},
                                           "de",
                                           {9, 0, 3, 1, 2.0, 0.3},
                                           "archive@linden.example"}));
}

TEST_F(SettingsFile, ReadsTheFileThatInitWrites)
{
    const edition::Settings settings = read(settings_text("A \"quoted\" \\ title", 12));
    EXPECT_EQ(settings.title, "A \"quoted\" \\ title");
    EXPECT_EQ(settings.expected_total, 12U);
}

TEST_F(SettingsFile, NamesFileLineAndKeyOfASlip)
{
    EXPECT_EQ(error_of("title = \"x\"\ntitel = \"y\"\n"),
              "chancery.toml line 2: unknown setting titel");
    EXPECT_EQ(error_of("title = 7\n"), "chancery.toml line 1: title must be a text in quotes");
    EXPECT_EQ(error_of("\nexpected_total = -1\n"),
              "chancery.toml line 2: expected_total must be a whole number, 0 or more");
    EXPECT_EQ(error_of("base_url = \"javascript:alert(1)\"\n"),
              "chancery.toml line 1: base_url must start with https:// or http://");
    for (const char* const wrong : {"a", "a@b", "@b.example", "a b@c.example", "a@b."}) {
        EXPECT_EQ(error_of("admin_email = \"" + std::string(wrong) + "\"\n"),
                  "chancery.toml line 1: admin_email must be an address such as "
                  "archive@cables.example");
    }
    EXPECT_EQ(error_of("links = [ { name = \"x\" } ]\n"),
              "chancery.toml line 1: a link needs name and url");
    EXPECT_NE(error_of("title = \n").find("line 1"), std::string::npos);
    EXPECT_EQ(error_of("search = 3\n"),
              "chancery.toml line 1: search is a table: [search], and its keys below it");
    EXPECT_EQ(error_of("[search]\nsubject = 51\n"),
              "chancery.toml line 2: search.subject must be a number from 0 to 50");
    EXPECT_EQ(error_of("[search]\nb = 1.5\n"),
              "chancery.toml line 2: search.b must be a number from 0 to 1");
    EXPECT_EQ(error_of("[search]\nk1 = nan\n"),
              "chancery.toml line 2: search.k1 must be a number from 0 to 10");
    EXPECT_EQ(error_of("[search]\nk2 = 1\n"), "chancery.toml line 2: unknown setting search.k2");
}

} // namespace
} // namespace chancery::release
