// Property: a name is a part of the text, without white space at its ends, and is found in itself
// again or not at all.
#include <functional>

#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/person_name.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string_view name = parse::find_person(text);
    if (name.empty()) {
        return 0;
    }
    const std::less_equal<const char*> not_behind;
    CHECK(not_behind(text.data(), name.data()));
    CHECK(not_behind(name.data() + name.size(), text.data() + text.size()));
    CHECK(trim(name) == name);
    const std::string_view again = parse::find_person(name);
    CHECK(again.empty() || name.find(again) != std::string_view::npos);
    return 0;
}
