// The records of the National Archives, text export and page: no crash, and what is read can be carried
// anywhere.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "import/decode.hpp"
#include "import/telegram_record.hpp"

namespace {

using namespace chancery;

void check_document(const std::optional<std::expected<importer::Document, std::string>>& found)
{
    if (!found) {
        return;
    }
    if (!*found) {
        CHECK(is_utf8(found->error()));
        return;
    }
    const importer::Document& document = **found;
    for (const std::string& text : {document.given.id, document.given.subject,
                                    document.given.classification, document.given.origin}) {
        CHECK(is_utf8(text) && collapse_spaces(text) == text);
    }
    CHECK(is_utf8(document.text.header) && is_utf8(document.text.body));
    CHECK(parse::looks_like_cable(document.text));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string storage;
    const auto text =
        importer::decode(std::string_view(reinterpret_cast<const char*>(data), size), storage);
    if (text) {
        check_document(importer::read_telegram_record(importer::tidy(*text)));
        check_document(importer::read_telegram_page(*text));
    }
    return 0;
}
