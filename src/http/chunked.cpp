#include "http/chunked.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "base/text.hpp"

namespace chancery::http {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

bool is_control(char c)
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

bool has_control(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), is_control);
}

} // namespace

Progress ChunkDecoder::read(std::string& buffer, std::string& body, const Limits& limits)
{
    std::size_t used = 0;
    while (refusal_ == 0 && state_ != State::Done) {
        const std::size_t step_used = step(std::string_view(buffer).substr(used), body, limits);
        if (step_used == 0) {
            break;
        }
        used += step_used;
    }
    buffer.erase(0, used);
    wire_bytes_ += used;
    // No body is made of chunk headers.
    if (refusal_ == 0 && wire_bytes_ > 2 * limits.body + limits.head) {
        refuse(413);
    }
    if (refusal_ != 0) {
        return Progress::Refused;
    }
    return state_ == State::Done ? Progress::Done : Progress::NeedMore;
}

std::size_t ChunkDecoder::step(std::string_view text, std::string& body, const Limits& limits)
{
    switch (state_) {
    case State::Size:
        return read_size(text, limits.body - body.size(), limits);
    case State::Data:
        return read_data(text, body);
    case State::DataEnd:
        return read_data_end(text);
    case State::Trailer:
        return read_trailer(text, limits);
    case State::Done:
        break;
    }
    return 0;
}

std::size_t ChunkDecoder::refuse(int status)
{
    refusal_ = status;
    return 0;
}

// With its CR LF; 0 while it is not whole.
std::size_t ChunkDecoder::line_length(std::string_view text, const Limits& limits)
{
    const std::size_t end = text.find('\n');
    if (std::min(end, text.size()) >= limits.head) {
        return refuse(413);
    }
    if (end == text.npos) {
        return 0;
    }
    if (end == 0 || text[end - 1] != '\r' || has_control(text.substr(0, end - 1))) {
        return refuse(400);
    }
    return end + 1;
}

// "1f4;extension=value"
std::size_t ChunkDecoder::read_size(std::string_view text, std::size_t room, const Limits& limits)
{
    const std::size_t length = line_length(text, limits);
    if (length == 0) {
        return 0;
    }
    const std::string_view line = text.substr(0, length - kLineEnd.size());
    const std::string_view digits = line.substr(0, line.find(';'));
    std::size_t size = 0;
    const char* const end = digits.data() + digits.size();
    const auto result = std::from_chars(digits.data(), end, size, 16);
    if (result.ptr != end || result.ec == std::errc::invalid_argument) {
        return refuse(400);
    }
    if (result.ec == std::errc::result_out_of_range || size > room) {
        return refuse(413);
    }
    left_ = size;
    state_ = size == 0 ? State::Trailer : State::Data;
    return length;
}

std::size_t ChunkDecoder::read_data(std::string_view text, std::string& body)
{
    const std::size_t size = std::min(left_, text.size());
    body += text.substr(0, size);
    left_ -= size;
    state_ = left_ == 0 ? State::DataEnd : State::Data;
    return size;
}

std::size_t ChunkDecoder::read_data_end(std::string_view text)
{
    if (!text.starts_with(kLineEnd.substr(0, text.size()))) {
        return refuse(400);
    }
    if (text.size() < kLineEnd.size()) {
        return 0;
    }
    state_ = State::Size;
    return kLineEnd.size();
}

std::size_t ChunkDecoder::read_trailer(std::string_view text, const Limits& limits)
{
    const std::size_t length = line_length(text, limits);
    const std::string_view line = text.substr(0, length);
    if (length == kLineEnd.size()) {
        state_ = State::Done;
    } else if (length != 0 && (is_blank(line[0]) || line.find(':') == line.npos)) {
        return refuse(400);
    }
    return length;
}

} // namespace chancery::http
