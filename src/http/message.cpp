#include "http/message.hpp"

#include <utility> // before Beast: Boost 1.74 forgets it

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include <boost/beast/http/basic_parser.hpp>

#include "base/check.hpp"
#include "base/text.hpp"
#include "http/chunked.hpp"

namespace chancery::http {
namespace {

namespace beast = boost::beast;

std::string_view view(beast::string_view text)
{
    return {text.data(), text.size()};
}

struct MethodRow {
    std::string_view name;
    int status; // 200: served here
    Method method;
};

// Names are case-sensitive (RFC 9110, 9.1). Others, CONNECT among them: 501.
constexpr std::array kMethods = {
    MethodRow{"GET", 200, Method::Get},    MethodRow{"HEAD", 200, Method::Head},
    MethodRow{"POST", 200, Method::Post},  MethodRow{"OPTIONS", 200, Method::Options},
    MethodRow{"PUT", 405, Method::Post},   MethodRow{"DELETE", 405, Method::Post},
    MethodRow{"PATCH", 405, Method::Post}, MethodRow{"TRACE", 405, Method::Post},
};

// Headers that a handler may see. Filled by on_field; the rules on them are in check_head().
struct FieldRow {
    std::string_view name;
    std::string Request::* member;
};

constexpr std::array kKept = {
    FieldRow{"host", &Request::host},
    FieldRow{"if-none-match", &Request::if_none_match},
    FieldRow{"if-modified-since", &Request::if_modified_since},
    FieldRow{"if-range", &Request::if_range},
    FieldRow{"range", &Request::range},
    FieldRow{"accept-encoding", &Request::accept_encoding},
    FieldRow{"content-type", &Request::content_type},
    FieldRow{"accept-datetime", &Request::accept_datetime},
};

void keep_field(Request& request, std::string_view name, std::string_view value)
{
    const auto* row = std::find_if(kKept.begin(), kKept.end(), [&](const FieldRow& r) {
        return equals_ignoring_case(r.name, name);
    });
    if (row == kKept.end()) {
        return;
    }
    std::string& kept = request.*(row->member);
    kept += kept.empty() ? "" : ", ";
    kept += value;
}

// How often the headers came that decide where the message ends and whom it is for.
struct Framing {
    unsigned hosts = 0;
    unsigned lengths = 0;
    unsigned encodings = 0;
    bool has_body = false;
    bool is_odd_length = false;   // "5, 5": Beast takes it, others in the chain may not
    bool is_odd_encoding = false; // anything but "chunked"
    bool expects_continue = false;
    bool expects_else = false;
};

void note_framing(Framing& framing, std::string_view name, std::string_view value)
{
    if (equals_ignoring_case(name, "host")) {
        ++framing.hosts;
    } else if (equals_ignoring_case(name, "content-length")) {
        ++framing.lengths;
        framing.is_odd_length |= !all_digits(value);
        framing.has_body |= value.find_first_not_of('0') != value.npos;
    } else if (equals_ignoring_case(name, "transfer-encoding")) {
        ++framing.encodings;
        framing.is_odd_encoding |= !equals_ignoring_case(value, "chunked");
        framing.has_body = true;
    } else if (equals_ignoring_case(name, "expect")) {
        const bool known = equals_ignoring_case(value, "100-continue");
        (known ? framing.expects_continue : framing.expects_else) = true;
    }
}

// Where the head ends and what is wrong with its lines. Beast would accept a folded header, and
// wait for ever where lines end in LF alone. Looks at each byte once, however small the pieces in
// which the head arrives.
class HeadScan {
public:
    enum class Result : std::uint8_t { NeedMore, Complete, Bad };

    Result scan(std::string_view bytes)
    {
        for (;;) {
            const std::size_t lf = bytes.find('\n', position_);
            if (lf == bytes.npos) {
                position_ = bytes.size();
                return Result::NeedMore;
            }
            if (lf == 0 || bytes[lf - 1] != '\r') {
                return Result::Bad;
            }
            if (lf == line_ + 1) {
                end_ = lf + 1;
                return line_ == 0 ? Result::Bad : Result::Complete;
            }
            if (line_ != 0 && is_blank(bytes[line_])) {
                return Result::Bad; // a header folded over two lines, RFC 9112, 5.2
            }
            first_line_ = line_ == 0 ? lf - 1 : first_line_;
            line_ = position_ = lf + 1;
        }
    }

    bool is_fresh() const { return position_ == 0; }
    std::size_t end() const { return end_; }
    // Without its CR LF; 0 while it is not whole.
    std::size_t first_line() const { return first_line_; }

private:
    std::size_t position_ = 0; // scanned so far
    std::size_t line_ = 0;     // where the present line begins
    std::size_t first_line_ = 0;
    std::size_t end_ = 0;
};

// "GET /x HTTP/2.0": a version, though not ours.
bool has_foreign_version(std::string_view line)
{
    const std::string_view last = line.substr(line.rfind(' ') + 1);
    return last.size() == 8 && last.starts_with("HTTP/") && is_digit(last[5]) && last[6] == '.' &&
           is_digit(last[7]) && last != "HTTP/1.1" && last != "HTTP/1.0";
}

// Beast takes the head apart and tells us its pieces.
class Parser final : public beast::http::basic_parser<true> {
public:
    Parser(const Limits& limits, const std::vector<std::string>& allowed_hosts)
        : limits_(limits), allowed_hosts_(allowed_hosts)
    {
        header_limit(static_cast<std::uint32_t>(limits.head + 4));
        body_limit(UINT64_MAX); // check_head() knows it
    }

    Request& request() { return request_; }
    int refusal() const { return refusal_; }
    bool wants_continue() const { return framing_.expects_continue; }
    bool is_http_11() const { return version_ >= 11; }

private:
    using ErrorCode = beast::error_code;
    using Text = beast::string_view;

    void refuse(int status, ErrorCode& error)
    {
        refusal_ = refusal_ == 0 ? status : refusal_;
        error = beast::http::error::bad_value; // any: it stops the parser
    }

    void on_request_impl(beast::http::verb, Text method, Text target, int version,
                         ErrorCode& error) override
    {
        version_ = version;
        request_.target = view(target);
        const auto* row = std::find_if(kMethods.begin(), kMethods.end(),
                                       [&](const MethodRow& r) { return r.name == view(method); });
        if (row == kMethods.end()) {
            return refuse(501, error);
        }
        request_.method = row->method;
        method_status_ = row->status;
        if (target.size() > limits_.target) {
            return refuse(414, error);
        }
        if (!read_target()) {
            refuse(400, error);
        }
    }

    bool read_target()
    {
        if (request_.method == Method::Options && request_.target == "*") {
            request_.path = "*";
            return true;
        }
        auto target = http::parse_target(request_.target);
        if (target) {
            request_.path = std::move(target->path);
            request_.query = std::move(target->query);
            authority_ = std::move(target->host);
        }
        return target.has_value();
    }

    void on_field_impl(beast::http::field, Text name, Text value, ErrorCode& error) override
    {
        if (++fields_ > limits_.fields) {
            return refuse(431, error);
        }
        note_framing(framing_, view(name), view(value));
        keep_field(request_, view(name), view(value));
    }

    void on_header_impl(ErrorCode& error) override
    {
        request_.host = lower(request_.host);
        if (const int status = check_head(); status != 200) {
            refuse(status, error);
        }
    }

    int check_head() const
    {
        if (framing_.lengths > 1 || framing_.is_odd_length ||
            (framing_.lengths > 0 && framing_.encodings > 0)) {
            return 400;
        }
        if (framing_.encodings > 1 || framing_.is_odd_encoding) {
            return 501;
        }
        if (framing_.encodings > 0 && version_ < 11) {
            return 400; // RFC 9112, 6.1: faulty framing
        }
        if (const int status = check_host(); status != 200) {
            return status;
        }
        if (framing_.has_body && request_.method != Method::Post) {
            return 400;
        }
        if (framing_.expects_else) {
            return 417;
        }
        return content_length().value_or(0) > limits_.body ? 413 : method_status_;
    }

    int check_host() const
    {
        const bool is_missing = framing_.hosts == 0;
        if (framing_.hosts > 1 || (is_missing && version_ >= 11) ||
            (!is_missing && !is_valid_host(request_.host)) ||
            (!authority_.empty() && !is_missing && authority_ != request_.host)) {
            return 400;
        }
        return is_missing || is_allowed_host(request_.host, allowed_hosts_) ? 200 : 421;
    }

    // Bodies are read by MessageReader: Beast is done when the head is.
    void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override {}
    std::size_t on_body_impl(Text, ErrorCode&) override { return 0; }
    std::size_t on_chunk_body_impl(std::uint64_t, Text, ErrorCode&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, Text, ErrorCode&) override {}
    void on_finish_impl(ErrorCode&) override {}
    void on_response_impl(int, Text, int, ErrorCode&) override {}

    const Limits& limits_;
    const std::vector<std::string>& allowed_hosts_;
    Request request_;
    std::string authority_; // of the absolute form
    Framing framing_;
    std::size_t fields_ = 0;
    int version_ = 11;
    int method_status_ = 200;
    int refusal_ = 0;
};

} // namespace

class MessageReader::Impl {
public:
    Impl(const Limits& limits, const std::vector<std::string>& allowed_hosts)
        : limits_(limits), allowed_hosts_(allowed_hosts)
    {
        reset();
    }

    void reset()
    {
        scan_ = HeadScan();
        parser_.emplace(limits_, allowed_hosts_);
        refusal_ = 0;
        chunks_ = ChunkDecoder();
        head_is_read_ = false;
        told_to_continue_ = false;
        passed_empty_line_ = false;
    }

    Progress read(std::string& buffer)
    {
        if (!head_is_read_) {
            if (const Progress progress = read_head(buffer); progress != Progress::Done) {
                return progress;
            }
        }
        return read_body(buffer);
    }

    Request& request() { return parser_->request(); }
    int refusal() const { return refusal_; }
    bool is_http_11() const { return parser_->is_http_11(); }
    // HTTP/1.0 is answered and hung up on, whatever it asks for.
    bool keep_alive() const
    {
        return head_is_read_ && refusal_ == 0 && parser_->keep_alive() && is_http_11();
    }

    bool take_wants_continue()
    {
        const bool wants = head_is_read_ && parser_->wants_continue() && is_http_11() &&
                           refusal_ == 0 && parser_->request().body.empty() && !told_to_continue_;
        told_to_continue_ |= wants;
        return wants;
    }

private:
    Progress refuse(int status)
    {
        refusal_ = status;
        return Progress::Refused;
    }

    Progress read_head(std::string& buffer)
    {
        if (!passed_empty_line_ && buffer == "\r") {
            return Progress::NeedMore;
        }
        if (scan_.is_fresh() && !passed_empty_line_ && buffer.starts_with("\r\n")) {
            buffer.erase(0, 2); // RFC 9112, 2.2: an empty line in front is to be passed over
            passed_empty_line_ = true;
        }
        const HeadScan::Result result = scan_.scan(buffer);
        if (result == HeadScan::Result::Bad) {
            return refuse(400);
        }
        const std::size_t size = result == HeadScan::Result::Complete ? scan_.end() : buffer.size();
        if (size > limits_.head) {
            return refuse(too_large(buffer));
        }
        if (result == HeadScan::Result::NeedMore) {
            return Progress::NeedMore;
        }
        return parse_head(buffer);
    }

    // Which part is too large: a request line that has not even ended, or the headers.
    int too_large(std::string_view head) const
    {
        constexpr std::size_t kAround = 32; // method and version
        const std::size_t line = scan_.first_line() == 0 ? head.size() : scan_.first_line();
        return line > limits_.target + kAround ? 414 : 431;
    }

    Progress parse_head(std::string& buffer)
    {
        beast::error_code error;
        const std::size_t used = parser_->put({buffer.data(), scan_.end()}, error);
        if (error || !parser_->is_header_done()) {
            return refuse(status_of(error, std::string_view(buffer).substr(0, scan_.first_line())));
        }
        CHECK(used == scan_.end());
        buffer.erase(0, used);
        head_is_read_ = true;
        return Progress::Done;
    }

    int status_of(const beast::error_code& error, std::string_view first_line) const
    {
        if (parser_->refusal() != 0) {
            return parser_->refusal();
        }
        const bool foreign =
            error == beast::http::error::bad_version && has_foreign_version(first_line);
        return foreign ? 505 : 400;
    }

    Progress read_body(std::string& buffer)
    {
        std::string& body = parser_->request().body;
        if (parser_->chunked()) {
            const Progress progress = chunks_.read(buffer, body, limits_);
            return progress == Progress::Refused ? refuse(chunks_.refusal()) : progress;
        }
        const std::size_t length = parser_->content_length().value_or(0);
        const std::size_t size = std::min(length - body.size(), buffer.size());
        body.append(buffer, 0, size);
        buffer.erase(0, size);
        return body.size() == length ? Progress::Done : Progress::NeedMore;
    }

    const Limits& limits_;
    const std::vector<std::string>& allowed_hosts_;
    HeadScan scan_;
    std::optional<Parser> parser_;
    int refusal_ = 0;
    ChunkDecoder chunks_;
    bool head_is_read_ = false;
    bool told_to_continue_ = false;
    bool passed_empty_line_ = false;
};

MessageReader::MessageReader(const Limits& limits, const std::vector<std::string>& allowed_hosts)
    : impl_(std::make_unique<Impl>(limits, allowed_hosts))
{
}
MessageReader::~MessageReader() = default;

Progress MessageReader::read(std::string& buffer)
{
    return impl_->read(buffer);
}
void MessageReader::reset()
{
    impl_->reset();
}
const Request& MessageReader::request() const
{
    return impl_->request();
}
Request MessageReader::take_request()
{
    return std::move(impl_->request());
}
int MessageReader::refusal() const
{
    return impl_->refusal();
}
bool MessageReader::keep_alive() const
{
    return impl_->keep_alive();
}
bool MessageReader::is_http_11() const
{
    return impl_->is_http_11();
}
bool MessageReader::take_wants_continue()
{
    return impl_->take_wants_continue();
}

} // namespace chancery::http
