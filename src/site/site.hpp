#pragma once
// The public site: a handler for http::Server that answers from an edition.
//
//   Site site("press/edition");
//   http::Server server({.port = 8080}, site);
//   server.run();
//
// Pages that were asked for lately come from a cache, on the I/O thread; all else is made by
// workers. A release that happens while we run is taken up within a second, without a failed
// request. Nothing about readers is written anywhere.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "http/server.hpp"
#include "site/live_edition.hpp"
#include "site/page_cache.hpp"
#include "site/pages.hpp"

namespace chancery::site {

struct SiteOptions {
    std::size_t cache_bytes = 64U << 20U;
    std::chrono::milliseconds look_every{1000}; // for a new generation
};

class Site : public http::Handler {
public:
    // IoError if there is no whole edition in the folder.
    explicit Site(std::filesystem::path edition, SiteOptions options = {});

    std::optional<http::Response> quick(const http::Request& request) override;
    http::Response handle(const http::Request& request) override;
    http::Methods methods(const http::Request& request) override;
    http::Response options(const http::Request& request) override;
    http::Response refusal(const http::Request& request, int status) override;

    // Of the edition that is in use; for status.hpp.
    struct Figures {
        std::uint32_t cables = 0;
        std::int64_t last_release = 0; // seconds since 1970, UTC
        std::size_t cache_bytes = 0;
    };
    Figures figures() const;

private:
    http::Response make(const std::shared_ptr<OpenEdition>& open, const Address& address);

    LiveEdition live_;
    PageCache cache_;
};

} // namespace chancery::site
