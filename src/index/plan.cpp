#include "index/plan.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cable/reference_data.hpp"
#include "index/frequent_words.hpp"
#include "index/query/regex.hpp"
#include "index/word_match.hpp"

namespace chancery::index {

namespace {

using query::Kind;
using query::Match;
using query::Node;

// Fields whose values are names: asked for by some of their words.
bool is_named(Field field)
{
    return field == Field::Origin || field == Field::Country || field == Field::Classification;
}

std::vector<std::string> words_in(std::string_view text, Analyzer& analyzer)
{
    Tokens tokens;
    analyzer.analyze(text, tokens);
    std::vector<std::string> words;
    for (const Token& token : tokens.list) {
        words.emplace_back(tokens.word(token));
    }
    return words;
}

// origin:guatemala, origin:embassy-guatemala, class:fouo: all its words are among the value's.
bool has_words(std::string_view value, std::string_view asked, Field field, Analyzer& analyzer)
{
    std::vector<std::string> words = words_in(value, analyzer);
    if (field == Field::Classification) {
        if (const ClassificationInfo* info = reference_data().classification(value)) {
            std::ranges::move(words_in(info->handling, analyzer), std::back_inserter(words));
        }
    }
    // At each place the word or what it is joined to: embassy, guatemala or embassyguatemala.
    Tokens wanted;
    analyzer.analyze(asked, wanted);
    std::vector<bool> found(wanted.positions);
    for (const Token& token : wanted.list) {
        found[token.position] = found[token.position] || is_one_of(words, wanted.word(token));
    }
    return !wanted.list.empty() && std::ranges::all_of(wanted.list, [&](const Token& token) {
        return found[token.position];
    });
}

bool pattern_matches(const Node& node, std::string_view text)
{
    switch (node.match) {
    case Match::Prefix:
        return text.starts_with(node.text);
    case Match::Wildcard:
        return wildcard_matches(node.text, text);
    case Match::Fuzzy:
        return edit_distance(node.text, text, node.distance) <= node.distance;
    case Match::Regex: {
        const auto regex = query::WordRegex::compile(node.text);
        return regex && regex->matches(text);
    }
    default:
        return text == node.text;
    }
}

class Planner {
public:
    Planner(const Segment& segment, Analyzer& analyzer, Budget& budget)
        : segment_(segment), analyzer_(analyzer), budget_(budget)
    {
    }

    PlanNode plan(const Node& node)
    {
        PlanNode out{&node, {}, {}, false, {}, 0, {}};
        const std::optional<Region> outer = region_;
        if (node.kind == Kind::Within) {
            region_ = has_own_terms(node.region) ? std::optional(node.region) : outer;
        }
        for (const Node& child : node.children) {
            out.children.push_back(plan(child));
        }
        region_ = outer;
        switch (node.kind) {
        case Kind::Word:
            find_words(out);
            find_in_region(out);
            break;
        case Kind::Attribute:
            find_values(out);
            break;
        case Kind::Phrase:
            find_phrase(out);
            break;
        default:
            break;
        }
        out.cables = std::min<std::uint64_t>(estimate(out), segment_.cables());
        return out;
    }

private:
    std::uint64_t estimate(const PlanNode& plan) const
    {
        std::uint64_t sum = 0;
        for (const TermList& list : plan.lists) {
            sum += plan.has_region ? 0 : list.list.cables();
        }
        for (const PostingList& list : plan.in_region) {
            sum += list.cables();
        }
        std::uint64_t least = segment_.cables();
        for (const PhrasePart& part : plan.phrase) {
            least = std::min(least, part.cables);
        }
        for (const PlanNode& child : plan.children) {
            sum += child.cables;
            least = query::is_any_word(*child.node) ? least : std::min(least, child.cables);
        }
        switch (plan.node->kind) {
        case Kind::None:
            return 0;
        case Kind::Word:
        case Kind::Attribute:
        case Kind::Or:
        case Kind::AtLeast:
            return sum;
        case Kind::Phrase:
        case Kind::Near:
        case Kind::And:
        case Kind::Within:
            return least;
        default:
            return segment_.cables();
        }
    }

    // False when there is no budget for more.
    bool take(PlanNode& plan, std::string_view term, const Entry& entry)
    {
        if (budget_.terms == 0 || budget_.postings < entry.count) {
            budget_.reached = true;
            return false;
        }
        --budget_.terms;
        budget_.postings -= entry.count;
        plan.lists.push_back({std::string(term), segment_.list(term, entry)});
        return true;
    }

    void take_if_there(PlanNode& plan, std::string_view term)
    {
        if (const std::optional<Entry> entry = segment_.words().find(term)) {
            take(plan, term, *entry);
        }
    }

    // What is asked for in To is found in Info as well.
    void find_in_region(PlanNode& plan)
    {
        if (!region_ || query::is_any_word(*plan.node)) {
            return;
        }
        plan.has_region = true;
        for (const TermList& list : plan.lists) {
            for (const Region region : {*region_, Region::Info}) {
                if (region != *region_ && *region_ != Region::To) {
                    continue;
                }
                const std::string term = region_term(region, list.term);
                if (const std::optional<Entry> entry = segment_.words().find(term)) {
                    plan.in_region.push_back(segment_.list(term, *entry));
                }
            }
        }
    }

    void find_words(PlanNode& plan)
    {
        const Node& node = *plan.node;
        if (query::is_any_word(node)) {
            return;
        }
        if (node.match == Match::Exact) {
            take_if_there(plan, node.text);
            return;
        }
        if (node.match != Match::Stemmed) {
            each_match(segment_.letters(), node, "", [&](const DictionaryCursor& at) {
                return take(plan, at.term(), at.entry());
            });
            return;
        }
        const std::string stem(analyzer_.stem(node.text));
        const std::vector<std::uint64_t> words = segment_.words_of_stem(stem);
        // "concess" is the stem of concession, "concession" that of concessional: a stem that is a word
        // need not be a word with that stem.
        if (words.empty() && analyzer_.stem(stem) == stem) {
            take_if_there(plan, stem);
        }
        for (const std::uint64_t number : words) {
            const auto at = DictionaryCursor::at_number(segment_.words(), number);
            take(plan, at.term(), at.entry());
        }
    }

    // The one term that a word of a phrase stands for, if it is one of the frequent.
    static std::string_view frequent_term(const PlanNode& word)
    {
        const bool is = word.lists.size() == 1 && frequent_number(word.lists[0].term) != 0;
        return is ? std::string_view(word.lists[0].term) : std::string_view();
    }

    // Frequent words next to each other have lists of their own, far shorter than the words'.
    void find_phrase(PlanNode& plan)
    {
        const std::vector<PlanNode>& words = plan.children;
        const auto is_pair = [&](std::size_t i) {
            return i + 1 < words.size() && !frequent_term(words[i]).empty() &&
                   !frequent_term(words[i + 1]).empty();
        };
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (query::is_any_word(*words[i].node)) {
                continue; // positions.cpp sees to it that there is one
            }
            PhrasePart part;
            part.offset = static_cast<std::uint32_t>(i);
            if (is_pair(i) || (i > 0 && is_pair(i - 1))) {
                const std::size_t first = is_pair(i) ? i : i - 1;
                part.offset = static_cast<std::uint32_t>(first);
                PlanNode pair;
                take_if_there(
                    pair, pair_term(frequent_term(words[first]), frequent_term(words[first + 1])));
                part.lists = std::move(pair.lists);
                i = first + 1;
            } else {
                part.lists = words[i].lists;
            }
            for (const TermList& list : part.lists) {
                part.cables += list.list.cables();
                part.bytes += list.list.bytes();
            }
            plan.phrase.push_back(std::move(part));
        }
        std::ranges::stable_sort(plan.phrase, {}, &PhrasePart::bytes);
    }

    void find_values(PlanNode& plan)
    {
        const Node& node = *plan.node;
        const std::string space = attribute_term(node.field, "");
        if (node.match == Match::Exact || (node.match == Match::Stemmed && !is_named(node.field))) {
            take_if_there(plan, attribute_term(node.field, attribute_key(node.field, node.text)));
            return;
        }
        for (DictionaryCursor at(segment_.words(), space);
             !at.at_end() && at.term().starts_with(space); at.next()) {
            const std::string_view value = std::string_view(at.term()).substr(space.size());
            if (attribute_matches(node, value, analyzer_) && !take(plan, at.term(), at.entry())) {
                return;
            }
        }
    }

    const Segment& segment_;
    Analyzer& analyzer_;
    Budget& budget_;
    std::optional<Region> region_; // the innermost small region that is asked for
};

} // namespace

PlanNode make_plan(const Segment& segment, const Node& query, Analyzer& analyzer, Budget& budget)
{
    return Planner(segment, analyzer, budget).plan(query);
}

bool word_matches(const Node& word, std::string_view folded, Analyzer& analyzer)
{
    if (word.match == Match::Stemmed) {
        const std::string stem(analyzer.stem(word.text));
        return analyzer.stem(folded) == stem;
    }
    return pattern_matches(word, folded);
}

bool attribute_matches(const Node& attribute, std::string_view value, Analyzer& analyzer)
{
    const Field field = attribute.field;
    if (attribute.match == Match::Exact ||
        (attribute.match == Match::Stemmed && !is_named(field))) {
        return value == attribute_key(field, attribute.text);
    }
    if (attribute.match == Match::Stemmed) {
        return has_words(value, attribute.text, field, analyzer);
    }
    Node lowered = attribute;
    lowered.text = lower(attribute.text);
    return pattern_matches(lowered, lower(value));
}

} // namespace chancery::index
