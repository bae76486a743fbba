// Accept-Encoding: compression only for who names it.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "http/encoding.hpp"

using namespace chancery;       // NOLINT: a fuzz target
using namespace chancery::http; // NOLINT

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (choose_encoding(text) == Encoding::Gzip) {
        CHECK(find_ignoring_case(text, "gzip") != text.npos || text.find('*') != text.npos);
    }
    return 0;
}
