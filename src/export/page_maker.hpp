#pragma once
// One page of a copy: what site::answer() says at an address, links made relative.
//
//   PageMaker maker(search.another());
//   Made made = maker.make({"tag/PHUM_0.html", "/tag/PHUM_0.html"});
//   made.bytes, made.content_type
//
// Says the same of the same edition each time. IoError where the edition is damaged. One thread; each
// worker has its own.
#include <memory>
#include <string>

#include "export/planned_pages.hpp"
#include "http/response.hpp"
#include "index/search_reader.hpp"

namespace chancery::exporter {

// What is longer comes in pieces and is never packed.
constexpr std::size_t kMaxWholePage = 16U << 20U;

struct Made {
    std::string bytes;
    std::string content_type;
    std::shared_ptr<http::Stream> rest = {}; // of what is longer than kMaxWholePage
};

class PageMaker {
public:
    explicit PageMaker(index::SearchReader search);
    Made make(const Planned& planned);

private:
    index::SearchReader search_;
};

} // namespace chancery::exporter
