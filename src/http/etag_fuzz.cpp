// If-None-Match: a tag that stands first in a list is found; a hit means that the tag is there.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "http/etag.hpp"

using namespace chancery;       // NOLINT: a fuzz target
using namespace chancery::http; // NOLINT

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string tag = "\"x\"";
    CHECK(none_match_hits(tag + "," + std::string(text), tag));
    if (none_match_hits(text, tag)) {
        CHECK(trim(text) == "*" || text.find(tag) != text.npos);
    }
    CHECK(!if_range_matches(text, tag) || trim(text) == tag);
    return 0;
}
