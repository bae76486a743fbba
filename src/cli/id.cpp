// chancery id TEXT...: the canonical form of reference ids, one a line.
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "base/stop.hpp"
#include "cable/cable_id.hpp"
#include "cli/command.hpp"

namespace chancery::cli {

namespace {

// A line for each, an empty one for what is no id, so that two lists stay side by side.
bool print_id(std::string_view text)
{
    const std::optional<CableId> id = read_cable_id(text);
    fmt::print("{}\n", id ? id->text() : std::string());
    if (!id) {
        fmt::print(stderr,
                   "not a reference id: {} (year, post and serial number, as in "
                   "08GUATEMALA242)\n",
                   text);
    }
    return id.has_value();
}

} // namespace

Run add_id(CommandLine& line, const Common&)
{
    const auto texts = std::make_shared<std::vector<std::string>>();
    Command command(line, "id", "Print the canonical form of reference ids");
    command.option("TEXT", *texts,
                   "Ids in any spelling; none or - reads them from standard "
                   "input, one a line");
    return [texts] {
        bool all_read = true;
        if (texts->empty() || *texts == std::vector<std::string>{"-"}) {
            for (std::string text; std::getline(std::cin, text);) {
                throw_if_stopped();
                all_read = print_id(text) && all_read;
            }
            return all_read ? kDone : kSomeRefused;
        }
        for (const std::string& text : *texts) {
            all_read = print_id(text) && all_read;
        }
        return all_read ? kDone : kSomeRefused;
    };
}

} // namespace chancery::cli
