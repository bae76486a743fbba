#include "edition/batch.hpp"

#include <algorithm>
#include <cerrno>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/varint.hpp"
#include "edition/citations.hpp"

namespace chancery::edition {

namespace {

constexpr std::uint64_t kMagic = 0x3248435442434843ULL; // "CHCBTCH2"
constexpr std::int64_t kUnknown = INT64_MIN;
constexpr std::uint64_t kMaxListed = 100'000; // tags or nodes of one cable

struct Trailer {
    std::uint64_t count = 0;
    std::uint64_t views = 0; // sizes, in the order of the file
    std::uint64_t facts = 0;
    std::uint64_t dictionary = 0;
    std::uint64_t magic = kMagic;
};

void append_texts(std::string& out, const std::vector<std::string>& texts)
{
    append_varint(out, texts.size());
    for (const std::string& text : texts) {
        append_text(out, text);
    }
}

std::vector<std::string> read_texts(VarintReader& reader)
{
    std::vector<std::string> texts;
    const std::uint64_t count = std::min(reader.next(), kMaxListed);
    for (std::uint64_t i = 0; i < count && reader.ok(); ++i) {
        texts.emplace_back(reader.text());
    }
    return texts;
}

void append_lacks(std::string& out, const std::vector<Incomplete>& lacks)
{
    append_varint(out, lacks.size());
    for (const Incomplete& lack : lacks) {
        append_varint(out, static_cast<std::uint64_t>(lack.lack));
        append_varint(out, lack.first);
        append_varint(out, lack.last);
        append_varint(out, lack.sections);
    }
}

std::vector<Incomplete> read_lacks(VarintReader& reader)
{
    std::vector<Incomplete> lacks;
    const std::uint64_t count = std::min<std::uint64_t>(reader.next(), kMaxLacks);
    for (std::uint64_t i = 0; i < count && reader.ok(); ++i) {
        const auto lack = static_cast<Lack>(
            std::min<std::uint64_t>(reader.next(), static_cast<std::uint64_t>(Lack::CutOff)));
        const std::uint32_t first = reader.next32();
        const std::uint32_t last = reader.next32();
        lacks.push_back({lack, first, last, reader.next32()});
    }
    return lacks;
}

} // namespace

std::vector<std::string> listing_tags(const Cable& cable)
{
    std::vector<std::string> tags;
    for (const Tag& tag : cable.tags) {
        std::string word;
        for (const char c : tag.printed + ' ') {
            if (is_alnum(c) || (c == '-' && !word.empty())) {
                word += to_upper(c);
                continue;
            }
            const bool has_letter = std::ranges::any_of(word, is_alpha);
            if (word.size() >= 2 && has_letter && std::ranges::find(tags, word) == tags.end()) {
                tags.push_back(word);
            }
            word.clear();
        }
    }
    return tags;
}

Facts facts_of(const Cable& cable)
{
    CHECK(cable.released);
    return {cable.id,
            cable.created,
            *cable.released,
            cable.origin,
            cable.classification.label,
            cable.subject,
            listing_tags(cable),
            cited_nodes(cable),
            incomplete(cable)};
}

BatchWriter::BatchWriter(std::filesystem::path path, std::string_view dictionary)
    : path_(std::move(path)), stream_(path_, std::ios::binary), dictionary_(dictionary)
{
}

void BatchWriter::add(const Facts& facts, std::string_view packed)
{
    stream_.write(packed.data(), static_cast<std::streamsize>(packed.size()));
    views_ += packed.size();
    append(view_ends_, views_);
    append(facts_, facts.created ? seconds_since_epoch(*facts.created) : kUnknown);
    append(facts_, static_cast<std::int64_t>(seconds_since_epoch(facts.released)));
    for (const std::string* text :
         {&facts.id, &facts.origin, &facts.classification, &facts.subject}) {
        append_text(facts_, *text);
    }
    append_texts(facts_, facts.tags);
    append_texts(facts_, facts.cited);
    append_lacks(facts_, facts.incomplete);
    append(fact_ends_, std::uint64_t{facts_.size()});
}

void BatchWriter::finish()
{
    std::string end;
    append(end, Trailer{view_ends_.size() / sizeof(std::uint64_t), views_, facts_.size(),
                        dictionary_.size(), kMagic});
    for (const std::string* part : {&facts_, &view_ends_, &fact_ends_, &dictionary_, &end}) {
        stream_.write(part->data(), static_cast<std::streamsize>(part->size()));
    }
    stream_.close();
    if (!stream_) {
        throw IoError("cannot write " + path_.string() + ": " + errno_text(errno));
    }
    sync_file(path_);
}

std::shared_ptr<const Batch> Batch::open(const std::filesystem::path& path)
{
    return std::shared_ptr<const Batch>(new Batch(path));
}

Batch::Batch(const std::filesystem::path& path) : name_(path.string()), file_(path)
{
    std::string_view rest = file_.bytes();
    if (rest.size() < sizeof(Trailer)) {
        damaged();
    }
    const auto trailer = load<Trailer>(rest.data() + rest.size() - sizeof(Trailer));
    rest.remove_suffix(sizeof(Trailer));
    const auto take = [&](std::uint64_t size) {
        if (size > rest.size()) {
            damaged();
        }
        const std::string_view part = rest.substr(0, size);
        rest.remove_prefix(size);
        return part;
    };
    if (trailer.magic != kMagic || trailer.count > rest.size() / (2 * sizeof(std::uint64_t))) {
        damaged();
    }
    count_ = static_cast<std::uint32_t>(trailer.count);
    views_ = take(trailer.views);
    facts_ = take(trailer.facts);
    view_ends_ = take(trailer.count * sizeof(std::uint64_t));
    fact_ends_ = take(trailer.count * sizeof(std::uint64_t));
    dictionary_ = take(trailer.dictionary);
    if (!rest.empty()) {
        damaged();
    }
}

void Batch::damaged() const
{
    throw IoError(name_ + ": damaged");
}

std::string_view Batch::item(std::string_view all, std::string_view ends, std::uint32_t place) const
{
    const auto end_of = [&](std::uint32_t i) {
        return load<std::uint64_t>(ends.data() + i * sizeof(std::uint64_t));
    };
    if (place >= count_) {
        damaged();
    }
    const std::uint64_t from = place == 0 ? 0 : end_of(place - 1);
    const std::uint64_t to = end_of(place);
    if (from > to || to > all.size()) {
        damaged();
    }
    return all.substr(from, to - from);
}

std::string_view Batch::packed(std::uint32_t place) const
{
    return item(views_, view_ends_, place);
}

Facts Batch::facts(std::uint32_t place) const
{
    const std::string_view bytes = item(facts_, fact_ends_, place);
    constexpr std::size_t kInstants = 2 * sizeof(std::int64_t);
    if (bytes.size() < kInstants) {
        damaged();
    }
    Facts facts;
    const auto created = load<std::int64_t>(bytes.data());
    if (created != kUnknown) {
        facts.created = instant_from_seconds(created);
    }
    facts.released = instant_from_seconds(load<std::int64_t>(bytes.data() + sizeof created));
    VarintReader reader(bytes.data() + kInstants, bytes.data() + bytes.size());
    for (std::string* text : {&facts.id, &facts.origin, &facts.classification, &facts.subject}) {
        *text = reader.text();
    }
    facts.tags = read_texts(reader);
    facts.cited = read_texts(reader);
    facts.incomplete = read_lacks(reader);
    if (!reader.ok() || !reader.at_end()) {
        damaged();
    }
    return facts;
}

} // namespace chancery::edition
