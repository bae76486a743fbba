// The publisher's articles, as the API has them.
#include <algorithm>

#include "api/handlers.hpp"
#include "api/problem.hpp"
#include "article/article_file.hpp"
#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "edition/format.hpp"
#include "view/path.hpp"

namespace chancery::api {

namespace {

using edition::ArticleRow;

constexpr std::uint32_t kPiece = 100; // rows that are read at a time

void write_members(Record& record, const ArticleRow& row, const std::string& usual_language)
{
    record.text("slug", row.slug);
    record.text("title", row.title);
    record.text_or_null("author", row.author);
    record.text_or_null("place", row.place);
    record.text("language", row.language.empty() ? usual_language : row.language);
    record.time("date", row.date);
    record.time("released", row.released);
    record.time("updated", row.updated);
    record.text("beginning", row.beginning);
    record.text("path", view::article_path(row.slug, ".html"));
}

// Newest first. A cursor is the name of an article.
class ArticleList : public List {
public:
    explicit ArticleList(const edition::Generation& generation)
        : language_(generation.settings().language),
          db_(Database::open(generation.folder() / edition::kDatabaseName, Access::Immutable)),
          articles_(db_), total_(generation.article_count())
    {
    }
    bool go_behind(const std::string& after)
    {
        const std::optional<std::uint32_t> place = articles_.place_of(after);
        place_ = place ? *place + 1 : 0;
        return place.has_value();
    }
    bool more() override { return place_ < total_; }
    void write(Record& record) override
    {
        if (next_ == rows_.size()) {
            rows_ = articles_.list(place_, kPiece);
            next_ = 0;
        }
        last_ = rows_.at(next_++);
        ++place_;
        record.begin();
        write_members(record, last_, language_);
        record.end();
    }
    std::string cursor() const override { return last_.slug; }
    std::optional<std::uint64_t> total() override { return total_; }

private:
    std::string language_;
    Database db_;
    edition::ArticleReader articles_;
    std::uint32_t total_;
    std::uint32_t place_ = 0;
    std::vector<ArticleRow> rows_;
    std::size_t next_ = 0;
    ArticleRow last_;
};

http::Response no_such_article(const Call& call, const std::string& slug)
{
    if (const auto gone = call.reader().articles().gone(slug)) {
        return problem("withdrawn", "the article " + slug + " is not here any more",
                       [&](JsonWriter& json) { json.member("withdrawn", format_rfc3339(*gone)); });
    }
    return problem("thing", "there is no article " + slug);
}

void write_named(JsonWriter& json, edition::Reader& reader, const edition::NamedCable& named)
{
    const std::optional<edition::CableRow> row = reader.find_meant(named.node);
    json.begin_object();
    json.member("id", row ? row->id : named.node);
    json.member("paragraph", named.paragraph == 0 ? std::nullopt : std::optional(named.paragraph));
    json.member("path", row ? std::optional(view::cable_path(row->id, row->created) + ".html")
                            : std::nullopt);
    json.end_object();
}

} // namespace

Result<std::unique_ptr<List>> articles(const Call& call)
{
    auto list = std::make_unique<ArticleList>(call.generation());
    const std::string after = call.values.text("after");
    if (!after.empty() && !list->go_behind(after)) {
        return std::unexpected(no_such_place(call));
    }
    return list;
}

Result<std::string> one_article(const Call& call)
{
    const std::string slug = call.values.text("slug");
    const auto found = call.reader().articles().find(slug);
    if (!found) {
        return std::unexpected(no_such_article(call, slug));
    }
    const auto file = article::read_article(found->source, slug);
    if (!file) {
        throw IoError("article " + slug + ": damaged: " + file.error());
    }
    std::string out;
    Record record(out, Form::Page);
    record.begin();
    write_members(record, found->row, call.generation().settings().language);
    record.text_or_null("text", file->text);
    record.json().key("cables");
    record.json().begin_array();
    for (const edition::NamedCable& named : edition::named_cables(found->source)) {
        write_named(record.json(), call.reader(), named);
    }
    record.json().end_array();
    record.end();
    return out;
}

} // namespace chancery::api
