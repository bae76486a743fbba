#include "view/assets.hpp"

#include <array>

#include "base/check.hpp"
#include "base/hash.hpp"
#include "embedded/view_assets.hpp"

namespace chancery::view {

namespace {

std::string_view embedded(std::string_view name)
{
    for (const EmbeddedFile& file : view_assets_files()) {
        if (file.name == name) {
            return file.bytes;
        }
    }
    return {};
}

Asset make_asset(std::string_view stem, std::string_view ending, std::string_view content_type)
{
    const std::string_view bytes = embedded(std::string(stem) + std::string(ending));
    CHECK(!bytes.empty());
    const std::string hash = hex(sha256(bytes)).substr(0, 12);
    return {"/static/" + std::string(stem) + '-' + hash + std::string(ending), content_type, bytes};
}

} // namespace

std::span<const Asset> assets()
{
    static const std::array<Asset, 2> kAssets = {
        make_asset("site", ".css", "text/css; charset=utf-8"),
        make_asset("icon", ".png", "image/png")};
    return kAssets;
}

const Asset& style_sheet()
{
    return assets()[0];
}

const Asset& icon()
{
    return assets()[1];
}

std::string_view help_text(std::string_view name)
{
    return embedded("help_" + std::string(name) + ".html");
}

} // namespace chancery::view
