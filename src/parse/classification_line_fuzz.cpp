// Property: what is read lies in the line, a complete line is the same in capitals, and the line that
// is found is one that matches.
#include "base/check.hpp"
#include "base/text.hpp"
#include "cable/reference_data.hpp"
#include "parse/classification_line.hpp"

namespace {

using namespace chancery;

void check_line(std::string_view line)
{
    const auto match = parse::match_classification_line(line);
    if (!match) {
        return;
    }
    CHECK(match->rest <= line.size());
    CHECK(!match->printed.empty());
    CHECK(reference_data().classification(match->marking) != nullptr);
    CHECK(match->sections >= 1 && match->section >= 0);
    CHECK(match->serial.empty() || (all_digits(match->serial) && !match->post.empty()));
    CHECK(line.find(match->controls) != std::string_view::npos);
    if (match->complete()) { // a post that is in no list is believed in capitals only
        const std::string capitals = upper(line);
        const auto again = parse::match_classification_line(capitals);
        CHECK(again && again->marking == match->marking && again->serial == match->serial);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto lines = parse::text_lines(text);
    for (const parse::TextLine& line : lines) {
        check_line(line.text);
    }
    if (const auto found = parse::find_classification_line(lines)) {
        CHECK(found->index < lines.size());
        CHECK(parse::match_classification_line(lines[found->index].text).has_value());
    }
    return 0;
}
