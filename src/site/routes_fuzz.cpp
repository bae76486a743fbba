// Property: a route that needs a name has one, page numbers are what the path says, and an encoded
// path is plain ASCII without a second meaning.
#include "base/check.hpp"
#include "base/text.hpp"
#include "http/request.hpp"
#include "site/pages.hpp"
#include "site/routes.hpp"

using namespace chancery; // NOLINT(google-build-using-namespace): a fuzz target

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view target(reinterpret_cast<const char*>(data), size);
    const auto parsed = http::parse_target(target);
    if (!parsed) {
        return 0;
    }
    const site::Route route = site::find_route(parsed->path);
    const bool is_listing = route.kind == site::RouteKind::Listing;
    CHECK(!is_listing || parsed->path.ends_with('_' + std::to_string(route.page) + ".html"));
    CHECK(!is_listing || !route.key.empty());
    CHECK(route.kind != site::RouteKind::Cable || !route.id.empty());

    const std::string encoded = site::encode_path(parsed->path);
    CHECK(http::parse_target(encoded)->path == parsed->path);

    const site::Address address{parsed->path, parsed->query};
    const std::string query = site::canonical_query(address);
    const auto again = http::parse_target(encoded + query);
    CHECK(again && site::has_canonical_query({again->path, again->query}));
    return 0;
}
