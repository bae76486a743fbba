#include "export/page_copy.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/mapped_file.hpp"
#include "base/ordered_map.hpp"
#include "base/stop.hpp"
#include "export/links.hpp"
#include "export/packed.hpp"
#include "http/request.hpp"
#include "site/pages.hpp"

namespace chancery::exporter {

namespace {

constexpr std::size_t kWindow = 256; // files on the way

// The lines of the plan that are pages.
class PlannedPages {
public:
    explicit PlannedPages(const fs::path& plan) : plan_(plan), rest_(plan_.bytes()) {}

    std::optional<Planned> next()
    {
        while (!rest_.empty()) {
            const std::size_t end = std::min(rest_.find('\n'), rest_.size());
            const Planned planned = Destination::planned_in(rest_.substr(0, end));
            rest_.remove_prefix(std::min(end + 1, rest_.size()));
            if (!planned.address.empty()) {
                return planned;
            }
        }
        return std::nullopt;
    }

private:
    MappedFile plan_;
    std::string_view rest_;
};

// One worker's.
class PageWriter {
public:
    PageWriter(index::SearchReader search, Destination& destination, Compress compress)
        : search_(std::move(search)), destination_(destination), compress_(compress)
    {
    }

    // The file, and its packed forms.
    std::vector<Entry> write(const Planned& planned)
    {
        http::Response response = answer(planned.address);
        if (response.stream) {
            return write_stream(planned.file, *response.stream);
        }
        const std::string_view bytes = response.body ? response.body->bytes() : std::string_view();
        const bool html = response.content_type.starts_with("text/html");
        return html ? write_whole(planned.file, with_relative_links(bytes, planned.file),
                                  response.content_type)
                    : write_whole(planned.file, bytes, response.content_type);
    }

private:
    // 410 is a page too: of a version whose text is not shown.
    http::Response answer(std::string_view address)
    {
        const std::optional<http::Target> target = http::parse_target(address);
        http::Response response;
        response.status = 400;
        if (target) {
            response = site::answer(
                search_,
                {.path = target->path, .query = target->query, .delivery = view::Delivery::Copied});
        }
        if (response.status != 200 && response.status != 410) {
            throw IoError("damaged edition: " + std::string(address) + " answers " +
                          std::to_string(response.status));
        }
        return response;
    }

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

    std::vector<Entry> write_stream(std::string_view file, http::Stream& stream)
    {
        std::string bytes;
        std::string piece;
        auto more = http::Stream::More::Yes;
        while (more == http::Stream::More::Yes && bytes.size() < kMaxWholePage) {
            piece.clear(); // a stream fills a piece up to its size
            more = stream.next(piece);
            bytes += piece;
        }
        if (more == http::Stream::More::No) {
            return write_whole(file, bytes, "text/plain");
        }
        const std::unique_ptr<Staged> staged = destination_.stage(file);
        staged->add(bytes);
        while (more == http::Stream::More::Yes) {
            throw_if_stopped();
            piece.clear();
            more = stream.next(piece);
            staged->add(piece);
        }
        return {staged->keep()};
    }

    index::SearchReader search_;
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
