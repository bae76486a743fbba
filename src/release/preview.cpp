#include "release/preview.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/line_diff.hpp"
#include "base/stop.hpp"
#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "edition/citations.hpp"
#include "edition/format.hpp"
#include "edition/reader.hpp"
#include "index/analyzer.hpp"
#include "index/indexed_cable.hpp"
#include "index/searcher.hpp"
#include "lint/lint.hpp"

namespace chancery::release {

namespace {

namespace fs = std::filesystem;

using archive::Act;
using archive::Change;
using archive::State;
using Line = std::function<void(const std::string&)>;

// The edition in use, if there is one.
struct InUse {
    std::optional<edition::Reader> reader;
    std::shared_ptr<const index::Index> index;

    explicit InUse(const fs::path& folder)
    {
        std::error_code none;
        if (fs::exists(folder / edition::kCurrentLink / edition::kManifestName, none)) {
            const auto generation = edition::Generation::open(folder);
            reader.emplace(generation);
            index = index::Index::open(generation->folder() / edition::kIndexFolder);
        }
    }
    std::optional<Cable> cable(const std::string& id)
    {
        const auto json = reader ? reader->view(id) : std::nullopt;
        return json ? std::optional(from_json(*json)) : std::nullopt;
    }
    bool has_word(std::string_view word) const
    {
        return index && std::ranges::any_of(index->segments(), [&](const auto& segment) {
                   return segment->words().find(word).has_value();
               });
    }
    std::uint32_t citers(const std::string& id)
    {
        return reader && !reader->find_meant(id) ? reader->cited_count(edition::node_of(id)) : 0;
    }
};

void show_difference(const std::string& before, const std::string& after, const Line& line)
{
    for (const LineChange& change : line_diff(before, after)) {
        if (change.sign != ' ') {
            line(fmt::format("    {} {}", change.sign, change.line));
        }
    }
}

std::string text_of(const Cable& cable)
{
    return cable.header + (cable.header.empty() ? "" : "\n") + cable.body;
}

class Preview {
public:
    Preview(archive::Store& store, const Desk& desk, const fs::path& edition, const Line& line)
        : store_(store), in_use_(edition), unpack_(archive::all_dictionaries(store)),
          redactor_(desk.rules()), line_(line)
    {
    }

    // `cable`: as it would be public; nothing if it would not be.
    void show(const Act& act, const Planned* cable)
    {
        std::optional<Cable> after;
        if (cable != nullptr) {
            after = released_view(load(store_, *cable), unpack_, redactor_).cable;
        }
        const std::optional<Cable> before = in_use_.cable(act.reference);
        const Cable& shown = after ? *after : before ? *before : Cable();
        line_(fmt::format("{:<10} {}  {}  {}  {}{}", archive::name(act.change), act.reference,
                          shown.created ? format_day(*shown.created) : "undated   ", shown.origin,
                          shown.subject, act.why.empty() ? "" : "  (" + act.why + ")"));
        if (after) {
            bytes_ += text_of(*after).size();
            lint(*after);
            look_for_names(*after);
            collect_words(*after);
            if (const std::uint32_t citers = before ? 0 : in_use_.citers(act.reference);
                citers > 0) {
                ghosts_.push_back(
                    fmt::format("{} (referred to by {} here)", act.reference, citers));
            }
        }
        if (before && after) {
            show_difference(text_of(*before), text_of(*after), line_);
        }
    }

    void finish(std::size_t acts)
    {
        for (const std::string& ghost : ghosts_) {
            line_("ghost no more: " + ghost);
        }
        std::string words;
        std::size_t listed = 0;
        for (auto word = new_words_.begin(); word != new_words_.end() && listed < kMaxNewWords;
             ++word, ++listed) {
            words += " " + *word;
        }
        line_(fmt::format("{} words that nobody could search for before:{}{}", new_words_.size(),
                          words, listed < new_words_.size() ? " ..." : ""));
        line_(fmt::format("{} cables change, {} bytes of text, {} places to look at", acts, bytes_,
                          places_));
    }

private:
    void lint(const Cable& cable)
    {
        for (const lint::Hit& hit : lint::find_hits(cable)) {
            ++places_;
            line_(fmt::format("    look: {}: {}", lint::name(hit.kind), hit.excerpt));
        }
    }

    // Names that are taken out of other cables, or that the editor refused to take out here.
    void look_for_names(const Cable& cable)
    {
        const std::string text = text_of(cable);
        for (const redact::Leak& leak : redactor_.find(text)) {
            ++places_;
            line_(fmt::format("    look: redaction {} does not hold here: {}",
                              leak.redaction->number,
                              collapse_spaces(std::string_view(text).substr(
                                  leak.at.from, leak.at.to - leak.at.from))));
        }
    }

    void collect_words(const Cable& cable)
    {
        const index::IndexedCable entry = index::indexed(cable);
        analyzer_.analyze(entry.text, tokens_);
        for (const index::Token& token : tokens_.list) {
            const std::string_view word = tokens_.word(token);
            if (!known_words_.contains(word) && !new_words_.contains(word)) {
                (in_use_.has_word(word) ? known_words_ : new_words_).emplace(word);
            }
        }
    }

    archive::Store& store_;
    InUse in_use_;
    archive::Unpacker unpack_;
    redact::Redactor redactor_;
    index::Analyzer analyzer_;
    index::Tokens tokens_;
    std::set<std::string, std::less<>> known_words_;
    std::set<std::string, std::less<>> new_words_;
    std::vector<std::string> ghosts_;
    std::uint64_t bytes_ = 0;
    std::uint64_t places_ = 0;
    const Line& line_;
};

} // namespace

void show_preview(archive::Store& store, const Desk& desk, const DeskReport& report,
                  const fs::path& edition, const Line& line)
{
    for (const std::string& id : report.unknown) {
        line("refused    " + id + ": no such cable in the archive");
    }
    for (const std::string& problem : report.refused) {
        line("refused    " + problem);
    }
    std::map<std::string, Planned, std::less<>> planned;
    for (Planned& cable : desk.planned()) {
        planned.emplace(cable.act.reference, std::move(cable));
    }
    Preview preview(store, desk, edition, line);
    std::size_t acts = 0;
    for (const auto& [reference, of_cable] : desk.history()) {
        throw_if_stopped();
        if (of_cable.back().release == kNotRecorded) {
            const auto cable = planned.find(reference);
            preview.show(of_cable.back(), cable == planned.end() ? nullptr : &cable->second);
            ++acts;
        }
    }
    preview.finish(acts);
}

void show_articles(const ArticleDesk& articles, const ArticleReport& report,
                   const fs::path& edition, const Line& line)
{
    for (const std::string& problem : report.refused) {
        line("refused    " + problem);
    }
    const edition::Articles released = articles.released();
    InUse in_use(edition);
    for (const ArticleNews& one : report.news) {
        throw_if_stopped();
        const auto after =
            std::ranges::find(released.released, one.slug, &edition::ReleasedArticle::slug);
        const auto before = in_use.reader ? in_use.reader->articles().find(one.slug) : std::nullopt;
        const std::string title = after != released.released.end() ? edition::row_of(*after).title
                                  : before                         ? before->row.title
                                                                   : "";
        line(fmt::format("{:<10} article {}  {}", archive::name(one.change), one.slug, title));
        if (after != released.released.end()) {
            show_difference(before ? before->source : "", after->source, line);
        }
    }
    for (const auto& [slug, marks] : report.marks) {
        line(fmt::format("    article {}: {} {} made", slug, marks, marks == 1 ? "mark" : "marks"));
    }
    for (const auto& [slug, until] : report.waiting) {
        line(fmt::format("    article {}: waits until {}", slug, format_rfc3339(until)));
    }
    if (!report.news.empty() || report.total > 0) {
        line(fmt::format("of articles {} change, {} are public then, {} are drafts",
                         report.news.size(), report.total, report.drafts));
    }
}

} // namespace chancery::release
