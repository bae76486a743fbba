// Serves one page of a given size from memory, to be measured beside a file of the same bytes
// served by nginx:
//
//   http_server_bench PORT BYTES          then: wrk -t1 -c64 -d5 http://127.0.0.1:PORT/
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <thread>

#include "http/server.hpp"

namespace {

using namespace chancery;

// Words in no order: it compresses about as well as prose.
std::string make_page(std::size_t bytes)
{
    constexpr const char* kWords[] = {"the ",      "embassy ", "reports ", "that ",
                                      "minister ", "of ",      "trade ",   "and "};
    std::mt19937 random(1); // NOLINT: the same page each time
    std::string page;
    while (page.size() < bytes) {
        page += kWords[random() % std::size(kWords)];
    }
    page.resize(bytes);
    return page;
}

class OnePage : public http::Handler {
public:
    explicit OnePage(std::size_t bytes) : body_(http::Body::make(make_page(bytes))) {}
    std::optional<http::Response> quick(const http::Request&) override
    {
        http::Response response;
        response.body = body_;
        return response;
    }
    http::Response handle(const http::Request&) override { return http::error_response(404); }

private:
    std::shared_ptr<const http::Body> body_;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::cerr << "usage: http_server_bench PORT BYTES\n";
        return 2;
    }
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    OnePage page(std::strtoul(argv[2], nullptr, 10));
    http::Options options;
    options.port = static_cast<std::uint16_t>(std::strtoul(argv[1], nullptr, 10));
    http::Server server(options, page);
    std::thread waiter([&] {
        int signal = 0;
        sigwait(&signals, &signal);
        server.stop();
    });
    server.run();
    waiter.join();
    return 0;
}
