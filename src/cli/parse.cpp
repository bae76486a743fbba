// chancery parse FILE...: show how documents are understood, as JSON lines.
#include <memory>

#include <fmt/format.h>

#include "archive/reading.hpp"
#include "base/stop.hpp"
#include "cable/cable_json.hpp"
#include "cli/command.hpp"
#include "import/source.hpp"

namespace chancery::cli {

namespace {

// Prints the cable in one document; false if it was refused.
bool parse_one(const importer::SourceItem& item)
{
    const auto refuse = [](std::string_view name, std::string_view reason) {
        fmt::print(stderr, "refused: {}: {}\n", name, reason);
        return false;
    };
    if (const auto* refused = std::get_if<importer::Refused>(&item)) {
        return refuse(refused->name, refused->reason);
    }
    const auto& found = std::get<importer::FoundDocument>(item);
    const auto read = archive::read_original(found.bytes, found.name);
    if (!read) {
        return refuse(found.name, read.error());
    }
    Cable cable = read->cable;
    cable.released = read->document.given.released;
    fmt::print("{}\n", to_json(cable));
    return true;
}

} // namespace

Run add_parse(CLI::App& app, const Common&)
{
    const auto files = std::make_shared<std::vector<std::string>>();
    CLI::App* command =
        add_command(app, "parse", "Show how documents are understood, as JSON lines");
    command->add_option("FILE", *files, "Files, folders, and zip, tar or 7z archives of them")
        ->required();
    return [files] {
        importer::SourceWalker walker({files->begin(), files->end()});
        bool all_read = true;
        while (const std::optional<importer::SourceItem> item = walker.next()) {
            throw_if_stopped();
            all_read = parse_one(*item) && all_read;
        }
        return all_read ? kDone : kSomeRefused;
    };
}

} // namespace chancery::cli
