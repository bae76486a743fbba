// A file of many records, whatever its bytes and wherever they are cut: no byte twice, limits kept, the
// same records in pieces of any size, and each record read by itself as it was found.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "import/document.hpp"
#include "import/dump_row.hpp"
#include "import/records.hpp"

namespace {

using namespace chancery;

class Pieces : public importer::ByteSource {
public:
    Pieces(std::string_view text, std::size_t size) : text_(text), size_(size) {}
    std::expected<std::size_t, std::string> read(char* to, std::size_t size) override
    {
        const std::size_t count = std::min({size, size_, text_.size()});
        text_.copy(to, count);
        text_ = text_.substr(count);
        return count;
    }

private:
    std::string text_;
    std::size_t size_;
};

std::string walk(importer::RecordKind kind, std::string_view bytes, std::size_t piece)
{
    importer::Limits limits;
    limits.document_bytes = 4096;
    importer::RecordReader reader(kind, std::make_unique<Pieces>(bytes, piece), "d", limits);
    std::string all;
    std::size_t found = 0;
    while (const auto item = reader.next()) {
        if (const auto* document = std::get_if<importer::FoundDocument>(&*item)) {
            CHECK(!document->bytes.empty() && document->bytes.size() <= limits.document_bytes);
            CHECK(bytes.find(document->bytes) != std::string_view::npos);
            found += document->bytes.size();
            all += document->name + '\n' + document->bytes + '\n';
        } else {
            all += std::get<importer::Refused>(*item).reason + '\n';
        }
    }
    CHECK(found <= bytes.size());
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const auto kind : {importer::RecordKind::DumpRows, importer::RecordKind::JsonLines}) {
        const std::string whole = walk(kind, bytes, 1U << 20U);
        CHECK(walk(kind, bytes, 1) == whole);
        CHECK(walk(kind, bytes, 61) == whole);
    }
    const auto scan = importer::scan_row(bytes, importer::Rest::Nothing);
    if (scan.end == importer::RowScan::End::Complete) {
        CHECK(scan.size <= scan.next && scan.next <= bytes.size());
        CHECK(!scan.size || importer::read_dump_row(bytes.substr(0, scan.size)) ||
              !importer::is_dump_row(bytes.substr(0, scan.size)) || !is_utf8(bytes) ||
              importer::read_dump_row(bytes.substr(0, scan.size)).error() ==
                  "a row without a text");
    }
    return 0;
}
