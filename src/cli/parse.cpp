// chancery parse FILE...: show how documents are understood, as JSON lines or line by line.
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "archive/reading.hpp"
#include "base/stop.hpp"
#include "cable/cable_json.hpp"
#include "cli/command.hpp"
#include "cli/explain.hpp"
#include "import/decode.hpp"
#include "import/source.hpp"
#include "parse/finding_kinds.hpp"
#include "parse/parse.hpp"

namespace chancery::cli {

namespace {

enum class Output { Json, Explanation };

void print(const Cable& cable, Output output)
{
    fmt::print("{}\n", output == Output::Json ? to_json(cable) : explain(cable));
}

bool refuse(std::string_view name, std::string_view reason)
{
    fmt::print(stderr, "refused: {}: {}\n", name, reason);
    return false;
}

// A text that import would refuse is shown all the same, as far as it goes: a part of a cable, or
// something else altogether. A finding says so.
std::optional<Cable> read_fragment(std::string_view bytes)
{
    std::string storage;
    const auto decoded = importer::decode(bytes, storage);
    if (!decoded || decoded->size() > parse::kMaxTextBytes) {
        return std::nullopt;
    }
    Cable cable = parse::parse_cable(parse::split_text(importer::tidy(*decoded)));
    const auto body = std::find_if(cable.findings.begin(), cable.findings.end(),
                                   [](const Finding& f) { return f.part == Part::Body; });
    cable.findings.insert(body, {std::string(finding_name(parse::FindingKind::NotACable)),
                                 Part::Body, Span{}, std::string()});
    return cable;
}

// Prints the cable in one document; false if it was refused.
bool parse_one(const importer::SourceItem& item, Output output)
{
    if (const auto* refused = std::get_if<importer::Refused>(&item)) {
        return refuse(refused->name, refused->reason);
    }
    const auto& found = std::get<importer::FoundDocument>(item);
    const auto read = archive::read_original(found.bytes, found.name);
    if (read) {
        Cable cable = read->cable;
        cable.released = cable.released ? cable.released : read->document.given.released;
        print(cable, output);
        return true;
    }
    const bool no_cable = read.error().starts_with(importer::kNoCable);
    const std::optional<Cable> fragment = no_cable ? read_fragment(found.bytes) : std::nullopt;
    if (!fragment) {
        return refuse(found.name, read.error());
    }
    print(*fragment, output);
    return true;
}

} // namespace

Run add_parse(CommandLine& line, const Common&)
{
    const auto files = std::make_shared<std::vector<std::string>>();
    const auto line_by_line = std::make_shared<bool>(false);
    Command command(line, "parse", "Show how documents are understood, as JSON lines");
    command.option("FILE", *files, "Files, folders, and zip, tar or 7z archives of them")
        .required();
    command.flag("--explain", *line_by_line, "Say of each line how it was read");
    return [files, line_by_line] {
        const Output output = *line_by_line ? Output::Explanation : Output::Json;
        importer::SourceWalker walker({files->begin(), files->end()});
        bool all_read = true;
        while (const std::optional<importer::SourceItem> item = walker.next()) {
            throw_if_stopped();
            all_read = parse_one(*item, output) && all_read;
        }
        return all_read ? kDone : kSomeRefused;
    };
}

} // namespace chancery::cli
