// Property: what is read is written back the same, in the letters that an address may have, and
// never longer than what was given; words are folded once and for all.
#include "base/check.hpp"
#include "base/text.hpp"
#include "cite/quotation.hpp"

using namespace chancery; // NOLINT(google-build-using-namespace): a fuzz target

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto quotation = cite::Quotation::parse(text)) {
        const std::string written = quotation->text();
        CHECK(written == lower(text));
        CHECK(cite::Quotation::parse(written) == quotation);
        CHECK(letters_and_digits(written).size() > 0);
        CHECK(written.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
              std::string::npos);
    }
    const std::string words = cite::folded_words(text);
    CHECK(cite::folded_words(words) == words);
    CHECK(is_utf8(words));
    return 0;
}
