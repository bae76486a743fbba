#include "export/tables.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "base/error.hpp"
#include "base/stop.hpp"
#include "base/time.hpp"
#include "edition/walk.hpp"
#include "index/result_list.hpp"
#include "site/missing_lists.hpp"
#include "site/pages.hpp"

namespace chancery::exporter {

namespace {

using index::csv_field;

constexpr std::array<std::string_view, 6> kNames = {"cables.csv",   "references.csv",
                                                    "tags.csv",     "missing.csv",
                                                    "articles.csv", "articles-withdrawn.csv"};
constexpr std::string_view kArticlesAddress = "/api/v1/articles.csv";

edition::CableRow row_of(const edition::WalkRow& row)
{
    return {std::string(row.id), std::string(row.subject),        row.created,
            row.released,        std::string(row.classification), std::string(row.origin)};
}

edition::Facts facts_of(const edition::Generation& generation, const edition::WalkRow& row)
{
    if (row.batch >= generation.batches().size()) {
        throw IoError("damaged edition: " + std::string(row.id) + " is in no batch");
    }
    return generation.batches()[row.batch]->facts(row.place);
}

// The three tables that have lines for each cable.
class CableTables {
public:
    CableTables(index::SearchReader& search, Destination& destination,
                const std::vector<std::string>& files)
        : reader_(search.reader()), cables_(destination.stage(files[0])),
          references_(destination.stage(files[1])), tags_(destination.stage(files[2]))
    {
        cables_->add(index::csv_header());
        references_->add("id,refers_to,here\r\n");
        tags_->add("id,tag\r\n");
    }

    void add(const edition::WalkRow& row)
    {
        cables_->add(index::csv_line(row_of(row)));
        const edition::Facts facts = facts_of(reader_.generation(), row);
        const std::string id = csv_field(row.id) + ',';
        for (const std::string& node : facts.cited) {
            const std::optional<edition::CableRow> here = reader_.find_meant(node);
            references_->add(id + csv_field(node) + ',' + csv_field(here ? here->id : "") + "\r\n");
        }
        for (const std::string& tag : facts.tags) {
            tags_->add(id + csv_field(tag) + "\r\n");
        }
    }

    std::vector<Entry> keep() { return {cables_->keep(), references_->keep(), tags_->keep()}; }

private:
    edition::Reader& reader_;
    std::unique_ptr<Staged> cables_;
    std::unique_ptr<Staged> references_;
    std::unique_ptr<Staged> tags_;
};

Entry write_stream(http::Stream& stream, Destination& destination, const std::string& file)
{
    const std::unique_ptr<Staged> staged = destination.stage(file);
    std::string piece;
    for (auto more = http::Stream::More::Yes; more == http::Stream::More::Yes;) {
        throw_if_stopped();
        piece.clear();
        more = stream.next(piece);
        staged->add(piece);
    }
    return staged->keep();
}

std::shared_ptr<http::Stream> articles_csv(index::SearchReader& search)
{
    const http::Response response =
        site::answer(search, {.path = std::string(kArticlesAddress), .query = {}});
    if (!response.stream) {
        throw IoError("damaged edition: nothing at " + std::string(kArticlesAddress));
    }
    return response.stream;
}

Entry write_withdrawn(edition::ArticleReader& articles, Destination& destination,
                      const std::string& file)
{
    const std::unique_ptr<Staged> staged = destination.stage(file);
    staged->add("slug,withdrawn\r\n");
    for (const edition::GoneArticle& gone : articles.latest_gone(edition::kAllGone)) {
        staged->add(csv_field(gone.slug) + ',' + format_rfc3339(gone.date) + "\r\n");
    }
    return staged->keep();
}

} // namespace

std::vector<std::string> table_files(const std::string& folder)
{
    std::vector<std::string> files;
    for (const std::string_view name : kNames) {
        files.push_back(folder + std::string(name));
    }
    return files;
}

std::vector<Entry> write_tables(index::SearchReader& search, Destination& destination,
                                const std::string& folder, Progress& progress)
{
    const std::vector<std::string> files = table_files(folder);
    CableTables tables(search, destination, files);
    edition::Walk walk(search.generation());
    while (const std::optional<edition::WalkRow> row = walk.next()) {
        throw_if_stopped();
        tables.add(*row);
        progress.add(1);
    }
    std::vector<Entry> entries = tables.keep();
    entries.push_back(
        write_stream(*site::missing_csv(*search.generation()), destination, files[3]));
    entries.push_back(write_stream(*articles_csv(search), destination, files[4]));
    entries.push_back(write_withdrawn(search.reader().articles(), destination, files[5]));
    return entries;
}

} // namespace chancery::exporter
