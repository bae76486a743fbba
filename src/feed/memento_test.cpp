#include "feed/memento.hpp"

#include <gtest/gtest.h>

namespace chancery::feed {
namespace {

edition::Version version(std::uint32_t number, const std::string& date,
                         std::optional<std::uint32_t> place)
{
    return {"08LINDEN242", number, parse_instant(date).value(), "corrected", "", "", place};
}

Mementos some_mementos()
{
    return mementos_of("/cable/2008/02/08LINDEN242.html",
                       {version(1, "2011-08-26", 0), version(2, "2011-09-01", std::nullopt),
                        version(3, "2011-09-10", 1), version(4, "2011-09-20", std::nullopt)});
}

TEST(Memento, ChoosesWhatWasPublicThen)
{
    const Mementos mementos = some_mementos();
    const auto at = [&](std::string_view date) {
        return closest(mementos, parse_instant(date).value())->number;
    };
    EXPECT_EQ(at("1990-01-01"), 1U); // before the first: the first (RFC 7089, 4.5.3)
    EXPECT_EQ(at("2011-08-26"), 1U);
    EXPECT_EQ(at("2011-09-05"), 1U); // the second is not shown
    EXPECT_EQ(at("2011-09-10"), 3U);
    EXPECT_EQ(at("2030-01-01"), 4U);
    EXPECT_EQ(closest({}, Instant()), nullptr);
}

TEST(Memento, NamesOnlyVersionsThatAreShown)
{
    EXPECT_EQ(time_map(some_mementos(), "https://linden.example"),
              "<https://linden.example/cable/2008/02/08LINDEN242.html>; "
              "rel=\"original timegate\",\n"
              "<https://linden.example/timemap/08LINDEN242>; rel=\"self\"; "
              "type=\"application/link-format\",\n"
              "<https://linden.example/cable/2008/02/08LINDEN242_v1.html>; rel=\"first memento\"; "
              "datetime=\"Fri, 26 Aug 2011 00:00:00 GMT\",\n"
              "<https://linden.example/cable/2008/02/08LINDEN242_v3.html>; rel=\"memento\"; "
              "datetime=\"Sat, 10 Sep 2011 00:00:00 GMT\",\n"
              "<https://linden.example/cable/2008/02/08LINDEN242_v4.html>; rel=\"last memento\"; "
              "datetime=\"Tue, 20 Sep 2011 00:00:00 GMT\"\n");
}

TEST(Memento, TellsPagesWhereTheyBelong)
{
    const std::string original =
        "</cable/2008/02/08LINDEN242.html>; rel=\"original timegate\", </timemap/08LINDEN242>; "
        "rel=\"timemap\"; type=\"application/link-format\"";
    EXPECT_EQ(link_of_original(some_mementos()), original);
    EXPECT_EQ(link_of_version(some_mementos(), 3),
              original + ", </cable/2008/02/08LINDEN242_v3.html>; rel=\"memento\"; "
                         "datetime=\"Sat, 10 Sep 2011 00:00:00 GMT\"");
    EXPECT_EQ(link_of_version(some_mementos(), 2), original);
}

} // namespace
} // namespace chancery::feed
