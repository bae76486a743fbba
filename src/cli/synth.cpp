// chancery synth N DIR: fictional cables, for demonstrations and benchmarks.
#include <memory>

#include <fmt/format.h>

#include "base/stop.hpp"
#include "cli/command.hpp"
#include "synth/folder.hpp"
#include "synth/generator.hpp"

namespace chancery::cli {

Run add_synth(CommandLine& line, const Common& common)
{
    struct Options {
        std::size_t count = 0;
        std::string folder;
        std::uint64_t seed = 1;
        synth::FileForm form = synth::FileForm::Text;
    };
    const auto options = std::make_shared<Options>();
    Command command(line, "synth", "Make fictional cables of realistic shape");
    command.option("N", options->count, "How many").required().between(1, synth::kMaxCount);
    command.option("DIR", options->folder, "Where to: DIR/YYYY/MM/ID.txt, or DIR/dump.csv")
        .required();
    command
        .option("--seed", options->seed,
                "Another seed, other cables; the same seed, the same bytes")
        .default_shown();
    command.choice("--form", options->form,
                   {{"text", synth::FileForm::Text},
                    {"page2010", synth::FileForm::Page2010},
                    {"page2011", synth::FileForm::Page2011},
                    {"csv", synth::FileForm::Csv}},
                   "text; pages of a mirror: page2010, page2011; csv: one file");
    return [options, &common] {
        const synth::Generator generator({.seed = options->seed}, options->count);
        Progress progress("synth", "cables", options->count, common.progress());
        const synth::FolderResult result = synth::write_folder(
            generator, options->form, options->folder, 0, [&](std::uint64_t written) {
                throw_if_stopped();
                progress.add(written);
            });
        progress.finish();
        fmt::print(stderr, "{} written to {}, {}, {:.1f} s\n",
                   counted(result.cables, "cable", "cables"), options->folder,
                   human_bytes(result.bytes), progress.seconds());
        return kDone;
    };
}

} // namespace chancery::cli
