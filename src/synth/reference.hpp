#pragma once
// The posts, tags and addressees that the generator draws from: the embedded reference/*.csv, read once. This file is the
// only place of the folder that knows these tables.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::synth {

struct Post {
    std::string origin;  // Embassy Abu Dhabi
    std::string token;   // ABUDHABI
    std::string name;    // ABU DHABI
    std::string from;    // AMEMBASSY ABU DHABI
    std::string routing; // RUEHAD
    std::string city;
    std::string country;
    std::string iso; // ISO 3166-1, two letters
    std::string tag; // the country's tag, empty where there is none
    std::string address() const { return routing + "/" + from; }
    std::uint32_t weight = 0; // cables in the release
    bool is_department = false;
};

struct Reference {
    std::vector<Post> posts;
    std::uint32_t total_weight = 0;
    std::size_t state = 0;                  // the post that is the Department
    std::vector<std::string> collectives;   // "RUEHZL/EUROPEAN POLITICAL COLLECTIVE"
    std::vector<std::string> agencies;      // "RHEHNSC/NSC WASHDC"
    std::vector<std::string> organizations; // tags
    std::vector<std::string> programs;      // tags
};

const Reference& reference();

} // namespace chancery::synth
