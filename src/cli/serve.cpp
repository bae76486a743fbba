// chancery serve EDITION: the site over HTTP.
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <optional>
#include <thread>

#include <unistd.h>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "http/server.hpp"
#include "site/site.hpp"
#include "site/status.hpp"

namespace chancery::cli {

namespace {

struct ServeCommand {
    std::string edition;
    std::string listen = "127.0.0.1:8080";
    std::string status; // empty: none
    std::vector<std::string> hosts;
};

constexpr int kFirstHandedOver = 3; // behind the standard ones

// The socket that systemd hands over, if it started us with one (sd_listen_fds(3)).
std::optional<int> handed_over()
{
    const char* const process = std::getenv("LISTEN_PID");
    const char* const count = std::getenv("LISTEN_FDS");
    if (process == nullptr || count == nullptr || process != std::to_string(::getpid())) {
        return std::nullopt;
    }
    if (std::string_view(count) != "1") {
        throw UsageError(std::string(count) + " sockets are handed over; serve takes one");
    }
    return kFirstHandedOver;
}

// "127.0.0.1:8080", "[::1]:8080" or "unix:/run/chancery/http.sock"
http::Options listen_options(std::string_view option, std::string_view text)
{
    constexpr std::string_view kUnix = "unix:";
    http::Options options;
    if (text.starts_with(kUnix)) {
        options.unix_path = text.substr(kUnix.size());
        return options;
    }
    const std::size_t colon = text.rfind(':');
    std::string_view host = text.substr(0, colon);
    const std::string_view port = colon == std::string_view::npos ? "" : text.substr(colon + 1);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), options.port);
    if (host.empty() || !all_digits(port) || error != std::errc() ||
        end != port.data() + port.size()) {
        throw UsageError(fmt::format(
            "{} {}: not an address such as 127.0.0.1:8080 or unix:/run/chancery/http.sock", option,
            text));
    }
    options.host = host;
    return options;
}

// Blocks the signals that stop a server, so that only wait() takes them. Make it before any thread.
class StopSignals {
public:
    StopSignals()
    {
        sigemptyset(&set_);
        sigaddset(&set_, SIGINT);
        sigaddset(&set_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    }
    void wait() const
    {
        int signal = 0;
        sigwait(&set_, &signal);
    }

private:
    sigset_t set_ = {};
};

// "http://127.0.0.1:8080/"; of a Unix socket what was asked for.
std::string shown_address(const http::Server& server, const std::string& listen)
{
    const std::string host = listen.substr(0, listen.rfind(':'));
    return server.port() == 0 ? listen : fmt::format("http://{}:{}/", host, server.port());
}

// The server for machines that look after the other one; in a thread of its own, as long as this lives.
class StatusServer {
public:
    StatusServer(const std::string& listen, site::Site& site, const http::Server& server)
        : status_(site, [&server] { return server.counters(); }), server_(options(listen), status_),
          thread_([this] { server_.run(); })
    {
        fmt::print(stderr, "status on {}\n", shown_address(server_, listen));
    }
    ~StatusServer()
    {
        server_.stop();
        thread_.join();
    }
    StatusServer(const StatusServer&) = delete;
    StatusServer& operator=(const StatusServer&) = delete;
    StatusServer(StatusServer&&) = delete;
    StatusServer& operator=(StatusServer&&) = delete;

private:
    static http::Options options(const std::string& listen)
    {
        http::Options options = listen_options("--status", listen);
        options.io_threads = 1;
        options.worker_threads = 1;
        options.max_connections = kMaxConnections;
        return options;
    }
    static constexpr std::size_t kMaxConnections = 16;

    site::Status status_;
    http::Server server_;
    std::thread thread_;
};

int run(const ServeCommand& command)
{
    const StopSignals signals;
    site::Site site(command.edition);
    http::Options options = listen_options("--listen", command.listen);
    options.allowed_hosts = command.hosts;
    options.inherited_fd = handed_over();
    http::Server server(options, site);
    fmt::print(stderr, "listening on {}\n",
               options.inherited_fd ? "the socket that was handed over"
                                    : shown_address(server, command.listen));
    std::optional<StatusServer> status;
    if (!command.status.empty()) {
        status.emplace(command.status, site, server);
    }
    std::thread([&] { // lives until the process ends
        signals.wait();
        server.stop();
    })
        .detach();
    server.run();
    return kDone;
}

} // namespace

Run add_serve(CommandLine& line, const Common&)
{
    const auto options = std::make_shared<ServeCommand>();
    Command command(line, "serve", "Serve an edition over HTTP");
    command.option("EDITION", options->edition, "The edition's folder, such as ARCHIVE/edition")
        .required();
    command
        .option("--listen", options->listen,
                "Address and port, or unix:PATH; port 0 takes any that is free")
        .default_shown();
    command.option("--status", options->status,
                   "Address and port for /healthz and /metrics; not for the public");
    command.option("--host", options->hosts, "Host names that requests may name; any if not given");
    return [options] { return run(*options); };
}

} // namespace chancery::cli
