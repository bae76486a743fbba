// Property: whatever a page is, the file of each address on it can be ours, and nothing but addresses is
// taken out of it.
#include "base/check.hpp"
#include "export/file_name.hpp"
#include "export/links.hpp"
#include "export/manifest.hpp"

using namespace chancery; // NOLINT(google-build-using-namespace): a fuzz target

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view page(reinterpret_cast<const char*>(data), size);
    const std::string relative = exporter::with_relative_links(page, "tag/PHUM_0.html");
    CHECK(page.find("=\"/") != std::string_view::npos || relative == page);
    for (const std::string& address : exporter::addresses_in(page)) {
        const std::string file = exporter::file_of(address);
        // Pages have no address with an empty part.
        CHECK(exporter::is_file_of_ours(file) || address.find("//") != std::string::npos);
    }
    return 0;
}
