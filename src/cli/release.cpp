// chancery release ARCHIVE: make cables public.
#include <algorithm>
#include <array>
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "release/plan_file.hpp"
#include "release/release.hpp"

namespace chancery::cli {

namespace {

struct ReleaseCommand {
    std::string archive;
    std::vector<std::string> ids;
    bool all = false;
    std::vector<std::string> posts;
    archive::State state = archive::State::Whole;
    std::string why;
    std::string by;
    std::string created;
    std::string source_released;
    std::string date;
    std::string title;
    std::string edition;
    bool again = false;
    std::string plan;
    bool dry_run = false;
    std::string hold;
    bool undo = false;
    bool due = false;
    bool overwrite = false;

    std::filesystem::path edition_folder() const
    {
        return edition.empty() ? std::filesystem::path(archive) / "edition"
                               : std::filesystem::path(edition);
    }
    edition::Overwrite overwriting() const
    {
        return overwrite ? edition::Overwrite::Yes : edition::Overwrite::No;
    }
    std::string who() const { return by.empty() ? editor() : by; }
};

std::optional<release::InstantRange> range_option(const std::string& name, const std::string& text)
{
    if (text.empty()) {
        return std::nullopt;
    }
    const auto range = release::parse_range(text);
    if (!range) {
        throw UsageError(name + " " + text +
                         ": not a date such as 2008, 2008-02, 2008-02-27 or 2008-02..2009");
    }
    return range;
}

void print_not_overwritten(const std::vector<std::string>& files)
{
    for (const std::string& file : files) {
        fmt::print(stderr, "removed but not overwritten: {}\n", file);
    }
}

// What becomes of articles, each by its name: there are few.
void print_articles(const release::ArticleReport& report)
{
    for (const std::string& problem : report.refused) {
        fmt::print(stderr, "refused: {}\n", problem);
    }
    for (const release::ArticleNews& one : report.news) {
        fmt::print(stderr, "article {}: {}\n", one.slug, archive::name(one.change));
    }
    for (const auto& [slug, marks] : report.marks) {
        fmt::print(stderr, "article {}: {} made\n", slug, counted(marks, "mark", "marks"));
    }
    for (const auto& [slug, until] : report.waiting) {
        fmt::print(stderr, "article {}: waits until {}\n", slug, format_rfc3339(until));
    }
    if (report.total + report.drafts > 0) {
        fmt::print(stderr, "{} public, {}\n", counted(report.total, "article", "articles"),
                   counted(report.drafts, "draft", "drafts"));
    }
}

bool takes_articles_out(const release::ArticleReport& report)
{
    return std::ranges::any_of(report.news, [](const release::ArticleNews& one) {
        return one.change != archive::Change::Released;
    });
}

void print_summary(const release::ReleaseReport& report, const ReleaseCommand& options)
{
    const release::DeskReport& desk = report.desk;
    print_articles(report.articles);
    for (const std::string& id : desk.unknown) {
        fmt::print(stderr, "refused: {}: no such cable in the archive\n", id);
    }
    for (const std::string& problem : desk.refused) {
        fmt::print(stderr, "refused: {}\n", problem);
    }
    std::string line = fmt::format("{} released, {} replaced, {} public already",
                                   counted(desk.released, "cable", "cables"),
                                   with_thousands(desk.replaced), with_thousands(desk.unchanged));
    const auto add = [&](std::uint64_t count, std::string_view what) {
        line += count == 0 ? "" : fmt::format(", {} {}", with_thousands(count), what);
    };
    add(desk.left, "left as they were decided on (name them by id to change that)");
    add(desk.metadata, "without their text");
    add(desk.redacted, "redacted anew");
    add(desk.restored, "restored");
    add(desk.withdrawn, "withdrawn");
    add(desk.held, "held");
    fmt::print(stderr, "{}\n", line);
    if ((desk.redacted + desk.replaced + desk.metadata + desk.withdrawn + desk.held > 0 ||
         takes_articles_out(report.articles)) &&
        !report.held_until && !report.generation.empty()) {
        fmt::print(stderr, "no earlier edition is left in its folder; {} (docs/desk.md, History)\n",
                   options.overwrite ? "its files were overwritten, as far as the disk does that"
                                     : "the disk may still hold its blocks (--overwrite)");
    }
    print_not_overwritten(report.not_overwritten);
    if (report.held_until) {
        fmt::print(
            stderr,
            "the new edition has {} and is held until {}: release --due puts it in use then, "
            "release --undo throws it away\n",
            counted(report.total, "cable", "cables"), format_rfc3339(*report.held_until));
    } else if (report.generation.empty()) {
        fmt::print(stderr, "{}\n",
                   report.total + report.articles.total == 0
                       ? "nothing is public yet, so there is no edition"
                       : "the edition is up to date");
    } else {
        fmt::print(stderr, "the edition has {}: {} ({:.1f} s)\n",
                   counted(report.total, "cable", "cables"), report.generation.string(),
                   report.seconds);
    }
}

// "90s", "10m", "2h", "1d"
std::chrono::seconds duration(const std::string& text)
{
    constexpr std::string_view kUnits = "smhd";
    constexpr std::array<std::int64_t, 4> kSeconds = {1, 60, 3600, 86400};
    const std::size_t unit = text.empty() ? std::string::npos : kUnits.find(text.back());
    const std::string number = text.substr(0, text.empty() ? 0 : text.size() - 1);
    if (unit == std::string::npos || !all_digits(number) || number.size() > 6) {
        throw UsageError("--hold " + text + ": not a time such as 90s, 10m, 2h or 1d");
    }
    return std::chrono::seconds(std::stoll(number) * kSeconds[unit]);
}

release::Plan plan_of(const ReleaseCommand& options)
{
    if (!options.plan.empty()) {
        constexpr std::uint64_t kMaxPlanBytes = 64U << 20U;
        return release::read_plan(read_file(options.plan, kMaxPlanBytes), options.plan);
    }
    release::Plan plan;
    plan.title = options.title;
    if (!options.date.empty()) {
        plan.date = parse_instant(options.date);
        if (!plan.date) {
            throw UsageError("--date " + options.date + ": not a date such as 2011-08-26");
        }
    }
    release::Order order;
    order.selection.all = options.all;
    order.selection.ids = options.ids;
    order.selection.posts = options.posts;
    order.selection.created = range_option("--created", options.created);
    order.selection.given_released = range_option("--source-released", options.source_released);
    order.state = options.state;
    order.why = options.why;
    if (!order.selection.empty()) {
        plan.orders.push_back(std::move(order));
    }
    return plan;
}

release::ReleaseOptions options_of(const ReleaseCommand& options, const release::Plan& plan)
{
    release::ReleaseOptions out;
    out.made = now();
    out.date = plan.date;
    out.title = plan.title;
    out.who = options.who();
    out.again = options.again ? release::Again::Yes : release::Again::No;
    out.edition = options.edition_folder();
    out.overwrite = options.overwriting();
    if (!options.hold.empty()) {
        out.hold = duration(options.hold);
    }
    return out;
}

int carry_out(archive::Store& store, const ReleaseCommand& options, const release::Plan& plan,
              const Common& common, std::optional<std::int64_t> of_plan = std::nullopt)
{
    const release::ReleaseReport report =
        release::release(store, plan.orders, options_of(options, plan), common.progress());
    if (of_plan) {
        store.end_plan(*of_plan, report.release, now(), options.who());
        store.commit();
    }
    print_summary(report, options);
    return report.desk.unknown.empty() && report.desk.refused.empty() &&
                   report.articles.refused.empty()
               ? kDone
               : kSomeRefused;
}

// Articles whose time has come, if there are any.
int release_due_articles(archive::Store& store, const ReleaseCommand& options, const Common& common)
{
    if (!release::are_articles_due(store, now())) {
        return kDone;
    }
    release::ReleaseOptions due = options_of(options, {});
    due.articles = release::TakeArticles::Due;
    const release::ReleaseReport report = release::release(store, {}, due, common.progress());
    print_summary(report, options);
    return report.desk.refused.empty() && report.articles.refused.empty() ? kDone : kSomeRefused;
}

// What the clock has made due: the end of a hold, articles and plans whose time has come.
int run_due(archive::Store& store, const ReleaseCommand& options, const Common& common)
{
    if (const auto ended =
            release::end_hold(store, now(), options.overwriting(), common.progress())) {
        fmt::print(stderr, "the held edition is in use: {}\n", ended->generation.string());
        print_not_overwritten(ended->not_overwritten);
    }
    if (const auto held = store.held_edition()) {
        fmt::print(stderr, "a release is held until {}\n", format_rfc3339(held->until));
        return kDone;
    }
    int status = release_due_articles(store, options, common);
    if (store.held_edition()) {
        return status;
    }
    for (const archive::PlanEntry& entry : store.open_plans()) {
        if (entry.due > now()) {
            fmt::print(stderr, "plan {} is due {}\n", entry.number, format_rfc3339(entry.due));
            continue;
        }
        const release::Plan plan =
            release::read_plan(entry.text, fmt::format("plan {}", entry.number));
        status = std::max(status, carry_out(store, options, plan, common, entry.number));
        if (store.held_edition()) {
            break;
        }
    }
    return status;
}

int run(const ReleaseCommand& options, const Common& common)
{
    archive::Store store = archive::Store::open(options.archive);
    if (options.undo) {
        release::undo_held(store, now(), options.who());
        fmt::print(stderr, "the held release is undone; the edition in use stays as it is\n");
        return kDone;
    }
    if (options.due) {
        return run_due(store, options, common);
    }
    const release::Plan plan = plan_of(options);
    if (plan.orders.empty() && store.acts().empty() && store.article_acts().empty() &&
        !release::has_article_files(store)) {
        throw UsageError("release what? name cables, or say --all, --created or --source-released");
    }
    if (options.dry_run) {
        release::preview(store, plan.orders, options_of(options, plan), common.progress(),
                         [](const std::string& line) { fmt::print("{}\n", line); });
        return kDone;
    }
    if (plan.from && *plan.from > now()) {
        const std::int64_t number =
            store.add_plan(release::to_toml(plan), *plan.from, now(), options.who());
        store.commit();
        fmt::print(stderr, "plan {} is kept: release --due carries it out from {} on\n", number,
                   format_rfc3339(*plan.from));
        return kDone;
    }
    return carry_out(store, options, plan, common);
}

} // namespace

Run add_release(CommandLine& line, const Common& common)
{
    const auto options = std::make_shared<ReleaseCommand>();
    Command command(line, "release", "Make cables public: write a new edition and switch to it");
    command.option("ARCHIVE", options->archive, "The archive").required();
    command.option("ID", options->ids, "Reference ids of cables");
    command.flag("--all", options->all, "All cables of the archive");
    command.option("--post", options->posts, "Cables of these posts, as in their ids: GUATEMALA");
    command.choice("--as", options->state,
                   {{"whole", archive::State::Whole},
                    {"metadata", archive::State::Metadata},
                    {"withdrawn", archive::State::Withdrawn},
                    {"held", archive::State::Held}},
                   "What the public is to see of them: whole (the default), metadata (all but the "
                   "text), withdrawn (a tombstone with the reason), held (nothing)");
    command.option("--why", options->why, "The reason, for the public");
    command.option("--by", options->by,
                   "Who decides this; kept in the archive. The name of the user if not given");
    command.option("--created", options->created,
                   "Cables created then: 2008, 2008-02, 2007..2008-03");
    command.option("--source-released", options->source_released,
                   "Cables that their source had released then: ..2011-08-26");
    command.option("--date", options->date,
                   "Date of release of cables whose source gives none; today if not given");
    command.option("--title", options->title, "What this release is called");
    command.option("--edition", options->edition,
                   "Folder of the edition; ARCHIVE/edition if not given");
    command.option("--plan", options->plan, "What this file says, when its time has come");
    command.flag("--dry-run", options->dry_run, "Print what would become public, and do nothing");
    command.option("--hold", options->hold,
                   "Put the new edition aside for so long: 90s, 10m, 2h, 1d");
    command.flag("--undo", options->undo, "Throw away the release that is held");
    command.flag("--due", options->due,
                 "End holds and carry out plans whose time has come: for a timer");
    command.flag(
        "--overwrite", options->overwrite,
        "Fill earlier editions with zeros when something was taken out, before their files "
        "are removed");
    command.flag("--again", options->again,
                 "Write the whole edition anew, also what has not changed");
    return [options, &common] { return run(*options, common); };
}

} // namespace chancery::cli
