#include "export/page_maker.hpp"

#include <optional>
#include <utility>

#include "base/error.hpp"
#include "export/links.hpp"
#include "http/request.hpp"
#include "site/pages.hpp"

namespace chancery::exporter {

namespace {

// 410 is a page too: of a version whose text is not shown, and of what was withdrawn.
http::Response answer(index::SearchReader& search, std::string_view address)
{
    const std::optional<http::Target> target = http::parse_target(address);
    http::Response response;
    response.status = 400;
    if (target) {
        response = site::answer(
            search,
            {.path = target->path, .query = target->query, .delivery = view::Delivery::Copied});
    }
    if (response.status != 200 && response.status != 410) {
        throw IoError("damaged edition: " + std::string(address) + " answers " +
                      std::to_string(response.status));
    }
    return response;
}

Made read_stream(http::Response& response)
{
    Made made{.bytes = {}, .content_type = std::move(response.content_type)};
    std::string piece;
    auto more = http::Stream::More::Yes;
    while (more == http::Stream::More::Yes && made.bytes.size() < kMaxWholePage) {
        piece.clear(); // a stream fills a piece up to its size
        more = response.stream->next(piece);
        made.bytes += piece;
    }
    if (more == http::Stream::More::Yes) {
        made.rest = std::move(response.stream);
    }
    return made;
}

} // namespace

PageMaker::PageMaker(index::SearchReader search) : search_(std::move(search)) {}

Made PageMaker::make(const Planned& planned)
{
    http::Response response = answer(search_, planned.address);
    if (response.stream) {
        return read_stream(response);
    }
    const std::string_view bytes = response.body ? response.body->bytes() : std::string_view();
    const bool has_links = response.content_type.starts_with("text/html") ||
                           response.content_type.starts_with("application/atom+xml");
    return {has_links ? with_relative_links(bytes, planned.file) : std::string(bytes),
            std::move(response.content_type)};
}

} // namespace chancery::exporter
