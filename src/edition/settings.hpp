#pragma once
// What the publisher says of the archive, as it stands in chancery.toml and goes into each edition.
// All of it is public.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::edition {

struct Link {
    std::string name;
    std::string url;
    bool operator==(const Link&) const = default;
};

// How search ranks cables (docs/index.md). Weights are in words of the body, 0 to kMaxPlaceWeight.
struct SearchSettings {
    std::uint32_t subject = 5;
    std::uint32_t summary = 2;
    std::uint32_t body = 1;
    std::uint32_t header = 0;
    double k1 = 1.2; // 0 to 10: how slowly more of a word stops counting
    double b = 0.75; // 0 to 1: how much long cables are held back
    bool operator==(const SearchSettings&) const = default;
};
constexpr std::uint32_t kMaxPlaceWeight = 50;

struct Settings {
    std::string title = "Cable archive";
    std::string motto;
    // One paragraph for the home page.
    std::string description = "Telegrams between a foreign ministry and its embassies, consulates "
                              "and missions, as they were sent. "
                              "Browse them by date, origin, tag or classification; every paragraph "
                              "has an address of its own.";
    std::string
        base_url; // https://cables.example, without slash at the end; for feeds and citations
    std::uint64_t expected_total = 0; // "released so far n / total"; 0: unknown
    std::string hashtag = "cables";   // without #
    std::string support_url;
    std::vector<Link> links; // community resources
    std::string language = "en";
    SearchSettings search;
    std::string admin_email = {}; // whom harvesters may ask; without it there is no /oai
    bool operator==(const Settings&) const = default;
};

std::string to_json(const Settings& settings);
Settings settings_from_json(std::string_view text);

} // namespace chancery::edition
