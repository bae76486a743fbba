#pragma once
// The socket that a server listens on: an address and port, a path, or one that systemd hands over.
//
//   Listener listener = listen_on(options);
//   listener.port()                         // the one that was found free, if options.port is 0
//   acceptor.assign(..., listener.release());
//
// IoError where the world refuses ("cannot listen on 127.0.0.1:80: Permission denied"), UsageError
// for what is no address or too long a path.
#include <cstddef>
#include <cstdint>
#include <string>

#include "http/server.hpp"

namespace chancery::http {

// Owns the descriptor until released.
class Listener {
public:
    explicit Listener(int fd) : fd_(fd) {}
    ~Listener();
    Listener(Listener&& other) noexcept : fd_(other.release()) {}
    Listener& operator=(Listener&& other) = delete;
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    int fd() const { return fd_; }
    int release();
    int family() const;         // AF_INET, AF_INET6, AF_UNIX; -1 if this is no socket
    std::uint16_t port() const; // 0 for a Unix socket

private:
    int fd_;
};

Listener listen_on(const Options& options);

// Raises the soft limit of open files, as far as the hard limit lets it, to what that many
// connections and the rest of the program need. Returns how many connections there can be.
std::size_t raise_descriptor_limit(std::size_t connections);

} // namespace chancery::http
