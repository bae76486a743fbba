#include "edition/articles.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "article/article_file.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "edition/citations.hpp"

namespace chancery::edition {

namespace {

// In the order read_row() takes it; behind them the number.
#define CHANCERY_ARTICLE_COLUMNS                                                                   \
    "SELECT slug, title, author, place, place_key, language, date, released, updated, beginning,"  \
    " number"
#define CHANCERY_ARTICLE_ROW CHANCERY_ARTICLE_COLUMNS " FROM article"

ArticleRow read_row(const Statement& row)
{
    const auto text = [&](int column) { return std::string(row.text(column)); };
    const auto time = [&](int column) { return instant_from_seconds(row.integer(column)); };
    return {text(0), text(1), text(2), text(3), text(4),
            text(5), time(6), time(7), time(8), text(9)};
}

article::ArticleFile read_source(std::string_view source)
{
    auto file = article::read_article(source, "article");
    if (!file) {
        throw IoError("an article of the edition is damaged: " + file.error());
    }
    return std::move(*file);
}

article::Document read_text(const article::ArticleFile& file)
{
    auto document = article::read_markdown(file.text);
    if (!document) {
        throw IoError("an article of the edition is damaged: " + document.error().what);
    }
    return std::move(*document);
}

struct Listed {
    ArticleRow row;
    const ReleasedArticle* article = nullptr;
};

std::vector<Listed> in_order(const std::vector<ReleasedArticle>& articles)
{
    std::vector<Listed> list;
    for (const ReleasedArticle& article : articles) {
        list.push_back({row_of(article), &article});
    }
    std::ranges::sort(list, [](const Listed& a, const Listed& b) {
        return std::tie(b.row.date, b.row.released, a.row.slug) <
               std::tie(a.row.date, a.row.released, b.row.slug);
    });
    return list;
}

} // namespace

article::Document document_of(std::string_view source)
{
    return read_text(read_source(source));
}

std::string place_key(std::string_view place)
{
    constexpr std::size_t kDigits = 8;
    const std::string key = slug(place);
    return !key.empty() || place.empty() ? key : "place-" + hex(sha256(place)).substr(0, kDigits);
}

ArticleRow row_of(const ReleasedArticle& article)
{
    const article::ArticleFile file = read_source(article.source);
    return {article.slug,
            file.title,
            file.author,
            file.place,
            place_key(file.place),
            file.language,
            file.date,
            article.released,
            article.updated,
            article::beginning(read_text(file), kMaxBeginningBytes)};
}

std::vector<NamedCable> named_cables(std::string_view source)
{
    std::set<NamedCable> named;
    for (const article::CitedCable& cited : article::cited_cables(document_of(source))) {
        if (std::string node = node_of(cited.id); !node.empty()) {
            named.insert({std::move(node), cited.paragraph});
        }
    }
    return {named.begin(), named.end()};
}

void write_articles(Database& db, const Articles& articles)
{
    Statement add(db, "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    Statement cite(db, "INSERT INTO article_cable VALUES (?, ?, ?)");
    std::int64_t number = 0;
    for (const auto& [row, article] : in_order(articles.released)) {
        add.run(++number, row.slug, row.title, row.author, row.place, row.place_key, row.language,
                seconds_since_epoch(row.date), seconds_since_epoch(row.released),
                seconds_since_epoch(row.updated), row.beginning, article->source);
        for (const NamedCable& named : named_cables(article->source)) {
            cite.run(named.node, number, named.paragraph);
        }
    }
    Statement gone(db, "INSERT INTO article_gone VALUES (?, ?)");
    for (const GoneArticle& one : articles.gone) {
        gone.run(one.slug, seconds_since_epoch(one.date));
    }
}

ArticleReader::ArticleReader(const Database& db)
    : count_(db, "SELECT count(*) FROM article"),
      list_(db, CHANCERY_ARTICLE_ROW " WHERE number > ? ORDER BY number LIMIT ?"),
      places_(db, "SELECT place_key, min(place), count(*) FROM article WHERE place_key <> ''"
                  " GROUP BY place_key ORDER BY place_key"),
      place_(db, "SELECT place_key, min(place), count(*) FROM article WHERE place_key = ?"
                 " GROUP BY place_key"),
      of_place_(db, CHANCERY_ARTICLE_ROW " WHERE place_key = ? ORDER BY number LIMIT ? OFFSET ?"),
      find_(db, CHANCERY_ARTICLE_COLUMNS ", source FROM article WHERE slug = ?"),
      gone_(db, "SELECT date FROM article_gone WHERE slug = ?"),
      latest_gone_(db, "SELECT slug, date FROM article_gone ORDER BY date DESC, slug LIMIT ?"),
      citing_(db, CHANCERY_ARTICLE_ROW " WHERE number IN (SELECT article FROM article_cable WHERE"
                                       " node = ?) ORDER BY number LIMIT ?"),
      paragraphs_(db, "SELECT paragraph FROM article_cable WHERE node = ? AND article = ?"
                      " AND paragraph > 0 ORDER BY paragraph"),
      citing_count_(db, "SELECT count(DISTINCT article) FROM article_cable WHERE node = ?")
{
}

std::vector<ArticleRow> ArticleReader::rows(Statement& statement)
{
    std::vector<ArticleRow> found;
    while (statement.step()) {
        found.push_back(read_row(statement));
    }
    statement.reset();
    return found;
}

std::uint32_t ArticleReader::count()
{
    count_.reset();
    const auto count = static_cast<std::uint32_t>(count_.step() ? count_.integer(0) : 0);
    count_.reset();
    return count;
}

std::vector<ArticleRow> ArticleReader::list(std::uint32_t from, std::uint32_t count)
{
    return rows(list_.bind(from, count));
}

std::vector<ArticlePlace> ArticleReader::places()
{
    std::vector<ArticlePlace> found;
    for (places_.reset(); places_.step();) {
        found.push_back({std::string(places_.text(0)), std::string(places_.text(1)),
                         static_cast<std::uint32_t>(places_.integer(2))});
    }
    places_.reset();
    return found;
}

std::optional<ArticlePlace> ArticleReader::place(std::string_view key)
{
    std::optional<ArticlePlace> found;
    if (place_.bind(key).step()) {
        found = ArticlePlace{std::string(place_.text(0)), std::string(place_.text(1)),
                             static_cast<std::uint32_t>(place_.integer(2))};
    }
    place_.reset();
    return found;
}

std::vector<ArticleRow> ArticleReader::of_place(std::string_view key, std::uint32_t from,
                                                std::uint32_t count)
{
    return rows(of_place_.bind(key, count, from));
}

std::optional<ArticleWithSource> ArticleReader::find(std::string_view slug)
{
    std::optional<ArticleWithSource> found;
    if (find_.bind(slug).step()) {
        found = ArticleWithSource{read_row(find_), std::string(find_.text(11))};
    }
    find_.reset();
    return found;
}

std::optional<std::uint32_t> ArticleReader::place_of(std::string_view slug)
{
    std::optional<std::uint32_t> place;
    if (find_.bind(slug).step()) {
        place = static_cast<std::uint32_t>(find_.integer(10)) - 1;
    }
    find_.reset();
    return place;
}

std::optional<Instant> ArticleReader::gone(std::string_view slug)
{
    std::optional<Instant> date;
    if (gone_.bind(slug).step()) {
        date = instant_from_seconds(gone_.integer(0));
    }
    gone_.reset();
    return date;
}

std::vector<GoneArticle> ArticleReader::latest_gone(std::uint32_t count)
{
    std::vector<GoneArticle> found;
    for (latest_gone_.bind(count); latest_gone_.step();) {
        found.push_back(
            {std::string(latest_gone_.text(0)), instant_from_seconds(latest_gone_.integer(1))});
    }
    latest_gone_.reset();
    return found;
}

std::vector<CitingArticle> ArticleReader::citing(std::string_view id, std::uint32_t most)
{
    std::vector<CitingArticle> found;
    const std::string node = node_of(id);
    for (citing_.bind(node, most); citing_.step();) {
        CitingArticle& one = found.emplace_back();
        one.row = read_row(citing_);
        for (paragraphs_.bind(node, citing_.integer(10)); paragraphs_.step();) {
            one.paragraphs.push_back(static_cast<std::uint32_t>(paragraphs_.integer(0)));
        }
        paragraphs_.reset();
    }
    citing_.reset();
    return found;
}

std::uint32_t ArticleReader::citing_count(std::string_view id)
{
    const auto count =
        citing_count_.bind(node_of(id)).step() ? citing_count_.integer(0) : std::int64_t{0};
    citing_count_.reset();
    return static_cast<std::uint32_t>(count);
}

} // namespace chancery::edition
