// Messages: the same is understood however the bytes arrive, and it keeps the rules.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "http/message.hpp"

using namespace chancery;       // NOLINT: a fuzz target
using namespace chancery::http; // NOLINT

namespace {

const Limits kLimits;
const std::vector<std::string> kHosts;

struct Outcome {
    Progress progress = Progress::NeedMore;
    Request request;
    std::string rest;
    bool keep_alive = false;
};

Outcome read_in_steps(std::string_view bytes, std::size_t step)
{
    MessageReader reader(kLimits, kHosts);
    Outcome outcome;
    while (outcome.progress == Progress::NeedMore && !bytes.empty()) {
        const std::string_view piece = bytes.substr(0, step);
        bytes.remove_prefix(piece.size());
        outcome.rest += piece;
        outcome.progress = reader.read(outcome.rest);
    }
    outcome.rest += bytes;
    outcome.keep_alive = reader.keep_alive();
    CHECK((reader.refusal() >= 400) == (outcome.progress == Progress::Refused));
    outcome.request = reader.take_request();
    return outcome;
}

void check_request(const Request& request, std::string_view bytes)
{
    CHECK(request.path.starts_with('/') || request.path == "*");
    CHECK(request.body.size() <= kLimits.body && request.target.size() <= kLimits.target);
    CHECK(request.body.empty() || request.method == Method::Post);
    CHECK(request.host.empty() || is_valid_host(request.host));
    const std::string_view head = bytes.substr(0, bytes.find("\r\n\r\n", 2));
    CHECK(head.find("\n ") == head.npos && head.find("\n\t") == head.npos);
    CHECK(head.find('\0') == head.npos);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (size > kLimits.head) {
        return 0; // beyond it, which limit strikes depends on the pieces
    }
    const Outcome whole = read_in_steps(bytes, bytes.size());
    for (const std::size_t step : {1U, 7U}) {
        const Outcome pieces = read_in_steps(bytes, step);
        CHECK(pieces.progress == whole.progress);
        if (whole.progress == Progress::Done) {
            CHECK(pieces.request.path == whole.request.path);
            CHECK(pieces.request.body == whole.request.body);
            CHECK(pieces.rest == whole.rest && pieces.keep_alive == whole.keep_alive);
        }
    }
    if (whole.progress == Progress::Done) {
        check_request(whole.request, bytes);
    }
    return 0;
}
