#include "index/search_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "cable/cable_json.hpp"
#include "edition/format.hpp"
#include "index/matcher.hpp"
#include "index/query/dates.hpp"
#include "index/query/normal.hpp"
#include "index/query/print.hpp"
#include "index/word_match.hpp"

namespace chancery::index {

namespace {

using query::Kind;
using query::Match;
using query::Node;

constexpr std::size_t kMaxHints = 5;
constexpr Budget kHintBudget{
    .terms = 10'000, .postings = 10'000'000, .positions = 1'000'000, .places = 10'000'000};
constexpr std::size_t kMaxHintedWords = 16; // of a query; a list of names needs no tutor
constexpr std::size_t kSuggestedEach = 6;
constexpr std::size_t kMaxScanned = 5000; // terms that begin with what was typed
constexpr std::size_t kMinSpelling = 4;   // letters of a word that may be misspelt
constexpr std::size_t kExplainedTerms = 8;

// The query and, beside it, what the form narrows it to.
Node with_dates(Node normal, const std::string& created)
{
    const std::optional<Node> range = created_range(created);
    if (!range) {
        return normal;
    }
    Node both;
    both.kind = Kind::And;
    both.children = {std::move(normal), *range};
    return both;
}

void collect_words(const Node& node, std::vector<const Node*>& words)
{
    if (node.kind == Kind::Word) {
        words.push_back(&node);
    }
    for (const Node& child : node.children) {
        if (node.kind != Kind::Not) {
            collect_words(child, words);
        }
    }
}

std::string explain_plan(const PlanNode& plan, std::size_t depth)
{
    std::string out;
    if (!plan.lists.empty() || plan.node->kind == Kind::Word ||
        plan.node->kind == Kind::Attribute) {
        out += fmt::format("{}\"{}\": ", std::string(depth * 2, ' '), plan.node->text);
        out += plan.lists.empty() ? "no such term" : "";
        for (std::size_t i = 0; i < std::min(plan.lists.size(), kExplainedTerms); ++i) {
            const TermList& list = plan.lists[i];
            const std::string_view term = list.term;
            out += fmt::format("{}{} ({})", i == 0 ? "" : ", ",
                               term.substr(term.starts_with(kAttributeByte) ? 2 : 0),
                               list.list.cables());
        }
        if (plan.lists.size() > kExplainedTerms) {
            out += fmt::format(" and {} more", plan.lists.size() - kExplainedTerms);
        }
        out += '\n';
    }
    for (const PhrasePart& part : plan.phrase) {
        const bool is_pair = part.lists.size() == 1 && part.lists[0].term.starts_with(kPairByte);
        if (is_pair) {
            out += fmt::format("{}words {} and {} of the phrase: the pair \"{}\" ({})\n",
                               std::string(depth * 2, ' '), part.offset + 1, part.offset + 2,
                               part.lists[0].term.substr(1), part.cables);
        }
    }
    for (const PlanNode& child : plan.children) {
        out += explain_plan(child, depth + 1);
    }
    return out;
}

// Whether the text stands in it from the beginning of a word on.
bool has_word_from(std::string_view in, std::string_view text)
{
    return std::ranges::any_of(words(in), [&](std::string_view word) {
        return starts_with_ignoring_case(
            in.substr(static_cast<std::size_t>(word.data() - in.data())), text);
    });
}

} // namespace

std::optional<Node> created_range(std::string_view text)
{
    const std::optional<query::Dates> dates = text.empty() ? std::nullopt : query::read_dates(text);
    if (!dates) {
        return std::nullopt;
    }
    Node node;
    node.kind = Kind::Range;
    node.field = Field::Created;
    node.from = dates->from;
    node.to = dates->to;
    return node;
}

SearchReader SearchReader::open(const std::filesystem::path& edition)
{
    const auto generation = edition::Generation::open(edition);
    return {generation, Index::open(generation->folder() / edition::kIndexFolder)};
}

SearchReader::SearchReader(std::shared_ptr<const edition::Generation> generation,
                           std::shared_ptr<const Index> index)
    : generation_(std::move(generation)), reader_(generation_),
      searcher_(std::move(index),
                {.k1 = generation_->settings().search.k1, .b = generation_->settings().search.b})
{
}

Request SearchReader::request_for(const SearchForm& form, Node normal)
{
    return {.query = with_dates(std::move(normal), form.created),
            .choices = form.choices,
            .sort = form.sort,
            .direction = form.direction,
            .from = form.from,
            .size = form.size,
            .counts = form.counts,
            .marks = form.excerpts > 0};
}

Results SearchReader::find(const SearchForm& form)
{
    Results results;
    results.reading = query::read_query(form.query);
    results.normal = query::normal_form(results.reading.tree, searcher_.analyzer());
    results.in_words = query::in_words(results.normal);
    results.answer = searcher_.search(request_for(form, results.normal));
    for (const Hit& hit : results.answer.hits) {
        results.cables.push_back(found(hit, results.normal, form.excerpts));
    }
    if (form.hints) {
        add_hints(results, form.query);
    }
    return results;
}

FoundCable SearchReader::found(const Hit& hit, const Node& query, std::size_t excerpts)
{
    FoundCable cable{row(hit.id), {}};
    if (const auto json = excerpts > 0 ? reader_.view(hit.id) : std::nullopt) {
        cable.excerpts = excerpter_.best(indexed(from_json(*json)), {query, hit.marks}, excerpts);
    }
    return cable;
}

edition::CableRow SearchReader::row(std::string_view id)
{
    std::optional<edition::CableRow> row = reader_.find(id);
    if (!row) {
        throw IoError("damaged edition: " + std::string(id) +
                      " is in the search index and not in the edition");
    }
    return std::move(*row);
}

std::optional<std::vector<std::string_view>> SearchReader::all_ids(const SearchForm& form)
{
    Request request = request_for(
        form, query::normal_form(query::read_query(form.query).tree, searcher_.analyzer()));
    request.counts = false;
    request.from = 0;
    request.size = searcher_.index().cables();
    std::vector<std::string_view> ids;
    for (const Hit& hit : searcher_.search(request).hits) {
        ids.push_back(hit.id);
    }
    if (!form.after.empty()) {
        const auto last = std::ranges::find(ids, form.after);
        if (last == ids.end()) {
            return std::nullopt;
        }
        ids.erase(ids.begin(), last + 1);
    }
    return ids;
}

PageMarks SearchReader::marks_on_page(const std::string& query, const Cable& cable)
{
    const Node normal = query::normal_form(query::read_query(query).tree, searcher_.analyzer());
    const std::optional<Hit> hit = searcher_.index().find(cable.id);
    if (!hit) {
        return {};
    }
    return excerpter_.marked_on_page(cable, indexed(cable),
                                     {normal, searcher_.marks(normal, *hit)});
}

// ---- what else may have been meant ----

// For all that can be told at a small part of what a query may cost.
bool SearchReader::may_find_something(const std::string& query)
{
    const Request request{
        .query = query::normal_form(query::read_query(query).tree, searcher_.analyzer()),
        .sort = Sort::Created,
        .size = 0,
        .counts = false,
        .budget = kHintBudget};
    const Answer answer = searcher_.search(request);
    return answer.total > 0 || !answer.exact;
}

// Of the words that are one or two letters off, but not in their first, the one in most cables.
std::optional<std::string> SearchReader::better_spelling(const Node& word)
{
    const std::string first = word.text.substr(0, 1);
    Node rest = word;
    rest.match = Match::Fuzzy;
    rest.text = word.text.substr(1);
    rest.distance = word.text.size() < 6 ? 1 : 2;
    std::string best;
    std::uint64_t most = 0;
    for (const auto& segment : searcher_.index().segments()) {
        each_match(segment->letters(), rest, first, [&](const DictionaryCursor& at) {
            const std::uint64_t closeness = 3 - edit_distance(word.text, at.term(), 2);
            const std::uint64_t score = closeness << 32U | at.entry().count;
            if (score > most && at.term() != word.text) {
                most = score;
                best = at.term();
            }
            return true;
        });
    }
    return best.empty() ? std::nullopt : std::optional(best);
}

void SearchReader::add_hints(Results& results, const std::string& typed)
{
    std::vector<const Node*> words;
    collect_words(results.normal, words);
    if (words.size() > kMaxHintedWords) {
        return;
    }
    if (words.size() > 1) { // 08 GUATEMALA 242
        const std::optional<CableId> id = read_cable_id(typed);
        if (const auto row = id ? reader_.find_meant(id->text()) : std::nullopt) {
            results.hints.push_back({Hint::Kind::Cable, row->id, row->id});
        }
    }
    for (const Node* word : words) {
        if (results.hints.size() >= kMaxHints || word->at.to > typed.size()) {
            return;
        }
        const std::string as_typed = typed.substr(word->at.from, word->at.to - word->at.from);
        if (std::ranges::any_of(as_typed, is_digit) && std::ranges::any_of(as_typed, is_alpha)) {
            if (const std::optional<edition::CableRow> row = reader_.find_meant(as_typed)) {
                results.hints.push_back({Hint::Kind::Cable, row->id, row->id});
                continue;
            }
        }
        const std::string tag = upper(as_typed);
        if (std::ranges::binary_search(searcher_.index().values(Facet::Tag),
                                       std::string_view(tag))) {
            results.hints.push_back({Hint::Kind::Tag, tag, "tag:" + tag});
        }
        const bool plain = word->match == Match::Stemmed && word->text.size() >= kMinSpelling &&
                           std::ranges::all_of(word->text, is_alpha);
        if (!plain || lower(as_typed) != word->text || !searcher_.is_missing(*word)) {
            continue;
        }
        if (const std::optional<std::string> better = better_spelling(*word)) {
            std::string query =
                typed.substr(0, word->at.from) + *better + typed.substr(word->at.to);
            if (may_find_something(query)) {
                results.hints.push_back({Hint::Kind::Spelling, *better, std::move(query)});
            }
        }
    }
}

Suggestions SearchReader::suggest(std::string_view begun)
{
    Suggestions out;
    const std::string typed = collapse_spaces(begun.substr(0, kMaxWordBytes));
    if (typed.empty()) {
        return out;
    }
    const Index& index = searcher_.index();
    for (const std::string_view tag : index.values(Facet::Tag)) {
        if (out.tags.size() < kSuggestedEach && tag.starts_with(upper(typed))) {
            out.tags.emplace_back(tag);
        }
    }
    for (const std::string_view origin : index.values(Facet::Origin)) {
        if (out.origins.size() < kSuggestedEach && has_word_from(origin, typed)) {
            out.origins.emplace_back(origin);
        }
    }
    Tokens tokens;
    searcher_.analyzer().analyze(typed, tokens);
    const std::string word(tokens.list.empty() ? "" : tokens.word(tokens.list.back()));
    const std::string id = replace_all(upper(typed), " ", ""); // 08 GUATEMALA 2
    out.ids = searcher_.terms_from(attribute_term(Field::Id, id), kSuggestedEach, kMaxScanned);
    if (!word.empty()) {
        out.words = searcher_.terms_from(word, kSuggestedEach, kMaxScanned);
    }
    return out;
}

std::string SearchReader::explain(const SearchForm& form)
{
    const query::Reading reading = query::read_query(form.query);
    const Node normal = query::normal_form(reading.tree, searcher_.analyzer());
    std::string out = "As it was read:\n" + query::to_tree(reading.tree);
    for (const query::Note& note : reading.notes) {
        out += fmt::format("  note: {} ({}..{})\n", note.text, note.at.from, note.at.to);
    }
    out += "\nIn normal form:\n" + query::to_tree(normal);
    out += "\nIn words:\n  " + query::in_words(normal) + "\n";
    for (std::size_t i = 0; i < searcher_.index().segments().size(); ++i) {
        const Segment& segment = *searcher_.index().segments()[i];
        Budget budget;
        const Node whole = with_dates(normal, form.created);
        const PlanNode plan = make_plan(segment, whole, searcher_.analyzer(), budget);
        FoundWeights weights;
        const CableSet found =
            match(segment, plan, CableSet::all(segment.cables()), budget, weights);
        out +=
            fmt::format("\nSegment {} of {}, {} cables: terms with the number of cables of each\n{}"
                        "found: {} of at most {}\n",
                        i + 1, searcher_.index().segments().size(), segment.cables(),
                        explain_plan(plan, 1), found.count(), plan.cables);
    }
    return out;
}

} // namespace chancery::index
