// The index against the judge, on made cables and on the real ones where they are.
#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/testing.hpp"
#include "index/query/normal.hpp"
#include "index/query/print.hpp"
#include "index/segment_writer.hpp"
#include "judge.hpp"
#include "parse/parse.hpp"
#include "queries.hpp"
#include "synth/forms.hpp"

namespace chancery::index::testing {
namespace {

namespace fs = std::filesystem;

// CHANCERY_QUERIES=50000 for a long run.
std::size_t query_count(std::size_t usual)
{
    const char* const wanted = std::getenv("CHANCERY_QUERIES");
    return wanted != nullptr ? std::strtoul(wanted, nullptr, 10) : usual;
}

std::vector<IndexedCable> made_cables(std::size_t count, std::uint64_t seed)
{
    const synth::Generator generator({.seed = seed}, count);
    std::vector<IndexedCable> cables;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < count; ++i) {
        const synth::SynthCable made = generator.cable(i);
        Given given;
        given.id = made.id;
        Cable cable = parse::parse_cable(parse::split_text(synth::as_text(made)), given);
        cable.released =
            instant_from_seconds(1'314'316'800 + static_cast<std::int64_t>(i % 3) * 86'400);
        if (!cable.id.empty() && ids.insert(cable.id).second) {
            cables.push_back(indexed(cable));
        }
    }
    return cables;
}

// The cables in so many segments, one after the other.
std::shared_ptr<const Index> index_of(const std::vector<IndexedCable>& cables, std::size_t segments,
                                      const fs::path& folder, unsigned threads = 2)
{
    for (std::size_t i = 0; i < segments; ++i) {
        SegmentWriter writer(folder / fmt::format("{:04}{}", i, kSegmentSuffix),
                             {.threads = threads, .batch_bytes = 100'000});
        for (std::size_t at = cables.size() * i / segments; at < cables.size() * (i + 1) / segments;
             ++at) {
            writer.add(cables[at]);
        }
        writer.finish();
    }
    return Index::open(folder);
}

class Bench {
public:
    Bench(std::vector<IndexedCable> cables, std::size_t segments)
        : cables_(std::move(cables)), judge_(cables_),
          searcher_(index_of(cables_, segments, folder_.path()))
    {
    }

    const std::vector<IndexedCable>& cables() const { return cables_; }
    Searcher& searcher() { return searcher_; }

    void expect_agreement(Request request)
    {
        request.query = query::normal_form(request.query, analyzer_);
        request.size = cables_.size();
        const JudgedAnswer expected = judge_.search(request);
        const Answer got = searcher_.search(request);
        const std::string text = query::to_tree(request.query);
        ASSERT_EQ(got.total, expected.hits.size()) << text;
        ASSERT_EQ(got.hits.size(), expected.hits.size()) << text;
        EXPECT_TRUE(got.exact);
        for (std::size_t i = 0; i < got.hits.size(); ++i) {
            ASSERT_EQ(got.hits[i].id, expected.hits[i].id) << i << "\n" << text;
            ASSERT_EQ(got.hits[i].score, expected.hits[i].score) << i << "\n" << text;
        }
        for (std::size_t facet = 0; facet < kFacets; ++facet) {
            ASSERT_EQ(got.facets[facet].size(), expected.facets[facet].size()) << text;
            for (std::size_t i = 0; i < got.facets[facet].size(); ++i) {
                ASSERT_EQ(got.facets[facet][i].value, expected.facets[facet][i].first) << text;
                ASSERT_EQ(got.facets[facet][i].count, expected.facets[facet][i].second) << text;
            }
        }
        ASSERT_EQ(got.months, expected.months) << text;
        matched_ += got.total > 0 ? 1 : 0;
        for (std::size_t i = 0; i < got.hits.size(); i += 7) {
            expect_same_marks(request.query, got.hits[i], text);
        }
        expect_pages(request, got);
    }
    std::size_t matched() const { return matched_; }

private:
    void expect_same_marks(const query::Node& query, const Hit& hit, const std::string& text)
    {
        const auto cable = std::ranges::find(cables_, hit.id, &IndexedCable::id);
        const std::vector<bool> expected =
            judge_.marks(query, static_cast<std::size_t>(cable - cables_.begin()));
        std::vector<bool> got(expected.size());
        for (const Stretch& mark : searcher_.marks(query, hit)) {
            for (std::uint32_t at = mark.from; at < mark.to; ++at) {
                got[at] = true;
            }
        }
        ASSERT_TRUE(got == expected) << "marks differ in " << hit.id << "\n" << text;
    }

    // Any page is a piece of the whole list.
    void expect_pages(Request request, const Answer& whole)
    {
        request.counts = false;
        request.size = 5;
        for (const std::uint64_t from : {std::uint64_t{0}, whole.total / 2, whole.total}) {
            request.from = from;
            const Answer page = searcher_.search(request);
            ASSERT_EQ(page.total, whole.total);
            ASSERT_EQ(page.hits.size(), std::min<std::uint64_t>(5, whole.total - from));
            for (std::size_t i = 0; i < page.hits.size(); ++i) {
                ASSERT_EQ(page.hits[i], whole.hits[from + i]);
            }
        }
    }

    std::vector<IndexedCable> cables_;
    chancery::testing::TempFolder folder_;
    Judge judge_;
    Searcher searcher_;
    Analyzer analyzer_;
    std::size_t matched_ = 0;
};

Request random_request(QueryMaker& maker, query::Node query)
{
    Request request{.query = std::move(query)};
    request.sort = static_cast<Sort>(maker.below(4));
    request.direction = static_cast<Direction>(maker.below(2));
    if (maker.below(3) == 0) {
        const query::Node value = maker.filter();
        for (std::size_t facet = 0; facet < kFacets; ++facet) {
            if (value.kind == query::Kind::Attribute &&
                value.field == field_of(static_cast<Facet>(facet))) {
                request.choices.push_back({static_cast<Facet>(facet), {value.text}});
            }
        }
    }
    return request;
}

using Make = query::Node (QueryMaker::*)();

void judge_class(Bench& bench, std::uint64_t seed, Make make, std::size_t count)
{
    QueryMaker maker(bench.cables(), seed);
    const std::size_t before = bench.matched();
    for (std::size_t i = 0; i < count && !::testing::Test::HasFatalFailure(); ++i) {
        bench.expect_agreement(random_request(maker, (maker.*make)()));
    }
    EXPECT_GT(bench.matched() - before, count / 4)
        << "most queries find nothing: they test nothing";
}

TEST(Search, AgreesWithTheJudgeOnEveryClassOfQuery)
{
    Bench bench(made_cables(120, 5), 1);
    const std::size_t count = query_count(150);
    judge_class(bench, 1, &QueryMaker::word, count);
    judge_class(bench, 2, &QueryMaker::phrase, count);
    judge_class(bench, 3, &QueryMaker::near, count);
    judge_class(bench, 4, &QueryMaker::within, count);
    judge_class(bench, 5, &QueryMaker::filter, count);
    judge_class(bench, 6, &QueryMaker::query, count);
}

TEST(Search, AgreesWithTheJudgeOverSeveralSegments)
{
    Bench bench(made_cables(90, 6), 4);
    judge_class(bench, 7, &QueryMaker::query, query_count(300));
}

} // namespace
} // namespace chancery::index::testing
