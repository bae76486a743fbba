// chancery show EDITION|ARCHIVE ID: one cable, on stdout.
#include <memory>

#include <fmt/format.h>

#include "archive/import.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/time.hpp"
#include "cable/cable_id.hpp"
#include "cable/cable_json.hpp"
#include "cite/citation.hpp"
#include "cite/formats.hpp"
#include "cli/command.hpp"
#include "edition/reader.hpp"
#include "release/desk.hpp"
#include "release/released_view.hpp"
#include "release/settings_file.hpp"
#include "view/cable_page.hpp"

namespace chancery::cli {

namespace {

enum class Format { Text, Json, Bibtex, Ris, Csl, Raw, Originals };

struct ShowCommand {
    std::string folder;
    std::string id;
    Format format = Format::Text;
};

[[noreturn]] void not_there(const ShowCommand& options)
{
    throw UsageError("no cable " + options.id + " in " + options.folder);
}

std::string written(const Cable& cable, const edition::Settings& settings, Format format)
{
    const cite::Citation citation =
        cite::cite_cable(cable, settings, edition::cable_path(cable.id, cable.created) + ".html");
    switch (format) {
    case Format::Json:
        return to_json(cable) + "\n";
    case Format::Bibtex:
        return cite::bibtex(citation);
    case Format::Ris:
        return cite::ris(citation);
    case Format::Csl:
        return cite::csl_json(citation);
    default:
        return view::cable_text(cable);
    }
}

std::string from_edition(const ShowCommand& options, const std::string& id)
{
    if (options.format == Format::Raw || options.format == Format::Originals) {
        throw UsageError("an edition has no originals; this format needs the archive");
    }
    edition::Reader reader(edition::Generation::open(options.folder));
    std::optional<std::string> json = reader.view(id);
    if (!json) {
        not_there(options);
    }
    return options.format == Format::Json
               ? *json + "\n"
               : written(from_json(*json), reader.generation().settings(), options.format);
}

// A line for each, the one that leads first.
std::string originals_of(archive::Store& store, const archive::CableEntry& entry)
{
    std::string out;
    for (const archive::OriginalNumber number : entry.originals) {
        const archive::OriginalInfo info = store.original_info(number);
        out += fmt::format("{}  {:>9}  {}  {}{}\n", hex(info.sha256), info.size,
                           format_day(info.imported), info.name,
                           info.reading.other_body ? "  (body of another cable)" : "");
    }
    return out;
}

std::string from_archive(const ShowCommand& options, const std::string& id)
{
    archive::Store store = archive::Store::open(options.folder);
    archive::refresh_readings(store, Quiet::No);
    const std::optional<archive::CableEntry> entry = store.cable(id);
    if (!entry) {
        not_there(options);
    }
    if (options.format == Format::Originals) {
        return originals_of(store, *entry);
    }
    archive::Unpacker unpack(archive::all_dictionaries(store));
    if (options.format == Format::Raw) {
        return unpack(store.packed_original(entry->originals.front()));
    }
    release::ReleaseItem item{
        entry->reference, entry->given_released.value_or(Instant()), archive::State::Whole, {}};
    for (const archive::OriginalNumber number : entry->originals) {
        item.originals.push_back(store.packed_original(number));
    }
    redact::Redactor redactor(release::rules_in_force(store));
    Cable cable = release::released_view(item, unpack, redactor).cable;
    cable.released = entry->given_released;
    return written(cable, release::read_settings(options.folder), options.format);
}

// What the cable is called here: 05TAIPEI12 stays, though citations of it mean 05AITTAIPEI12.
std::string id_as_kept(std::string_view written, const CableId& meant)
{
    const std::optional<CableId> as_written = CableId::parse(written);
    return as_written ? own_id(*as_written).text() : meant.text();
}

int run(const ShowCommand& options)
{
    const std::optional<CableId> id = read_cable_id(options.id);
    if (!id) {
        throw UsageError(options.id + ": not a reference id such as 08GUATEMALA242");
    }
    const auto show = archive::Store::is_archive(options.folder) ? from_archive : from_edition;
    const std::string text = show(options, id_as_kept(options.id, *id));
    std::fwrite(text.data(), 1, text.size(), stdout);
    return kDone;
}

} // namespace

Run add_show(CommandLine& line, const Common&)
{
    const auto options = std::make_shared<ShowCommand>();
    Command command(line, "show", "Print one cable");
    command.option("EDITION|ARCHIVE", options->folder, "Where it is").required();
    command.option("ID", options->id, "Its reference id").required();
    command.choice(
        "--format", options->format,
        {{"text", Format::Text},
         {"json", Format::Json},
         {"bibtex", Format::Bibtex},
         {"ris", Format::Ris},
         {"csl", Format::Csl},
         {"raw", Format::Raw},
         {"originals", Format::Originals}},
        "text, json; bibtex, ris, csl: how to cite it; of an archive also raw: the original "
        "that leads, bit for bit, and originals: the list of them");
    return [options] { return run(*options); };
}

} // namespace chancery::cli
