#pragma once
// The publisher's articles at a release: which files in ARCHIVE/articles become public, and what is taken out of them.
//
//   ArticleDesk articles(store, rules);
//   articles.take(now, date, TakeArticles::All, report);   // reads the files
//   articles.settle(date, report);                         // redacts, also what is public already
//   articles.record(release);                              // the new acts
//   articles.released()                                    // for the edition
//
// A file is released as it stands, unless it is a draft or its time has not come; an article whose file is gone, empty
// or a draft again goes. What the public sees of it is made anew for each edition from the text that the archive keeps
// and the rules that hold, so a name goes out at once. Rules for all cables hold in all articles, rules for some in
// those articles that name one of them; refusals do not count here.
//
// Safe by construction: title, place, author and text are redacted one by one, and put together again without what
// else stood in the file. Then the whole is looked through again, as Markdown and as a reader sees it: an article in
// which something still stands (its own address, or a name that only markup joins) is refused, and goes if it was
// public. A file that cannot be read is refused, and what is public of the article stays.
//
// One thread. Memory: all texts of articles, kMaxArticles of at most article::kMaxArticleBytes.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/store.hpp"
#include "edition/articles.hpp"
#include "redact/redactor.hpp"

namespace chancery::article {
struct ArticleFile;
}

namespace chancery::release {

constexpr std::size_t kMaxArticles = 10'000;

enum class TakeArticles : std::uint8_t {
    All,
    Due, // those that were never released and whose time (`from`) has come
    None // what is public stays, redacted by the rules that hold
};

struct ArticleNews {
    std::string slug;
    archive::Change change = archive::Change::Released;
};

struct ArticleReport {
    std::vector<ArticleNews> news;            // what changes, by slug
    std::map<std::string, std::size_t> marks; // of articles in which there are any
    std::uint64_t total = 0;                  // public then
    std::uint64_t drafts = 0;
    std::vector<std::pair<std::string, Instant>> waiting; // until when
    std::vector<std::string> refused;                     // with the reason
};

// `file`: "articles/fog.md"; `part`: title, place, author or text.
using UseArticleEffect = std::function<void(const std::string& file, std::string_view part,
                                            const redact::Effect& effect)>;

class ArticleDesk {
public:
    ArticleDesk(archive::Store& store, const std::shared_ptr<const redact::RuleSet>& rules);

    // IoError if a file cannot be read from the disk.
    void take(Instant now, Instant date, TakeArticles which, ArticleReport& report);
    void settle(Instant date, ArticleReport& report);

    bool has_new_acts() const;
    // Whether an article is not any more what it was.
    bool takes_something_out() const;
    void record(std::int64_t release);
    // What the rules take out of each article, be it public, waiting or a draft: of its file, or, where there is none,
    // of what is public.
    void review(const UseArticleEffect& use,
                const std::function<void(const std::string&)>& problem);

    // All acts, the last of each article its state; new ones are of release 0 until they are recorded.
    const std::map<std::string, std::vector<archive::ArticleAct>>& history() const
    {
        return history_;
    }
    edition::Articles released() const;
    // Names the state of all articles and how they came to it.
    std::string history_hash() const;

private:
    struct Public {
        std::string source;
        std::size_t marks = 0;
        std::string fingerprint; // empty if there are no marks
        std::string problem;     // it cannot be public
    };
    Public made_public(const std::string& slug, article::ArticleFile file);
    void take_file(const std::string& slug, std::string bytes, Instant now, Instant date,
                   TakeArticles which, ArticleReport& report);
    bool is_public(const std::string& slug) const;
    void put(archive::ArticleAct act);
    void withdraw(const std::string& slug, Instant date);

    archive::Store& store_;
    redact::Redactor redactor_;
    std::map<std::string, std::vector<archive::ArticleAct>> history_;
    std::map<std::string, Public> public_; // after settle()
};

// Whether the archive has files of articles.
bool has_article_files(const archive::Store& store);
// Whether one of them was never released and has a time that has come: TakeArticles::Due.
bool are_articles_due(archive::Store& store, Instant now);

} // namespace chancery::release
