#pragma once
// For tests: an edition of made cables, without a search index.
//
//   const auto generation = made_edition(folder, {made_cable("08LINDEN1", {"PHUM"})}, versions);
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/zstd.hpp"
#include "cable/cable_json.hpp"
#include "edition/batch.hpp"
#include "edition/format.hpp"
#include "edition/writer.hpp"

namespace chancery::edition::testing {

inline Cable made_cable(const std::string& id, const std::vector<std::string>& tags,
                        const std::string& released = "2011-08-26",
                        const std::string& origin = "Embassy Linden",
                        const std::string& label = "CONFIDENTIAL")
{
    Cable cable;
    cable.id = id;
    cable.created = parse_instant("2008-02-03 10:00");
    cable.released = parse_instant(released);
    cable.origin = origin;
    cable.classification = {label, "", "", label};
    cable.subject = "SUBJECT OF " + id;
    cable.body = "1. (U) Text of " + id + ".\n";
    cable.paragraphs = {{"par1", "1", "U", "", "Text of " + id + ".", {}}};
    for (const std::string& tag : tags) {
        cable.tags.push_back({tag, tag, "subject", "", "", {}});
    }
    return cable;
}

inline Settings made_settings()
{
    Settings settings;
    settings.title = "The Linden Papers";
    settings.base_url = "https://linden.example";
    settings.admin_email = "archive@linden.example";
    return settings;
}

// The cables in any order.
inline std::shared_ptr<const Generation> made_edition(const std::filesystem::path& path,
                                                      const std::vector<Cable>& cables,
                                                      const std::vector<Version>& versions = {},
                                                      const Settings& settings = made_settings(),
                                                      const Arrivals& arrivals = {})
{
    EditionFolder folder(path);
    const std::filesystem::path generation = folder.begin_generation();
    make_generation(generation);
    BatchWriter views(generation / kViewsFolder / batch_name(1), "");
    Compressor pack("", 3);
    for (const Cable& cable : cables) {
        views.add(facts_of(cable), pack(to_json(cable)));
    }
    views.finish();
    write_edition(
        generation, settings,
        {{"", parse_instant("2011-08-26").value(), static_cast<std::uint32_t>(cables.size())}}, {},
        versions, arrivals);
    folder.switch_to(generation);
    return Generation::open(path);
}

inline Version made_version(const std::string& id, std::uint32_t number, const std::string& date,
                            const std::string& change, const std::string& why = "")
{
    return {id, number, parse_instant(date).value(), change, why, "", std::nullopt};
}

} // namespace chancery::edition::testing
