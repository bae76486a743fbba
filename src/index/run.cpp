#include "index/run.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <fstream>
#include <utility>

#include "base/check.hpp"
#include "base/error.hpp"
#include "index/layout.hpp"

namespace chancery::index {

namespace {

constexpr std::size_t kFirstTable = 1U << 16U;
constexpr std::size_t kWriteBytes = 4U << 20U;

constexpr std::size_t kHead = 8;

// The first bytes of a text, the first of all lowest; of a shorter one zeros behind it.
std::uint64_t head_of(std::string_view text)
{
    const char* const at = text.data();
    const std::size_t size = text.size();
    if (size >= kHead) {
        return load<std::uint64_t>(at);
    }
    if (size >= 4) { // two halves that overlap
        return load<std::uint32_t>(at) | std::uint64_t{load<std::uint32_t>(at + size - 4)}
                                             << (8 * (size - 4));
    }
    std::uint64_t head = 0;
    for (std::size_t i = 0; i < size; ++i) {
        head |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
    }
    return head;
}

std::uint64_t hash_of(std::string_view term, std::uint64_t head)
{
    std::uint64_t hash = (head ^ term.size()) * 0xFF51AFD7ED558CCDULL;
    while (term.size() > kHead) {
        term.remove_prefix(kHead);
        hash ^= hash >> 32U;
        hash = (hash ^ head_of(term)) * 0xC4CEB9FE1A85EC53ULL;
    }
    return hash ^ hash >> 32U;
}

// Short terms of different sizes differ in it: a term has no byte 0, but one might come.
std::uint32_t tag_of(std::string_view term, std::uint64_t hash)
{
    return static_cast<std::uint32_t>(hash & ~std::uint64_t{15}) |
           static_cast<std::uint32_t>(std::min(term.size(), kHead + 1));
}

} // namespace

void RunBuilder::begin(std::uint32_t first_cable)
{
    first_cable_ = first_cable;
    arena_.clear();
    terms_.clear();
    counts_.clear();
    frequent_.clear();
    table_.assign(std::max(table_.size(), kFirstTable), Slot());
    pairs_.fill(0);
    places_.clear();
    documents_.clear();
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
                const std::uint32_t a = places_[first].term;
                const std::uint32_t b = places_[second].term;
                if (frequent_[a] != 0 && frequent_[b] != 0) {
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

std::uint32_t RunBuilder::pair_number(std::uint32_t first, std::uint32_t second)
{
    std::uint32_t& number =
        pairs_[(frequent_[first] - 1U) * kFrequentWords + (frequent_[second] - 1U)];
    if (number == 0) {
        number = term_number(pair_term(term(first), term(second))) + 1;
    }
    return number - 1;
}

std::uint32_t RunBuilder::term_number(std::string_view text)
{
    const std::uint64_t head = head_of(text);
    const std::uint64_t hash = hash_of(text, head);
    const std::uint32_t tag = tag_of(text, hash);
    for (std::size_t at = hash >> 32U;; ++at) {
        Slot& slot = table_[at & (table_.size() - 1)];
        if (slot.number == 0) {
            const auto number = static_cast<std::uint32_t>(terms_.size());
            slot = {head, tag, number + 1};
            terms_.push_back({static_cast<std::uint32_t>(arena_.size()),
                              static_cast<std::uint32_t>(text.size())});
            counts_.push_back(0);
            frequent_.push_back(frequent_number(text));
            arena_ += text;
            if (terms_.size() * 2 > table_.size()) {
                grow_table();
            }
            return number;
        }
        if (slot.head == head && slot.tag == tag &&
            (text.size() <= kHead || term(slot.number - 1) == text)) {
            return slot.number - 1;
        }
    }
}

void RunBuilder::grow_table()
{
    const std::vector<Slot> old = std::exchange(table_, std::vector<Slot>(table_.size() * 2));
    for (const Slot& slot : old) {
        if (slot.number == 0) {
            continue;
        }
        std::size_t at = hash_of(term(slot.number - 1), slot.head) >> 32U;
        while (table_[at & (table_.size() - 1)].number != 0) {
            ++at;
        }
        table_[at & (table_.size() - 1)] = slot;
    }
}

// The terms in the order of their bytes: compared by their first eight as long as those differ.
std::vector<std::uint32_t> RunBuilder::sorted_terms() const
{
    struct Key {
        std::uint64_t head = 0; // the first byte highest
        std::uint32_t number = 0;
    };
    std::vector<Key> keys(terms_.size());
    for (std::uint32_t number = 0; number < keys.size(); ++number) {
        keys[number] = {std::byteswap(head_of(term(number))), number};
    }
    std::ranges::sort(keys, [&](const Key& a, const Key& b) {
        return a.head != b.head ? a.head < b.head : term(a.number) < term(b.number);
    });
    std::vector<std::uint32_t> order(keys.size());
    std::ranges::transform(keys, order.begin(), &Key::number);
    return order;
}

void RunBuilder::sort_places()
{
    ends_.resize(terms_.size());
    std::size_t sum = 0;
    for (std::size_t number = 0; number < terms_.size(); ++number) {
        ends_[number] = sum; // for now where they begin
        sum += counts_[number];
    }
    sorted_.resize(places_.size());
    std::size_t at = 0;
    for (std::uint32_t document = 0; document < documents_.size(); ++document) {
        for (; at < documents_[document].places_to; ++at) {
            sorted_[ends_[places_[at].term]++] = {document, places_[at].position};
        }
    }
}

// For each cable: how many cables further; of a word then how often, its weight, and its positions,
// each as the difference to the one before.
void RunBuilder::append_list(std::string& out, std::span<const Sorted> places,
                             bool with_positions) const
{
    // A cable takes no more than three numbers beside its positions.
    const std::size_t limit = out.size() + places.size() * 4 * kMaxVarintBytes;
    out.resize_and_overwrite(limit, [&, from = out.size()](char* bytes, std::size_t) {
        char* const end = put_list(bytes + from, places, with_positions);
        return static_cast<std::size_t>(end - bytes);
    });
}

char* RunBuilder::put_list(char* to, std::span<const Sorted> places, bool with_positions) const
{
    std::uint32_t before = 0;
    while (!places.empty()) {
        const std::uint32_t document = places.front().document;
        std::size_t count = 1;
        while (count < places.size() && places[count].document == document) {
            ++count;
        }
        to = put_varint(to, first_cable_ + document - before);
        before = first_cable_ + document;
        if (with_positions) {
            std::uint32_t weight = 0;
            for (const Sorted& place : places.first(count)) {
                weight += weight_at(documents_[document].zones, weights_, place.position);
            }
            to = put_varint(to, count);
            to = put_varint(to, std::min(weight, kMaxWeight));
            std::uint32_t last = 0;
            for (const Sorted& place : places.first(count)) {
                to = put_varint(to, place.position - last);
                last = place.position;
            }
        }
        places = places.subspan(count);
    }
    return to;
}

RunFile RunBuilder::write(const std::filesystem::path& path)
{
    sort_places();
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
    for (const std::uint32_t number : sorted_terms()) {
        for (; part < kRunSplits.size() && term(number) >= kRunSplits[part]; ++part) {
            file.parts[part + 1] = written + out.size();
        }
        const std::span<const Sorted> places = std::span<const Sorted>(sorted_).subspan(
            ends_[number] - counts_[number], counts_[number]);
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
        throw IoError("cannot write " + path.string() + ": " + errno_text(errno));
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
