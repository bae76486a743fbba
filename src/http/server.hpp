#pragma once
// The HTTP/1.1 server. It knows nothing of cables: a Handler answers, the server does all that HTTP
// demands.
//
//   struct Site : http::Handler { ... };
//   Site site;
//   http::Server server({.host = "127.0.0.1", .port = 8080}, site);
//   std::thread signals([&] { wait_for_signal(); server.stop(); });
//   server.run();                                    // until stop()
//
//   accept --> I/O thread: parse, check --> quick() ----------------------> headers --> write
//                                             | nothing                        ^
//                                             v                                |
//                                           queue --> worker: handle(), compress
//                                             | full
//                                             v
//                                            503
//
// A connection belongs to one I/O thread for life, so nothing of it needs a lock. Connections are
// dealt to the thread that has fewest. One request of a connection is answered at a time; further
// ones that it sent wait unread, in the kernel. So memory is bounded: connections x (head + body
// limit) + queue.
//
// What is refused, and how: message.hpp. What is added to an answer: answer.hpp.
// Nothing about readers is logged: no address, no URL, no agent. An exception of a handler becomes
// a constant page with status 500 and one line on stderr with what() alone.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/message.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace chancery::http {

// Called from several threads at once.
class Handler {
public:
    Handler() = default;
    virtual ~Handler() = default;
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;
    Handler(Handler&&) = delete;
    Handler& operator=(Handler&&) = delete;

    // On an I/O thread, before anything else: what the path allows. Others are answered 405 with
    // Allow, and OPTIONS 204.
    virtual Methods methods(const Request&) { return Methods::Read; }
    // On an I/O thread: an answer that is at hand, such as a page in the cache. Must not block.
    virtual std::optional<Response> quick(const Request&) { return std::nullopt; }
    // On an I/O thread: the answer to OPTIONS; the server adds Allow.
    virtual Response options(const Request&);
    // On an I/O thread: the answer where the method is none that the path allows (405; the server adds
    // Allow) and where there is too much to do (503). Of the request only method and path are there.
    virtual Response refusal(const Request&, int status) { return error_response(status); }
    // On a worker thread. HEAD is answered like GET; the server leaves the body out.
    virtual Response handle(const Request&) = 0;
};

struct Options {
    // Where to listen: an address and port (0: any that is free, see Server::port); or a Unix
    // socket, if a path is given; or a socket that already listens, such as systemd's.
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::string unix_path{}; // made with mode 0660, removed at the end; a dead one is replaced
    std::optional<int> inherited_fd{}; // taken over

    unsigned io_threads = 2;
    unsigned worker_threads = 2;

    Limits limits{};
    std::size_t max_connections = 4096; // in all; a further one gets 503 and is closed
    std::size_t max_queue = 256;        // requests that wait for a worker; a further one gets 503

    std::chrono::milliseconds head_deadline{
        10'000}; // from its first byte to the end of head and body
    std::chrono::milliseconds write_deadline{30'000}; // for each 64 KB of an answer
    std::chrono::milliseconds idle_deadline{15'000};  // between two requests
    std::chrono::milliseconds stop_deadline{10'000};  // for what is in flight at stop()

    std::vector<std::string> allowed_hosts{}; // is_allowed_host(); others get 421
    // Further headers of every answer, such as Onion-Location.
    std::vector<std::pair<std::string, std::string>> common_headers{};
};

// In memory only, and per nothing that could tell readers apart.
struct Counters {
    std::uint64_t connections = 0; // accepted so far
    std::uint64_t open = 0;
    std::uint64_t refused = 0;     // over max_connections
    std::uint64_t cut = 0;         // by a deadline
    std::uint64_t answers[6] = {}; // by first digit of the status
};

class Server {
public:
    // Listens at once: connections wait until run(). IoError if the address cannot be had,
    // UsageError if it is none. Raises the process's soft limit of open files to what
    // max_connections needs, as far as the hard limit allows.
    Server(Options options, Handler& handler);
    ~Server(); // not while run() is running
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    Server(Server&&) = delete;
    Server& operator=(Server&&) = delete;

    std::uint16_t port() const; // 0 on a Unix socket

    // Serves until stop(); once per Server.
    void run();
    // From any thread, at any time, more than once; returns at once; not from a signal handler.
    // Nothing new is accepted, idle connections are closed, requests in flight are answered; what
    // is left at stop_deadline is cut. run() then returns as soon as no handler is at work.
    void stop();

    Counters counters() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace chancery::http
