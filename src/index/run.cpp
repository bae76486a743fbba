#include "index/run.hpp"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <utility>

#include "base/check.hpp"
#include "base/error.hpp"
#include "index/layout.hpp"

namespace chancery::index {

namespace {

constexpr std::size_t kFirstTable = 1U << 16U;
constexpr std::size_t kWriteBytes = 4U << 20U;

std::uint32_t hash_of(std::string_view term)
{
    std::uint64_t hash = 0x9E3779B97F4A7C15ULL ^ term.size();
    for (; term.size() >= 8; term.remove_prefix(8)) {
        hash = (hash ^ load<std::uint64_t>(term.data())) * 0xFF51AFD7ED558CCDULL;
        hash ^= hash >> 32U;
    }
    std::uint64_t rest = 0;
    std::memcpy(&rest, term.data(), term.size());
    hash = (hash ^ rest) * 0xC4CEB9FE1A85EC53ULL;
    return static_cast<std::uint32_t>(hash >> 32U);
}

} // namespace

RunBuilder::RunBuilder(std::uint32_t first_cable, const Weights& weights)
    : first_cable_(first_cable), weights_(weights), table_(kFirstTable)
{
}

CableRow RunBuilder::add(const IndexedCable& cable)
{
    words_.read(cable, analyzer_);
    const std::size_t first = places_.size();
    const Tokens& tokens = words_.tokens();
    for (const Token& token : tokens.list) {
        add_place(term_number(tokens.word(token)), token.position);
    }
    add_pairs(first);
    add_regions();
    for (const Attribute& attribute : cable.attributes) {
        add_place(term_number(attribute_term(attribute.field, attribute.value)), 0);
    }
    documents_.push_back({places_.size(), words_.zones()});

    CableRow row{cable.id,
                 cable.created.value_or(kNoInstant),
                 cable.released,
                 words_.length(),
                 words_.zones(),
                 {},
                 {}};
    append_layout(row.layout, words_.regions());
    std::ranges::copy_if(cable.attributes, std::back_inserter(row.attributes),
                         [](const Attribute& attribute) { return is_facet(attribute.field); });
    return row;
}

// Of the words from places_[from] on: every frequent word with every frequent word at the position
// before (a joined word shares one).
void RunBuilder::add_pairs(std::size_t from)
{
    const std::size_t end = places_.size();
    std::size_t before = from; // where those at the position before begin
    for (std::size_t here = from; here < end;) {
        std::size_t next = here + 1;
        while (next < end && places_[next].position == places_[here].position) {
            ++next;
        }
        const bool adjacent = places_[before].position + 1 == places_[here].position;
        for (std::size_t second = here; adjacent && second < next; ++second) {
            for (std::size_t first = before; first < here; ++first) {
                const Term& a = terms_[places_[first].term];
                const Term& b = terms_[places_[second].term];
                if (a.frequent != 0 && b.frequent != 0) {
                    add_place(pair_number(a, b), places_[first].position);
                }
            }
        }
        before = here;
        here = next;
    }
}

// The words of the small regions, each once for each region.
void RunBuilder::add_regions()
{
    const Tokens& tokens = words_.tokens();
    for (const PlacedRegion& region : words_.regions()) {
        if (!has_own_terms(region.region)) {
            continue;
        }
        auto token = std::ranges::lower_bound(tokens.list, region.from, {}, &Token::position);
        for (; token != tokens.list.end() && token->position < region.to; ++token) {
            add_place(term_number(region_term(region.region, tokens.word(*token))), 0);
        }
    }
}

std::uint32_t RunBuilder::pair_number(const Term& first, const Term& second)
{
    std::uint32_t& number = pairs_[(first.frequent - 1U) * kFrequentWords + (second.frequent - 1U)];
    if (number == 0) {
        const std::string_view all = arena_;
        const std::string pair =
            pair_term(all.substr(first.at, first.size), all.substr(second.at, second.size));
        number = term_number(pair) + 1;
    }
    return number - 1;
}

std::uint32_t RunBuilder::term_number(std::string_view text)
{
    const std::uint32_t hash = hash_of(text);
    for (std::size_t at = hash;; ++at) {
        Slot& slot = table_[at & (table_.size() - 1)];
        if (slot.number == 0) {
            const auto number = static_cast<std::uint32_t>(terms_.size());
            slot = {hash, number + 1};
            terms_.push_back({static_cast<std::uint32_t>(arena_.size()),
                              static_cast<std::uint32_t>(text.size()), 0, frequent_number(text)});
            arena_ += text;
            if (terms_.size() * 2 > table_.size()) {
                grow_table();
            }
            return number;
        }
        if (slot.hash == hash && term(slot.number - 1) == text) {
            return slot.number - 1;
        }
    }
}

void RunBuilder::grow_table()
{
    const std::vector<Slot> old = std::exchange(table_, std::vector<Slot>(table_.size() * 2));
    for (const Slot& slot : old) {
        std::size_t at = slot.hash & (table_.size() - 1);
        while (slot.number != 0 && table_[at].number != 0) {
            at = (at + 1) & (table_.size() - 1);
        }
        if (slot.number != 0) {
            table_[at] = slot;
        }
    }
}

// By term number, then in the order they came: `ends` says where each term's places end.
std::vector<RunBuilder::Sorted> RunBuilder::sort_places(std::vector<std::size_t>& ends) const
{
    ends.resize(terms_.size());
    std::size_t sum = 0;
    for (std::size_t number = 0; number < terms_.size(); ++number) {
        ends[number] = sum; // for now where they begin
        sum += terms_[number].count;
    }
    std::vector<Sorted> sorted(places_.size());
    std::size_t at = 0;
    for (std::uint32_t document = 0; document < documents_.size(); ++document) {
        for (; at < documents_[document].places_to; ++at) {
            sorted[ends[places_[at].term]++] = {document, places_[at].position};
        }
    }
    return sorted;
}

// For each cable: how many cables further; of a word then how often, its weight, and its positions,
// each as the difference to the one before.
void RunBuilder::append_list(std::string& out, std::span<const Sorted> places,
                             bool with_positions) const
{
    std::uint32_t before = 0;
    while (!places.empty()) {
        const std::uint32_t document = places.front().document;
        std::size_t count = 1;
        while (count < places.size() && places[count].document == document) {
            ++count;
        }
        append_varint(out, first_cable_ + document - before);
        before = first_cable_ + document;
        if (with_positions) {
            std::uint32_t weight = 0;
            for (const Sorted& place : places.first(count)) {
                weight += weight_at(documents_[document].zones, weights_, place.position);
            }
            append_varint(out, count);
            append_varint(out, std::min(weight, kMaxWeight));
            std::uint32_t last = 0;
            for (const Sorted& place : places.first(count)) {
                append_varint(out, place.position - last);
                last = place.position;
            }
        }
        places = places.subspan(count);
    }
}

RunFile RunBuilder::write(const std::filesystem::path& path)
{
    std::vector<std::size_t> ends;
    const std::vector<Sorted> sorted = sort_places(ends);
    std::vector<std::uint32_t> order(terms_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t number) { return term(number); });

    RunFile file{path, {}};
    std::ofstream stream(path, std::ios::binary);
    std::string out;
    std::uint64_t written = 0;
    const auto flush = [&] {
        stream.write(out.data(), static_cast<std::streamsize>(out.size()));
        written += out.size();
        out.clear();
    };
    std::string list;
    std::size_t part = 0;
    for (const std::uint32_t number : order) {
        for (; part < kRunSplits.size() && term(number) >= kRunSplits[part]; ++part) {
            file.parts[part + 1] = written + out.size();
        }
        const std::span<const Sorted> places =
            std::span(sorted).subspan(ends[number] - terms_[number].count, terms_[number].count);
        list.clear();
        append_list(list, places, has_positions(term(number)));
        std::uint32_t cables = 1;
        for (std::size_t i = 1; i < places.size(); ++i) {
            cables += places[i].document != places[i - 1].document ? 1 : 0;
        }
        append_varint(out, terms_[number].size);
        out += term(number);
        append_varint(out, cables);
        append_varint(out, list.size());
        out += list;
        if (out.size() >= kWriteBytes) {
            flush();
        }
    }
    flush();
    for (; part < kRunParts; ++part) {
        file.parts[part + 1] = written;
    }
    stream.close();
    if (!stream) {
        throw IoError("cannot write " + path.string());
    }
    return file;
}

RunReader::RunReader(const MappedFile& file, std::uint64_t from, std::uint64_t to)
    : bytes_(file.bytes().data() + from, file.bytes().data() + to)
{
    next();
}

void RunReader::next()
{
    at_end_ = bytes_.at_end();
    if (at_end_) {
        return;
    }
    const std::uint64_t size = bytes_.next();
    term_ = {bytes_.at(), size};
    bytes_.skip(size);
    cables_ = bytes_.next32();
    const std::uint64_t list_size = bytes_.next();
    list_ = {bytes_.at(), list_size};
    bytes_.skip(list_size);
    CHECK(bytes_.ok()); // we wrote it ourselves, a moment ago
}

} // namespace chancery::index
