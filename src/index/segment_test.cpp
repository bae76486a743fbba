#include "index/segment.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <xxhash.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/time.hpp"
#include "index/cable_words.hpp"
#include "index/frequent_words.hpp"
#include "index/made_entries.hpp"
#include "index/query/normal.hpp"
#include "index/query/parse.hpp"
#include "index/searcher.hpp"
#include "index/segment_writer.hpp"

namespace chancery::index {
namespace {

using chancery::testing::TempFolder;

void write_segment(const fs::path& path, const std::vector<IndexedCable>& entries,
                   const WriterOptions& options = {})
{
    SegmentWriter writer(path, options);
    for (const IndexedCable& entry : entries) {
        writer.add(entry);
    }
    writer.finish();
}

void write_file(const fs::path& path, std::string_view bytes)
{
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// ---- what is in it ----

struct Place {
    std::uint32_t weight = 0;
    std::vector<std::uint32_t> positions;
};
using Lists = std::map<std::string, std::map<std::uint32_t, Place>>; // by term and cable

// The slow obvious counterpart of all lists.
Lists lists_of(const std::vector<IndexedCable>& entries)
{
    Lists lists;
    Analyzer analyzer;
    CableWords words;
    for (std::uint32_t cable = 0; cable < entries.size(); ++cable) {
        words.read(entries[cable], analyzer);
        const Tokens& tokens = words.tokens();
        const auto add = [&](const std::string& term, std::uint32_t position) {
            Place& place = lists[term][cable];
            place.weight =
                std::min(place.weight + weight_at(words.zones(), {}, position), kMaxWeight);
            place.positions.push_back(position);
        };
        for (const Token& first : tokens.list) {
            add(std::string(tokens.word(first)), first.position);
            for (const Token& second : tokens.list) {
                if (second.position == first.position + 1 &&
                    frequent_number(tokens.word(first)) != 0 &&
                    frequent_number(tokens.word(second)) != 0) {
                    add(pair_term(tokens.word(first), tokens.word(second)), first.position);
                }
            }
        }
        for (const PlacedRegion& region : words.regions()) {
            for (const Token& token : tokens.list) {
                if (has_own_terms(region.region) && token.position >= region.from &&
                    token.position < region.to) {
                    lists[region_term(region.region, tokens.word(token))][cable] = {};
                }
            }
        }
        for (const Attribute& attribute : entries[cable].attributes) {
            lists[attribute_term(attribute.field, attribute.value)][cable] = {};
        }
    }
    return lists;
}

void expect_lists(const Segment& segment, const Lists& expected)
{
    ASSERT_EQ(segment.words().size(), expected.size());
    auto wanted = expected.begin();
    for (DictionaryCursor at(segment.words(), ""); !at.at_end(); at.next(), ++wanted) {
        ASSERT_EQ(at.term(), wanted->first);
        const PostingList list = segment.list(at.term(), at.entry());
        EXPECT_EQ(list.cables(), wanted->second.size());
        PostingCursor posting(list);
        for (const auto& [cable, place] : wanted->second) {
            ASSERT_EQ(posting.cable(), cable) << at.term();
            EXPECT_TRUE(std::ranges::equal(posting.positions(), place.positions)) << at.term();
            EXPECT_EQ(posting.weight(), has_positions(at.term()) ? place.weight : 0) << at.term();
            posting.next();
        }
        EXPECT_EQ(posting.cable(), kNoCable);
    }
}

TEST(Segment, HasForEachTermTheCablesWeightsAndPositionsThatTheTextsHave)
{
    const TempFolder folder;
    const fs::path path = folder.path() / "a.segment";
    for (const std::size_t count : {0U, 1U, 8U, 9U, 50U, 300U}) {
        const std::vector<IndexedCable> entries = testing::made_entries(count, count, 8);
        write_segment(path, entries);
        const auto segment = Segment::open(path);
        segment->check();
        EXPECT_EQ(segment->cables(), count);
        expect_lists(*segment, lists_of(entries));
    }
}

std::uint16_t month_of(const IndexedCable& entry)
{
    if (!entry.created) {
        return 0;
    }
    const Civil c = civil(instant_from_seconds(*entry.created));
    return static_cast<std::uint16_t>(c.year * 12 + c.month - 1);
}

TEST(Segment, HasOfEachCableItsIdDatesLengthRegionsAndValues)
{
    const TempFolder folder;
    const fs::path path = folder.path() / "a.segment";
    const std::vector<IndexedCable> entries = testing::made_entries(120, 4);
    write_segment(path, entries);
    const auto segment = Segment::open(path);
    Analyzer analyzer;
    CableWords words;
    std::uint64_t lengths = 0;
    std::vector<PlacedRegion> regions;
    for (std::uint32_t cable = 0; cable < entries.size(); ++cable) {
        const IndexedCable& entry = entries[cable];
        words.read(entry, analyzer);
        lengths += words.length();
        EXPECT_EQ(segment->id(cable), entry.id);
        EXPECT_EQ(segment->created()[cable], entry.created.value_or(kNoInstant));
        EXPECT_EQ(segment->released()[cable], entry.released);
        EXPECT_EQ(segment->months()[cable], month_of(entry));
        EXPECT_EQ(segment->lengths()[cable], length_code(words.length()));
        ASSERT_TRUE(read_layout(segment->layout(cable), regions));
        EXPECT_EQ(regions, words.regions());
        for (std::size_t facet = 0; facet < kFacets; ++facet) {
            const FacetReader& reader = segment->facet(static_cast<Facet>(facet));
            std::set<std::string> got;
            for (const std::uint32_t value : reader.of(cable)) {
                got.emplace(reader.values()[value]);
            }
            std::set<std::string> expected;
            for (const Attribute& attribute : entry.attributes) {
                if (attribute.field == field_of(static_cast<Facet>(facet))) {
                    expected.insert(attribute.value);
                }
            }
            EXPECT_EQ(got, expected);
        }
    }
    EXPECT_EQ(segment->length_sum(), lengths);
}

TEST(Segment, KnowsTheWordsOfEveryStem)
{
    const TempFolder folder;
    const fs::path path = folder.path() / "a.segment";
    write_segment(path, testing::made_entries(60, 5));
    const auto segment = Segment::open(path);
    Analyzer analyzer;
    std::map<std::string, std::vector<std::uint64_t>> expected;
    for (DictionaryCursor at(segment->words(), "a"); !at.at_end(); at.next()) {
        expected[std::string(analyzer.stem(at.term()))].push_back(at.entry().number);
    }
    std::size_t several = 0;
    for (const auto& [stem, words] : expected) {
        const std::vector<std::uint64_t> got = segment->words_of_stem(stem);
        if (got.empty()) { // the stem itself, alone
            ASSERT_EQ(words.size(), 1U);
            EXPECT_EQ(DictionaryCursor::at_number(segment->words(), words[0]).term(), stem);
        } else {
            EXPECT_EQ(got, words) << stem;
            ++several;
        }
    }
    EXPECT_GT(several, 3U);
    EXPECT_TRUE(segment->words_of_stem("nosuchstem").empty());
}

TEST(Segment, IsTheSameFileWhateverThreadsAndBatchesMadeIt)
{
    const TempFolder folder;
    const std::vector<IndexedCable> entries = testing::made_entries(200, 6);
    write_segment(folder.path() / "one", entries);
    const std::string expected = read_file(folder.path() / "one");
    for (const unsigned threads : {1U, 3U}) {
        for (const std::size_t batch : {1U, 2000U, 20'000U}) {
            write_segment(folder.path() / "other", entries,
                          {.threads = threads, .batch_bytes = batch});
            EXPECT_EQ(read_file(folder.path() / "other"), expected) << threads << " " << batch;
        }
    }
    EXPECT_FALSE(fs::exists(folder.path() / "one.runs"));
}

TEST(Segment, KeepsALengthWithinTwelvePerCent)
{
    for (std::uint32_t length = 0; length < 300'000; ++length) {
        const std::uint32_t kept = length_of_code(length_code(length));
        ASSERT_LE(kept, length);
        ASSERT_GE(kept * 100ULL, length * 88ULL) << length;
        ASSERT_TRUE(length > 15 || kept == length);
        ASSERT_GE(length_code(length + 1), length_code(length));
    }
    EXPECT_LE(length_of_code(length_code(UINT32_MAX)), UINT32_MAX);
}

// ---- damage ----

std::vector<query::Node> some_queries(Analyzer& analyzer)
{
    std::vector<query::Node> queries;
    for (const std::string_view text :
         {"", "ferry", "=harbour pilot*", "\"the ferry\"", "\"in the\" -quay",
          "visa NEAR/4 minister", "~harbor", "subject:ferry OR in:summary tariff", "para:(S) the",
          "tag:PHUM origin:linden", "created:2008 OR created:none",
          "2 of (ferry quay lighthouse)"}) {
        queries.push_back(query::normal_form(query::read_query(text).tree, analyzer));
    }
    return queries;
}

struct Outcome {
    std::uint64_t total = 0;
    std::vector<std::pair<std::string, double>> hits;
    std::vector<std::uint64_t> counts;
    std::vector<Stretch> marks;
    bool operator==(const Outcome&) const = default;
};

// What the file answers; nothing for an IoError.
class Asker {
public:
    Asker() : queries_(some_queries(analyzer_)) {}

    std::size_t count() const { return queries_.size(); }
    // In order; where one fails, the outcome is empty.
    std::vector<std::optional<Outcome>> ask(const fs::path& path)
    {
        std::vector<std::optional<Outcome>> all(queries_.size());
        try {
            Searcher searcher(Index::of({Segment::open(path)}));
            for (std::size_t i = 0; i < queries_.size(); ++i) {
                try {
                    all[i] = outcome(searcher, queries_[i], i);
                } catch (const IoError&) {
                    all[i].reset();
                }
            }
        } catch (const IoError&) {
            all.assign(queries_.size(), std::nullopt);
        }
        return all;
    }

private:
    static Outcome outcome(Searcher& searcher, const query::Node& query, std::size_t number)
    {
        Request request{.query = query};
        request.sort = number % 3 == 2 ? Sort::Id : Sort::Relevance;
        const Answer answer = searcher.search(request);
        Outcome out;
        out.total = answer.total;
        for (const Hit& hit : answer.hits) {
            out.hits.emplace_back(hit.id, hit.score);
            std::ranges::copy(searcher.marks(query, hit), std::back_inserter(out.marks));
        }
        for (const auto& facet : answer.facets) {
            for (const ValueCount& value : facet) {
                out.counts.push_back(value.count);
            }
        }
        return out;
    }

    Analyzer analyzer_;
    std::vector<query::Node> queries_;
};

class DamagedSegment : public ::testing::Test {
protected:
    DamagedSegment()
    {
        write_segment(path_, testing::made_entries(50, 7));
        bytes_ = read_file(path_);
        right_ = asker_.ask(path_);
        for (const auto& outcome : right_) {
            EXPECT_TRUE(outcome.has_value());
        }
    }

    // Damage gives no answer or the right one. Returns how many gave none.
    std::size_t expect_no_lie(const std::string& bytes, const std::string& what)
    {
        write_file(path_, bytes);
        const auto got = asker_.ask(path_);
        std::size_t refused = 0;
        for (std::size_t i = 0; i < got.size(); ++i) {
            refused += got[i] ? 0 : 1;
            EXPECT_TRUE(!got[i] || *got[i] == *right_[i]) << what << ", query " << i;
        }
        return refused;
    }
    Trailer trailer() const
    {
        return load<Trailer>(bytes_.data() + bytes_.size() - sizeof(Trailer));
    }
    // The file with another footer, under a right checksum.
    std::string with_footer(const Footer& footer) const
    {
        const Trailer end = trailer();
        std::string all = bytes_.substr(0, bytes_.size() - sizeof(Trailer));
        std::memcpy(all.data() + end.footer_at, &footer, sizeof footer);
        const std::string_view part = std::string_view(all).substr(end.footer_at);
        append(all, Trailer{end.footer_at, part.size(), XXH3_64bits(part.data(), part.size()),
                            kSegmentMagic});
        return all;
    }
    Footer footer() const { return load<Footer>(bytes_.data() + trailer().footer_at); }

    TempFolder folder_;
    fs::path path_ = folder_.path() / "a.segment";
    Asker asker_;
    std::string bytes_;
    std::vector<std::optional<Outcome>> right_;
};

// Every seventh byte of what is used, every byte of the end, some of the zeros that fill the page.
TEST_F(DamagedSegment, IsRefusedOrAnswersRightWhicheverByteIsTurned)
{
    std::uint64_t used = 0;
    for (const SectionPlace& section : footer().sections) {
        used = std::max(used, section.at + section.size);
    }
    std::size_t refused = 0;
    for (std::size_t at = 0; at < bytes_.size();
         at += at >= trailer().footer_at ? 1 : (at < used ? 7 : 997)) {
        std::string bytes = bytes_;
        bytes[at] = static_cast<char>(bytes[at] ^ (at % 2 == 0 ? 0x01 : 0x80));
        refused += expect_no_lie(bytes, fmt::format("byte {}", at)) > 0 ? 1 : 0;
    }
    EXPECT_GT(refused, used / 7);
}

TEST_F(DamagedSegment, IsRefusedWhereverItIsCutOff)
{
    for (std::size_t size = 0;
         size<bytes_.size(); size += size + 600> bytes_.size() || size < 200 ? 1 : 211) {
        EXPECT_EQ(expect_no_lie(bytes_.substr(0, size), fmt::format("cut at {}", size)),
                  asker_.count());
    }
    EXPECT_EQ(expect_no_lie(bytes_ + '\0', "a byte more"), asker_.count());
}

// A hostile footer under a right checksum may lie, but nothing outside is read (a sanitizer sees to it).
TEST_F(DamagedSegment, WithAFooterMadeToDeceiveIsNeverReadOutside)
{
    const std::size_t numbers = offsetof(Footer, pages) / sizeof(std::uint32_t);
    std::size_t refused = 0;
    for (std::size_t i = 0; i < numbers; ++i) {
        Footer changed = footer();
        std::uint32_t was = 0;
        std::memcpy(&was, reinterpret_cast<char*>(&changed) + i * 4, 4);
        for (const std::uint32_t now : {0U, 1U, was - 1, was + 1, was + 8, was * 2, was - 8,
                                        0x7FFFFFFFU, 0xFFFFFFF8U, UINT32_MAX}) {
            std::memcpy(reinterpret_cast<char*>(&changed) + i * 4, &now, 4);
            write_file(path_, with_footer(changed));
            refused += asker_.ask(path_)[1] ? 0 : 1;
        }
    }
    EXPECT_GT(refused, numbers);
    // Sections that lie over each other.
    for (std::size_t a = 0; a < kSections; ++a) {
        for (std::size_t b = 0; b < kSections; ++b) {
            Footer changed = footer();
            changed.sections[a].at = changed.sections[b].at;
            write_file(path_, with_footer(changed));
            asker_.ask(path_);
            changed.sections[a].size = changed.sections[b].size;
            write_file(path_, with_footer(changed));
            asker_.ask(path_);
        }
    }
}

// Bytes of the sections, with the checksums of their pages made right again.
TEST_F(DamagedSegment, WithSectionsMadeToDeceiveIsNeverReadOutside)
{
    std::mt19937_64 random(8);
    const Trailer end = trailer();
    const Footer all = footer();
    std::size_t refused = 0;
    for (int i = 0; i < 3000; ++i) {
        std::string bytes = bytes_;
        const SectionPlace& section = all.sections[random() % kSections];
        for (std::uint64_t hits = 1 + random() % 4; hits > 0 && section.size > 0; --hits) {
            char& byte = bytes[section.at + random() % section.size];
            byte = static_cast<char>(random() % 3 == 0 ? 0xFF : random());
        }
        for (std::size_t page = 0; page < all.pages; ++page) {
            const std::uint64_t sum = XXH3_64bits(bytes.data() + page * kPageBytes, kPageBytes);
            std::memcpy(bytes.data() + end.footer_at + sizeof(Footer) + page * 8, &sum, 8);
        }
        bytes_.swap(bytes);
        write_file(path_, with_footer(all));
        bytes_.swap(bytes);
        for (const auto& outcome : asker_.ask(path_)) {
            refused += outcome ? 0 : 1;
        }
    }
    EXPECT_GT(refused, 1000U);
}

// Not damaged, but written before an update of the program.
TEST_F(DamagedSegment, OrOneOfAnotherFormatIsRefusedAndWhatHelpsIsSaid)
{
    Footer old = footer();
    old.version = kSegmentVersion - 1;
    write_file(path_, with_footer(old));
    try {
        Segment::open(path_);
        FAIL() << "it opened";
    } catch (const IoError& error) {
        EXPECT_NE(std::string(error.what()).find("release --again"), std::string::npos)
            << error.what();
    }
}

TEST(Segment, ThatIsEmptyOrMissingIsRefused)
{
    const TempFolder folder;
    const fs::path path = folder.path() / "a.segment";
    write_file(path, "");
    EXPECT_THROW(Segment::open(path), IoError);
    EXPECT_THROW(Segment::open(folder.path() / "none.segment"), IoError);
    EXPECT_THROW(segment_paths(folder.path() / "none"), IoError);
}

} // namespace
} // namespace chancery::index
