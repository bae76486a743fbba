#pragma once
// From bytes of a connection to a Request, or to the status that refuses it. Boost.Beast's parser
// takes the head apart; the rules that it does not hold are ours. A refused message ends its
// connection, since where the next one begins can no longer be trusted (RFC 9112, 11.2: request
// smuggling).
//
//   MessageReader reader(limits, allowed_hosts);
//   buffer += bytes;
//   switch (reader.read(buffer)) {          // takes off the front what it used
//   case Progress::NeedMore: ...            // call again with more
//   case Progress::Done:     reader.request(), reader.keep_alive()
//   case Progress::Refused:  reader.refusal()
//   }
//   reader.reset();                         // the next message of the same connection
//
//   400   bare LF, folded header, NUL, blank before a colon; no, two or a bad Host; two
//         Content-Length, or one beside Transfer-Encoding; body on GET, HEAD or OPTIONS; bad
//         target; bad chunk
//   405   PUT, DELETE, PATCH, TRACE: known, but not for us
//   413   body longer than limits.body
//   414   target longer than limits.target
//   417   Expect other than 100-continue
//   421   Host that is not served here
//   431   head that does not end within limits.head, or has more than limits.fields fields
//   501   any other method, CONNECT; Transfer-Encoding other than exactly "chunked"
//   505   version other than 1.0 and 1.1
//
// One thread at a time. Never throws on input. Memory: what the limits say.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/request.hpp"

namespace chancery::http {

struct Limits {
    std::size_t head = 8U << 10U;
    std::size_t target = 4U << 10U;
    std::size_t fields = 100;
    std::size_t body = 64U << 10U;
};

enum class Progress : std::uint8_t { NeedMore, Done, Refused };

class MessageReader {
public:
    MessageReader(const Limits& limits,
                  const std::vector<std::string>& allowed_hosts); // both must outlive it
    ~MessageReader();
    MessageReader(const MessageReader&) = delete;
    MessageReader& operator=(const MessageReader&) = delete;
    MessageReader(MessageReader&&) = delete;
    MessageReader& operator=(MessageReader&&) = delete;

    Progress read(std::string& buffer);
    void reset();

    const Request& request() const; // whole when Done; method and path as far as known when Refused
    Request take_request();
    int refusal() const;
    bool keep_alive() const;
    bool is_http_11() const;
    // True once after a head that says "Expect: 100-continue", when its body has not come yet.
    bool take_wants_continue();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace chancery::http
