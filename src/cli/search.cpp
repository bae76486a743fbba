// chancery search EDITION QUERY: the query language of the site, on the terminal and in scripts.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <unistd.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "cli/command.hpp"
#include "index/query/print.hpp"
#include "index/result_list.hpp"
#include "index/search_reader.hpp"

namespace chancery::cli {

namespace {

constexpr std::uint64_t kShown = 10;
constexpr std::size_t kBatchHits = 20;
constexpr std::uint64_t kMaxBatchBytes = 64U << 20U;

enum class Output { Text, Json, Csv, Count, Explain };

struct SearchCommand {
    std::string edition;
    std::vector<std::string> words;
    std::string batch;
    bool json = false;
    bool csv = false;
    bool count = false;
    bool explain = false;
    bool facets = false;
    bool variants = false;
    bool reverse = false;
    index::Sort sort = index::Sort::Relevance;
    std::uint64_t limit = 0;
    std::uint64_t from = 0;
    std::string after;

    Output output() const
    {
        return json      ? Output::Json
               : csv     ? Output::Csv
               : count   ? Output::Count
               : explain ? Output::Explain
                         : Output::Text;
    }
};

class Terminal {
public:
    std::string bold(std::string_view text) const { return in("\x1b[1m", text); }
    std::string dim(std::string_view text) const { return in("\x1b[2m", text); }

private:
    std::string in(std::string_view code, std::string_view text) const
    {
        return colours_ ? fmt::format("{}{}\x1b[0m", code, text) : std::string(text);
    }
    bool colours_ =
        ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr &&
        std::string_view(std::getenv("TERM") != nullptr ? std::getenv("TERM") : "dumb") != "dumb";
};

index::SearchForm form_of(const SearchCommand& options, std::string query)
{
    index::SearchForm form;
    form.query = std::move(query);
    form.sort = options.sort;
    form.direction = options.reverse ? index::Direction::Turned : index::Direction::Usual;
    form.from = options.from;
    form.size = options.limit > 0 ? options.limit : kShown;
    form.counts = options.facets;
    form.after = options.after;
    return form;
}

// ---- for people ----

std::string marked(const std::vector<index::TextPiece>& pieces, const Terminal& terminal)
{
    std::string out;
    for (const index::TextPiece& piece : pieces) {
        out += piece.marked ? terminal.bold(piece.text) : piece.text;
    }
    return out;
}

void print_cable(const index::FoundCable& cable, const Terminal& terminal)
{
    const edition::CableRow& row = cable.row;
    fmt::print("{}  {}  {}  {}\n", terminal.bold(row.id),
               row.created ? format_day(*row.created) : "undated   ", row.classification,
               row.origin);
    const std::vector<index::TextPiece>& subject = cable.excerpts.subject;
    fmt::print("  {}\n", subject.empty() ? row.subject : marked(subject, terminal));
    for (const index::Excerpt& excerpt : cable.excerpts.best) {
        const std::string place = excerpt.anchor.empty() ? "" : "#" + excerpt.anchor + " ";
        fmt::print("    {}{}\n", terminal.dim(place), marked(excerpt.pieces, terminal));
    }
    if (cable.excerpts.more > 0) {
        fmt::print("    {}\n",
                   terminal.dim(fmt::format(
                       "and in {} more", counted(cable.excerpts.more, "paragraph", "paragraphs"))));
    }
}

std::string total_of(const index::Answer& answer)
{
    return (answer.exact ? "" : "at least ") + counted(answer.total, "cable", "cables");
}

void print_reading(const index::Results& results)
{
    fmt::print(stderr, "{}: {}\n", total_of(results.answer), results.in_words);
    for (const index::query::Note& note : results.reading.notes) {
        fmt::print(stderr, "note: {}\n", note.text);
    }
    for (const index::Hint& hint : results.hints) {
        switch (hint.kind) {
        case index::Hint::Kind::Cable:
            fmt::print(stderr, "there is a cable {}\n", hint.text);
            break;
        case index::Hint::Kind::Tag:
            fmt::print(stderr, "there is a tag {}: {}\n", hint.text, hint.query);
            break;
        case index::Hint::Kind::Spelling:
            fmt::print(stderr, "did you mean {}?\n", hint.query);
            break;
        }
    }
}

constexpr std::array<std::string_view, index::kFacets> kFacetNames = {
    "origin", "country", "tag", "classification", "caption", "portion mark"};

void print_facets(const index::Answer& answer)
{
    constexpr std::size_t kValues = 10;
    for (std::size_t facet = 0; facet < index::kFacets; ++facet) {
        const auto& values = answer.facets[facet];
        for (std::size_t i = 0; i < std::min(values.size(), kValues); ++i) {
            fmt::print("{:>14}  {:>9}  {}\n", i == 0 ? kFacetNames[facet] : "",
                       with_thousands(values[i].count), values[i].value);
        }
        if (values.size() > kValues) {
            fmt::print("{:>14}  {:>9}  and {} more\n", "", "", values.size() - kValues);
        }
    }
}

void print_text(index::SearchReader& search, const SearchCommand& options, const std::string& query)
{
    const Terminal terminal;
    const index::Results results = search.find(form_of(options, query));
    print_reading(results);
    if (options.facets) {
        print_facets(results.answer);
    }
    for (const index::FoundCable& cable : results.cables) {
        print_cable(cable, terminal);
    }
}

// ---- for programs ----

void print_list(index::SearchReader& search, const SearchCommand& options, const std::string& query,
                std::string (*line)(const edition::CableRow&))
{
    const auto ids = search.all_ids(form_of(options, query));
    if (!ids) {
        throw UsageError("--after " + options.after + ": not in this list (any more)");
    }
    const std::uint64_t end =
        options.limit == 0 ? ids->size()
                           : std::min<std::uint64_t>(ids->size(), options.from + options.limit);
    for (std::uint64_t i = options.from; i < end; ++i) {
        const std::string text = line(search.row((*ids)[i]));
        std::fwrite(text.data(), 1, text.size(), stdout);
    }
}

int run_query(index::SearchReader& search, const SearchCommand& options)
{
    std::string query;
    for (const std::string& word : options.words) {
        query += (query.empty() ? "" : " ") + word;
    }
    switch (options.output()) {
    case Output::Text:
        print_text(search, options, query);
        break;
    case Output::Json:
        print_list(search, options, query, index::json_line);
        break;
    case Output::Csv:
        if (options.after.empty()) {
            fmt::print("{}", index::csv_header());
        }
        print_list(search, options, query, index::csv_line);
        break;
    case Output::Count: {
        index::SearchForm form = form_of(options, query);
        form.size = 0;
        const index::Results results = search.find(form);
        fmt::print("{}{}\n", results.answer.exact ? "" : ">=", results.answer.total);
        break;
    }
    case Output::Explain:
        fmt::print("{}", search.explain(form_of(options, query)));
        break;
    }
    return kDone;
}

// ---- many queries ----

bool is_of_words(std::string_view text)
{
    return std::ranges::any_of(
        text, [](char c) { return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80U; });
}

// A name, its words in any order and a letter or two off, with up to two others among them. Empty if it has no word.
std::string name_variants(const std::string& name)
{
    std::vector<std::string> alike;
    for (const std::string_view word : words(name)) {
        std::string plain;
        for (const char c : word) {
            // What joins letters stays, but before the first it would be a sign of the language.
            const bool joins = (c == '\'' || c == '-') && !plain.empty();
            if (joins || is_of_words({&c, 1})) {
                plain += c;
            }
        }
        while (plain.ends_with('\'') || plain.ends_with('-')) {
            plain.pop_back();
        }
        if (!plain.empty()) {
            alike.push_back(plain + (plain.size() > 3 ? "~" : ""));
        }
    }
    return fmt::format("{}", fmt::join(alike, fmt::format(" NEAR/{} ", alike.size() + 1)));
}

std::string ids_of(const index::Results& results)
{
    std::string ids;
    for (const index::FoundCable& cable : results.cables) {
        ids += (ids.empty() ? "" : " ") + cable.row.id;
    }
    return ids;
}

std::string batch_line(const SearchCommand& options, const std::string& asked,
                       const std::string& query, const index::Results& results)
{
    if (!options.json) {
        return fmt::format("{},{},{},{}\r\n", index::csv_field(asked), results.answer.total,
                           ids_of(results), index::csv_field(query == asked ? "" : query));
    }
    std::string line;
    JsonWriter json(line);
    json.begin_object();
    json.member("query", asked);
    json.member("searched", query);
    json.member("cables", static_cast<std::int64_t>(results.answer.total));
    json.member("exact", results.answer.exact);
    json.key("ids");
    json.begin_array();
    for (const index::FoundCable& cable : results.cables) {
        json.value(cable.row.id);
    }
    json.end_array();
    json.end_object();
    return line + '\n';
}

// The first field of each line is a query.
int run_batch(index::SearchReader& search, const SearchCommand& options, const Common& common)
{
    const std::vector<CsvRow> rows = parse_csv(read_file(options.batch, kMaxBatchBytes));
    Progress progress("search", "queries", rows.size(), common.progress());
    if (!options.json) {
        fmt::print("query,cables,ids,searched\r\n");
    }
    std::uint64_t without = 0;
    std::uint64_t asked = 0;
    for (const CsvRow& row : rows) {
        progress.add(1);
        const std::string query = row.empty() ? "" : collapse_spaces(row[0]);
        if (query.empty()) {
            continue;
        }
        ++asked;
        index::SearchForm form = form_of(options, options.variants ? name_variants(query) : query);
        form.size = options.limit > 0 ? options.limit : kBatchHits;
        form.excerpts = 0;
        form.counts = false;
        form.hints = false;
        // A line of signs alone asks for nothing, where a query of that would find everything.
        const index::Results results = is_of_words(query) ? search.find(form) : index::Results();
        without += results.answer.total == 0 ? 1 : 0;
        const std::string line = batch_line(options, query, form.query, results);
        std::fwrite(line.data(), 1, line.size(), stdout);
    }
    progress.finish();
    fmt::print(stderr, "{} searched, {} found nothing\n", counted(asked, "query", "queries"),
               with_thousands(without));
    return kDone;
}

int run(const SearchCommand& options, const Common& common)
{
    if (options.words.empty() == options.batch.empty()) {
        throw UsageError("search for what? give a query, or a file of queries with --batch");
    }
    index::SearchReader search = index::SearchReader::open(options.edition);
    return options.batch.empty() ? run_query(search, options) : run_batch(search, options, common);
}

} // namespace

Run add_search(CommandLine& line, const Common& common)
{
    const auto options = std::make_shared<SearchCommand>();
    Command command(line, "search", "Search the texts of an edition");
    command.option("EDITION", options->edition, "The edition").required();
    command.option(
        "QUERY", options->words,
        "What to search for, in the language that the site's help and docs/query.md explain");
    OptionGroup output = command.at_most_one_of("output", "What to print");
    output.flag("--json", options->json, "The whole list as JSON lines");
    output.flag("--csv", options->csv, "The whole list as CSV");
    output.flag("--count", options->count, "How many cables there are, and nothing else");
    output.flag("--explain", options->explain, "How the query is read and executed");
    command.flag("--facets", options->facets, "Count the cables by origin, tag, and so on");
    command.choice("--sort", options->sort,
                   {{"relevance", index::Sort::Relevance},
                    {"created", index::Sort::Created},
                    {"released", index::Sort::Released},
                    {"id", index::Sort::Id}},
                   "relevance (the default), created, released (both newest first), id");
    command.flag("--reverse", options->reverse, "The other way round");
    command.option("--limit", options->limit,
                   "At most so many cables; not given or 0: 10, with --json and --csv all");
    command.option("--from", options->from, "Leave out so many first");
    command.option("--after", options->after,
                   "With --json and --csv: go on behind this cable of the list");
    command.option("--batch", options->batch,
                   "A CSV file whose first column holds queries: print a table of counts and ids");
    command.flag("--variants", options->variants,
                 "With --batch: take each line for a name, and find its words in any order, "
                 "spelt alike");
    return [options, &common] { return run(*options, common); };
}

} // namespace chancery::cli
