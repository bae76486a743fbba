// Property: a parse of whatever text keeps the rules of check_cable, loses no byte, is the same
// twice, and comes back from JSON.
#include "base/check.hpp"
#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "parse/check_cable.hpp"
#include "parse/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery;
    const std::string text = valid_utf8({reinterpret_cast<const char*>(data), size});
    const parse::CableText split = parse::split_text(text);
    CHECK(text.ends_with(split.body));
    CHECK(split.header.empty() || text.find(split.header) != std::string::npos);
    parse::looks_like_cable(split);

    Given given;
    if (size % 2 == 1) {
        given.id = "09LIMA777";
        given.created = parse_instant("2009-03-04 15:03");
        given.classification = "SECRET";
        given.origin = "Embassy Lima";
        given.subject = "A NEW HARBOUR";
        given.minutes_unknown = size % 4 == 1;
    }
    const Cable cable = parse::parse_cable(split, given);
    parse::check_cable(cable);
    CHECK(cable.header == split.header && cable.body == split.body);
    CHECK(parse::parse_cable(split, given) == cable);
    CHECK(from_json(to_json(cable)) == cable);
    parse::check_cable(parse::parse_cable({"", text}, given));
    return 0;
}
