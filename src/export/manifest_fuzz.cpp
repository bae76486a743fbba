// Property: what a line lists stays inside the folder, and written again it is the same line.
#include "base/check.hpp"
#include "export/manifest.hpp"

using namespace chancery; // NOLINT(google-build-using-namespace): a fuzz target

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    if (const auto file = exporter::listed_file(line)) {
        CHECK(!file->starts_with('/') && file->find("/../") == std::string_view::npos);
        const auto hash = sha256_from_hex(line.substr(0, 64));
        CHECK(hash && exporter::manifest_line(*hash, *file) == std::string(line) + '\n');
    }
    return 0;
}
