#include "export/bag.hpp"

#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/time.hpp"
#include "edition/walk.hpp"
#include "export/file_name.hpp"
#include "export/manifest.hpp"
#include "export/page_copy.hpp"
#include "export/tables.hpp"
#include "view/path.hpp"

namespace chancery::exporter {

namespace {

constexpr std::string_view kPayload = "data/";
constexpr std::string_view kMetadataFolder = "data/metadata/";
constexpr std::string_view kArchiveFile = "data/metadata/archive.json";
constexpr std::string_view kBagFile = "bagit.txt";
constexpr std::string_view kInfoFile = "bag-info.txt";
constexpr std::string_view kPayloadManifest = "manifest-sha256.txt";
constexpr std::string_view kTagManifest = "tagmanifest-sha256.txt";
constexpr std::array<std::string_view, 2> kEndings = {".txt", ".json"};

// RFC 8493, 2.1.1
constexpr std::string_view kBagText = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

// The files of data/, as they come.
class Payload {
public:
    explicit Payload(Destination& destination)
        : destination_(destination), manifest_(destination.stage(kPayloadManifest))
    {
    }

    void add(const Entry& entry) // is in the manifest of the export already
    {
        manifest_->add(manifest_line(entry.hash, entry.file));
        ++files_;
        bytes_ += entry.size;
    }
    void list(const Entry& entry)
    {
        destination_.list(entry);
        add(entry);
    }
    std::string oxum() const { return fmt::format("{}.{}", bytes_, files_); } // RFC 8493, 2.2.2
    Entry keep() { return manifest_->keep(); }

private:
    Destination& destination_;
    std::unique_ptr<Staged> manifest_;
    std::uint64_t files_ = 0;
    std::uint64_t bytes_ = 0;
};

std::string info_text(const edition::Generation& generation, const std::string& oxum)
{
    const edition::Settings& settings = generation.settings();
    std::string out;
    const auto add = [&](std::string_view label, std::string_view value) {
        if (const std::string line = collapse_spaces(value); !line.empty()) {
            out.append(label).append(": ").append(line).append("\n");
        }
    };
    add("Bag-Software-Agent", "Chancery");
    add("Bagging-Date", format_day(generation.last_release()));
    add("External-Description", settings.title);
    add("External-Identifier", settings.base_url);
    add("Payload-Oxum", oxum);
    return out;
}

// RFC 8493, 2.2.1
void write_tags(const edition::Generation& generation, Destination& destination, Payload& payload)
{
    const std::string oxum = payload.oxum();
    const std::array<Entry, 3> entries = {destination.put(kBagFile, kBagText),
                                          destination.put(kInfoFile, info_text(generation, oxum)),
                                          payload.keep()};
    std::string tags;
    for (const Entry& entry : entries) {
        destination.list(entry);
        tags += manifest_line(entry.hash, entry.file);
    }
    destination.list(destination.put(kTagManifest, tags));
}

} // namespace

void plan_bag(index::SearchReader& search, Destination& destination)
{
    edition::Walk walk(search.generation());
    while (const std::optional<edition::WalkRow> row = walk.next()) {
        const std::string path = view::cable_path(row->id, row->created);
        for (const std::string_view ending : kEndings) {
            const std::string address = path + std::string(ending);
            destination.plan(std::string(kPayload) + file_of(address), address);
        }
    }
    edition::Reader& reader = search.reader();
    for (const edition::ArticleRow& row :
         reader.articles().list(0, reader.generation().article_count())) {
        const std::string address = view::article_path(row.slug, ".md");
        destination.plan(std::string(kPayload) + file_of(address), address);
    }
    for (const std::string& file : table_files(std::string(kMetadataFolder))) {
        destination.plan(file);
    }
    for (const std::string_view file :
         {kArchiveFile, kBagFile, kInfoFile, kPayloadManifest, kTagManifest}) {
        destination.plan(file);
    }
}

void write_bag(index::SearchReader& search, Destination& destination, std::string_view about,
               unsigned threads, Progress& progress)
{
    Payload payload(destination);
    copy_pages(search, destination, Compress::No, threads, progress,
               [&](const Entry& entry) { payload.add(entry); });
    for (const Entry& entry :
         write_tables(search, destination, std::string(kMetadataFolder), progress)) {
        payload.list(entry);
    }
    payload.list(destination.put(kArchiveFile, about));
    write_tags(*search.generation(), destination, payload);
}

} // namespace chancery::exporter
