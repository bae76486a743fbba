#include "import/file_kind.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace chancery::importer {

namespace {

using namespace std::string_view_literals;

struct Magic {
    std::size_t at;
    std::string_view bytes;
    Packing packing;
};
constexpr std::array kMagics = {
    Magic{0, "PK\x03\x04", Packing::Archive},
    Magic{0, "PK\x05\x06", Packing::Archive}, // no entries
    Magic{0, "7z\xBC\xAF\x27\x1C", Packing::Archive},
    Magic{257, "ustar", Packing::Archive},
    Magic{0, "\x1F\x8B\x08", Packing::Stream},
    Magic{0,
          "\xFD"
          "7zXZ\0"sv,
          Packing::Stream},
    Magic{0, "\x28\xB5\x2F\xFD", Packing::Stream},
};

bool is_bzip2(std::string_view bytes) // "BZh9" alone could start a text
{
    const std::string_view block = bytes.substr(std::min<std::size_t>(4, bytes.size()), 6);
    return bytes.starts_with("BZh") &&
           (block == "\x31\x41\x59\x26\x53\x59" || block == "\x17\x72\x45\x38\x50\x90");
}

// docx, xlsx, odt, epub: the name of the first member says so.
bool is_office_document(std::string_view bytes)
{
    constexpr std::size_t kNameInLocalHeader = 30;
    const std::string_view name = bytes.substr(std::min(kNameInLocalHeader, bytes.size()));
    return bytes.starts_with("PK\x03\x04") &&
           (name.starts_with("[Content_Types].xml") || name.starts_with("mimetype"));
}

constexpr std::array<std::string_view, 10> kIgnoredEndings = {
    ".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".svg", ".woff", ".woff2"};

} // namespace

Packing packing_of(std::string_view first_bytes)
{
    if (is_office_document(first_bytes)) {
        return Packing::Office;
    }
    for (const auto& [at, bytes, packing] : kMagics) {
        if (first_bytes.size() > at && first_bytes.substr(at).starts_with(bytes)) {
            return packing;
        }
    }
    return is_bzip2(first_bytes) ? Packing::Stream : Packing::None;
}

bool is_ignored_name(std::string_view name)
{
    if (name.starts_with('.') && name != "." && name != "..") {
        return true;
    }
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) {
        return name == "__MACOSX";
    }
    return std::ranges::any_of(kIgnoredEndings, [&](std::string_view ending) {
        return equals_ignoring_case(name.substr(dot), ending);
    });
}

bool is_ignored_path(std::string_view path)
{
    return std::ranges::any_of(split(path, '/'), is_ignored_name);
}

std::string label(std::string_view name)
{
    constexpr std::size_t kLongest = 1000;
    const bool cut = name.size() > kLongest;
    std::string clean;
    for (const char c : valid_utf8(name.substr(0, kLongest))) {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        clean += control ? kReplacement : std::string_view(&c, 1);
    }
    return cut ? clean + "..." : clean;
}

std::string size_text(std::uint64_t bytes)
{
    constexpr std::uint64_t kMegabyte = 1U << 20U;
    return bytes >= kMegabyte ? std::to_string(bytes / kMegabyte) + " MB"
                              : std::to_string(bytes) + " bytes";
}

} // namespace chancery::importer
