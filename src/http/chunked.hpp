#pragma once
// The body of a request that comes in chunks (RFC 9112, 7.1):
//
//   "4\r\nwiki\r\n5;x=y\r\npedia\r\n0\r\nTrailer: 1\r\n\r\n"   ->   "wikipedia"
//
// Extensions and trailers are passed over: nothing here has a use for them, and a header that comes
// behind the checks is a way around them. Not Beast's decoder: that of 1.74 asserts on input that
// ends inside the last chunk.
// Refused: 400 for anything that is not exactly that form; 413 for more than the limit, for a line
// longer than a head may be, and for more framing than body.
// One thread at a time. Linear in the input. Never throws on input.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace chancery::http {

class ChunkDecoder {
public:
    // Takes off the front of `buffer` what it used, and appends what it means to `body`.
    Progress read(std::string& buffer, std::string& body, const Limits& limits);
    int refusal() const { return refusal_; }

private:
    enum class State : std::uint8_t { Size, Data, DataEnd, Trailer, Done };

    // Each gives back how much of the text it used; 0: it needs more, or refuses.
    std::size_t step(std::string_view text, std::string& body, const Limits& limits);
    std::size_t read_size(std::string_view text, std::size_t room, const Limits& limits);
    std::size_t read_data(std::string_view text, std::string& body);
    std::size_t read_data_end(std::string_view text);
    std::size_t read_trailer(std::string_view text, const Limits& limits);
    std::size_t line_length(std::string_view text, const Limits& limits);
    std::size_t refuse(int status);

    State state_ = State::Size;
    std::size_t left_ = 0; // of the present chunk
    std::size_t wire_bytes_ = 0;
    int refusal_ = 0;
};

} // namespace chancery::http
