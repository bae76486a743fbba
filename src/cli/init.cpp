// chancery init ARCHIVE: make an empty archive.
#include <memory>

#include <fmt/format.h>

#include "archive/store.hpp"
#include "cli/command.hpp"
#include "release/settings_file.hpp"

namespace chancery::cli {

Run add_init(CommandLine& line, const Common&)
{
    struct Options {
        std::string archive;
        std::string title = "Cable archive";
        std::uint64_t total = 0;
    };
    const auto options = std::make_shared<Options>();
    Command command(line, "init", "Make an empty archive");
    command.option("ARCHIVE", options->archive, "Folder to make; new or empty").required();
    command.option("--title", options->title, "What the site is called").default_shown();
    command.option("--total", options->total,
                   "How many cables there will be in the end, for the counter");
    return [options] {
        archive::Store::create(options->archive,
                               release::settings_text(options->title, options->total));
        fmt::print(stderr, "archive {} is ready; its settings are in {}/chancery.toml\n",
                   options->archive, options->archive);
        return kDone;
    };
}

} // namespace chancery::cli
