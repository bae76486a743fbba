// Property: damaged characters are in order and apart, each answered by a few others; a text that is
// mended has every byte that was not damaged.
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/damage.hpp"

namespace {

using namespace chancery;

constexpr std::size_t kLongestDamage = 12; // &#1114111;

std::string mended(std::string_view text, const std::vector<parse::Edit>& edits)
{
    std::string out;
    std::size_t at = 0;
    for (const parse::Edit& edit : edits) {
        CHECK(at <= edit.from && edit.from < edit.to && edit.to <= text.size());
        CHECK(edit.to - edit.from <= kLongestDamage && edit.now.size() <= kLongestDamage);
        CHECK(text.substr(edit.from, edit.to - edit.from) != edit.now);
        out += text.substr(at, edit.from - at);
        out += edit.now;
        at = edit.to;
    }
    out += text.substr(at);
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string once = mended(text, parse::find_damage(text));
    CHECK(!is_utf8(text) || is_utf8(once));
    mended(once, parse::find_damage(once));
    return 0;
}
