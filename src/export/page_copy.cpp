#include "export/page_copy.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "base/ordered_map.hpp"
#include "base/stop.hpp"
#include "export/packed.hpp"
#include "export/page_maker.hpp"
#include "http/request.hpp"

namespace chancery::exporter {

namespace {

constexpr std::size_t kWindow = 256; // files on the way

// One worker's.
class PageWriter {
public:
    PageWriter(index::SearchReader search, Destination& destination, Compress compress)
        : maker_(std::move(search)), destination_(destination), compress_(compress)
    {
    }

    // The file, and its packed forms.
    std::vector<Entry> write(const Planned& planned)
    {
        const Made made = maker_.make(planned);
        return made.rest ? write_long(planned.file, made)
                         : write_whole(planned.file, made.bytes, made.content_type);
    }

private:
    std::vector<Entry> write_whole(std::string_view file, std::string_view bytes,
                                   std::string_view content_type)
    {
        std::vector<Entry> entries = {destination_.put(file, bytes)};
        if (compress_ == Compress::Yes && http::is_compressible(content_type)) {
            for (const Packing packing : kPackings) {
                add_packed(entries, packing, bytes);
            }
        }
        return entries;
    }

    // Unpacking is quicker than packing, so what is there already is looked at first.
    void add_packed(std::vector<Entry>& entries, Packing packing, std::string_view bytes)
    {
        const std::string file = entries.front().file + std::string(packing_ending(packing));
        std::string packed_bytes;
        if (entries.front().change == Entry::Change::None) {
            packed_bytes = present(file);
        }
        if (packed_bytes.empty() || !unpacks_to(packing, packed_bytes, bytes)) {
            packed_bytes = packed(packing, bytes);
        }
        if (packed_bytes.size() < bytes.size()) {
            entries.push_back(destination_.put(file, packed_bytes));
        }
    }

    std::string present(const std::string& file) const
    {
        std::error_code none;
        const fs::path path = destination_.folder() / file;
        return fs::is_regular_file(path, none) ? read_file(path, kMaxWholePage) : std::string();
    }

    std::vector<Entry> write_long(std::string_view file, const Made& made)
    {
        const std::unique_ptr<Staged> staged = destination_.stage(file);
        staged->add(made.bytes);
        std::string piece;
        for (auto more = http::Stream::More::Yes; more == http::Stream::More::Yes;) {
            throw_if_stopped();
            piece.clear(); // a stream fills a piece up to its size
            more = made.rest->next(piece);
            staged->add(piece);
        }
        return {staged->keep()};
    }

    PageMaker maker_;
    Destination& destination_;
    Compress compress_;
};

} // namespace

void copy_pages(const index::SearchReader& search, Destination& destination, Compress compress,
                unsigned threads, Progress& progress,
                const std::function<void(const Entry&)>& listed)
{
    std::deque<PageWriter> writers; // one for each worker
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
        writers.emplace_back(search.another(), destination, compress);
    }
    PlannedPages pages(destination.plan_path());
    ordered_map<Planned, std::vector<Entry>>(
        threads, kWindow,
        [&] {
            throw_if_stopped();
            return pages.next();
        },
        [&](unsigned worker, const Planned& planned) { return writers[worker].write(planned); },
        [&](const std::vector<Entry>& entries) {
            for (const Entry& entry : entries) {
                destination.list(entry);
                listed(entry);
            }
            progress.add(1);
        });
}

} // namespace chancery::exporter
