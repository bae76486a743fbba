// Property: reasons have their canonical form and come once; title and name are words of the text.
#include <set>

#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/classified_by.hpp"

namespace {

using namespace chancery;

bool is_reason(const std::string& reason) // 1.4(b)
{
    return reason.size() == 6 && reason.starts_with("1.") && is_digit(reason[2]) &&
           reason[3] == '(' && is_lower(reason[4]) && reason[5] == ')';
}

// Line ends may have broken its words, so blanks do not count.
std::string without_blanks(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (!is_space(c)) {
            out += c;
        }
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const ClassifiedBy read = parse::read_classified_by(text);
    const std::string whole = without_blanks(text);
    CHECK(whole.ends_with(without_blanks(read.text)));
    CHECK(whole.find(without_blanks(read.name)) != std::string::npos);
    CHECK(whole.find(without_blanks(read.title)) != std::string::npos);
    const std::set<std::string> once(read.reasons.begin(), read.reasons.end());
    CHECK(once.size() == read.reasons.size());
    for (const std::string& reason : read.reasons) {
        CHECK(is_reason(reason));
    }
    CHECK(parse::read_classified_by(text) == read);
    return 0;
}
