#include "index/check.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "cable/cable_json.hpp"
#include "cable/json_read.hpp"
#include "edition/format.hpp"
#include "index/searcher.hpp"
#include "index/segment_writer.hpp"

namespace chancery::index {

namespace fs = std::filesystem;

namespace {

using Problems = std::vector<std::string>;

// The segment that the views of these cables give.
void write_anew(const Segment& segment, edition::Reader& reader, const fs::path& path,
                unsigned threads, const std::function<void()>& progress, Problems& problems)
{
    SegmentWriter writer(path, {.threads = threads, .weights = segment.weights()});
    for (std::uint32_t cable = 0; cable < segment.cables(); ++cable) {
        const std::string id(segment.id(cable));
        const std::optional<std::string> json = reader.view(id);
        if (!json) {
            problems.push_back(id + ": is in the search index and not in the edition");
            return;
        }
        writer.add(indexed(from_json(*json)));
        progress();
    }
    writer.finish();
}

void check_segment(const fs::path& path, edition::Reader& reader, const fs::path& scratch,
                   unsigned threads, const std::function<void()>& progress, Problems& problems,
                   std::uint64_t& cables)
{
    const auto segment = Segment::open(path);
    segment->check();
    cables += segment->cables();
    const fs::path anew = scratch / path.filename();
    write_anew(*segment, reader, anew, threads, progress, problems);
    if (problems.empty() && MappedFile(path).bytes() != MappedFile(anew).bytes()) {
        problems.push_back(path.filename().string() + ": not the index that the texts give");
    }
    fs::remove(anew);
}

} // namespace

Problems check(const std::shared_ptr<const edition::Generation>& generation,
               const fs::path& scratch, unsigned threads, const std::function<void()>& progress)
{
    Problems problems;
    const fs::path folder = generation->folder() / edition::kIndexFolder;
    std::uint64_t cables = 0;
    try {
        edition::Reader reader(generation);
        for (const fs::path& path : segment_paths(folder)) {
            check_segment(path, reader, scratch, threads, progress, problems, cables);
        }
        if (problems.empty() && cables != generation->cable_count()) {
            problems.emplace_back("the search index does not have every cable once");
        }
    } catch (const IoError& error) {
        problems.emplace_back(error.what());
    } catch (const JsonError& error) {
        problems.emplace_back(error.what());
    }
    return problems;
}

} // namespace chancery::index
