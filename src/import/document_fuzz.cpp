// Whatever the bytes: no crash, and what is read can be carried anywhere.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "import/document.hpp"

namespace {

void check_text(std::string_view text)
{
    CHECK(chancery::is_utf8(text));
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        CHECK(byte >= 0x20 || c == '\n' || c == '\t');
        CHECK(byte != 0x7F);
    }
}

void check_label(std::string_view text)
{
    check_text(text);
    CHECK(chancery::collapse_spaces(text) == text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto document = importer::read_document(bytes, "09PARIS1052.txt");
    if (!document) {
        CHECK(!document.error().empty());
        check_text(document.error());
        return 0;
    }
    check_text(document->text.header);
    check_text(document->text.body);
    CHECK(!trim(document->text.header).empty() || !trim(document->text.body).empty());
    check_label(document->given.id);
    check_label(document->given.classification);
    check_label(document->given.origin);
    check_label(document->given.subject);
    const auto again = importer::read_document(bytes, "09PARIS1052.txt");
    CHECK(again && again->text == document->text && again->given == document->given);
    return 0;
}
