// Property: arguments are read or refused by a code of the protocol; a token that is read is written
// the same again and stays within its bounds; a set has one spelling.
#include "base/check.hpp"
#include "base/text.hpp"
#include "http/request.hpp"
#include "oai/arguments.hpp"
#include "oai/set_spec.hpp"
#include "oai/token.hpp"

using namespace chancery; // NOLINT(google-build-using-namespace): a fuzz target

namespace {

void check_token(std::string_view text)
{
    if (const auto token = oai::read_token(text)) {
        CHECK(token->text() == text);
        CHECK(token->position <= oai::kMaxPosition && token->cursor <= oai::kMaxPosition);
        CHECK(text.find_first_of(" \"<>&\n") == text.npos);
    }
}

void check_set(std::string_view text)
{
    if (const auto set = oai::read_set(text)) {
        CHECK(set->text() == text);
        CHECK(oai::read_set(set->text()) == set);
    }
    // Any key has a spelling, and it is read back.
    const oai::SetSpec made{edition::Facet::Tag, std::string(text)};
    CHECK(oai::read_set(made.text()) == made);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_token(text);
    check_set(text);
    const auto fields = http::parse_form(text);
    if (!fields) {
        return 0;
    }
    const auto arguments = oai::read_arguments(*fields);
    if (!arguments) {
        CHECK(!arguments.error().text.empty() && is_utf8(arguments.error().text));
        return 0;
    }
    CHECK(arguments->resumption_token.empty() || fields->size() == 2);
    CHECK(!arguments->from || !arguments->until || *arguments->from <= *arguments->until);
    check_token(arguments->resumption_token);
    return 0;
}
