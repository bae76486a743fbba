// A cable as JSON: whatever the bytes, what is read can be printed, and comes back the same.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "import/json_line.hpp"

namespace {

using namespace chancery;

Cable parsed(const importer::Document& document)
{
    Cable cable = parse::parse_cable(document.text, document.given);
    cable.released = document.given.released;
    return cable;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto document = importer::read_json_line(bytes);
    if (!document) {
        CHECK(is_utf8(document.error()));
        return 0;
    }
    CHECK(is_utf8(document->text.header) && is_utf8(document->text.body));
    const auto once = importer::read_json_line(to_json(parsed(*document)));
    CHECK(once && once->text == document->text);
    const auto twice = importer::read_json_line(to_json(parsed(*once)));
    CHECK(twice && twice->text == once->text && twice->given.id == once->given.id);
    return 0;
}
