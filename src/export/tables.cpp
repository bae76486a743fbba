#include "export/tables.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "base/error.hpp"
#include "base/stop.hpp"
#include "edition/walk.hpp"
#include "index/result_list.hpp"
#include "site/missing_lists.hpp"

namespace chancery::exporter {

namespace {

using index::csv_field;

constexpr std::array<std::string_view, 4> kNames = {"cables.csv", "references.csv", "tags.csv",
                                                    "missing.csv"};

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

Entry write_missing(const edition::Generation& generation, Destination& destination,
                    const std::string& file)
{
    const std::unique_ptr<Staged> staged = destination.stage(file);
    const std::shared_ptr<http::Stream> stream = site::missing_csv(generation);
    std::string piece;
    for (auto more = http::Stream::More::Yes; more == http::Stream::More::Yes;) {
        throw_if_stopped();
        piece.clear();
        more = stream->next(piece);
        staged->add(piece);
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
    entries.push_back(write_missing(*search.generation(), destination, files[3]));
    return entries;
}

} // namespace chancery::exporter
