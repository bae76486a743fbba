#include "http/listen.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/error.hpp"

namespace chancery::http {
namespace {

constexpr mode_t kSocketMode = 0660;
constexpr std::size_t kSpareDescriptors = 192; // files, databases, connections that are refused

// An address of any family, as the kernel wants it.
struct Address {
    sockaddr_storage storage{};
    socklen_t length = 0;
    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

template <typename Form>
Address address_from(const Form& form)
{
    Address address;
    std::memcpy(&address.storage, &form, sizeof form);
    address.length = sizeof form;
    return address;
}

Address unix_address(const std::string& path)
{
    sockaddr_un form{};
    if (path.size() >= sizeof form.sun_path) {
        throw UsageError("path of the socket is too long: " + path);
    }
    form.sun_family = AF_UNIX;
    path.copy(form.sun_path, path.size());
    return address_from(form);
}

Address tcp_address(const std::string& host, std::uint16_t port)
{
    const std::string number = host == "localhost" ? "127.0.0.1" : host;
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    if (::inet_pton(AF_INET, number.c_str(), &v4.sin_addr) == 1) {
        return address_from(v4);
    }
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    if (::inet_pton(AF_INET6, number.c_str(), &v6.sin6_addr) == 1) {
        return address_from(v6);
    }
    throw UsageError("not an address to listen on: " + host + " (try 127.0.0.1, ::1, 0.0.0.0)");
}

[[noreturn]] void throw_cannot_listen(const std::string& where)
{
    throw IoError("cannot listen on " + where + ": " + errno_text(errno));
}

Listener open_socket(const Address& address, const std::string& where)
{
    Listener listener(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int yes = 1; // the port of a server that has just ended is free
    if (listener.fd() < 0 ||
        ::setsockopt(listener.fd(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        ::bind(listener.fd(), address.get(), address.length) != 0) {
        throw_cannot_listen(where);
    }
    return listener;
}

void start_listening(const Listener& listener, const std::string& where)
{
    if (::listen(listener.fd(), SOMAXCONN) != 0) {
        throw_cannot_listen(where);
    }
}

// A socket file whose server is gone is in the way of its successor; anything else that lies there
// is not ours to remove.
void remove_dead_socket(const std::string& path, const Address& address)
{
    struct stat info{};
    if (::lstat(path.c_str(), &info) != 0 || !S_ISSOCK(info.st_mode)) {
        return;
    }
    const Listener probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(probe.fd(), address.get(), address.length) != 0 && errno == ECONNREFUSED) {
        ::unlink(path.c_str());
    }
}

Listener listen_on_path(const std::string& path)
{
    const Address address = unix_address(path);
    remove_dead_socket(path, address);
    Listener listener = open_socket(address, path);
    if (::chmod(path.c_str(), kSocketMode) != 0) { // before listen(): nobody can have come in
        throw_cannot_listen(path);
    }
    start_listening(listener, path);
    return listener;
}

Listener listen_on_port(const std::string& host, std::uint16_t port)
{
    const std::string where = host + ':' + std::to_string(port);
    Listener listener = open_socket(tcp_address(host, port), where);
    start_listening(listener, where);
    return listener;
}

Listener take_over(int fd)
{
    Listener listener(fd);
    if (listener.family() < 0) {
        throw_cannot_listen("the socket that was handed over");
    }
    return listener;
}

Address local_address(int fd)
{
    Address address;
    address.length = sizeof address.storage;
    if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address.storage), &address.length) != 0) {
        address.length = 0;
    }
    return address;
}

} // namespace

Listener::~Listener()
{
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

int Listener::release()
{
    return std::exchange(fd_, -1);
}

int Listener::family() const
{
    const Address address = local_address(fd_);
    return address.length == 0 ? -1 : address.storage.ss_family;
}

std::uint16_t Listener::port() const
{
    const Address address = local_address(fd_);
    sockaddr_in form{}; // both families keep the port in the same place
    std::memcpy(&form, &address.storage, sizeof form);
    const bool has_port = form.sin_family == AF_INET || form.sin_family == AF_INET6;
    return has_port ? ntohs(form.sin_port) : 0;
}

Listener listen_on(const Options& options)
{
    if (options.inherited_fd) {
        return take_over(*options.inherited_fd);
    }
    if (!options.unix_path.empty()) {
        return listen_on_path(options.unix_path);
    }
    return listen_on_port(options.host, options.port);
}

std::size_t raise_descriptor_limit(std::size_t connections)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return connections;
    }
    const rlim_t wanted = std::min<rlim_t>(connections + kSpareDescriptors, limit.rlim_max);
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = wanted;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    const std::size_t spare = std::min<std::size_t>(kSpareDescriptors, limit.rlim_cur / 2);
    return std::min<std::size_t>(connections, limit.rlim_cur - spare);
}

} // namespace chancery::http
