#pragma once
// For the tests of this folder: what the index takes of cables, made from a few words, so that a
// slow obvious counterpart can hold them as they are.
//
//   const std::vector<IndexedCable> entries = made_entries(50, 1);
#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "index/indexed_cable.hpp"

namespace chancery::index::testing {

// Lines of made words; each kind of region lies over some of the lines. `lines` at least 8.
class EntryMaker {
public:
    explicit EntryMaker(std::uint64_t seed, std::size_t lines = 12) : random_(seed), lines_(lines)
    {
    }

    IndexedCable entry(std::size_t number)
    {
        IndexedCable entry;
        entry.id = (number % 3 == 0 ? "07LINDEN" : "08QUAY") + std::to_string(number + 1);
        if (number % 7 != 6) {
            entry.created = 1'200'000'000 + static_cast<std::int64_t>(below(50'000'000));
        }
        entry.released = 1'314'316'800 + static_cast<std::int64_t>(number % 3) * 86'400;
        std::vector<Span> lines;
        for (std::size_t i = 0; i < lines_; ++i) {
            const auto from = static_cast<std::uint32_t>(entry.text.size());
            for (std::uint64_t words = 1 + below(12); words > 0; --words) {
                entry.text += word();
                entry.text += words > 1 ? " " : "";
            }
            lines.push_back({from, static_cast<std::uint32_t>(entry.text.size())});
            entry.text += '\n';
        }
        const std::uint32_t body = lines[3].from;
        add(entry, Region::Subject, lines[4]);
        add(entry, Region::Summary, {lines[5].from, lines[6].to});
        add(entry, Region::Comment, lines[lines_ - 2]);
        add(entry, Region::Header, {0, body - 1});
        add(entry, Region::Body, {body, lines.back().to});
        for (std::size_t i = 5; i + 1 < lines_; ++i) {
            entry.regions.push_back({Region::Paragraph, lines[i], below(2) == 0 ? "S" : "U",
                                     "par" + std::to_string(i - 4)});
        }
        add(entry, Region::From, lines[0]);
        add(entry, Region::To, lines[1]);
        add(entry, Region::Signer, lines.back());
        for (const RegionSpan& region : entry.regions) {
            if (is_passage(region.region)) {
                entry.breaks.push_back(region.at.from);
                entry.breaks.push_back(region.at.to);
            }
        }
        std::ranges::sort(entry.breaks);
        const auto [first, last] = std::ranges::unique(entry.breaks);
        entry.breaks.erase(first, last);
        entry.attributes = {{Field::Id, entry.id},
                            {Field::Origin, number % 3 == 0 ? "Embassy Linden" : "Consulate Quay"},
                            {Field::Classification, number % 2 == 0 ? "SECRET" : "UNCLASSIFIED"}};
        for (const std::string_view tag : {"PHUM", "PREL", "EAIR"}) {
            if (below(2) == 0) {
                entry.attributes.push_back({Field::Tag, std::string(tag)});
            }
        }
        std::ranges::sort(entry.attributes);
        return entry;
    }

private:
    std::uint64_t below(std::uint64_t n) { return random_() % n; }
    // Some are everywhere, some rare, some of one stem, some joined of two.
    std::string word()
    {
        static constexpr std::string_view kWords[] = {
            "the",      "of",        "in",        "was",        "to",    "and",
            "ferry",    "ferries",   "harbour",   "harbours",   "pilot", "piloting",
            "piloted",  "tariff",    "quay",      "co-owner",   "U.N.",  "1,250",
            "minister", "ministers", "\u00E9tat", "lighthouse", "visa",  "visas"};
        if (below(10) == 0) {
            return "w" + std::to_string(below(200));
        }
        return std::string(kWords[below(below(2) == 0 ? 6 : std::size(kWords))]);
    }
    static void add(IndexedCable& entry, Region region, Span at)
    {
        entry.regions.push_back({region, at, {}, {}});
    }

    std::mt19937_64 random_;
    std::size_t lines_;
};

inline std::vector<IndexedCable> made_entries(std::size_t count, std::uint64_t seed,
                                              std::size_t lines = 12)
{
    EntryMaker maker(seed, lines);
    std::vector<IndexedCable> entries;
    for (std::size_t i = 0; i < count; ++i) {
        entries.push_back(maker.entry(i));
    }
    return entries;
}

} // namespace chancery::index::testing
