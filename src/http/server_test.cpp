// The server from outside, by raw sockets: what it does when readers are slow, rude, or many.
#include "http/server.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "http/answer.hpp"

namespace chancery::http {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Clock = std::chrono::steady_clock;

constexpr auto kPatience = 20s; // for what must come; a sanitizer on a busy machine is slow
constexpr std::size_t kBigBytes = 8U << 20U;

// ---- a site -----------------------------------------------------------------------------------

std::string prose(std::size_t bytes)
{
    std::string text;
    while (text.size() < bytes) {
        text += "The embassy has nothing to report. ";
    }
    text.resize(bytes);
    return text;
}

class CountingStream : public Stream {
public:
    CountingStream(int pieces, int fail_at) : pieces_(pieces), fail_at_(fail_at) {}
    More next(std::string& piece) override
    {
        if (next_ == fail_at_) {
            throw std::runtime_error("the stream broke");
        }
        piece += "piece " + std::to_string(next_++) + '\n';
        return next_ < pieces_ ? More::Yes : More::No;
    }

private:
    int next_ = 0;
    int pieces_;
    int fail_at_;
};

std::string counted(int pieces)
{
    std::string text;
    for (int i = 0; i < pieces; ++i) {
        text += "piece " + std::to_string(i) + '\n';
    }
    return text;
}

Response stream_response(int pieces, int fail_at)
{
    Response response;
    response.stream = std::make_shared<CountingStream>(pieces, fail_at);
    response.content_type = "text/csv; charset=utf-8";
    return response;
}

class Site : public Handler {
public:
    Methods methods(const Request& request) override
    {
        if (request.path == "/throw-methods") {
            throw std::runtime_error("methods broke");
        }
        return request.path == "/echo" ? Methods::ReadAndPost : Methods::Read;
    }

    Response options(const Request& request) override
    {
        Response response = Handler::options(request);
        if (request.path == "/own") {
            response.headers.emplace_back("Access-Control-Max-Age", "5");
        }
        return response;
    }

    Response refusal(const Request& request, int status) override
    {
        Response response = Handler::refusal(request, status);
        if (request.path.starts_with("/own")) {
            response.body = Body::make("no, said by the handler");
        }
        return response;
    }

    std::optional<Response> quick(const Request& request) override
    {
        if (request.path == "/") {
            return html_response("home");
        }
        if (request.path == "/page") {
            Response response;
            response.body = page_;
            return response;
        }
        if (request.path == "/big") {
            Response response;
            response.content_type = "application/octet-stream";
            response.body = big_;
            return response;
        }
        if (request.path == "/throw-quick") {
            throw std::runtime_error("quick broke");
        }
        return std::nullopt;
    }

    Response handle(const Request& request) override
    {
        if (request.path == "/echo") {
            return text_response(200, request.body);
        }
        if (request.path == "/worker") {
            return text_response(200, "from a worker");
        }
        if (request.path == "/slow" || request.path == "/own-slow") {
            ++slow_begun;
            std::this_thread::sleep_for(slow_time.load());
            return text_response(200, "slow but sure");
        }
        if (request.path == "/throw") {
            throw std::runtime_error("a secret detail");
        }
        if (request.path == "/throw-odd") {
            throw 42; // NOLINT: even this
        }
        if (request.path == "/bad-header") {
            Response response = html_response("x");
            response.headers.emplace_back("X", "a\r\nSet-Cookie: b");
            return response;
        }
        if (request.path == "/stream") {
            return stream_response(50, -1);
        }
        if (request.path == "/broken-stream") {
            return stream_response(50, 3);
        }
        return error_response(404);
    }

    std::atomic<int> slow_begun = 0;
    std::atomic<std::chrono::milliseconds> slow_time = 300ms;

private:
    std::shared_ptr<const Body> page_ = Body::make(prose(20'000));
    std::shared_ptr<const Body> big_ = Body::make(prose(kBigBytes));
};

class RunningServer {
public:
    explicit RunningServer(Options options = {})
        : server_(std::move(options), site_), thread_([this] { server_.run(); })
    {
    }
    ~RunningServer() { stop(); }
    RunningServer(const RunningServer&) = delete;
    RunningServer& operator=(const RunningServer&) = delete;
    RunningServer(RunningServer&&) = delete;
    RunningServer& operator=(RunningServer&&) = delete;

    std::chrono::milliseconds stop()
    {
        const auto begin = Clock::now();
        server_.stop();
        if (thread_.joinable()) {
            thread_.join();
        }
        return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    }
    Site& site() { return site_; }
    Server& server() { return server_; }

private:
    Site site_;
    Server server_;
    std::thread thread_;
};

// ---- a reader ---------------------------------------------------------------------------------

struct Reply {
    std::string head; // empty: the connection ended before
    std::string body;
    int status() const { return head.size() < 12 ? 0 : std::stoi(head.substr(9, 3)); }
    std::string header(std::string_view name) const
    {
        for (const std::string_view line : split(head, '\n')) {
            if (starts_with_ignoring_case(line, std::string(name) + ": ")) {
                return std::string(trim(line.substr(name.size() + 2)));
            }
        }
        return "";
    }
};

class Client {
public:
    explicit Client(const RunningServer& running) : Client(port_of(running)) {}
    explicit Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ =
            ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    explicit Client(const std::string& path) : fd_(::socket(AF_UNIX, SOCK_STREAM, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        connected_ =
            ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Client() { ::close(fd_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    Client(Client&&) = delete;
    Client& operator=(Client&&) = delete;

    bool connected() const { return connected_; }
    // False once the server has hung up.
    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n <= 0) {
                return false;
            }
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        return true;
    }
    void finish_sending() { ::shutdown(fd_, SHUT_WR); }
    void receive_little(int bytes = 4096)
    {
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    }

    Reply get(std::string_view path, std::string_view headers = "")
    {
        send("GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(headers) +
             "\r\n");
        return reply();
    }

    Reply reply(Method method = Method::Get)
    {
        Reply reply;
        while (received_.find("\r\n\r\n") == received_.npos && more()) {
        }
        const std::size_t end = received_.find("\r\n\r\n");
        if (end == received_.npos) {
            return reply;
        }
        reply.head = received_.substr(0, end + 4);
        received_.erase(0, end + 4);
        if (method == Method::Head || reply.status() == 304 || reply.status() / 100 == 1) {
            return reply;
        }
        const std::string length = reply.header("Content-Length");
        if (!length.empty()) {
            reply.body = take(std::stoul(length));
        } else if (reply.header("Transfer-Encoding") == "chunked") {
            reply.body = take_chunks();
        }
        return reply;
    }

    // Everything until the server hangs up.
    std::string rest()
    {
        while (more()) {
        }
        return std::exchange(received_, {});
    }
    // Whether the server hangs up within that time, saying nothing.
    bool is_hung_up_within(std::chrono::milliseconds time)
    {
        pollfd poll{fd_, POLLIN, 0};
        char byte = 0;
        return ::poll(&poll, 1, static_cast<int>(time.count())) == 1 &&
               ::recv(fd_, &byte, 1, 0) <= 0;
    }
    bool reset() const { return reset_; }
    // How many bytes come next, at most 32 KB; 0 at the end.
    std::size_t some()
    {
        received_.clear();
        more();
        return received_.size();
    }

private:
    static std::uint16_t port_of(const RunningServer& running)
    {
        return const_cast<RunningServer&>(running).server().port();
    }

    bool more()
    {
        pollfd poll{fd_, POLLIN, 0};
        if (::poll(&poll, 1, static_cast<int>(std::chrono::milliseconds(kPatience).count())) != 1) {
            ADD_FAILURE() << "no answer in time";
            return false;
        }
        std::array<char, 32768> bytes{};
        const ssize_t n = ::recv(fd_, bytes.data(), bytes.size(), 0);
        reset_ = n < 0 && errno == ECONNRESET;
        received_.append(bytes.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
        return n > 0;
    }

    std::string take(std::size_t size)
    {
        while (received_.size() < size && more()) {
        }
        const std::string taken = received_.substr(0, size);
        received_.erase(0, size);
        return taken;
    }

    std::string take_chunks()
    {
        std::string body;
        for (;;) {
            while (received_.find("\r\n") == received_.npos && more()) {
            }
            const std::string line = take(received_.find("\r\n") + 2);
            const std::size_t size = line.size() > 2 ? std::stoul(line, nullptr, 16) : 0;
            body += take(size);
            take(2);
            if (size == 0) {
                return body;
            }
        }
    }

    int fd_;
    bool connected_ = false;
    bool reset_ = false;
    std::string received_;
};

Reply ask(const RunningServer& server, std::string_view bytes, Method method = Method::Get)
{
    Client client(server);
    client.send(bytes);
    return client.reply(method);
}

void expect_security_headers(const Reply& reply)
{
    for (const std::string_view line :
         split(trim_right(security_headers(Sharing::SameOrigin)), '\n')) {
        EXPECT_THAT(reply.head, HasSubstr(std::string(trim(line)) + "\r\n"));
    }
    EXPECT_EQ(reply.header("Server"), "");
    EXPECT_EQ(reply.header("Set-Cookie"), "");
}

// ---- answers ----------------------------------------------------------------------------------

TEST(Server, AnswersFromTheCacheAndFromWorkers)
{
    const RunningServer server;
    Client client(server);
    EXPECT_EQ(client.get("/").body, "home");
    EXPECT_EQ(client.get("/worker").body, "from a worker");
    EXPECT_EQ(client.get("/page").body, prose(20'000));
    EXPECT_EQ(client.get("/nothing").status(), 404);
    EXPECT_EQ(client.get("/big").body.size(), kBigBytes);
    EXPECT_EQ(client.get("/").body, "home"); // still the same connection
}

TEST(Server, EveryAnswerCarriesTheSecurityHeaders)
{
    Options options;
    options.allowed_hosts = {"a"};
    const RunningServer server(options);
    struct Case {
        int status;
        std::string request;
    };
    const std::string host = " HTTP/1.1\r\nHost: a\r\n";
    ::testing::internal::CaptureStderr(); // of the 500
    const std::string etag = ask(server, "GET /page" + host + "\r\n").header("ETag");
    for (const auto& [status, request] : {
             Case{200, "GET /" + host + "\r\n"},
             Case{204, "OPTIONS /" + host + "\r\n"},
             Case{206, "GET /page" + host + "Range: bytes=0-1\r\n\r\n"},
             Case{304, "GET /page" + host + "If-None-Match: " + etag + "\r\n\r\n"},
             Case{400, "GET /../x" + host + "\r\n"},
             Case{400, "nonsense\r\n\r\n"},
             Case{404, "GET /nothing" + host + "\r\n"},
             Case{405, "POST /" + host + "\r\n"},
             Case{405, "PUT /" + host + "\r\n"},
             Case{413, "POST /echo" + host + "Content-Length: 99999999\r\n\r\n"},
             Case{414, "GET /" + std::string(5000, 'a') + host + "\r\n"},
             Case{416, "GET /page" + host + "Range: bytes=99999-\r\n\r\n"},
             Case{417, "POST /echo" + host + "Expect: x\r\n\r\n"},
             Case{421, "GET / HTTP/1.1\r\nHost: evil\r\n\r\n"},
             Case{431, "GET /" + host + "X: " + std::string(9000, 'a') + "\r\n\r\n"},
             Case{500, "GET /throw" + host + "\r\n"},
             Case{501, "BREW /" + host + "\r\n"},
             Case{505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"},
         }) {
        const Reply reply = ask(server, request);
        EXPECT_EQ(reply.status(), status) << request.substr(0, 100);
        expect_security_headers(reply);
    }
    ::testing::internal::GetCapturedStderr();
}

TEST(Server, RefusedRequestsEndTheConnectionAndTheNextIsNotRun)
{
    const RunningServer server;
    for (const char* bad : {"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
                            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n"
                            "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\n\r\n"}) {
        Client client(server);
        client.send(bad + std::string("GET /page HTTP/1.1\r\nHost: a\r\n\r\n"));
        const Reply reply = client.reply();
        EXPECT_GE(reply.status(), 400) << bad;
        EXPECT_EQ(reply.header("Connection"), "close");
        EXPECT_EQ(client.rest(), "") << bad;
    }
}

TEST(Server, TheReaderOfARefusalGetsItEvenWhileSending)
{
    const RunningServer server;
    Client client(server);
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n");
    client.send(std::string(500'000, 'x'));
    EXPECT_EQ(client.reply().status(), 413);
    EXPECT_FALSE(client.reset());
}

TEST(Server, HeadIsGetWithoutTheBody)
{
    const RunningServer server;
    for (const char* path : {"/page", "/nothing", "/worker"}) {
        const std::string rest = std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n";
        Client client(server);
        client.send("HEAD " + rest + "GET " + rest);
        const Reply head = client.reply(Method::Head);
        const Reply get = client.reply();
        EXPECT_EQ(replace_all(head.head, head.header("Date"), ""),
                  replace_all(get.head, get.header("Date"), ""));
        EXPECT_EQ(head.header("Content-Length"), std::to_string(get.body.size()));
    }
}

TEST(Server, TellsWhichMethodsAPathAllows)
{
    const RunningServer server;
    struct Case {
        const char* line;
        int status;
        const char* allow;
    };
    for (const auto& [line, status, allow] : {
             Case{"OPTIONS /", 204, "GET, HEAD, OPTIONS"},
             Case{"OPTIONS /echo", 204, "GET, HEAD, POST, OPTIONS"},
             Case{"OPTIONS *", 204, "GET, HEAD, POST, OPTIONS"},
             Case{"POST /", 405, "GET, HEAD, OPTIONS"},
             Case{"DELETE /", 405, "GET, HEAD, OPTIONS"},
             Case{"PUT /echo", 405, "GET, HEAD, POST, OPTIONS"},
             Case{"POST /echo", 200, ""},
         }) {
        const Reply reply = ask(server, std::string(line) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_EQ(reply.status(), status) << line;
        EXPECT_EQ(reply.header("Allow"), allow) << line;
    }
}

TEST(Server, LetsTheHandlerSayNo)
{
    Options options;
    options.worker_threads = 1;
    options.max_queue = 1;
    RunningServer server(options);
    EXPECT_EQ(
        ask(server, "OPTIONS /own HTTP/1.1\r\nHost: a\r\n\r\n").header("Access-Control-Max-Age"),
        "5");
    for (const std::string method : {"POST", "DELETE"}) {
        const Reply reply = ask(server, method + " /own HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_EQ(reply.status(), 405);
        EXPECT_EQ(reply.header("Allow"), "GET, HEAD, OPTIONS");
        EXPECT_EQ(reply.body, "no, said by the handler");
    }
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 4; ++i) { // one is at work, one waits
        clients.push_back(std::make_unique<Client>(server));
        clients.back()->send("GET /own-slow HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    int refused = 0;
    for (auto& client : clients) {
        const Reply reply = client->reply();
        if (reply.status() == 503) {
            ++refused;
            EXPECT_EQ(reply.body, "no, said by the handler");
            EXPECT_EQ(reply.header("Retry-After"), "5");
        }
    }
    EXPECT_GE(refused, 1);
}

TEST(Server, TakesAPostedFormWholeOrInChunks)
{
    const RunningServer server;
    Client client(server);
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nq=abc"
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                "3\r\nq=d\r\n2\r\nef\r\n0\r\n\r\n");
    EXPECT_EQ(client.reply().body, "q=abc");
    EXPECT_EQ(client.reply().body, "q=def");
}

TEST(Server, TellsAWaitingReaderToGoOn)
{
    const RunningServer server;
    Client client(server);
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
                "Expect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.reply().head, "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("ab");
    EXPECT_EQ(client.reply().body, "ab");
}

TEST(Server, AnswersPipelinedRequestsInOrder)
{
    const RunningServer server;
    Client client(server);
    std::string all;
    for (int i = 0; i < 40; ++i) { // more than one turn
        all += "GET /worker HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"
               "GET /page HTTP/1.1\r\nHost: a\r\n\r\n";
    }
    std::thread sender([&] { client.send(all); });
    for (int i = 0; i < 40; ++i) {
        EXPECT_EQ(client.reply().body, "from a worker");
        EXPECT_EQ(client.reply().body, "home");
        EXPECT_EQ(client.reply().body.size(), 20'000U);
    }
    sender.join();
}

TEST(Server, AnswersAReaderWhoHasFinishedSending)
{
    const RunningServer server;
    Client client(server);
    client.send("GET /worker HTTP/1.1\r\nHost: a\r\n\r\n");
    client.finish_sending();
    EXPECT_EQ(client.reply().body, "from a worker");
    EXPECT_EQ(client.rest(), "");
}

TEST(Server, HangsUpOnHttp10AndWhereAsked)
{
    const RunningServer server;
    for (const char* request :
         {"GET /page HTTP/1.0\r\n\r\n", "GET /page HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
          "GET /page HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"}) {
        Client client(server);
        client.send(request);
        const Reply reply = client.reply();
        EXPECT_EQ(reply.status(), 200);
        EXPECT_EQ(reply.header("Connection"), "close");
        EXPECT_EQ(reply.body.size(), 20'000U);
        EXPECT_EQ(client.rest(), "");
        EXPECT_FALSE(client.reset());
    }
}

TEST(Server, CompressesOnAWorkerTheFirstTimeAndThenFromTheCache)
{
    const RunningServer server;
    Client client(server);
    const Reply first = client.get("/page", "Accept-Encoding: gzip\r\n");
    EXPECT_EQ(first.header("Content-Encoding"), "gzip");
    EXPECT_EQ(first.body, gzip_compress(prose(20'000)));
    EXPECT_EQ(client.get("/page", "Accept-Encoding: gzip\r\n").body, first.body);
    EXPECT_EQ(client.get("/page").body, prose(20'000));
    EXPECT_EQ(client
                  .get("/page",
                       "Accept-Encoding: gzip\r\nIf-None-Match: " + first.header("ETag") + "\r\n")
                  .status(),
              304);
}

TEST(Server, AnExceptionBecomesAConstantPage)
{
    const RunningServer server;
    ::testing::internal::CaptureStderr();
    Client client(server);
    for (const char* path : {"/throw", "/throw-odd", "/throw-quick", "/bad-header"}) {
        const Reply reply = client.get(std::string(path) + "?q=marker");
        EXPECT_EQ(reply.status(), 500) << path;
        EXPECT_EQ(reply.body, error_response(500).body->bytes()) << path;
        EXPECT_EQ(reply.header("Cache-Control"), "no-store");
        EXPECT_EQ(reply.header("Set-Cookie"), "");
    }
    EXPECT_EQ(client.get("/throw-methods").status(), 404); // the answer is still the handler's
    const std::string log = ::testing::internal::GetCapturedStderr();
    EXPECT_THAT(log, HasSubstr("a request failed: a secret detail\n"));
    EXPECT_THAT(log, HasSubstr("methods broke"));
    EXPECT_THAT(log, Not(HasSubstr("marker"))); // no URL
    EXPECT_THAT(log, Not(HasSubstr("127.0.0.1")));
}

TEST(Server, SaysNothingOfItsReaders)
{
    const RunningServer server;
    ::testing::internal::CaptureStderr();
    ::testing::internal::CaptureStdout();
    ask(server, "GET /page?q=marker HTTP/1.1\r\nHost: a\r\n\r\n");
    ask(server, "GET /../marker HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
    EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
}

TEST(Server, AddsCommonHeadersToEveryAnswer)
{
    Options options;
    options.common_headers = {{"Onion-Location", "http://x.onion/"}};
    const RunningServer server(options);
    EXPECT_EQ(ask(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").header("Onion-Location"),
              "http://x.onion/");
    EXPECT_EQ(ask(server, "x\r\n\r\n").header("Onion-Location"), "http://x.onion/");
}

// ---- streams ----------------------------------------------------------------------------------

TEST(Server, SendsAStreamPieceByPiece)
{
    const RunningServer server;
    Client client(server);
    const Reply reply = client.get("/stream");
    EXPECT_EQ(reply.header("Transfer-Encoding"), "chunked");
    EXPECT_EQ(reply.body, counted(50));
    EXPECT_EQ(client.get("/").body, "home");
    EXPECT_EQ(client.get("/stream", "Accept-Encoding: gzip\r\n").body, gzip_compress(counted(50)));

    Client old(server);
    old.send("GET /stream HTTP/1.0\r\n\r\n");
    old.reply();
    EXPECT_EQ(old.rest(), counted(50));
}

TEST(Server, ABrokenStreamIsCutSoThatTheReaderNotices)
{
    const RunningServer server;
    ::testing::internal::CaptureStderr();
    Client client(server);
    client.send("GET /broken-stream HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string all = client.rest();
    EXPECT_THAT(all, Not(HasSubstr("0\r\n\r\n")));
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("the stream broke"));
}

TEST(Server, AReaderWhoLeavesAStreamHarmsNobody)
{
    const RunningServer server;
    for (int i = 0; i < 20; ++i) {
        Client client(server);
        client.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    EXPECT_EQ(ask(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").body, "home");
}

// ---- limits and deadlines ---------------------------------------------------------------------

TEST(Server, CutsASlowHeadWhileOthersAreServed)
{
    Options options;
    options.head_deadline = 400ms;
    RunningServer server(options);
    std::vector<std::unique_ptr<Client>> slow;
    for (int i = 0; i < 50; ++i) {
        slow.push_back(std::make_unique<Client>(server));
        slow.back()->send("GET / HTTP/1.1\r\nHost: a\r\n");
    }
    const auto begin = Clock::now();
    EXPECT_EQ(ask(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").body, "home");
    while (Clock::now() - begin < 300ms) { // a byte now and then does not help
        for (auto& client : slow) {
            client->send("x");
        }
        std::this_thread::sleep_for(50ms);
    }
    for (auto& client : slow) {
        const Reply reply = client->reply();
        EXPECT_EQ(reply.status(), 408);
        expect_security_headers(reply);
    }
    EXPECT_GE(Clock::now() - begin, 350ms);
    EXPECT_EQ(server.server().counters().cut, 50U);
}

TEST(Server, CutsASlowBody)
{
    Options options;
    options.head_deadline = 200ms;
    const RunningServer server(options);
    Client client(server);
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    const Reply reply = client.reply();
    EXPECT_EQ(reply.status(), 408);
    EXPECT_EQ(reply.header("Connection"), "close");
}

TEST(Server, HangsUpOnTheIdle)
{
    Options options;
    options.idle_deadline = 200ms;
    const RunningServer server(options);
    Client silent(server);
    Client idle(server);
    EXPECT_EQ(idle.get("/").body, "home");
    EXPECT_TRUE(silent.is_hung_up_within(kPatience));
    EXPECT_TRUE(idle.is_hung_up_within(kPatience));
}

TEST(Server, CutsAReaderWhoDoesNotTakeTheAnswer)
{
    Options options;
    options.write_deadline = 300ms;
    RunningServer server(options);
    Client client(server);
    client.receive_little();
    client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto begin = Clock::now();
    while (server.server().counters().cut == 0 && Clock::now() - begin < kPatience) {
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_EQ(server.server().counters().cut, 1U);
    const std::string got = client.rest();
    EXPECT_TRUE(client.reset());
    EXPECT_LT(got.size(), kBigBytes);
}

TEST(Server, LetsASlowReaderTakeItsTimeWhileItGoesOn)
{
    Options options;
    options.write_deadline = 500ms;
    RunningServer server(options);
    Client client(server);
    client.receive_little(64 << 10);
    client.send("GET /big HTTP/1.1\r\nHost: a\r\nRange: bytes=0-2999999\r\n\r\n");
    const auto begin = Clock::now();
    std::size_t got = 0;
    while (got < 3'000'000 && Clock::now() - begin < kPatience) {
        const std::size_t before = got;
        got += client.some();
        if (got == before) {
            break;
        }
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_GE(got, 3'000'000U);
    EXPECT_GT(Clock::now() - begin, 600ms); // longer than one deadline
    EXPECT_EQ(server.server().counters().cut, 0U);
}

TEST(Server, SaysThatItIsBusyWhenTheQueueIsFull)
{
    Options options;
    options.worker_threads = 1;
    options.max_queue = 1;
    RunningServer server(options);
    const std::string request = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";
    Client first(server);
    first.send(request);
    while (server.site().slow_begun == 0) {
        std::this_thread::sleep_for(1ms);
    }
    std::vector<std::unique_ptr<Client>> others;
    for (int i = 0; i < 3; ++i) {
        others.push_back(std::make_unique<Client>(server));
        others.back()->send(request);
    }
    int busy = 0;
    for (auto& client : others) {
        const Reply reply = client->reply();
        busy += reply.status() == 503 ? 1 : 0;
        if (reply.status() == 503) {
            EXPECT_EQ(reply.header("Retry-After"), "5");
            expect_security_headers(reply);
            EXPECT_EQ(client->get("/").body, "home"); // what needs no worker goes on
        }
    }
    EXPECT_EQ(busy, 2);
    EXPECT_EQ(first.reply().body, "slow but sure");
}

TEST(Server, RefusesConnectionsOverTheLimit)
{
    Options options;
    options.max_connections = 3;
    RunningServer server(options);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<Client>(server));
        EXPECT_EQ(clients.back()->get("/").body, "home");
    }
    {
        Client further(server);
        const Reply reply = further.get("/");
        EXPECT_EQ(reply.status(), 503);
        EXPECT_EQ(reply.header("Retry-After"), "5");
        EXPECT_EQ(reply.header("Connection"), "close");
        EXPECT_EQ(further.rest(), "");
    }
    clients.pop_back();
    const auto begin = Clock::now();
    int status = 0;
    while (status != 200 && Clock::now() - begin < kPatience) {
        status = ask(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").status();
    }
    EXPECT_EQ(status, 200); // there is room again
    EXPECT_GE(server.server().counters().refused, 1U);
}

TEST(Server, ManyReadersWhoPipelineAndNeverReadTakeLittleMemory)
{
    const auto resident_pages = [] {
        const std::string statm = read_file("/proc/self/statm");
        return std::stoul(std::string(words(statm).at(1)));
    };
    const RunningServer server;
    std::string all;
    for (int i = 0; i < 400; ++i) {
        all += "GET /page HTTP/1.1\r\nHost: a\r\n\r\n";
    }
    const std::size_t before = resident_pages();
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<Client>(server));
        clients.back()->receive_little();
        clients.back()->send(all);
    }
    std::this_thread::sleep_for(300ms);
    EXPECT_EQ(ask(server, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").body, "home");
    EXPECT_LT(resident_pages(), before + (32U << 20U) / 4096U); // 160 MB were asked for
}

TEST(Server, ServesManyReadersAlike)
{
    RunningServer server;
    server.site().slow_time = 5ms;
    constexpr int kReaders = 16;
    std::atomic<bool> over = false;
    std::array<std::atomic<int>, kReaders> served{};
    std::vector<std::thread> readers;
    for (auto& count : served) {
        readers.emplace_back([&] {
            Client client(server);
            while (!over) {
                EXPECT_EQ(client.get("/slow").status(), 200);
                ++count;
            }
        });
    }
    std::this_thread::sleep_for(1s);
    over = true;
    for (auto& reader : readers) {
        reader.join();
    }
    const auto [least, most] = std::minmax_element(served.begin(), served.end());
    EXPECT_GT(least->load() * 2, most->load()) << *least << " to " << *most;
}

// ---- the end ----------------------------------------------------------------------------------

TEST(Stop, AnswersWhatIsInFlightAndClosesTheIdle)
{
    RunningServer server;
    Client idle(server);
    EXPECT_EQ(idle.get("/").body, "home");
    Client working(server);
    working.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    while (server.site().slow_begun == 0) {
        std::this_thread::sleep_for(1ms);
    }
    std::thread stopper([&] { EXPECT_LT(server.stop(), 5s); });
    const Reply reply = working.reply();
    EXPECT_EQ(reply.body, "slow but sure");
    EXPECT_EQ(reply.header("Connection"), "close");
    EXPECT_EQ(working.rest(), "");
    EXPECT_TRUE(idle.is_hung_up_within(kPatience));
    stopper.join();
    EXPECT_FALSE(Client(server).connected());
}

TEST(Stop, IsQuickWithManyIdleReaders)
{
    RunningServer server;
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 100; ++i) {
        clients.push_back(std::make_unique<Client>(server));
    }
    for (auto& client : clients) {
        EXPECT_EQ(client->get("/").body, "home");
    }
    EXPECT_LT(server.stop(), 2s);
}

TEST(Stop, CutsWhatTakesTooLong)
{
    Options options;
    options.stop_deadline = 300ms;
    RunningServer server(options);
    Client reading(server);
    reading.send("GET / HTTP/1.1\r\n");
    Client not_taking(server);
    not_taking.receive_little();
    not_taking.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
    std::this_thread::sleep_for(100ms);
    const auto took = server.stop();
    EXPECT_GE(took, 250ms);
    EXPECT_LT(took, 5s);
}

TEST(Stop, MayComeFirstAndTwice)
{
    Site site;
    Server server({}, site);
    server.stop();
    server.stop();
    server.run();
    EXPECT_EQ(server.counters().connections, 0U);
}

TEST(Stop, UnderLoadLosesNobodyWhoWasHeard)
{
    RunningServer server;
    std::atomic<int> answered = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 8; ++i) {
        readers.emplace_back([&, i] {
            for (;;) {
                Client client(server);
                if (!client.connected()) {
                    return;
                }
                const Reply reply = client.get(i % 2 == 0 ? "/page" : "/worker");
                if (reply.status() == 0) {
                    return; // it came after the end
                }
                EXPECT_EQ(reply.body.size(), i % 2 == 0 ? 20'000U : 13U);
                ++answered;
            }
        });
    }
    std::this_thread::sleep_for(200ms);
    EXPECT_LT(server.stop(), 5s);
    for (auto& reader : readers) {
        reader.join();
    }
    EXPECT_GT(answered, 0);
}

// ---- where it listens -------------------------------------------------------------------------

// As a server leaves it that was killed.
void make_dead_socket(const std::string& path)
{
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(fd);
}

TEST(Listen, OnAUnixSocketThatReplacesADeadOne)
{
    const chancery::testing::TempFolder folder;
    Options options;
    options.unix_path = (folder.path() / "socket").string();
    for (int round = 0; round < 2; ++round) {
        const RunningServer server(options);
        Client client(options.unix_path);
        EXPECT_EQ(client.get("/").body, "home");
        struct stat info{};
        ASSERT_EQ(::stat(options.unix_path.c_str(), &info), 0);
        EXPECT_EQ(info.st_mode & 0777U, 0660U);
        Site site;
        EXPECT_THROW(Server(options, site), IoError); // this one lives
    }
    EXPECT_FALSE(std::filesystem::exists(options.unix_path));
    make_dead_socket(options.unix_path);
    const RunningServer server(options);
    EXPECT_EQ(Client(options.unix_path).get("/").body, "home");
}

TEST(Listen, OnASocketThatIsHandedOver)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(::listen(fd, 10), 0);
    Options options;
    options.inherited_fd = fd;
    RunningServer server(options);
    EXPECT_NE(server.server().port(), 0);
    EXPECT_EQ(Client(server).get("/").body, "home");
}

TEST(Listen, SaysWhyItCannot)
{
    Site site;
    const Server first({}, site);
    Options options;
    options.port = first.port();
    try {
        const Server second(options, site);
        FAIL();
    } catch (const IoError& error) {
        EXPECT_THAT(error.what(), StartsWith("cannot listen on 127.0.0.1:"));
        EXPECT_THAT(error.what(), HasSubstr("in use"));
    }
    options.host = "not an address";
    EXPECT_THROW(Server(options, site), UsageError);
    options.unix_path = std::string(200, 'x');
    EXPECT_THROW(Server(options, site), UsageError);
    options.unix_path.clear();
    options.inherited_fd = 9999;
    EXPECT_THROW(Server(options, site), IoError);
}

} // namespace
} // namespace chancery::http
