// chancery redact ARCHIVE: what the public must not see.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "archive/store.hpp"
#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "cli/command.hpp"
#include "index/result_list.hpp"
#include "redact/rules_file.hpp"
#include "release/articles.hpp"
#include "release/desk.hpp"
#include "release/review.hpp"

namespace chancery::cli {

namespace {

constexpr std::size_t kQuotedLetters =
    40; // of a paragraph: what is shorter is not looked for elsewhere
constexpr std::string_view kReviewNames =
    "redaction,cable,part,before,taken,after,place,decision\r\n";

struct RedactCommand {
    std::string archive;
    std::string text;
    std::string pattern;
    std::string paragraph;
    std::string rules;
    bool list = false;
    std::int64_t lift = 0;
    bool review = false;
    std::string csv;
    std::string decide;
    std::vector<std::string> cables;
    std::string reason;
    std::string note;
    std::string pseudonym;
    std::string why;
    std::string by;
};

std::string known_id(archive::Store& store, const std::string& text)
{
    const std::optional<CableId> id = CableId::parse(text);
    for (const std::string& spelt :
         {id ? id->text() : "", id ? canonical_id(*id).text() : std::string()}) {
        if (!spelt.empty() && store.cable(spelt)) {
            return spelt;
        }
    }
    throw UsageError(text + ": no such cable in the archive");
}

// "08LINDEN242#par4", "08LINDEN242:4"
std::pair<std::string, std::string> paragraph_of(archive::Store& store, const std::string& text)
{
    const std::size_t gap = text.find_first_of("#:");
    if (gap == std::string::npos) {
        throw UsageError("--paragraph " + text + ": say it as 08LINDEN242#par4 or 08LINDEN242:4");
    }
    std::string anchor = text.substr(gap + 1);
    if (all_digits(anchor)) {
        anchor = "par" + anchor;
    }
    return {known_id(store, text.substr(0, gap)), anchor};
}

redact::Redaction redaction_of(archive::Store& store, const RedactCommand& options)
{
    redact::Redaction redaction;
    redaction.kind = options.pattern.empty() ? redact::Kind::Text : redact::Kind::Pattern;
    redaction.text = options.pattern.empty() ? options.text : options.pattern;
    for (const std::string& cable : options.cables) {
        redaction.cables.push_back(known_id(store, cable));
    }
    redaction.reason = options.reason;
    redaction.note = options.note;
    redaction.pseudonym = options.pseudonym;
    return redaction;
}

// A paragraph, and what it says wherever else it is repeated.
std::vector<redact::Redaction> redactions_of_paragraph(archive::Store& store,
                                                       const RedactCommand& options)
{
    const auto [id, anchor] = paragraph_of(store, options.paragraph);
    const std::optional<std::string> text = release::paragraph_text(store, id, anchor);
    if (!text) {
        throw UsageError(id + " has no paragraph " + anchor);
    }
    redact::Redaction redaction = redaction_of(store, options);
    redaction.kind = redact::Kind::Paragraph;
    redaction.text = anchor + "#" + redact::name_of_letters(*text);
    redaction.cables = {id};
    std::vector<redact::Redaction> redactions = {redaction};
    if (const auto spelt = redact::spellings(*text);
        !spelt.empty() && spelt[0].size() >= kQuotedLetters) {
        redaction.kind = redact::Kind::Text;
        redaction.text = *text;
        redaction.cables.clear();
        redaction.note = fmt::format("{} of {}, wherever it is repeated", anchor, id);
        redactions.push_back(std::move(redaction));
    }
    return redactions;
}

// A row of a rules file has the anchor alone.
std::string with_its_letters(archive::Store& store, const redact::Redaction& redaction)
{
    const std::string& id = redaction.cables.front();
    const std::optional<std::string> text = release::paragraph_text(store, id, redaction.text);
    if (!text) {
        throw UsageError(id + " has no paragraph " + redaction.text);
    }
    return redaction.text + "#" + redact::name_of_letters(*text);
}

int add(archive::Store& store, const std::vector<redact::Redaction>& redactions,
        const std::string& who)
{
    std::set<std::tuple<redact::Kind, std::string, std::vector<std::string>>> known;
    for (const archive::RedactionEntry& entry : store.redactions()) {
        if (!entry.lifted) {
            known.emplace(entry.redaction.kind, entry.redaction.text, entry.redaction.cables);
        }
    }
    std::uint64_t added = 0;
    for (redact::Redaction redaction : redactions) {
        if (const std::string problem = redact::problem_with(redaction); !problem.empty()) {
            throw UsageError(problem);
        }
        if (redaction.kind == redact::Kind::Paragraph && !redaction.text.contains('#')) {
            redaction.text = with_its_letters(store, redaction);
        }
        if (!known.emplace(redaction.kind, redaction.text, redaction.cables).second) {
            continue;
        }
        const std::int64_t number = store.add_redaction(redaction, now(), who);
        ++added;
        if (redactions.size() <= 10) {
            fmt::print("{}\n", number);
        }
    }
    store.commit();
    fmt::print(stderr, "{} added, {} there already; they hold from the next release on\n",
               counted(added, "redaction", "redactions"),
               with_thousands(redactions.size() - added));
    return kDone;
}

int list(archive::Store& store)
{
    for (const archive::RedactionEntry& entry : store.redactions()) {
        const redact::Redaction& redaction = entry.redaction;
        std::string cables;
        for (const std::string& cable : redaction.cables) {
            cables += " " + cable;
        }
        fmt::print("{:>6}  {}  {:<9}  {}{}{}{}\n", redaction.number, format_day(entry.made),
                   redact::name(redaction.kind), collapse_spaces(redaction.text),
                   cables.empty() ? "" : "  in" + cables,
                   redaction.reason.empty() ? "" : "  (" + redaction.reason + ")",
                   entry.lifted ? "  lifted " + format_day(*entry.lifted) : "");
    }
    return kDone;
}

int lift(archive::Store& store, const RedactCommand& options, const std::string& who)
{
    const auto entries = store.redactions();
    const auto found = std::ranges::find(entries, options.lift,
                                         [](const auto& entry) { return entry.redaction.number; });
    if (found == entries.end() || found->lifted) {
        throw UsageError(fmt::format("there is no redaction {} that holds", options.lift));
    }
    store.lift(options.lift, now(), who, options.why);
    store.commit();
    fmt::print(stderr, "redaction {} holds no longer from the next release on\n", options.lift);
    return kDone;
}

std::string_view part_of(const redact::Effect& effect)
{
    return effect.pieces.empty()         ? "beside the text"
           : effect.part == Part::Header ? "header"
                                         : "body";
}

int review(archive::Store& store, const RedactCommand& options, const Common& common)
{
    std::ofstream file;
    if (!options.csv.empty()) {
        file.open(options.csv, std::ios::binary | std::ios::trunc);
        file << kReviewNames;
    }
    std::uint64_t effects = 0;
    std::uint64_t problems = 0;
    const auto show = [&](const std::string& where, std::string_view part,
                          const redact::Effect& effect, std::string_view place) {
        ++effects;
        if (file.is_open()) {
            file << fmt::format("{},{},{},{},{},{},{},{}\r\n", effect.redaction->number, where,
                                part, index::csv_field(effect.before),
                                index::csv_field(effect.taken), index::csv_field(effect.after),
                                place, effect.refused ? "refuse" : "");
        } else {
            fmt::print("{}  {}  {}{}\n    {} [[{}]] {}\n", where, effect.redaction->number, part,
                       effect.refused ? "  refused" : "", effect.before, effect.taken,
                       effect.after);
        }
    };
    const auto refuse = [&](const std::string& problem) {
        ++problems;
        fmt::print(stderr, "refused: {}\n", problem);
    };
    release::each_effect(
        store, options.cables, common.progress(),
        [&](const std::string& cable, const redact::Effect& effect) {
            show(cable, part_of(effect), effect, effect.place);
        },
        refuse);
    if (options.cables.empty()) {
        release::ArticleDesk(store, release::rules_in_force(store))
            .review([&](const std::string& article, std::string_view part,
                        const redact::Effect& effect) { show(article, part, effect, ""); },
                    refuse);
    }
    if (file.is_open() && !file.flush()) {
        throw IoError("cannot write " + options.csv + ": " + errno_text(errno));
    }
    fmt::print(stderr, "{} in all\n", counted(effects, "place", "places"));
    return problems == 0 ? kDone : kSomeRefused;
}

// A file that --review wrote, with `refuse` or `accept` in its last column.
int decide(archive::Store& store, const RedactCommand& options, const std::string& who)
{
    const std::vector<CsvRow> rows = parse_csv(read_file(options.decide, redact::kMaxRulesBytes));
    std::uint64_t refused = 0;
    std::uint64_t accepted = 0;
    for (std::size_t row = 1; row < rows.size(); ++row) {
        if (rows[row].size() == 1 && rows[row][0].empty()) {
            continue;
        }
        const auto fail = [&](const std::string& what) {
            throw UsageError(fmt::format("{} row {}: {}", options.decide, row + 1, what));
        };
        if (rows[row].size() != 8 || !all_digits(rows[row][0])) {
            fail("not a row of a review");
        }
        const std::string decision = lower(trim(rows[row][7]));
        if (decision.empty()) {
            continue;
        }
        if (decision != "refuse" && decision != "accept") {
            fail("a decision is refuse or accept, not " + decision);
        }
        if (rows[row][6].empty()) {
            fail("nothing can be refused in an article: write it otherwise");
        }
        store.decide({std::stoll(rows[row][0]), rows[row][1], rows[row][6]}, decision == "refuse",
                     now(), who);
        ++(decision == "refuse" ? refused : accepted);
    }
    store.commit();
    fmt::print(stderr, "{} refused, {} accepted\n", counted(refused, "place", "places"),
               with_thousands(accepted));
    return kDone;
}

int run(const RedactCommand& options, const Common& common)
{
    const std::string who = options.by.empty() ? editor() : options.by;
    archive::Store store = archive::Store::open(options.archive);
    if (options.list) {
        return list(store);
    }
    if (options.lift != 0) {
        return lift(store, options, who);
    }
    if (options.review) {
        return review(store, options, common);
    }
    if (!options.decide.empty()) {
        return decide(store, options, who);
    }
    if (!options.rules.empty()) {
        return add(
            store,
            redact::read_rules(read_file(options.rules, redact::kMaxRulesBytes), options.rules),
            who);
    }
    if (!options.paragraph.empty()) {
        return add(store, redactions_of_paragraph(store, options), who);
    }
    return add(store, {redaction_of(store, options)}, who);
}

} // namespace

Run add_redact(CommandLine& line, const Common& common)
{
    const auto options = std::make_shared<RedactCommand>();
    Command command(line, "redact",
                    "Say what the public must not see, and look at what that takes out");
    command.option("ARCHIVE", options->archive, "The archive").required();
    OptionGroup what = command.one_of("what", "One of these");
    what.option("--text", options->text, "A name or passage, in all its spellings");
    what.option("--pattern", options->pattern, "What this regular expression matches");
    what.option("--paragraph", options->paragraph,
                "A paragraph, as 08LINDEN242#par4, and its text wherever it is repeated");
    what.option("--rules", options->rules, "All rows of this CSV file");
    what.flag("--list", options->list, "Print the redactions");
    what.option("--lift", options->lift, "Let the redaction of this number hold no longer");
    what.flag("--review", options->review,
              "Print every place in cables and articles where something is taken out");
    what.option("--decide", options->decide,
                "Read the decisions in a file that --review --csv wrote");
    command.option("--in", options->cables, "Only in these cables");
    command.option("--reason", options->reason, "A word for it: source, privacy, safety");
    command.option("--note", options->note, "For the editors; it stays in the archive");
    command.option("--as", options->pseudonym, "What stands in the text, in brackets: source 3");
    command.option("--csv", options->csv, "With --review: write it to this file");
    command.option("--why", options->why, "With --lift: the reason");
    command.option("--by", options->by, "Who decides this. The name of the user if not given");
    return [options, &common] { return run(*options, common); };
}

} // namespace chancery::cli
