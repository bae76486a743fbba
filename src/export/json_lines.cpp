#include "export/json_lines.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/ordered_map.hpp"
#include "base/stop.hpp"
#include "base/zstd.hpp"
#include "edition/walk.hpp"
#include "site/pages.hpp"

namespace chancery::exporter {

namespace {

using Paths = std::vector<std::string>;

constexpr std::array<std::string_view, 2> kNames = {"cables.jsonl", "articles.jsonl"};
constexpr std::string_view kArticleAddress = "/api/v1/articles/";

constexpr int kLevel = 6;
constexpr std::size_t kWindow = 32;
constexpr std::size_t kCablesPerFrame = 64;
constexpr std::uint32_t kArticlesPerFrame = 8; // an article may be as long as many cables

// Where the lines of the next frame are; none: there is no frame any more.
using NextPaths = std::function<Paths()>;

Paths next_cables(edition::Walk& walk)
{
    Paths paths;
    while (paths.size() < kCablesPerFrame) {
        const std::optional<edition::WalkRow> row = walk.next();
        if (!row) {
            break;
        }
        paths.push_back(edition::cable_path(row->id, row->created) + ".json");
    }
    return paths;
}

Paths articles_from(edition::ArticleReader& articles, std::uint32_t place)
{
    Paths paths;
    for (const edition::ArticleRow& row : articles.list(place, kArticlesPerFrame)) {
        paths.push_back(std::string(kArticleAddress) + row.slug);
    }
    return paths;
}

std::string withdrawn_lines(edition::ArticleReader& articles)
{
    std::string lines;
    for (const edition::GoneArticle& gone : articles.latest_gone(edition::kAllGone)) {
        JsonWriter json(lines);
        json.begin_object();
        json.member("slug", gone.slug);
        json.member("withdrawn", format_rfc3339(gone.date));
        json.end_object();
        lines += '\n';
    }
    return lines;
}

struct Frame {
    std::string bytes;
    std::size_t lines = 0;
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
        return {packed(std::move(lines)), paths.size()};
    }

    std::string packed(std::string lines) { return pack_ ? (*pack_)(lines) : std::move(lines); }

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

using FrameMakers = std::deque<FrameMaker>; // one for each worker

void add_frames(Staged& staged, FrameMakers& makers, const NextPaths& next, Progress& progress)
{
    ordered_map<Paths, Frame>(
        static_cast<unsigned>(makers.size()), kWindow,
        [&] {
            throw_if_stopped();
            Paths paths = next();
            return paths.empty() ? std::nullopt : std::optional(std::move(paths));
        },
        [&](unsigned worker, const Paths& paths) { return makers[worker].make(paths); },
        [&](const Frame& frame) {
            staged.add(frame.bytes);
            progress.add(frame.lines);
        });
}

} // namespace

std::vector<std::string> json_lines_files(Compress compress)
{
    std::vector<std::string> files;
    for (const std::string_view name : kNames) {
        files.push_back(std::string(name) + (compress == Compress::Yes ? ".zst" : ""));
    }
    return files;
}

std::vector<Entry> write_json_lines(index::SearchReader& search, Destination& destination,
                                    Compress compress, unsigned threads, Progress& progress)
{
    FrameMakers makers;
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
        makers.emplace_back(search.another(), compress);
    }
    const std::vector<std::string> files = json_lines_files(compress);
    edition::Walk walk(search.generation());
    const std::unique_ptr<Staged> cables = destination.stage(files[0]);
    add_frames(*cables, makers, [&] { return next_cables(walk); }, progress);

    edition::ArticleReader& articles = search.reader().articles();
    const std::unique_ptr<Staged> lines = destination.stage(files[1]);
    std::uint32_t place = 0;
    add_frames(
        *lines, makers,
        [&] { return articles_from(articles, std::exchange(place, place + kArticlesPerFrame)); },
        progress);
    lines->add(makers.front().packed(withdrawn_lines(articles)));
    return {cables->keep(), lines->keep()};
}

} // namespace chancery::exporter
