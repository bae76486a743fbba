// chancery serve EDITION: the site over HTTP.
#include <charconv>
#include <csignal>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "http/server.hpp"
#include "site/site.hpp"

namespace chancery::cli {

namespace {

struct ServeCommand {
    std::string edition;
    std::string listen = "127.0.0.1:8080";
    std::vector<std::string> hosts;
};

// "127.0.0.1:8080", "[::1]:8080" or "unix:/run/chancery/http.sock"
http::Options listen_options(const ServeCommand& command)
{
    constexpr std::string_view kUnix = "unix:";
    http::Options options;
    options.allowed_hosts = command.hosts;
    const std::string_view text = command.listen;
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
        throw UsageError("--listen " + command.listen +
                         ": not an address such as 127.0.0.1:8080 or unix:/run/chancery/http.sock");
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

int run(const ServeCommand& command)
{
    const StopSignals signals;
    site::Site site(command.edition);
    http::Server server(listen_options(command), site);
    if (server.port() == 0) {
        fmt::print(stderr, "listening on {}\n", command.listen);
    } else {
        const std::string host = command.listen.substr(0, command.listen.rfind(':'));
        fmt::print(stderr, "listening on http://{}:{}/\n", host, server.port());
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

Run add_serve(CLI::App& app, const Common&)
{
    const auto options = std::make_shared<ServeCommand>();
    CLI::App* command = add_command(app, "serve", "Serve an edition over HTTP");
    command
        ->add_option("EDITION", options->edition, "The edition's folder, such as ARCHIVE/edition")
        ->required();
    command
        ->add_option("--listen", options->listen,
                     "Address and port, or unix:PATH; port 0 takes any that is free")
        ->capture_default_str();
    command->add_option("--host", options->hosts,
                        "Host names that requests may name; any if not given");
    return [options] { return run(*options); };
}

} // namespace chancery::cli
