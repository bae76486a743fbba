#include "index/search_reader.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/zstd.hpp"
#include "cable/cable_json.hpp"
#include "edition/batch.hpp"
#include "edition/format.hpp"
#include "edition/writer.hpp"
#include "index/segment_writer.hpp"

namespace chancery::index {
namespace {

using Ids = std::vector<std::string>;

Cable cable(const std::string& id, const std::string& created, const std::string& origin,
            const std::string& subject, const std::string& text)
{
    Cable cable;
    cable.id = id;
    cable.created = parse_instant(created);
    cable.released = parse_instant("2011-08-26");
    cable.origin = origin;
    cable.classification = {"UNCLAS", "unclassified", "", "UNCLASSIFIED"};
    cable.subject = subject;
    cable.header = "FM " + origin;
    cable.body = "SUBJECT: " + subject + "\n1. (U) " + text + "\n";
    cable.subject_at = {0, static_cast<std::uint32_t>(9 + subject.size())};
    cable.tags = {{"EWWT", "EWWT", "", "", "", {}}};
    cable.paragraphs = {
        {"par1",
         "1",
         "U",
         "",
         text,
         {cable.subject_at.to + 1, static_cast<std::uint32_t>(cable.body.size() - 1)}}};
    return cable;
}

std::vector<Cable> some_cables()
{
    return {
        cable("07LINDEN12", "2007-01-01 00:00", "Embassy Linden", "HARBOUR DUES",
              "The ferries pay."),
        cable("08LINDEN3", "2008-02-03 10:00", "Embassy Linden", "FERRIES",
              "The minister closed the harbour; ferries wait in the harbour."),
        cable("08QUAY7", "2008-02-07 10:00", "Consulate Quay", "A LIGHTHOUSE", "Nothing moves.")};
}

class SearchReaderTest : public ::testing::Test {
protected:
    SearchReaderTest()
    {
        edition::EditionFolder folder(path_);
        const fs::path generation = folder.begin_generation();
        edition::make_generation(generation);
        edition::BatchWriter views(generation / edition::kViewsFolder / edition::batch_name(1), "");
        SegmentWriter segment(generation / edition::kIndexFolder / segment_name(1), {});
        Compressor pack("", 3);
        for (const Cable& c : some_cables()) {
            views.add(edition::facts_of(c), pack(to_json(c)));
            segment.add(indexed(c));
        }
        views.finish();
        segment.finish();
        edition::write_edition(generation, edition::Settings(),
                               {{"", *parse_instant("2011-08-26"), 3}});
        folder.switch_to(generation);
        const auto opened = edition::Generation::open(path_);
        reader_.emplace(opened, Index::open(opened->folder() / edition::kIndexFolder));
    }

    Ids found(const SearchForm& form)
    {
        Ids ids;
        for (const FoundCable& c : reader_->find(form).cables) {
            ids.push_back(c.row.id);
        }
        return ids;
    }

    chancery::testing::TempFolder temp_;
    fs::path path_ = temp_.path() / "edition";
    std::optional<SearchReader> reader_;
};

TEST_F(SearchReaderTest, FindsCablesWithTheParagraphsThatSayWhy)
{
    const Results results = reader_->find({.query = "minister harbour"});
    EXPECT_EQ(results.answer.total, 1U);
    ASSERT_EQ(results.cables.size(), 1U);
    EXPECT_EQ(results.cables[0].row.id, "08LINDEN3");
    ASSERT_EQ(results.cables[0].excerpts.best.size(), 1U);
    EXPECT_EQ(results.cables[0].excerpts.best[0].anchor, "par1");
    const auto& pieces = results.cables[0].excerpts.best[0].pieces;
    EXPECT_EQ(std::ranges::count(pieces, true, &TextPiece::marked), 3);
    EXPECT_TRUE(results.hints.empty());
}

TEST_F(SearchReaderTest, NarrowsToWhatTheFormChooses)
{
    EXPECT_EQ(found({.query = "harbour", .sort = Sort::Id}), (Ids{"07LINDEN12", "08LINDEN3"}));
    EXPECT_EQ(found({.query = "harbour", .created = "2008"}), Ids{"08LINDEN3"});
    EXPECT_EQ(found({.query = "", .choices = {{Facet::Origin, {"Consulate Quay"}}}}),
              Ids{"08QUAY7"});
    EXPECT_EQ(found({.query = "", .sort = Sort::Created, .from = 1, .size = 1}), Ids{"08LINDEN3"});
    EXPECT_EQ(found({.query = "", .created = "soon", .sort = Sort::Id}).size(), 3U);
}

TEST_F(SearchReaderTest, GivesEveryIdInOrder)
{
    const auto ids = reader_->all_ids({.query = "", .sort = Sort::Created, .from = 2, .size = 1});
    EXPECT_EQ(Ids(ids->begin(), ids->end()), (Ids{"08QUAY7", "08LINDEN3", "07LINDEN12"}));
}

TEST_F(SearchReaderTest, GoesOnBehindACableOfTheList)
{
    const auto behind = [&](const std::string& id) {
        const auto ids = reader_->all_ids({.query = "", .sort = Sort::Created, .after = id});
        return ids ? Ids(ids->begin(), ids->end()) : Ids{"none"};
    };
    EXPECT_EQ(behind("08QUAY7"), (Ids{"08LINDEN3", "07LINDEN12"}));
    EXPECT_EQ(behind("07LINDEN12"), Ids());
    EXPECT_EQ(behind("09LINDEN1"), Ids{"none"});
}

TEST_F(SearchReaderTest, SaysWhatElseMayHaveBeenMeant)
{
    const auto hint = [&](const std::string& query) {
        const Results results = reader_->find({.query = query});
        return results.hints.empty() ? "none" : results.hints[0].query;
    };
    EXPECT_EQ(hint("harbuor dues"), "harbour dues");
    EXPECT_EQ(hint("08linden0003"), "08LINDEN3");
    EXPECT_EQ(hint("2008 Linden 3"), "08LINDEN3");
    EXPECT_EQ(hint("2008 Linden 4"), "none");
    EXPECT_EQ(hint("harbuor lighthouse"), "none"); // nor would "harbour lighthouse" find anything
    EXPECT_EQ(hint("ewwt"), "tag:EWWT");
    EXPECT_EQ(hint("harbour"), "none");
    EXPECT_EQ(hint("xqzzyx"), "none");
}

TEST_F(SearchReaderTest, FindsAnOriginByItsWordsHoweverTheyAreJoined)
{
    const auto total = [&](const std::string& query) {
        return reader_->find({.query = query}).answer.total;
    };
    EXPECT_EQ(total("origin:embassy-linden"), 2U);
    EXPECT_EQ(total("origin:\"linden embassy\""), 2U);
    EXPECT_EQ(total("origin:embassylinden"), 0U);
    EXPECT_EQ(total("origin:embassy-quay"), 0U);
}

TEST_F(SearchReaderTest, SuggestsWhatBeginsSo)
{
    const Suggestions out = reader_->suggest("lin");
    EXPECT_EQ(out.origins, Ids{"Embassy Linden"});
    EXPECT_EQ(out.words, Ids{"linden"});
    EXPECT_EQ(reader_->suggest("08l").ids, Ids{"08LINDEN3"});
    EXPECT_EQ(reader_->suggest("08 linden").ids, Ids{"08LINDEN3"});
    EXPECT_TRUE(reader_->suggest("inden").origins.empty());
    EXPECT_EQ(reader_->suggest("ew").tags, Ids{"EWWT"});
    EXPECT_TRUE(reader_->suggest("").words.empty());
    EXPECT_TRUE(reader_->suggest(std::string("\xFF\0\x01", 3)).words.empty());
}

TEST_F(SearchReaderTest, MarksTheWordsOfOneCablesPage)
{
    const Cable c = some_cables()[1];
    const PageMarks marks = reader_->marks_on_page("(harbour OR linden) -quay", c);
    Ids words;
    for (const Span& span : marks.header) {
        words.push_back(c.header.substr(span.from, span.to - span.from));
    }
    EXPECT_EQ(words, Ids{"Linden"});
    words.clear();
    for (const Span& span : marks.body) {
        words.push_back(c.body.substr(span.from, span.to - span.from));
    }
    EXPECT_EQ(words, (Ids{"harbour", "harbour"}));
    EXPECT_EQ(reader_->marks_on_page("lighthouse", c), PageMarks());
    Cable unknown = c;
    unknown.id = "99NOWHERE1";
    EXPECT_EQ(reader_->marks_on_page("harbour", unknown), PageMarks());
}

TEST_F(SearchReaderTest, NeverFailsForWhatSomebodyTyped)
{
    for (const std::string& query :
         {std::string("\"("), std::string("tag:"), std::string(20'000, '('), std::string("a\0b", 3),
          std::string("\xFF\xFE"), std::string("/(/ ~ * ?"), std::string("NEAR/5"),
          std::string("-()")}) {
        const Results results = reader_->find({.query = query});
        EXPECT_LE(results.answer.total, 3U);
        EXPECT_FALSE(reader_->explain({.query = query}).empty());
        reader_->suggest(query);
    }
}

TEST_F(SearchReaderTest, OfAnotherThreadGivesTheSame)
{
    SearchReader other = reader_->another();
    EXPECT_EQ(other.find({.query = "harbour"}).answer.hits,
              reader_->find({.query = "harbour"}).answer.hits);
}

} // namespace
} // namespace chancery::index
