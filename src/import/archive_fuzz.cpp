// The walker over any bytes as one file: it ends, stays within its limits, and names what it finds.
#include <cstddef>
#include <cstdint>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

#include "base/check.hpp"
#include "base/text.hpp"
#include "import/source.hpp"

namespace {

using namespace chancery;

void check_name(std::string_view name)
{
    CHECK(is_utf8(name));
    for (const char c : name) {
        CHECK(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
    }
}

importer::Limits small_limits()
{
    importer::Limits limits;
    limits.document_bytes = 64U << 10U;
    limits.archive_entries = 50;
    limits.archive_bytes = 4U << 20U;
    return limits;
}

// `size` is the file's; a record of a dump or a line of JSON has a byte and a line end at least.
void walk(const std::string& path, std::size_t size)
{
    const importer::Limits limits = small_limits();
    const std::uint64_t records_in_it = (size + limits.archive_bytes) / 2;
    importer::SourceWalker walker({path}, limits);
    std::uint64_t bytes = 0;
    std::uint64_t items = 0;
    while (const auto item = walker.next()) {
        if (const auto* found = std::get_if<importer::FoundDocument>(&*item)) {
            CHECK(found->bytes.size() <= limits.document_bytes);
            bytes += found->bytes.size();
            check_name(found->name);
        } else {
            check_name(std::get<importer::Refused>(*item).name);
            check_name(std::get<importer::Refused>(*item).reason);
        }
        CHECK(walker.input_bytes_done() <= walker.input_bytes_total());
        CHECK(++items <= limits.archive_entries + 2 + records_in_it);
    }
    CHECK(bytes <= limits.archive_bytes + limits.document_bytes);
    CHECK(items + walker.ignored() > 0); // no source passes without a word
    CHECK(walker.input_bytes_done() == walker.input_bytes_total());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const int file = ::memfd_create("fuzz", MFD_CLOEXEC);
    CHECK(file >= 0);
    CHECK(::write(file, data, size) == static_cast<ssize_t>(size));
    walk("/proc/self/fd/" + std::to_string(file), size);
    ::close(file);
    return 0;
}
