#include "export/exporter.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/time.hpp"
#include "export/bag.hpp"
#include "export/file_name.hpp"
#include "export/json_lines.hpp"
#include "export/site_plan.hpp"
#include "export/tables.hpp"
#include "index/search_reader.hpp"

namespace chancery::exporter {

namespace {

// What the publisher says of the archive, and which state of it this is.
std::string about_json(const edition::Generation& generation)
{
    const edition::Settings& settings = generation.settings();
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.member("title", settings.title);
    json.text_or_null("motto", settings.motto);
    json.text_or_null("description", settings.description);
    json.member("language", settings.language);
    json.text_or_null("base_url", settings.base_url);
    json.member("cables", generation.cable_count());
    json.member("last_release", format_rfc3339(generation.last_release()));
    json.member("edition", generation.fingerprint());
    json.end_object();
    return out;
}

std::string_view without_braces(std::string_view object)
{
    return object.substr(1, object.size() - 2);
}

void write_site(index::SearchReader& search, Destination& destination, const Options& options)
{
    plan_site(search,
              [&](std::string_view address) { destination.plan(file_of(address), address); });
    destination.begin();
    Progress progress("export", "pages", destination.planned(), options.quiet);
    copy_pages(search, destination, options.compress, options.threads, progress,
               [](const Entry&) {});
}

void write_lines(index::SearchReader& search, Destination& destination, const Options& options)
{
    for (const std::string& file : json_lines_files(options.compress)) {
        destination.plan(file);
    }
    destination.begin();
    const edition::Generation& generation = search.reader().generation();
    Progress progress("export", "lines", generation.cable_count() + generation.article_count(),
                      options.quiet);
    for (const Entry& entry :
         write_json_lines(search, destination, options.compress, options.threads, progress)) {
        destination.list(entry);
    }
}

void write_csv(index::SearchReader& search, Destination& destination, const Options& options)
{
    for (const std::string& file : table_files("")) {
        destination.plan(file);
    }
    destination.begin();
    Progress progress("export", "cables", search.reader().generation().cable_count(),
                      options.quiet);
    for (const Entry& entry : write_tables(search, destination, "", progress)) {
        destination.list(entry);
    }
}

void write_whole_bag(index::SearchReader& search, Destination& destination, const Options& options)
{
    const edition::Generation& generation = search.reader().generation();
    plan_bag(search, destination);
    destination.begin();
    Progress progress("export", "files", destination.planned() + generation.cable_count(),
                      options.quiet);
    write_bag(search, destination, about_json(generation) + '\n', options.threads, progress);
}

void write_files(index::SearchReader& search, Destination& destination, const Options& options)
{
    switch (options.format) {
    case Format::Site:
        return write_site(search, destination, options);
    case Format::JsonLines:
        return write_lines(search, destination, options);
    case Format::Csv:
        return write_csv(search, destination, options);
    case Format::Bag:
        return write_whole_bag(search, destination, options);
    }
}

// cables/ -> cables.torrent
fs::path torrent_path(const fs::path& folder)
{
    fs::path path = fs::canonical(folder);
    path += ".torrent";
    return path;
}

Torrent make_torrent(const fs::path& folder, std::uint64_t bytes, const Options& options)
{
    Progress progress("hash for the torrent", "bytes", bytes, options.quiet);
    return write_torrent(folder, torrent_path(folder), options.web_seeds,
                         [&](std::uint64_t count) { progress.add(count); });
}

} // namespace

Exported export_edition(const fs::path& edition, const fs::path& folder, const Options& given)
{
    Options options = given;
    options.web_seeds = checked_web_seeds(given.web_seeds);
    const Progress whole("export", "files", 0, Quiet::Yes); // for its clock
    index::SearchReader search = index::SearchReader::open(edition);
    Destination destination(folder, options.format,
                            without_braces(about_json(search.reader().generation())));
    write_files(search, destination, options);
    Exported exported{destination.finish(), 0, {}};
    if (options.torrent == Options::WithTorrent::Yes) {
        exported.torrent = make_torrent(folder, exported.report.bytes, options);
    }
    exported.seconds = whole.seconds();
    return exported;
}

} // namespace chancery::exporter
