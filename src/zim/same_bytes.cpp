#include "zim/same_bytes.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <zim/archive.h>
#include <zim/entry.h>
#include <zim/item.h>

#include "base/error.hpp"

namespace chancery::zim_file {

namespace {

// https://wiki.openzim.org/wiki/ZIM_file_format: the last 16 bytes are the MD5 of all before them.
constexpr std::size_t kChecksumBytes = 16;

// An index of Xapian begins so; two bytes of version, then its id.
constexpr std::string_view kXapianMagic = "\x0F\x0DXapian Glass";
constexpr std::size_t kIdOffset = 16;

[[noreturn]] void fail(const char* what, const std::filesystem::path& path)
{
    throw IoError(std::string("cannot ") + what + " " + path.string() + ": " + errno_text(errno));
}

// The indexes stand uncompressed, in entries of libzim's own behind those of the pages. Their places
// are asked for, not looked for: what is in a page can look like an index.
std::vector<std::uint64_t> index_places(const std::filesystem::path& path)
{
    const ::zim::Archive archive(path.string());
    std::vector<std::uint64_t> places;
    for (auto i = archive.getEntryCount(); i < archive.getAllEntryCount(); ++i) {
        const ::zim::Item item = archive.getEntryByPath(i).getItem(true);
        if (item.getMimetype() == "application/octet-stream+xapian") {
            places.push_back(item.getDirectAccessInformation().second);
        }
    }
    return places;
}

void set_id(std::fstream& file, std::uint64_t place, const Uuid& uuid,
            const std::filesystem::path& path)
{
    std::string begin(kXapianMagic.size(), '\0');
    file.seekg(static_cast<std::streamoff>(place));
    file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    if (begin != kXapianMagic) {
        throw IoError("cannot read " + path.string() + ": libzim's index has another form");
    }
    file.seekp(static_cast<std::streamoff>(place + kIdOffset));
    file.write(reinterpret_cast<const char*>(uuid.data()), uuid.size());
}

} // namespace

Sha256 make_same_bytes(const std::filesystem::path& path, const Uuid& uuid, Quiet quiet)
{
    const std::vector<std::uint64_t> places = index_places(path);
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    for (const std::uint64_t place : places) {
        set_id(file, place, uuid, path);
    }
    std::uint64_t rest = std::filesystem::file_size(path) - kChecksumBytes;
    Progress progress("hash", "bytes", rest, quiet);
    Md5Stream md5;
    Sha256Stream sha256;
    std::string buffer(1U << 20U, '\0');
    file.seekg(0);
    while (rest > 0 && file) {
        const std::size_t count = std::min<std::uint64_t>(buffer.size(), rest);
        file.read(buffer.data(), static_cast<std::streamsize>(count));
        md5.update(std::string_view(buffer).substr(0, count));
        sha256.update(std::string_view(buffer).substr(0, count));
        rest -= count;
        progress.add(count);
    }
    const Md5 checksum = md5.finish();
    const std::string_view checksum_bytes(reinterpret_cast<const char*>(checksum.data()),
                                          checksum.size());
    sha256.update(checksum_bytes);
    file.seekp(file.tellg());
    file.write(checksum_bytes.data(), kChecksumBytes);
    file.close();
    if (!file) {
        fail("write", path);
    }
    return sha256.finish();
}

} // namespace chancery::zim_file
