// Any text, with rules taken from its first line: nothing that is taken out comes back, and nothing falls over.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "redact/redactor.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery;
    const std::string input = valid_utf8({reinterpret_cast<const char*>(data), size});
    const std::size_t line = std::min(input.find('\n'), input.size());
    std::vector<redact::Redaction> redactions;
    for (const std::string_view name : split(std::string_view(input).substr(0, line), ';')) {
        redact::Redaction redaction{
            .number = 1, .kind = redact::Kind::Text, .text = std::string(name)};
        if (redact::problem_with(redaction).empty()) {
            redactions.push_back(redaction);
        }
    }
    redact::Redactor redactor(redact::RuleSet::of(redactions));
    try {
        const redact::Redacted done = redactor.read(
            "08LINDEN242", parse::split_text(std::string_view(input).substr(line)), {});
        const bool clean =
            done.fingerprint.empty() || redactor.leaks_in_view("08LINDEN242", done.cable).empty();
        CHECK(clean);
    } catch (const redact::RedactionError&) { // cannot be released
    }
    return 0;
}
