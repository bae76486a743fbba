// Property: fields lie in the head, their values behind their labels, the text behind the head;
// captions are known and come once.
#include <set>

#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/head.hpp"

namespace {

using namespace chancery;

void check_field(const parse::Field& field, const parse::Head& head, std::string_view text)
{
    if (!field.found) {
        return;
    }
    CHECK(field.from <= field.value_from && field.value_from <= field.to);
    CHECK(field.to <= text.size());
    CHECK(head.from <= field.from && field.to <= head.to);
    const std::string joined = parse::joined_lines(field.value(text));
    CHECK(joined.find('\n') == std::string::npos);
    CHECK(parse::joined_lines(joined) == joined);
}

void check_captions(const parse::Head& head)
{
    const std::set<std::string> once(head.captions.begin(), head.captions.end());
    CHECK(once.size() == head.captions.size());
    CHECK(!once.contains(""));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto lines = parse::text_lines(text);
    const parse::Head head = parse::read_head(text, lines, parse::find_classification_line(lines));
    CHECK(head.from <= head.to && head.to <= size);
    CHECK(head.text_line <= lines.size());
    CHECK(head.text_line == lines.size() || head.to <= lines[head.text_line].to);
    for (const parse::Field* field :
         {&head.eo, &head.tags, &head.subject, &head.references, &head.classified_by}) {
        check_field(*field, head, text);
    }
    check_captions(head);
    for (const parse::TextLine& line : lines) {
        parse::match_captions(line.text);
    }
    return 0;
}
