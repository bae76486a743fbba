#include "index/query/print.hpp"

#include <initializer_list>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "index/query/examples.hpp"
#include "index/query/normal.hpp"
#include "index/query/parse.hpp"
#include "index/query/shape.hpp"

namespace chancery::index::query {
namespace {

TEST(InWords, SaysHowAQueryWasRead)
{
    Analyzer analyzer;
    struct Case {
        const char* query;
        const char* words;
    };
    for (const auto& [query, words] : {
             Case{"", "all cables"},
             Case{"-()", "no cable"},
             Case{"trafficking \"child victim\" tag:PHUM created:2008-02 -mexico",
                  "cables with \"trafficking\" (any form of the word) and the phrase \"child "
                  "victim\", with the tag PHUM, created in February 2008, without \"mexico\""},
             Case{"=minister OR minis*",
                  "cables with \"minister\" (exactly so) or a word that starts with \"minis\""},
             Case{"subject:visas -in:summary",
                  "cables with \"visas\" (any form of the word) in the subject, without a summary"},
             Case{"para:S \"a b\"~5", "cables with \"a\" (any form of the word) and \"b\" within 5 "
                                      "words in one paragraph marked (S)"},
             Case{"2 of (a b c)",
                  "cables with at least 2 of (\"a\" (any form of the word), \"b\" and \"c\")"},
             Case{"tag:A OR created:none", "cables with the tag A or without a date of creation"},
             Case{"-tag:A @2011-08-26", "cables released up to 2011-08-26, not with the tag A"},
         }) {
        EXPECT_EQ(in_words(normal_form(read_query(query).tree, analyzer)), words) << query;
    }
}

TEST(ToText, OfEveryExampleReadsBackAsTheSame)
{
    Analyzer analyzer;
    for (const Example& example : examples()) {
        const Node normal = normal_form(read_query(example.query).tree, analyzer);
        const Reading again = read_query(to_text(normal));
        EXPECT_TRUE(again.notes.empty()) << to_text(normal);
        EXPECT_TRUE(same_query(normal_form(again.tree, analyzer), normal))
            << example.query << " -> " << to_text(normal);
    }
}

// Random trees of everything that queries can say.
class Trees {
public:
    explicit Trees(unsigned seed) : random_(seed) {}

    Node any(int depth)
    {
        Node node;
        switch (depth == 0 ? pick(5) : pick(11)) {
        case 0:
        case 1:
            return word(true);
        case 2:
            return phrase();
        case 3:
            node.kind = Kind::Attribute;
            node.field = static_cast<Field>(pick(10));
            node.text =
                one({"PHUM", "Embassy Guatemala", "08GUATEMALA242", "S/NF", "1.4(b)", "a~b"});
            node.match = static_cast<Match>(pick(3));
            return node;
        case 4:
            node.kind = Kind::Range;
            node.field = pick(2) == 0 ? Field::Created : Field::Released;
            if (pick(4) > 0) {
                node.from = 1'199'145'600 + static_cast<std::int64_t>(pick(500)) * 86'400;
            }
            if (pick(4) > 0) {
                node.to = 1'199'145'600 + static_cast<std::int64_t>(pick(900)) * 86'400;
            }
            return node;
        case 5:
        case 6:
            node.kind = pick(2) == 0 ? Kind::And : Kind::Or;
            return with(std::move(node), 1 + pick(3), depth);
        case 7:
            node.kind = Kind::Not;
            return with(std::move(node), 1, depth);
        case 8:
            node.kind = Kind::AtLeast;
            node.least = pick(5);
            return with(std::move(node), 1 + pick(4), depth);
        case 9:
            return near();
        default:
            return within();
        }
    }

private:
    unsigned pick(unsigned count)
    {
        return std::uniform_int_distribution<unsigned>(0, count - 1)(random_);
    }
    std::string one(std::initializer_list<const char*> list)
    {
        return *(list.begin() + pick(static_cast<unsigned>(list.size())));
    }
    Node with(Node node, unsigned count, int depth)
    {
        for (unsigned i = 0; i < count; ++i) {
            node.children.push_back(any(depth - 1));
        }
        return node;
    }
    Node word(bool regex)
    {
        Node node;
        node.kind = Kind::Word;
        node.match = static_cast<Match>(pick(regex ? 6 : 5));
        node.text = one({"visa", "of", "or", "near", "3", "counter-terrorism", "U.N.", "o'brien",
                         "---", "1.4", "\u65E5\u672C", "caf\u00E9"});
        if (node.match == Match::Wildcard) {
            node.text += one({"?", "*x", "?*", "**"});
        } else if (node.match == Match::Regex) {
            node.text = one({"a+", "(x|y)z"});
        }
        node.distance = node.match == Match::Fuzzy ? static_cast<std::uint8_t>(1 + pick(2)) : 0;
        return node;
    }
    Node phrase()
    {
        Node node;
        node.kind = Kind::Phrase;
        for (unsigned i = 0; i <= pick(4); ++i) {
            node.children.push_back(word(false));
        }
        return node;
    }
    Node near()
    {
        Node node;
        node.kind = Kind::Near;
        node.within = 1 + pick(9);
        node.order = pick(2) == 0 ? Order::Any : Order::AsWritten;
        for (unsigned i = 0; i < 2 + pick(2); ++i) {
            node.children.push_back(pick(2) == 0 ? word(true) : phrase());
        }
        return node;
    }
    Node within()
    {
        Node node;
        node.kind = Kind::Within;
        node.region = static_cast<Region>(pick(12));
        node.mark = node.region == Region::Paragraph ? one({"", "S", "S/NF", "or", "x y"}) : "";
        if (pick(4) > 0) {
            node.children.push_back(pick(2) == 0 ? word(true) : near());
        }
        return node;
    }
    std::mt19937 random_;
};

TEST(ToText, OfRandomTreesReadsBackAsTheSame)
{
    Analyzer analyzer;
    Trees trees(7);
    for (int i = 0; i < 20'000; ++i) {
        const Node normal = normal_form(trees.any(4), analyzer);
        ASSERT_EQ(normal_form(normal, analyzer), normal) << to_tree(normal);
        const std::string text = to_text(normal);
        if (text.size() > kMaxQueryBytes) {
            continue;
        }
        const Reading again = read_query(text);
        ASSERT_TRUE(again.notes.empty()) << text << "\n" << again.notes[0].text;
        ASSERT_TRUE(same_query(normal_form(again.tree, analyzer), normal))
            << text << "\n"
            << to_tree(normal) << to_tree(normal_form(again.tree, analyzer));
    }
}

} // namespace
} // namespace chancery::index::query
