#include "export/manifest.hpp"

#include <algorithm>

#include "base/mapped_file.hpp"
#include "base/text.hpp"

namespace chancery::exporter {

namespace {

constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kMaxPathBytes = 4000;

bool is_ordinary(char c)
{
    return static_cast<unsigned char>(c) > 0x20 && c != '\x7F' && c != '\\';
}

} // namespace

std::string manifest_line(const Sha256& hash, std::string_view file)
{
    return hex(hash).append("  ").append(file).append("\n");
}

bool is_file_of_ours(std::string_view file)
{
    return file.size() <= kMaxPathBytes && std::ranges::all_of(file, is_ordinary) &&
           std::ranges::none_of(split(file, '/'), [](std::string_view part) {
               return part.empty() || part == "." || part == "..";
           });
}

std::optional<std::string_view> listed_file(std::string_view line)
{
    if (line.size() < kHashDigits + 3 || line.substr(kHashDigits, 2) != "  " ||
        !sha256_from_hex(line.substr(0, kHashDigits))) {
        return std::nullopt;
    }
    const std::string_view file = line.substr(kHashDigits + 2);
    return is_file_of_ours(file) ? std::optional(file) : std::nullopt;
}

void each_line(const std::filesystem::path& path, const std::function<void(std::string_view)>& use)
{
    std::error_code none;
    if (!std::filesystem::is_regular_file(path, none)) {
        return;
    }
    const MappedFile mapped(path);
    for (std::string_view rest = mapped.bytes(); !rest.empty();) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) {
            return;
        }
        use(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
}

void each_listed(const std::filesystem::path& manifest,
                 const std::function<void(std::string_view)>& use)
{
    each_line(manifest, [&](std::string_view line) {
        if (const auto file = listed_file(line)) {
            use(*file);
        }
    });
}

} // namespace chancery::exporter
