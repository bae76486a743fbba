// Property: header and body are the text, in order, with nothing but white space before and between
// them; putting them together and splitting again changes nothing.
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const parse::CableText parts = parse::split_text(text);
    if (parts.header.empty() && parts.body.empty()) {
        CHECK(trim(text).empty());
        return 0;
    }
    CHECK(text.ends_with(parts.body));
    const std::string_view before = text.substr(0, size - parts.body.size());
    CHECK(trim(before) == trim(parts.header));
    const std::string whole = parts.header.empty() ? parts.body : parts.header + "\n" + parts.body;
    CHECK(parse::split_text(whole) == parts);
    CHECK(parse::looks_like_cable(parts) == parse::looks_like_cable(parse::split_text(whole)));
    return 0;
}
