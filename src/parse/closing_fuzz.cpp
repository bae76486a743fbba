// Property: the text ends inside its lines and not before it starts; signers stand behind the start
// of the text; what stands far above the end makes no difference.
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/closing.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto lines = parse::text_lines(text);
    const std::size_t first = lines.size() / 2;
    const parse::Closing closing = parse::read_closing(lines, first, "A NEW HARBOUR");
    CHECK(first <= closing.end_line && closing.end_line <= lines.size());
    const std::size_t from = first < lines.size() ? lines[first].from : size;
    const std::string behind = collapse_spaces(text.substr(from));
    for (const std::string& signer : closing.signature) {
        CHECK(!signer.empty());
        CHECK(behind.find(signer) != std::string::npos);
    }

    std::string other(from, 'x');
    other += from > 0 ? "\n" : "";
    other += text.substr(from);
    const auto other_lines = parse::text_lines(other);
    const std::size_t other_first = from > 0 ? 1 : 0;
    const parse::Closing again = parse::read_closing(other_lines, other_first, "A NEW HARBOUR");
    CHECK(again.signature == closing.signature);
    CHECK(again.end_line - other_first == closing.end_line - first);
    return 0;
}
