#include "http/server.hpp"

#include <utility> // before Asio: Boost 1.74 forgets it

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <exception>
#include <thread>
#include <tuple>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <netinet/tcp.h>
#include <unistd.h>

#include "base/check.hpp"
#include "http/answer.hpp"
#include "http/listen.hpp"
#include "http/workers.hpp"

namespace chancery::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Protocol = asio::generic::stream_protocol; // TCP and Unix sockets alike
using Socket = Protocol::socket;
using Acceptor = asio::basic_socket_acceptor<Protocol>;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kReadBytes = 16U << 10U;
constexpr std::size_t kSliceBytes = 64U << 10U;  // of an answer, for each write_deadline
constexpr std::size_t kMaxDiscarded = 1U << 20U; // what is read after the last answer, to no end
constexpr std::size_t kRefusalRoom = 64;         // connections that are told 503 at one time
constexpr unsigned kTurn = 16;         // steps of one connection before the others have theirs
constexpr unsigned kAcceptTurn = 64;   // likewise for new connections
constexpr int kUnsentBytes = 64 << 10; // of one connection in the kernel
constexpr std::chrono::milliseconds kLinger{1'000};    // for the reader to take the last answer
constexpr std::chrono::milliseconds kMaxTick{250};     // how late a deadline may be
constexpr std::chrono::milliseconds kAcceptPause{100}; // when there are no file descriptors left

class IoThread;
class Session;

// What all threads share.
struct Shared {
    Options options;
    Handler& handler;
    std::string common_headers;
    Workers workers;
    std::atomic<bool> draining = false; // stop() was called
    // stop_deadline is over: what waits for a worker is not begun any more
    std::atomic<bool> ended = false;
    std::atomic<std::uint64_t> open = 0;

    Shared(Options given, Handler& h)
        : options(std::move(given)), handler(h),
          common_headers(header_lines(options.common_headers)),
          workers(std::max(1U, options.worker_threads), options.max_queue)
    {
    }
};

// One line, whatever the text is.
void report_failure(std::string_view what)
{
    constexpr std::size_t kMaxReport = 500;
    std::string line(what.substr(0, kMaxReport));
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    std::fprintf(stderr, "chancery: a request failed: %s\n", line.c_str());
}

// Whatever a handler throws, the reader gets the same page.
template <typename Function>
auto guarded(Function&& function) -> decltype(function())
{
    try {
        return function();
    } catch (const std::exception& error) {
        report_failure(error.what());
    } catch (...) {
        report_failure("unknown exception");
    }
    return error_response(500);
}

// ---- one connection --------------------------------------------------------------------------
//
//   Idle -> Reading -> Working -> Writing -> Idle ...
//                |        ^          |  ^
//                +--------+----------+  +--> Producing (a stream's next piece)
//                                    |
//                                    +--> Lingering -> Closed
//
// Everything here runs on the thread of its IoThread. Only work() and work_on_stream() run on
// workers, and touch nothing of the connection but what is theirs meanwhile. Shared: by the list of
// the IoThread and by whatever waits for the socket.

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(IoThread& home, Socket socket);

    void start();
    void start_refused(); // there are too many: says so and closes
    void on_tick(Clock::time_point now);
    void drain();
    void close();

    std::size_t slot = 0; // in the IoThread's list

private:
    enum class State : std::uint8_t {
        Idle,
        Reading,
        Working,
        Writing,
        Producing,
        Lingering,
        Closed
    };
    enum class Step : std::uint8_t { Again, Wait };

    void advance();
    Step step();
    Step parse();
    Step dispatch();
    Step answer_now();
    Step respond(Response response);
    Step refuse(int status);
    Step hand_to_worker(Request request, std::optional<Response> ready);
    Step write();
    Step after_answer();
    Step produce();
    Step begin_message();
    Step linger();

    void work(Request request, std::optional<Response> ready);
    void finish_work(Request request, Response response);
    void work_on_stream(std::shared_ptr<Stream> stream);
    void finish_piece(std::string text, std::optional<Stream::More> more);
    void frame_piece(std::string piece, Stream::More more);
    Methods allowed_methods();
    void send_continue();
    void read_some();
    void discard_some();
    void wait_to_read();
    void wait_to_write();
    void set_deadline(std::chrono::milliseconds from_now);
    void abort();

    IoThread& home_;
    Shared& shared_;
    Socket socket_;
    MessageReader reader_;
    std::string buffer_; // received, not yet understood
    Request request_;
    Answer answer_;
    std::string piece_; // of a stream, framed
    Stream::More more_ = Stream::More::No;
    std::size_t sent_ = 0;      // of head and content
    std::size_t slice_end_ = 0; // of sent_: from there on the write deadline starts anew
    std::size_t discarded_ = 0;
    bool is_last_ = false; // the connection ends with the present answer
    Clock::time_point deadline_ = Clock::time_point::max();
    State state_ = State::Idle;
};

// ---- one thread and its connections ------------------------------------------------------------

class IoThread {
public:
    explicit IoThread(Shared& shared) : shared_(shared), timer_(context_) {}

    asio::io_context& context() { return context_; }
    Shared& shared() { return shared_; }
    std::array<char, kReadBytes>& scratch() { return scratch_; }
    std::size_t load() const { return load_.load(std::memory_order_relaxed); }

    void run();
    void drain();                            // on this thread
    void adopt(Socket socket, bool refused); // from the accepting thread
    void remove(Session& session);
    std::string_view date();

    void count_answer(int status);
    void count_cut() { cut_.fetch_add(1, std::memory_order_relaxed); }
    void add_to(Counters& counters) const;

private:
    void arm_timer();
    void on_tick();
    void cut_all();
    void leave_if_done();

    Shared& shared_;
    asio::io_context context_{1};
    asio::executor_work_guard<asio::io_context::executor_type> guard_{context_.get_executor()};
    asio::steady_timer timer_;
    std::vector<std::shared_ptr<Session>> sessions_;
    std::array<char, kReadBytes> scratch_{};
    std::string date_;
    Instant date_of_{};
    std::optional<Clock::time_point> end_; // of draining; nothing before drain()
    std::atomic<std::size_t> load_ = 0;    // sessions, those on their way here included
    std::atomic<std::uint64_t> cut_ = 0;
    std::array<std::atomic<std::uint64_t>, 6> answers_{};
};

void IoThread::run()
{
    arm_timer();
    context_.run();
}

void IoThread::arm_timer()
{
    const Options& o = shared_.options;
    const auto shortest =
        std::min({o.head_deadline, o.write_deadline, o.idle_deadline, o.stop_deadline});
    timer_.expires_after(std::clamp(shortest / 4, std::chrono::milliseconds(1), kMaxTick));
    timer_.async_wait([this](error_code error) {
        if (!error) {
            on_tick();
        }
    });
}

// Deadlines are a field of each session and looked at here, which is far cheaper than a timer for
// every request.
void IoThread::on_tick()
{
    const auto now = Clock::now();
    // Backwards: one that closes is replaced by the last.
    for (std::size_t i = sessions_.size(); i-- > 0;) {
        if (i < sessions_.size()) {
            const std::shared_ptr<Session> session = sessions_[i];
            session->on_tick(now);
        }
    }
    if (end_ && now >= *end_) {
        shared_.ended = true;
        cut_all();
    }
    arm_timer();
    leave_if_done();
}

void IoThread::drain()
{
    end_ = Clock::now() + shared_.options.stop_deadline;
    for (std::size_t i = sessions_.size(); i-- > 0;) {
        const std::shared_ptr<Session> session = sessions_[i];
        session->drain();
    }
    leave_if_done();
}

void IoThread::cut_all()
{
    while (!sessions_.empty()) {
        const std::shared_ptr<Session> session = sessions_.back();
        session->close();
    }
}

// After drain() nothing new comes. With the guard gone and the timer still, run() returns when no
// worker holds on to this thread either.
void IoThread::leave_if_done()
{
    if (end_ && load() == 0) {
        timer_.cancel();
        guard_.reset();
    }
}

void IoThread::adopt(Socket socket, bool refused)
{
    load_.fetch_add(1, std::memory_order_relaxed);
    auto session = std::make_shared<Session>(*this, std::move(socket));
    asio::post(context_, [this, refused, session = std::move(session)]() mutable {
        session->slot = sessions_.size();
        sessions_.push_back(session);
        refused ? session->start_refused() : session->start();
    });
}

void IoThread::remove(Session& session)
{
    CHECK(session.slot < sessions_.size() && sessions_[session.slot].get() == &session);
    sessions_.back()->slot = session.slot;
    std::swap(sessions_[session.slot], sessions_.back());
    sessions_.pop_back();
    load_.fetch_sub(1, std::memory_order_relaxed);
    shared_.open.fetch_sub(1, std::memory_order_relaxed);
    leave_if_done();
}

std::string_view IoThread::date()
{
    const Instant present = now();
    if (present != date_of_ || date_.empty()) {
        date_ = format_http_date(present);
        date_of_ = present;
    }
    return date_;
}

void IoThread::count_answer(int status)
{
    answers_[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))].fetch_add(
        1, std::memory_order_relaxed);
}

void IoThread::add_to(Counters& counters) const
{
    counters.cut += cut_.load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < answers_.size(); ++i) {
        counters.answers[i] += answers_[i].load(std::memory_order_relaxed);
    }
}

// ---- the connection, continued -----------------------------------------------------------------

Session::Session(IoThread& home, Socket socket)
    : home_(home), shared_(home.shared()), socket_(std::move(socket)),
      reader_(shared_.options.limits, shared_.options.allowed_hosts)
{
}

void Session::start()
{
    set_deadline(shared_.options.idle_deadline);
    shared_.draining ? drain() : wait_to_read();
}

void Session::start_refused()
{
    refuse(503);
    advance();
}

void Session::set_deadline(std::chrono::milliseconds from_now)
{
    deadline_ = Clock::now() + from_now;
}

void Session::wait_to_read()
{
    socket_.async_wait(Socket::wait_read, [self = shared_from_this()](error_code error) {
        if (!error) {
            self->state_ == State::Lingering ? self->discard_some() : self->read_some();
        }
    });
}

void Session::wait_to_write()
{
    socket_.async_wait(Socket::wait_write, [self = shared_from_this()](error_code error) {
        if (!error) {
            self->advance();
        }
    });
}

void Session::read_some()
{
    if (state_ != State::Idle && state_ != State::Reading) {
        return; // a deadline came first
    }
    error_code error;
    const std::size_t size = socket_.read_some(asio::buffer(home_.scratch()), error);
    const bool nothing_yet = error == asio::error::would_block;
    if (nothing_yet && !(shared_.draining && state_ == State::Idle)) {
        return wait_to_read();
    }
    if (error) {
        return close();
    }
    if (state_ == State::Idle) {
        state_ = State::Reading;
        set_deadline(shared_.options.head_deadline);
    }
    buffer_.append(home_.scratch().data(), size);
    advance();
}

// As far as it goes without waiting, but not for ever: a reader that sends many requests at once
// shares with others.
void Session::advance()
{
    for (unsigned i = 0; i < kTurn; ++i) {
        if (step() == Step::Wait) {
            return;
        }
    }
    asio::post(home_.context(), [self = shared_from_this()] { self->advance(); });
}

Session::Step Session::step()
{
    switch (state_) {
    case State::Reading:
        return parse();
    case State::Writing:
        return write();
    default:
        return Step::Wait;
    }
}

Session::Step Session::parse()
{
    switch (reader_.read(buffer_)) {
    case Progress::Done:
        return dispatch();
    case Progress::Refused:
        return refuse(reader_.refusal());
    case Progress::NeedMore:
        break;
    }
    if (reader_.take_wants_continue()) {
        send_continue();
    }
    wait_to_read();
    return Step::Wait;
}

// A few bytes into an empty kernel buffer: they fit, or the connection is broken anyway.
void Session::send_continue()
{
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    error_code ignored;
    std::ignore = socket_.write_some(asio::buffer(kContinue), ignored);
}

Session::Step Session::dispatch()
{
    request_ = reader_.take_request();
    try {
        return answer_now();
    } catch (const std::exception& error) {
        report_failure(error.what());
    } catch (...) {
        report_failure("unknown exception");
    }
    return respond(error_response(500));
}

// What needs no worker: methods that the path does not know, and pages at hand.
Session::Step Session::answer_now()
{
    const Methods methods = allowed_methods();
    const bool is_options = request_.method == Method::Options;
    if (is_options || !allows(methods, request_.method)) {
        Response response =
            is_options ? shared_.handler.options(request_) : shared_.handler.refusal(request_, 405);
        response.headers.emplace_back("Allow", allow_header(methods));
        return respond(std::move(response));
    }
    std::optional<Response> ready = shared_.handler.quick(request_);
    if (ready && !needs_compressing(request_, *ready)) {
        return respond(std::move(*ready));
    }
    return hand_to_worker(std::move(request_), std::move(ready));
}

Methods Session::allowed_methods()
{
    try {
        return request_.path == "*" ? Methods::ReadAndPost : shared_.handler.methods(request_);
    } catch (const std::exception& error) {
        report_failure(error.what());
    } catch (...) {
        report_failure("unknown exception");
    }
    return Methods::Read;
}

Session::Step Session::refuse(int status)
{
    is_last_ = true;
    Response response = error_response(status);
    request_ = reader_.take_request();
    if (status == 405) {
        response = guarded([&] { return shared_.handler.refusal(request_, status); });
        response.headers.emplace_back("Allow", allow_header(allowed_methods()));
    }
    return respond(std::move(response));
}

// Takes over the request. The worker keeps this thread's loop alive until it has reported back.
Session::Step Session::hand_to_worker(Request request, std::optional<Response> ready)
{
    Request asked; // what remains of it here
    asked.method = request.method;
    asked.path = request.path;
    Workers::Task task = [self = shared_from_this(), request = std::move(request),
                          ready = std::move(ready),
                          guard = asio::make_work_guard(home_.context())]() mutable {
        self->work(std::move(request), std::move(ready));
    };
    state_ = State::Working;
    deadline_ = Clock::time_point::max(); // the handler bounds its own time
    if (!shared_.workers.submit(std::move(task))) {
        request_ = std::move(asked);
        return respond(shared_.handler.refusal(request_, 503));
    }
    return Step::Wait;
}

// On a worker.
void Session::work(Request request, std::optional<Response> ready)
{
    Response response = guarded([&] {
        if (shared_.ended) {
            return error_response(503);
        }
        Response made = ready ? std::move(*ready) : shared_.handler.handle(request);
        if (needs_compressing(request, made)) {
            made.body->gzip();
        }
        return made;
    });
    asio::post(home_.context(), [self = shared_from_this(), request = std::move(request),
                                 response = std::move(response)]() mutable {
        self->finish_work(std::move(request), std::move(response));
    });
}

void Session::finish_work(Request request, Response response)
{
    if (state_ != State::Working) {
        return; // closed meanwhile
    }
    request_ = std::move(request);
    respond(std::move(response));
    advance();
}

Session::Step Session::respond(Response response)
{
    const bool stays = !is_last_ && !shared_.draining && reader_.keep_alive();
    AnswerSetting setting;
    setting.date = home_.date();
    setting.common_headers = shared_.common_headers;
    setting.keep_alive = stays ? KeepAlive::Yes : KeepAlive::No;
    setting.chunked = reader_.is_http_11() ? Chunked::Yes : Chunked::No;
    try {
        answer_ = make_answer(request_, std::move(response), setting);
    } catch (const std::exception& error) {
        report_failure(error.what());
        answer_ = make_answer(request_, error_response(500), setting);
    }
    home_.count_answer(answer_.status);
    sent_ = 0;
    slice_end_ = kSliceBytes;
    more_ = answer_.stream ? Stream::More::Yes : Stream::More::No;
    state_ = State::Writing;
    set_deadline(shared_.options.write_deadline);
    return Step::Again;
}

// The head and the content go out in one call, straight from where they are.
Session::Step Session::write()
{
    const std::size_t head = answer_.head.size();
    const std::size_t total = head + answer_.content.size();
    while (sent_ < total) {
        const std::size_t of_head = std::min(sent_, head);
        const std::size_t of_content = sent_ - of_head;
        const std::array<asio::const_buffer, 2> rest = {
            asio::buffer(answer_.head.data() + of_head, head - of_head),
            asio::buffer(answer_.content.data() + of_content, answer_.content.size() - of_content)};
        error_code error;
        sent_ += socket_.write_some(rest, error);
        if (error == asio::error::would_block) {
            wait_to_write();
            return Step::Wait;
        }
        if (error) {
            close();
            return Step::Wait;
        }
        if (sent_ >= slice_end_) { // the reader takes it: a new deadline
            slice_end_ = sent_ + kSliceBytes;
            set_deadline(shared_.options.write_deadline);
        }
    }
    return more_ == Stream::More::Yes ? produce() : after_answer();
}

// The next piece of a stream, by a worker. The queue always has room for it: there is one for each
// connection at most.
Session::Step Session::produce()
{
    state_ = State::Producing;
    deadline_ = Clock::time_point::max();
    shared_.workers.submit(
        [self = shared_from_this(), stream = answer_.stream,
         guard = asio::make_work_guard(home_.context())]() mutable {
            self->work_on_stream(std::move(stream));
        },
        Workers::Room::Any);
    return Step::Wait;
}

// On a worker.
void Session::work_on_stream(std::shared_ptr<Stream> stream)
{
    std::string text;
    std::optional<Stream::More> more; // none: it failed
    try {
        if (!shared_.ended) {
            more = stream->next(text);
        }
    } catch (const std::exception& error) {
        report_failure(error.what());
    } catch (...) {
        report_failure("unknown exception");
    }
    stream.reset(); // what it holds, such as a database, is let go on this thread
    asio::post(home_.context(), [self = shared_from_this(), text = std::move(text),
                                 more]() mutable { self->finish_piece(std::move(text), more); });
}

void Session::finish_piece(std::string text, std::optional<Stream::More> more)
{
    if (state_ != State::Producing) {
        return; // closed meanwhile
    }
    if (!more) {
        return abort();
    }
    more_ = *more;
    frame_piece(std::move(text), *more);
    state_ = State::Writing;
    set_deadline(shared_.options.write_deadline);
    advance();
}

// RFC 9112, 7.1: "1a\r\n" piece "\r\n", and "0\r\n\r\n" behind the last.
void Session::frame_piece(std::string piece, Stream::More more)
{
    answer_.head.clear();
    if (answer_.chunked == Chunked::Yes) {
        if (!piece.empty()) {
            std::array<char, 20> size{};
            const int length = std::snprintf(size.data(), size.size(), "%zx\r\n", piece.size());
            answer_.head.assign(size.data(), static_cast<std::size_t>(length));
            piece += "\r\n";
        }
        piece += more == Stream::More::No ? "0\r\n\r\n" : "";
    }
    piece_ = std::move(piece);
    answer_.content = piece_;
    sent_ = 0;
    slice_end_ = kSliceBytes;
}

Session::Step Session::after_answer()
{
    const bool stays = answer_.keep_alive == KeepAlive::Yes;
    answer_ = Answer();
    piece_ = std::string();
    request_ = Request();
    return stays ? begin_message() : linger();
}

Session::Step Session::begin_message()
{
    reader_.reset();
    if (buffer_.empty()) {
        buffer_ = std::string(); // an idle connection holds no memory
        state_ = State::Idle;
        set_deadline(shared_.options.idle_deadline);
        shared_.draining ? drain() : wait_to_read();
        return Step::Wait;
    }
    state_ = State::Reading;
    set_deadline(shared_.options.head_deadline);
    return Step::Again;
}

// Closing with bytes unread makes the kernel reset the connection, and the reader may lose the
// answer that says what was wrong. So: no more from us, and what still comes is thrown away for a
// while.
Session::Step Session::linger()
{
    error_code error;
    std::ignore = socket_.shutdown(Socket::shutdown_send, error);
    if (error) {
        close();
        return Step::Wait;
    }
    buffer_ = std::string();
    state_ = State::Lingering;
    set_deadline(kLinger);
    wait_to_read();
    return Step::Wait;
}

void Session::discard_some()
{
    for (unsigned i = 0; i < kTurn; ++i) {
        error_code error;
        discarded_ += socket_.read_some(asio::buffer(home_.scratch()), error);
        if (error == asio::error::would_block) {
            return wait_to_read();
        }
        if (error || discarded_ > kMaxDiscarded) {
            return close();
        }
    }
    wait_to_read();
}

void Session::on_tick(Clock::time_point now)
{
    if (now < deadline_) {
        return;
    }
    switch (state_) {
    case State::Idle:
    case State::Lingering:
        return close();
    case State::Reading:
        home_.count_cut();
        refuse(408);
        return advance();
    case State::Writing:
        home_.count_cut();
        return abort();
    default:
        return;
    }
}

void Session::drain()
{
    if (state_ == State::Idle) { // a request may have come that we have not seen yet
        error_code ignored;
        std::ignore = socket_.cancel(ignored);
        read_some();
    }
}

// The reader does not take its answer: what the kernel still holds for it is dropped too.
void Session::abort()
{
    error_code ignored;
    std::ignore = socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    close();
}

void Session::close()
{
    if (state_ == State::Closed) {
        return;
    }
    state_ = State::Closed;
    error_code ignored;
    std::ignore = socket_.close(ignored);
    answer_ = Answer();
    home_.remove(*this); // the caller holds a reference to this
}

void tune(Socket& socket)
{
    error_code ignored; // a Unix socket has neither
    std::ignore = socket.non_blocking(true, ignored);
    std::ignore = socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    using Unsent = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_NOTSENT_LOWAT>;
    std::ignore = socket.set_option(Unsent(kUnsentBytes), ignored);
}

} // namespace

class Server::Impl {
public:
    Impl(Options options, Handler& handler);
    ~Impl();
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    Impl(Impl&&) = delete;
    Impl& operator=(Impl&&) = delete;

    std::uint16_t port() const { return port_; }
    void run();
    void stop();
    Counters counters() const;

private:
    void listen();
    void wait_to_accept();
    void accept_some();
    void pause_accepting();
    void deal(Socket socket, IoThread& home);
    IoThread& least_loaded();
    void begin_to_drain();

    Shared shared_;
    std::vector<std::unique_ptr<IoThread>> threads_;
    Acceptor acceptor_;
    asio::steady_timer pause_;
    std::size_t max_connections_;
    std::uint16_t port_ = 0;
    std::atomic<std::uint64_t> accepted_ = 0;
    std::atomic<std::uint64_t> refused_ = 0;
};

namespace {

std::vector<std::unique_ptr<IoThread>> make_threads(Shared& shared)
{
    std::vector<std::unique_ptr<IoThread>> threads;
    for (unsigned i = 0; i < std::max(1U, shared.options.io_threads); ++i) {
        threads.push_back(std::make_unique<IoThread>(shared));
    }
    return threads;
}

} // namespace

Server::Impl::Impl(Options options, Handler& handler)
    : shared_(std::move(options), handler), threads_(make_threads(shared_)),
      acceptor_(threads_[0]->context()), pause_(threads_[0]->context()),
      max_connections_(raise_descriptor_limit(shared_.options.max_connections))
{
    error_response(500); // makes the pages of all errors now
    listen();
}

Server::Impl::~Impl()
{
    if (!shared_.options.unix_path.empty() && !shared_.options.inherited_fd) {
        ::unlink(shared_.options.unix_path.c_str());
    }
}

void Server::Impl::listen()
{
    Listener listener = listen_on(shared_.options);
    port_ = listener.port();
    const Protocol protocol(listener.family(), 0);
    acceptor_.assign(protocol, listener.fd());
    listener.release();
    acceptor_.non_blocking(true);
}

void Server::Impl::wait_to_accept()
{
    acceptor_.async_wait(Acceptor::wait_read, [this](error_code error) {
        if (!error) {
            accept_some();
        }
    });
}

void Server::Impl::accept_some()
{
    for (unsigned i = 0; i < kAcceptTurn; ++i) {
        error_code error;
        IoThread& home = least_loaded();
        Socket socket = acceptor_.accept(home.context(), error);
        if (error == asio::error::would_block || error == asio::error::try_again) {
            break;
        }
        if (error == asio::error::no_descriptors || error == asio::error::no_memory ||
            error == boost::system::errc::too_many_files_open_in_system) {
            return pause_accepting();
        }
        if (!error) { // else: the reader has gone again
            deal(std::move(socket), home);
        }
    }
    wait_to_accept();
}

void Server::Impl::pause_accepting()
{
    pause_.expires_after(kAcceptPause);
    pause_.async_wait([this](error_code error) {
        if (!error && acceptor_.is_open()) {
            wait_to_accept();
        }
    });
}

IoThread& Server::Impl::least_loaded()
{
    return **std::min_element(threads_.begin(), threads_.end(),
                              [](const auto& a, const auto& b) { return a->load() < b->load(); });
}

void Server::Impl::deal(Socket socket, IoThread& home)
{
    tune(socket);
    const std::uint64_t open = shared_.open.load(std::memory_order_relaxed);
    const bool refused = open >= max_connections_;
    if (refused) {
        refused_.fetch_add(1, std::memory_order_relaxed);
        if (open >= max_connections_ + kRefusalRoom) {
            return; // not even told
        }
    }
    accepted_.fetch_add(1, std::memory_order_relaxed);
    shared_.open.fetch_add(1, std::memory_order_relaxed);
    home.adopt(std::move(socket), refused);
}

void Server::Impl::run()
{
    wait_to_accept();
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads_.size(); ++i) {
        others.emplace_back([thread = threads_[i].get()] { thread->run(); });
    }
    threads_[0]->run();
    for (auto& thread : others) {
        thread.join();
    }
    shared_.workers.join(); // the last of them may still be leaving the threads' loops
}

void Server::Impl::stop()
{
    if (!shared_.draining.exchange(true)) {
        asio::post(threads_[0]->context(), [this] { begin_to_drain(); });
    }
}

// On the first thread, which accepts: after this nothing new comes to any thread.
void Server::Impl::begin_to_drain()
{
    accept_some(); // those who came before the end
    error_code ignored;
    std::ignore = acceptor_.close(ignored);
    pause_.cancel();
    for (auto& thread : threads_) {
        asio::post(thread->context(), [t = thread.get()] { t->drain(); });
    }
}

Counters Server::Impl::counters() const
{
    Counters counters;
    counters.connections = accepted_.load(std::memory_order_relaxed);
    counters.open = shared_.open.load(std::memory_order_relaxed);
    counters.refused = refused_.load(std::memory_order_relaxed);
    for (const auto& thread : threads_) {
        thread->add_to(counters);
    }
    return counters;
}

Response Handler::options(const Request&)
{
    Response response;
    response.status = 204;
    return response;
}

Server::Server(Options options, Handler& handler)
    : impl_(std::make_unique<Impl>(std::move(options), handler))
{
}
Server::~Server() = default;

std::uint16_t Server::port() const
{
    return impl_->port();
}
void Server::run()
{
    impl_->run();
}
void Server::stop()
{
    impl_->stop();
}
Counters Server::counters() const
{
    return impl_->counters();
}

} // namespace chancery::http
