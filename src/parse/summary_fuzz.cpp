// Property: the words of summary and comment are words of the paragraphs, in their order.
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/paragraphs.hpp"
#include "parse/summary.hpp"

namespace {

using namespace chancery;

// Labels are left out, and a line end may break them, so blanks do not count.
bool stands_in_order(std::string_view part, std::string_view whole)
{
    std::size_t at = 0;
    for (const char c : part) {
        if (is_space(c)) {
            continue;
        }
        while (at < whole.size() && whole[at] != c) {
            ++at;
        }
        if (at == whole.size()) {
            return false;
        }
        ++at;
    }
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto lines = parse::text_lines(text);
    const auto paragraphs = parse::read_paragraphs(text, lines, 0, lines.size()).paragraphs;
    std::string whole;
    for (const parse::Passage& paragraph : paragraphs) {
        whole += paragraph.text;
    }
    const auto check = [&](const parse::Stretch& read) {
        CHECK(read.from <= read.to && read.to <= size);
        CHECK(stands_in_order(read.text, whole));
    };
    check(parse::read_summary(text, paragraphs));
    for (const parse::Stretch& comment : parse::read_comments(text, paragraphs)) {
        check(comment);
    }
    return 0;
}
