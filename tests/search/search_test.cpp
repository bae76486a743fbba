// The index against judges, on made cables and on the real ones where they are: one that reads everything,
// and SQLite's full-text search for what both know.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/sqlite.hpp"
#include "base/testing.hpp"
#include "import/document.hpp"
#include "index/made_entries.hpp"
#include "index/query/examples.hpp"
#include "index/query/normal.hpp"
#include "index/query/parse.hpp"
#include "index/query/print.hpp"
#include "index/segment_writer.hpp"
#include "judge.hpp"
#include "parse/parse.hpp"
#include "queries.hpp"
#include "synth/forms.hpp"

namespace chancery::index::testing {
namespace {

namespace fs = std::filesystem;

// Of the environment.
std::size_t number_or(const char* name, std::size_t usual)
{
    const char* const number = std::getenv(name);
    return number != nullptr ? std::strtoul(number, nullptr, 10) : usual;
}

// CHANCERY_QUERIES=50000 for a long run.
std::size_t query_count(std::size_t usual)
{
    return number_or("CHANCERY_QUERIES", usual);
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

std::vector<IndexedCable> real_cables(const fs::path& data)
{
    std::vector<fs::path> paths;
    for (const auto& file : fs::recursive_directory_iterator(data)) {
        if (file.path().extension() == ".html" || file.path().extension() == ".txt") {
            paths.push_back(file.path());
        }
    }
    std::ranges::sort(paths);
    std::vector<IndexedCable> cables;
    std::set<std::string> ids;
    for (const fs::path& path : paths) {
        auto document = importer::read_document(read_file(path), path.filename().string());
        if (!document) {
            continue;
        }
        Cable cable = parse::parse_cable(std::move(document->text), document->given);
        if (!cable.released) {
            cable.released = instant_from_seconds(1'314'316'800);
        }
        if (!cable.id.empty() && ids.insert(cable.id).second) {
            cables.push_back(indexed(cable));
        }
    }
    return cables;
}

void write_segment(const fs::path& path, std::span<const IndexedCable> cables)
{
    SegmentWriter writer(path, {});
    for (const IndexedCable& cable : cables) {
        writer.add(cable);
    }
    writer.finish();
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
    // An index that has just these cables, in the order of its segments.
    Bench(std::vector<IndexedCable> cables, std::shared_ptr<const Index> index)
        : cables_(std::move(cables)), judge_(cables_), searcher_(std::move(index))
    {
    }

    const std::vector<IndexedCable>& cables() const { return cables_; }
    Searcher& searcher() { return searcher_; }

    void expect_agreement(Request request)
    {
        request.query = query::normal_form(request.query, analyzer_);
        request.size = cables_.size();
        request.marks = true;
        const JudgedAnswer expected = judge_.search(request);
        const Answer got = searcher_.search(request);
        const std::string text = query::to_tree(request.query);
        ASSERT_EQ(got.total, expected.hits.size()) << text;
        ASSERT_EQ(got.hits.size(), expected.hits.size()) << text;
        EXPECT_TRUE(got.exact);
        for (std::size_t i = 0; i < got.hits.size(); ++i) {
            ASSERT_EQ(got.hits[i].id, expected.hits[i].id)
                << i << ", scores " << got.hits[i].score << " and " << expected.hits[i].score
                << "\n"
                << text;
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
        ASSERT_EQ(hit.marks, searcher_.marks(query, hit));
        for (const Stretch& mark : hit.marks) {
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
    // CHANCERY_SEED=2 for other queries.
    QueryMaker maker(bench.cables(), seed + 1000 * number_or("CHANCERY_SEED", 0));
    const std::size_t before = bench.matched();
    for (std::size_t i = 0; i < count && !::testing::Test::HasFatalFailure(); ++i) {
        bench.expect_agreement(random_request(maker, (maker.*make)()));
    }
    if (count >= 40) { // fewer may all miss by chance
        EXPECT_GT(bench.matched() - before, count / 4)
            << "most queries find nothing: they test nothing";
    }
}

TEST(Search, AgreesWithTheJudgeOnEveryClassOfQuery)
{
    Bench bench(made_cables(80, 5), 1);
    const std::size_t count = query_count(40);
    judge_class(bench, 1, &QueryMaker::word, count);
    judge_class(bench, 2, &QueryMaker::phrase, count);
    judge_class(bench, 3, &QueryMaker::near, count);
    judge_class(bench, 4, &QueryMaker::within, count);
    judge_class(bench, 5, &QueryMaker::filter, count);
    judge_class(bench, 6, &QueryMaker::query, query_count(16)); // the judge is slow there
}

TEST(Search, AgreesWithTheJudgeOverSeveralSegments)
{
    Bench bench(made_cables(60, 6), 4);
    judge_class(bench, 7, &QueryMaker::query, query_count(16));
}

// Short ones, so that the judge is quick: frequent words have lists of several whole blocks, rare ones of a few cables.
TEST(Search, AgreesWithTheJudgeWhereListsHaveSeveralBlocks)
{
    Bench bench(made_entries(900, 21, 8), 2);
    const std::size_t count = query_count(120);
    judge_class(bench, 22, &QueryMaker::phrase, count);
    judge_class(bench, 23, &QueryMaker::near, count);
}

TEST(Search, AgreesWithTheJudgeOnRealCables)
{
    const auto data = chancery::testing::shared_data();
    if (!data) {
        GTEST_SKIP() << "skipped: no ../shared/data";
    }
    Bench bench(real_cables(*data), 3);
    ASSERT_GT(bench.cables().size(), 60U);
    const std::size_t count = query_count(12);
    judge_class(bench, 11, &QueryMaker::word, count);
    judge_class(bench, 12, &QueryMaker::phrase, count);
    judge_class(bench, 13, &QueryMaker::near, count);
    judge_class(bench, 14, &QueryMaker::within, count);
    judge_class(bench, 15, &QueryMaker::filter, count);
    judge_class(bench, 16, &QueryMaker::query, count);
}

// ---- releases: segments come, are written anew without some cables, and go ----

class Edition {
public:
    using Cables = std::vector<IndexedCable>;

    void release(Cables cables)
    {
        write_segment(path(segments_.size() + 1), cables);
        segments_.push_back(std::move(cables));
    }
    // Its segment is written anew without it, beside the old file, and takes its place.
    IndexedCable withdraw(std::size_t segment, std::size_t cable)
    {
        Cables& cables = segments_[segment];
        IndexedCable gone = std::move(cables[cable]);
        cables.erase(cables.begin() + static_cast<std::ptrdiff_t>(cable));
        const fs::path anew = folder_.path() / "anew";
        write_segment(anew, cables);
        fs::rename(anew, path(segment + 1));
        return gone;
    }
    std::unique_ptr<Bench> bench() const
    {
        Cables all;
        for (const Cables& cables : segments_) {
            all.insert(all.end(), cables.begin(), cables.end());
        }
        return std::make_unique<Bench>(std::move(all), Index::open(folder_.path()));
    }

private:
    fs::path path(std::size_t number) const { return folder_.path() / segment_name(number); }

    chancery::testing::TempFolder folder_;
    std::vector<Cables> segments_;
};

query::Node id_query(const std::string& id)
{
    query::Node node;
    node.kind = query::Kind::Attribute;
    node.field = Field::Id;
    node.text = id;
    return node;
}

TEST(Search, AgreesWithTheJudgeBeforeAndAfterReleasesReplacementsAndWithdrawals)
{
    const std::vector<IndexedCable> all = made_cables(60, 8);
    ASSERT_GT(all.size(), 50U);
    const std::size_t count = query_count(9);
    Edition edition;
    edition.release({all.begin(), all.begin() + 20});
    const auto first = edition.bench();
    judge_class(*first, 21, &QueryMaker::query, count);

    edition.release({all.begin() + 20, all.begin() + 45});
    const auto second = edition.bench();
    judge_class(*second, 22, &QueryMaker::query, count);

    // Two are withdrawn, one is replaced: it comes again, with another's text.
    const IndexedCable withdrawn = edition.withdraw(0, 3);
    edition.withdraw(1, 0);
    const IndexedCable old = edition.withdraw(0, 7);
    IndexedCable anew = all[50];
    anew.id = old.id;
    std::erase_if(anew.attributes, [](const Attribute& a) { return a.field == Field::Id; });
    anew.attributes.insert(anew.attributes.begin(), {Field::Id, old.id});
    edition.release({anew, all[46], all[47]});
    const auto third = edition.bench();
    judge_class(*third, 23, &QueryMaker::query, count);
    third->expect_agreement({.query = id_query(withdrawn.id)});
    third->expect_agreement({.query = id_query(old.id)});
    EXPECT_EQ(third->searcher().search({.query = id_query(withdrawn.id)}).total, 0U);
    EXPECT_EQ(third->searcher().search({.query = id_query(old.id)}).total, 1U);
    EXPECT_FALSE(third->searcher().index().find(withdrawn.id));
    EXPECT_EQ(third->searcher().index().find(old.id)->segment, 2U);

    // Who has the state before still reads all of it.
    judge_class(*second, 24, &QueryMaker::query, count / 2);
    EXPECT_EQ(second->searcher().search({.query = id_query(withdrawn.id)}).total, 1U);
}

TEST(Search, AgreesWithTheJudgeOverSegmentsWithoutCables)
{
    const std::vector<IndexedCable> all = made_cables(20, 9);
    Edition edition;
    edition.release({});
    edition.release(all);
    edition.release({});
    judge_class(*edition.bench(), 25, &QueryMaker::query, query_count(12));
}

// ---- what people type ----

void judge_text(Bench& bench, const std::string& text)
{
    SCOPED_TRACE(text);
    bench.expect_agreement({.query = query::read_query(text).tree});
}

// The part of the query that has the phrase finds it in half of the cables only, the other in all.
TEST(Search, ScoresAPhraseInCablesThatWereFoundForSomethingElse)
{
    Bench bench(made_cables(40, 9), 1);
    QueryMaker maker(bench.cables(), 9);
    query::Node half;
    half.kind = query::Kind::Range;
    half.field = Field::Created;
    half.to = bench.cables()[20].created;
    query::Node rest = half;
    std::swap(rest.from, rest.to);
    for (int i = 0; i < 50; ++i) {
        query::Node both;
        both.kind = query::Kind::And;
        both.children = {i % 2 == 0 ? maker.phrase() : maker.near(), half};
        query::Node either;
        either.kind = query::Kind::Or;
        either.children = {both, rest};
        bench.expect_agreement({.query = either});
    }
}

// Cables that have just these texts.
std::vector<IndexedCable> cables_of(const std::vector<std::string>& texts)
{
    std::vector<IndexedCable> cables = made_cables(texts.size(), 9);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        cables[i].text = texts[i];
        cables[i].regions = {
            {Region::Body, {0, static_cast<std::uint32_t>(texts[i].size())}, "", ""}};
        cables[i].breaks.clear();
    }
    return cables;
}

TEST(Search, CountsWordsNearEachOtherOnceForTheWordTheyBeginAt)
{
    Bench bench(cables_of({"TO AND X TO AND Y", "TO AND X Y TO", "TO AND"}), 1);
    judge_text(bench, "\"to and\" NEAR/6 to");
    judge_text(bench, "to NEAR/6 \"to and\" NEAR/6 y");
}

TEST(Search, FindsAWordThatIsAskedForManyTimesWhereItIsThereSoOften)
{
    Bench bench(cables_of({"SO SO SO SO SO SO SO SO SO", "SO SO SO SO SO SO SO SO", "SO WHAT SO"}),
                1);
    std::string text = "so";
    for (int times = 2; times <= 10; ++times) {
        text += " w/20 so";
        judge_text(bench, text);
        judge_text(bench, text + " w/20 what");
    }
    // Many in a cable of many must not take for ever.
    std::string many;
    for (int i = 0; i < 5000; ++i) {
        many += "SO ";
    }
    Bench long_one(cables_of({many}), 1);
    for (int i = 0; i < 200; ++i) {
        text += " w/20 so";
    }
    const Answer answer =
        long_one.searcher().search({.query = query::normal_form(query::read_query(text).tree,
                                                                long_one.searcher().analyzer())});
    EXPECT_EQ(answer.total, 0U);
    EXPECT_TRUE(answer.exact);
}

TEST(Search, DoesNotTakeAStemForAWordWithThatStem)
{
    Bench bench(cables_of({"A CONCESSION WAS MADE.", "NOTHING WAS CONCEDED."}), 1);
    judge_text(bench, "concessional");
    judge_text(bench, "concessions");
}

TEST(Search, AgreesWithTheJudgeOnTheExamplesOfTheLanguage)
{
    Bench bench(made_cables(60, 10), 2);
    for (const query::Example& example : query::examples()) {
        judge_text(bench, std::string(example.query));
    }
}

// Pieces of the language in any order; words are those of the cables.
class Typist {
public:
    Typist(const std::vector<IndexedCable>& cables, std::uint64_t seed) : maker_(cables, seed) {}

    std::string query()
    {
        std::string text;
        for (std::uint64_t pieces = 1 + maker_.below(5); pieces > 0; --pieces) {
            text += piece() + (maker_.below(9) == 0 ? "" : " ");
        }
        return text;
    }

private:
    std::string word()
    {
        query::Node node = maker_.word();
        node.match = query::Match::Exact; // its text as a plain word
        const std::string printed = query::to_text(node);
        return printed.starts_with("=") ? printed.substr(1) : printed;
    }
    std::string piece()
    {
        static constexpr std::string_view kPieces[] = {"OR",
                                                       "AND",
                                                       "NOT",
                                                       "(",
                                                       ")",
                                                       "-",
                                                       "NEAR/3",
                                                       "w/4",
                                                       "pre/6",
                                                       "\"",
                                                       "~",
                                                       "*",
                                                       "tag:PREL",
                                                       "class:secret",
                                                       "has:summary",
                                                       "created:2006..2009",
                                                       "created:none",
                                                       "in:summary",
                                                       "para:(S)",
                                                       "para:C",
                                                       "in:paragraph",
                                                       "subject:",
                                                       "to:",
                                                       "from:",
                                                       "header:",
                                                       "-in:comment",
                                                       "mark:U",
                                                       "year:2008",
                                                       "@2011-08-27",
                                                       "2 of (",
                                                       "origin:embassy",
                                                       "signer:",
                                                       "caption:*dis",
                                                       "heading:",
                                                       "body:",
                                                       "/[a-d].*s/"};
        switch (maker_.below(6)) {
        case 0:
        case 1:
            return std::string(kPieces[maker_.below(std::size(kPieces))]);
        case 2:
            return query::to_text(maker_.phrase());
        case 3: {
            const std::string text = word();
            static constexpr std::string_view kBefore[] = {"=", "~", "", "-", "+"};
            static constexpr std::string_view kBehind[] = {"*", "~1", "", "?", ","};
            return std::string(kBefore[maker_.below(5)]) + text +
                   std::string(kBehind[maker_.below(5)]);
        }
        default:
            return word();
        }
    }
    QueryMaker maker_;
};

TEST(Search, AgreesWithTheJudgeOnWhateverIsTyped)
{
    Bench bench(made_cables(50, 11), 2);
    Typist typist(bench.cables(), 31);
    const std::size_t count = query_count(70);
    for (std::size_t i = 0; i < count && !HasFatalFailure(); ++i) {
        judge_text(bench, typist.query());
    }
    EXPECT_GT(bench.matched(), count / 5);
}

// ---- a second judge: SQLite's FTS5, for words, phrases, prefixes, nearness and logic ----

class SqliteJudge {
public:
    explicit SqliteJudge(const std::vector<IndexedCable>& cables)
        : db_(Database::open(folder_.path() / "fts.db", Access::Write))
    {
        db_.execute("CREATE VIRTUAL TABLE cable USING fts5(text)");
        Transaction tx(db_);
        Statement add(db_, "INSERT INTO cable(rowid, text) VALUES (?, ?)");
        for (std::size_t i = 0; i < cables.size(); ++i) {
            add.run(i, cables[i].text);
        }
        tx.commit();
    }
    std::vector<std::size_t> found(const std::string& query)
    {
        Statement find(db_, "SELECT rowid FROM cable WHERE cable MATCH ? ORDER BY rowid");
        std::vector<std::size_t> numbers;
        for (find.bind(query); find.step();) {
            numbers.push_back(static_cast<std::size_t>(find.integer(0)));
        }
        return numbers;
    }

private:
    chancery::testing::TempFolder folder_;
    Database db_;
};

// Words of letters and blanks, which every tokenizer reads alike; all in one passage.
std::vector<IndexedCable> plain_cables(std::size_t count, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::vector<IndexedCable> cables;
    for (std::size_t i = 0; i < count; ++i) {
        IndexedCable cable;
        cable.id = "08LINDEN" + std::to_string(i + 1);
        for (std::uint64_t words = 1 + random() % 80; words > 0; --words) {
            const std::uint64_t word = random() % 2 == 0 ? random() % 5 : random() % 60;
            cable.text += std::string(1, static_cast<char>('b' + word % 8)) + "o" +
                          std::string(1, static_cast<char>('k' + word / 8)) +
                          (words > 1 ? " " : "");
        }
        cable.regions = {
            {Region::Body, {0, static_cast<std::uint32_t>(cable.text.size())}, {}, {}}};
        cable.attributes = {{Field::Id, cable.id}};
        cables.push_back(std::move(cable));
    }
    return cables;
}

// A query in the two languages at once.
struct Both {
    query::Node node;
    std::string sql;
};

class BothMaker {
public:
    explicit BothMaker(std::uint64_t seed) : random_(seed) {}

    Both query(int depth)
    {
        if (depth == 0 || below(4) == 0) {
            return leaf();
        }
        Both a = query(depth - 1);
        Both b = query(depth - 1);
        const std::uint64_t kind = below(3);
        if (kind == 2) {
            query::Node negated = node_of(query::Kind::Not);
            negated.children = {std::move(b.node)};
            b.node = std::move(negated);
        }
        Both out{node_of(kind == 1 ? query::Kind::Or : query::Kind::And), ""};
        out.node.children = {std::move(a.node), std::move(b.node)};
        out.sql = fmt::format("({}) {} ({})", a.sql,
                              kind == 0   ? "AND"
                              : kind == 1 ? "OR"
                                          : "NOT",
                              b.sql);
        return out;
    }

private:
    std::uint64_t below(std::uint64_t n) { return random_() % n; }
    static query::Node node_of(query::Kind kind)
    {
        query::Node node;
        node.kind = kind;
        return node;
    }
    query::Node word()
    {
        const std::uint64_t word = below(2) == 0 ? below(5) : below(60);
        query::Node node = node_of(query::Kind::Word);
        node.match = query::Match::Exact;
        node.text = std::string(1, static_cast<char>('b' + word % 8)) + "o" +
                    std::string(1, static_cast<char>('k' + word / 8));
        return node;
    }
    Both leaf()
    {
        switch (below(5)) {
        case 0: {
            query::Node node = word();
            node.match = query::Match::Prefix;
            node.text.resize(1 + below(2));
            return {node, node.text + "*"};
        }
        case 1: {
            Both out{node_of(query::Kind::Phrase), "\""};
            for (std::uint64_t words = 2 + below(2); words > 0; --words) {
                out.node.children.push_back(word());
                out.sql += out.node.children.back().text + (words > 1 ? " " : "\"");
            }
            return out;
        }
        case 2: { // different words: the same word twice is two places here and one there
            Both out{node_of(query::Kind::Near), "NEAR("};
            std::set<std::string> seen;
            while (seen.size() < 2 + below(2)) {
                query::Node node = word();
                if (seen.insert(node.text).second) {
                    out.sql += node.text + " ";
                    out.node.children.push_back(std::move(node));
                }
            }
            const std::uint64_t between = below(6);
            out.node.within = static_cast<std::uint32_t>(between + 1);
            out.sql += fmt::format(", {})", between);
            return out;
        }
        default: {
            query::Node node = word();
            return {node, node.text};
        }
        }
    }
    std::mt19937_64 random_;
};

TEST(Search, AgreesWithSqliteOnWordsPhrasesNearnessAndLogic)
{
    const std::vector<IndexedCable> cables = plain_cables(400, 12);
    const chancery::testing::TempFolder folder;
    Searcher searcher(index_of(cables, 3, folder.path()));
    SqliteJudge judge(cables);
    BothMaker maker(13);
    std::size_t matched = 0;
    const std::size_t count = query_count(700);
    for (std::size_t i = 0; i < count && !HasFatalFailure(); ++i) {
        const Both both = maker.query(static_cast<int>(i % 4));
        std::vector<std::string> expected;
        for (const std::size_t number : judge.found(both.sql)) {
            expected.push_back(cables[number].id);
        }
        const Answer answer =
            searcher.search({.query = query::normal_form(both.node, searcher.analyzer()),
                             .sort = Sort::Id,
                             .size = cables.size()});
        ASSERT_EQ(answer.total, expected.size()) << both.sql;
        std::vector<std::string> got;
        for (const Hit& hit : answer.hits) {
            got.emplace_back(hit.id);
        }
        ASSERT_EQ(got, expected) << both.sql; // rows and ids rise together
        matched += expected.empty() ? 0 : 1;
    }
    EXPECT_GT(matched, count / 2);
}

// ---- the budget ----

bool has_not(const query::Node& node)
{
    return node.kind == query::Kind::Not || std::ranges::any_of(node.children, has_not);
}

TEST(Search, WithASmallBudgetFindsSomeOfItAndSaysSo)
{
    Bench bench(made_cables(60, 14), 2);
    QueryMaker maker(bench.cables(), 15);
    Searcher& searcher = bench.searcher();
    std::size_t cut = 0;
    for (std::size_t i = 0; i < query_count(90); ++i) {
        Request request{.query = query::normal_form(maker.query(), searcher.analyzer()),
                        .size = 1000};
        if (has_not(request.query)) { // with less that is negated, more is found
            continue;
        }
        std::set<std::string_view> all;
        const Answer whole = searcher.search(request);
        EXPECT_TRUE(whole.exact);
        for (const Hit& hit : whole.hits) {
            all.insert(hit.id);
        }
        for (const std::uint64_t size : {0U, 1U, 3U, 30U}) {
            for (const auto kind :
                 {&Budget::terms, &Budget::postings, &Budget::positions, &Budget::places}) {
                request.budget = Budget();
                request.budget.*kind = size;
                const Answer part = searcher.search(request);
                EXPECT_LE(part.total, whole.total);
                EXPECT_TRUE(!part.exact || part.total == whole.total);
                EXPECT_EQ(part.hits.size(), part.total);
                for (const Hit& hit : part.hits) {
                    EXPECT_TRUE(all.contains(hit.id));
                }
                cut += part.exact ? 0 : 1;
            }
        }
    }
    EXPECT_GT(cut, 100U);
}

// ---- threads ----

TEST(Search, GivesTheSameToThreadsThatShareAnIndexWhileOthersComeAndGo)
{
    const std::vector<IndexedCable> cables = made_cables(40, 16);
    const chancery::testing::TempFolder folder;
    const auto index = index_of(cables, 2, folder.path());
    std::vector<Request> requests;
    std::vector<Answer> expected; // refer to the index of `alone`
    QueryMaker maker(cables, 17);
    Searcher alone(Index::open(folder.path()));
    for (int i = 0; i < 40; ++i) {
        Request request = random_request(maker, maker.query());
        request.query = query::normal_form(request.query, alone.analyzer());
        expected.push_back(alone.search(request));
        requests.push_back(std::move(request));
    }
    const auto same = [](const Answer& a, const Answer& b) {
        return a.total == b.total && a.facets == b.facets && a.months == b.months &&
               std::ranges::equal(a.hits, b.hits, [](const Hit& x, const Hit& y) {
                   return x.id == y.id && x.score == y.score;
               });
    };
    std::atomic<std::size_t> different = 0;
    std::atomic<bool> at_end = false;
    std::jthread other([&] {
        while (!at_end) {
            Searcher searcher(Index::open(folder.path()));
            different += same(searcher.search(requests[0]), expected[0]) ? 0 : 1;
        }
    });
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                Searcher searcher(index);
                for (std::size_t i = 0; i < requests.size(); ++i) {
                    const std::size_t at = (i * 7 + thread * 11) % requests.size();
                    const Answer got = searcher.search(requests[at]);
                    different += same(got, expected[at]) ? 0 : 1;
                    for (const Hit& hit : got.hits) {
                        searcher.marks(requests[at].query, hit);
                    }
                }
            });
        }
    }
    at_end = true;
    other.join();
    EXPECT_EQ(different, 0U);
}

} // namespace
} // namespace chancery::index::testing
