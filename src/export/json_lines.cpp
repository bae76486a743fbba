#include "export/json_lines.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/ordered_map.hpp"
#include "base/stop.hpp"
#include "base/zstd.hpp"
#include "edition/walk.hpp"
#include "site/pages.hpp"

namespace chancery::exporter {

namespace {

using Paths = std::vector<std::string>;

constexpr int kLevel = 6;
constexpr std::size_t kWindow = 32;

// Of the next frame's cables.
std::optional<Paths> next_paths(edition::Walk& walk)
{
    Paths paths;
    while (paths.size() < kCablesPerFrame) {
        const std::optional<edition::WalkRow> row = walk.next();
        if (!row) {
            break;
        }
        paths.push_back(edition::cable_path(row->id, row->created) + ".json");
    }
    return paths.empty() ? std::nullopt : std::optional(std::move(paths));
}

struct Frame {
    std::string bytes;
    std::size_t cables = 0;
};

// One worker's.
class FrameMaker {
public:
    FrameMaker(index::SearchReader search, Compress compress) : search_(std::move(search))
    {
        if (compress == Compress::Yes) {
            pack_.emplace("", kLevel);
        }
    }

    Frame make(const Paths& paths)
    {
        std::string lines;
        for (const std::string& path : paths) {
            lines.append(json_at(path)).append("\n");
        }
        return {pack_ ? (*pack_)(lines) : std::move(lines), paths.size()};
    }

private:
    std::string json_at(const std::string& path)
    {
        const http::Response response = site::answer(search_, {.path = path, .query = {}});
        if (response.status != 200 || !response.body) {
            throw IoError("damaged edition: nothing at " + path);
        }
        return std::string(response.body->bytes());
    }

    index::SearchReader search_;
    std::optional<Compressor> pack_;
};

} // namespace

std::string json_lines_file(Compress compress)
{
    return compress == Compress::Yes ? "cables.jsonl.zst" : "cables.jsonl";
}

Entry write_json_lines(index::SearchReader& search, Destination& destination, Compress compress,
                       unsigned threads, Progress& progress)
{
    std::deque<FrameMaker> makers; // one for each worker
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
        makers.emplace_back(search.another(), compress);
    }
    edition::Walk walk(search.generation());
    const std::unique_ptr<Staged> staged = destination.stage(json_lines_file(compress));
    ordered_map<Paths, Frame>(
        threads, kWindow,
        [&] {
            throw_if_stopped();
            return next_paths(walk);
        },
        [&](unsigned worker, const Paths& paths) { return makers[worker].make(paths); },
        [&](const Frame& frame) {
            staged->add(frame.bytes);
            progress.add(frame.cables);
        });
    return staged->keep();
}

} // namespace chancery::exporter
