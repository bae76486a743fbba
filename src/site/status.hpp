#pragma once
// What a machine that looks after the server may ask, on a port of its own that readers do not reach:
// whether it works, and figures.
//
//   Status status(site, [&] { return server.counters(); });
//   http::Server figures({.host = "127.0.0.1", .port = 9090}, status);
//
//   /healthz    200 "ok" if the first page can be made from the edition now, else 503 and why
//   /metrics    the figures, in the text format of Prometheus (version 0.0.4)
//
// Nothing of readers is in it: answers are counted by the first digit of their status and by nothing
// else; there is no address, no path, no query. Any thread.
#include <functional>

#include "http/server.hpp"
#include "site/site.hpp"

namespace chancery::site {

class Status : public http::Handler {
public:
    // Both outlive it.
    Status(Site& site, std::function<http::Counters()> counters);

    http::Response handle(const http::Request& request) override;

private:
    http::Response health();
    http::Response metrics() const;

    Site& site_;
    std::function<http::Counters()> counters_;
};

} // namespace chancery::site
