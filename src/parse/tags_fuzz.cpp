// Property: a tag's place holds what was printed, but for blanks; no tag comes twice; tags read again are the same.
#include <set>
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/tags.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::set<std::string> seen;
    for (const parse::ReadTag& read : parse::read_tags(text)) {
        CHECK(read.from < read.to && read.to <= text.size());
        CHECK(collapse_spaces(text.substr(read.from, read.to - read.from)) ==
              collapse_spaces(read.tag.printed));
        CHECK(!read.tag.tag.empty() && seen.insert(read.tag.tag).second);
    }
    parse::looks_like_tags(text);
    return 0;
}
