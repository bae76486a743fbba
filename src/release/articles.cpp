#include "release/articles.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "article/article_file.hpp"
#include "article/markdown.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"

namespace chancery::release {

namespace {

namespace fs = std::filesystem;

using archive::ArticleAct;
using archive::Change;
using article::ArticleFile;

constexpr std::string_view kFolder = "articles";
constexpr std::string_view kEnding = ".md";
constexpr std::int64_t kNotRecordedYet = 0;
constexpr int kRounds = 3; // a mark may join what stood apart

std::string file_name(const std::string& slug)
{
    return fmt::format("{}/{}{}", kFolder, slug, kEnding);
}

// *.md, by name; others and hidden ones are none of ours.
std::vector<fs::path> article_paths(const fs::path& archive)
{
    std::vector<fs::path> paths;
    std::error_code none;
    for (const fs::directory_entry& entry : fs::directory_iterator(archive / kFolder, none)) {
        const std::string name = entry.path().filename();
        if (name.ends_with(kEnding) && !name.starts_with('.')) {
            paths.push_back(entry.path());
        }
    }
    std::ranges::sort(paths);
    return paths;
}

// Links are not followed: they lead out of the archive.
bool is_usable(const fs::path& path)
{
    return fs::symlink_status(path).type() == fs::file_type::regular &&
           fs::file_size(path) <= article::kMaxArticleBytes;
}

// Before it is read; empty if there is none.
std::string problem_with_file(const fs::path& path)
{
    const std::string slug = path.stem();
    if (!article::is_slug(slug)) {
        return fmt::format(
            "{}: the name becomes the address, so it must be like {}{}", file_name(slug),
            chancery::slug(slug).empty() ? "fog-over-linden" : chancery::slug(slug), kEnding);
    }
    return is_usable(path) ? ""
                           : fmt::format("{}: no plain file, or longer than {} bytes, the most "
                                         "that an article may have",
                                         file_name(slug), article::kMaxArticleBytes);
}

using UseProblem = std::function<void(const std::string& slug, const std::string& problem)>;
using UseFile = std::function<void(const std::string& slug, std::string bytes)>;

// All but those that are empty, which are as good as none.
void each_file(const fs::path& archive, const UseProblem& problem, const UseFile& use)
{
    std::size_t count = 0;
    for (const fs::path& path : article_paths(archive)) {
        const std::string slug = path.stem();
        ++count;
        if (const std::string trouble = problem_with_file(path); !trouble.empty()) {
            problem(slug, trouble);
        } else if (count > kMaxArticles) {
            problem(slug, fmt::format("{}: more than {} articles", file_name(slug), kMaxArticles));
        } else if (std::string bytes = read_file(path, article::kMaxArticleBytes);
                   trim(bytes).empty()) {
            --count;
        } else {
            use(slug, std::move(bytes));
        }
    }
}

// What the public may read of it, part by part.
template <typename File> // ArticleFile, const or not
auto parts_of(File& file)
{
    return std::array{std::pair(std::string_view("title"), &file.title),
                      std::pair(std::string_view("place"), &file.place),
                      std::pair(std::string_view("author"), &file.author),
                      std::pair(std::string_view("text"), &file.text)};
}

// Every cable that is named in it, in brackets or not: rules for these hold.
std::vector<std::string> cables_in(std::string_view text)
{
    std::set<std::string> ids;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t from = at;
        while (at < text.size() && is_alnum(text[at])) {
            ++at;
        }
        if (const auto id = CableId::parse(text.substr(from, at - from))) {
            ids.insert({id->text(), canonical_id(*id).text(), own_id(*id).text()});
        }
    }
    return {ids.begin(), ids.end()};
}

std::string redacted(redact::Redactor& redactor, const std::vector<std::string>& cables,
                     const std::string& text, std::size_t& marks)
{
    redact::Redactor::Marked done{text};
    for (int round = 0; round < kRounds; ++round) {
        done = redactor.mark(done.text, cables);
        marks += done.marks;
        if (done.marks == 0) {
            break;
        }
    }
    return done.text;
}

} // namespace

ArticleDesk::ArticleDesk(archive::Store& store, const std::shared_ptr<const redact::RuleSet>& rules)
    : store_(store), redactor_(rules)
{
    for (ArticleAct& act : store.article_acts()) {
        history_[act.slug].push_back(std::move(act));
    }
}

bool ArticleDesk::is_public(const std::string& slug) const
{
    const auto acts = history_.find(slug);
    return acts != history_.end() && acts->second.back().change != Change::Withdrawn;
}

// Of several new acts of an article the last counts.
void ArticleDesk::put(ArticleAct act)
{
    std::vector<ArticleAct>& acts = history_[act.slug];
    if (!acts.empty() && acts.back().release == kNotRecordedYet) {
        acts.pop_back();
    }
    const bool was_public = !acts.empty() && acts.back().change != Change::Withdrawn;
    if (act.change == Change::Withdrawn && !was_public) { // it never came out
        if (acts.empty()) {
            history_.erase(act.slug);
        }
        return;
    }
    acts.push_back(std::move(act));
}

void ArticleDesk::withdraw(const std::string& slug, Instant date)
{
    if (is_public(slug)) {
        put({slug, kNotRecordedYet, Change::Withdrawn, "", "", date});
    }
}

ArticleDesk::Public ArticleDesk::made_public(const std::string& slug, ArticleFile file)
{
    Public made;
    const std::vector<std::string> cables = cables_in(article::public_file(file));
    for (const auto& [name, part] : parts_of(file)) {
        *part = redacted(redactor_, cables, *part, made.marks);
    }
    made.source = article::public_file(file);
    const auto read_again = article::read_article(made.source, file_name(slug));
    const auto document = article::read_markdown(file.text);
    const auto taken_out_of = [&](std::string_view text) {
        return redactor_.mark(text, cables).first;
    };
    const redact::Redaction* left = taken_out_of(slug);
    if (left != nullptr) {
        made.problem =
            fmt::format("{}: its name has in it what redaction {} takes out (give the file "
                        "another)",
                        file_name(slug), left->number);
    } else if (!document) {
        made.problem =
            fmt::format("{} line {}: {}", file_name(slug),
                        document.error().line + file.text_line - 1, document.error().what);
    } else if (!read_again) {
        made.problem = read_again.error();
    } else if (left = taken_out_of(made.source + article::visible_text(*document));
               left != nullptr) {
        made.problem =
            fmt::format("{}: what redaction {} takes out still stands in it, put together "
                        "by markup (write it plainly)",
                        file_name(slug), left->number);
    }
    made.fingerprint = made.marks == 0 ? "" : hex(sha256(made.source));
    return made;
}

void ArticleDesk::take_file(const std::string& slug, std::string bytes, Instant now, Instant date,
                            TakeArticles which, ArticleReport& report)
{
    auto file = article::read_article(bytes, file_name(slug));
    if (!file) {
        report.refused.push_back(file.error());
        return;
    }
    const bool was_released = history_.contains(slug);
    if (which == TakeArticles::Due && (was_released || !file->from || *file->from > now)) {
        return;
    }
    if (file->draft) {
        ++report.drafts;
        return withdraw(slug, date);
    }
    if (file->from && *file->from > now) {
        report.waiting.emplace_back(slug, *file->from);
        return;
    }
    if (is_public(slug) && history_[slug].back().text == bytes) {
        return;
    }
    if (const Public made = made_public(slug, std::move(*file)); !made.problem.empty()) {
        report.refused.push_back(made.problem);
        return;
    }
    put({slug, kNotRecordedYet, is_public(slug) ? Change::Corrected : Change::Released,
         std::move(bytes), "", date});
}

void ArticleDesk::take(Instant now, Instant date, TakeArticles which, ArticleReport& report)
{
    std::error_code none;
    if (which == TakeArticles::None || !fs::is_directory(store_.folder() / kFolder, none)) {
        return; // a folder that is not there says nothing about what was in it
    }
    std::set<std::string> present;
    each_file(
        store_.folder(),
        [&](const std::string& slug, const std::string& problem) {
            present.insert(slug);
            report.refused.push_back(problem);
        },
        [&](const std::string& slug, std::string bytes) {
            present.insert(slug);
            take_file(slug, std::move(bytes), now, date, which, report);
        });
    if (which == TakeArticles::All) {
        std::vector<std::string> absent;
        for (const auto& [slug, acts] : history_) {
            if (!present.contains(slug)) {
                absent.push_back(slug);
            }
        }
        for (const std::string& slug : absent) {
            withdraw(slug, date);
        }
    }
}

void ArticleDesk::settle(Instant date, ArticleReport& report)
{
    std::vector<std::string> slugs;
    for (const auto& [slug, acts] : history_) {
        slugs.push_back(slug);
    }
    public_.clear();
    for (const std::string& slug : slugs) {
        if (!is_public(slug)) {
            continue;
        }
        ArticleAct& last = history_[slug].back();
        auto file = article::read_article(last.text, file_name(slug));
        Public made = file ? made_public(slug, std::move(*file)) : Public{};
        if (!file || !made.problem.empty()) { // it was readable once; whatever it is, it goes
            report.refused.push_back((file ? made.problem : file.error()) + ": it is taken out");
            withdraw(slug, date);
            continue;
        }
        if (last.release == kNotRecordedYet) {
            last.fingerprint = made.fingerprint;
        } else if (last.fingerprint != made.fingerprint) {
            ArticleAct act = last;
            act.release = kNotRecordedYet;
            act.date = date;
            act.change = made.fingerprint.empty() ? Change::Restored : Change::Redacted;
            act.fingerprint = made.fingerprint;
            put(std::move(act));
        }
        if (made.marks > 0) {
            report.marks.emplace(slug, made.marks);
        }
        public_.emplace(slug, std::move(made));
    }
    report.total = public_.size();
    for (const auto& [slug, acts] : history_) {
        if (acts.back().release == kNotRecordedYet) {
            report.news.push_back({slug, acts.back().change});
        }
    }
}

void ArticleDesk::review(const UseArticleEffect& use,
                         const std::function<void(const std::string&)>& problem)
{
    std::map<std::string, std::string> texts; // by slug
    for (const auto& [slug, acts] : history_) {
        if (is_public(slug)) {
            texts[slug] = acts.back().text;
        }
    }
    each_file(
        store_.folder(),
        [&](const std::string& /*slug*/, const std::string& trouble) { problem(trouble); },
        [&](const std::string& slug, std::string bytes) { texts[slug] = std::move(bytes); });
    for (const auto& [slug, text] : texts) {
        auto file = article::read_article(text, file_name(slug));
        if (!file) {
            problem(file.error());
            continue;
        }
        const std::vector<std::string> cables = cables_in(article::public_file(*file));
        for (const auto& [name, part] : parts_of(*file)) {
            for (const redact::Effect& effect : redactor_.effects_in(*part, cables)) {
                use(file_name(slug), name, effect);
            }
        }
        if (const Public made = made_public(slug, std::move(*file)); !made.problem.empty()) {
            problem(made.problem);
        }
    }
}

bool ArticleDesk::has_new_acts() const
{
    return std::ranges::any_of(history_, [](const auto& of_article) {
        return of_article.second.back().release == kNotRecordedYet;
    });
}

bool ArticleDesk::takes_something_out() const
{
    return std::ranges::any_of(history_,
                               [](const auto& of_article) { return of_article.second.size() > 1; });
}

void ArticleDesk::record(std::int64_t release)
{
    for (auto& [slug, acts] : history_) {
        if (acts.back().release == kNotRecordedYet) {
            acts.back().release = release;
            store_.add_article_act(acts.back());
        }
    }
}

edition::Articles ArticleDesk::released() const
{
    edition::Articles articles;
    redact::Redactor redactor(redactor_.rules());
    for (const auto& [slug, acts] : history_) {
        if (const auto made = public_.find(slug); made != public_.end()) {
            Instant first = acts.back().date;
            for (const ArticleAct& act : acts) {
                first = std::min(first, act.date);
            }
            articles.released.push_back({slug, made->second.source, first, acts.back().date});
        } else if (redactor.find(slug).empty()) { // a name in an address goes with the rest
            articles.gone.push_back({slug, acts.back().date});
        }
    }
    return articles;
}

std::string ArticleDesk::history_hash() const
{
    Sha256Stream hash;
    for (const auto& [slug, acts] : history_) {
        for (const ArticleAct& act : acts) {
            hash.update(fmt::format("{} {} {} {} {} {}\n", slug, act.release,
                                    seconds_since_epoch(act.date), archive::name(act.change),
                                    hex(sha256(act.text)), act.fingerprint));
        }
    }
    return hex(hash.finish());
}

bool has_article_files(const archive::Store& store)
{
    return !article_paths(store.folder()).empty();
}

bool are_articles_due(archive::Store& store, Instant now)
{
    std::set<std::string> released;
    for (const ArticleAct& act : store.article_acts()) {
        released.insert(act.slug);
    }
    return std::ranges::any_of(article_paths(store.folder()), [&](const fs::path& path) {
        const std::string slug = path.stem();
        if (released.contains(slug) || !article::is_slug(slug) || !is_usable(path)) {
            return false;
        }
        const auto file = article::read_article(read_file(path, article::kMaxArticleBytes), slug);
        return file && !file->draft && file->from && *file->from <= now;
    });
}

} // namespace chancery::release
