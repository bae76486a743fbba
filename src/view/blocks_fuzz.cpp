// Property: blocks are in order, inside the range, do not overlap, and together hold every
// character but white space.
#include "base/check.hpp"
#include "base/text.hpp"
#include "view/blocks.hpp"

using namespace chancery; // NOLINT(google-build-using-namespace): a fuzz target

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Span range{static_cast<std::uint32_t>(size / 5), static_cast<std::uint32_t>(size)};
    std::uint32_t done = range.from;
    const auto only_spaces = [&](std::uint32_t from, std::uint32_t to) {
        return trim(text.substr(from, to - from)).empty();
    };
    for (const view::Block& block : view::split_blocks(text, range)) {
        CHECK(block.at.from >= done && block.at.to > block.at.from && block.at.to <= range.to);
        CHECK(only_spaces(done, block.at.from));
        CHECK(text.substr(block.at.from, block.at.to - block.at.from).find("\n\n") ==
              std::string_view::npos);
        for (const std::uint32_t end : block.hard_ends) {
            CHECK(end > block.at.from && end < block.at.to && text[end] == '\n');
        }
        done = block.at.to;
    }
    CHECK(only_spaces(done, range.to));
    return 0;
}
