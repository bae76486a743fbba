#include "site/status.hpp"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace chancery::site {

namespace {

// A family of one value, with what Prometheus wants to know of it.
void add(std::string& out, std::string_view name, std::string_view type, std::string_view help,
         std::uint64_t value)
{
    fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help,
                   type, value);
}

// Of this process; 0 where the system does not tell (proc(5), /proc/self/statm).
std::uint64_t resident_bytes()
{
    std::ifstream statm("/proc/self/statm");
    std::uint64_t pages = 0;
    statm >> pages >> pages;
    return statm ? pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

} // namespace

Status::Status(Site& site, std::function<http::Counters()> counters)
    : site_(site), counters_(std::move(counters))
{
}

http::Response Status::handle(const http::Request& request)
{
    if (request.path == "/healthz") {
        return health();
    }
    if (request.path == "/metrics") {
        return metrics();
    }
    return http::error_response(404);
}

http::Response Status::health()
{
    http::Request first_page;
    const int status = site_.handle(first_page).status;
    http::Response response =
        status == 200
            ? http::text_response(200, "ok\n")
            : http::text_response(503, fmt::format("the first page is answered with {}\n", status));
    response.cache = http::Cache::NoStore;
    return response;
}

http::Response Status::metrics() const
{
    const http::Counters counters = counters_();
    const Site::Figures figures = site_.figures();
    std::string out;
    add(out, "chancery_cables", "gauge", "Cables in the edition.", figures.cables);
    add(out, "chancery_last_release_timestamp_seconds", "gauge", "When the newest release was.",
        static_cast<std::uint64_t>(figures.last_release));
    add(out, "chancery_page_cache_bytes", "gauge", "Pages that are kept.", figures.cache_bytes);
    add(out, "chancery_connections_total", "counter", "Connections accepted.",
        counters.connections);
    add(out, "chancery_connections_open", "gauge", "Connections open now.", counters.open);
    add(out, "chancery_connections_refused_total", "counter", "Connections over the limit.",
        counters.refused);
    add(out, "chancery_connections_cut_total", "counter", "Connections cut by a deadline.",
        counters.cut);
    out += "# HELP chancery_answers_total Answers by class of status.\n"
           "# TYPE chancery_answers_total counter\n";
    for (std::size_t digit = 1; digit < std::size(counters.answers); ++digit) {
        out += fmt::format("chancery_answers_total{{class=\"{}xx\"}} {}\n", digit,
                           counters.answers[digit]);
    }
    add(out, "process_resident_memory_bytes", "gauge", "Resident memory.", resident_bytes());
    http::Response response = http::text_response(200, std::move(out));
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.cache = http::Cache::NoStore;
    return response;
}

} // namespace chancery::site
