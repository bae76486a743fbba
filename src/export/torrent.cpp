#include "export/torrent.hpp"

#include <algorithm>
#include <string_view>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/mapped_file.hpp"
#include "base/stop.hpp"
#include "base/text.hpp"
#include "export/bencode.hpp"
#include "export/manifest.hpp"
#include "export/out_file.hpp"
#include "view/path.hpp"

namespace chancery::exporter {

namespace {

constexpr std::uint64_t kSmallestPiece = 256U << 10U;
constexpr std::uint64_t kLargestPiece = 16U << 20U;
constexpr std::uint64_t kMostPieces = 4096;

// What the manifest lists, and it.
void each_file(const fs::path& folder, const std::function<void(std::string_view)>& use)
{
    each_listed(folder / kManifestFile, use);
    use(kManifestFile);
}

std::uint64_t size_of(const fs::path& folder, std::string_view file)
{
    std::error_code error;
    const std::uint64_t size = fs::file_size(folder / file, error);
    if (error) {
        throw IoError("cannot read " + (folder / file).string() + ": " + error.message());
    }
    return size;
}

// The hashes of pieces, over all files as if they were one.
class Pieces {
public:
    explicit Pieces(std::uint64_t length) : length_(length) {}

    void add(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const std::string_view part = bytes.substr(0, length_ - filled_);
            hash_.update(part);
            filled_ += part.size();
            bytes.remove_prefix(part.size());
            if (filled_ == length_) {
                end_piece();
            }
        }
    }
    std::string finish()
    {
        if (filled_ > 0) {
            end_piece();
        }
        return std::move(hashes_);
    }

private:
    void end_piece()
    {
        const Sha1 hash = hash_.finish();
        hashes_.append(reinterpret_cast<const char*>(hash.data()), hash.size());
        filled_ = 0;
    }

    std::uint64_t length_;
    std::uint64_t filled_ = 0;
    Sha1Stream hash_;
    std::string hashes_;
};

std::string hash_pieces(const fs::path& folder, std::uint64_t length,
                        const std::function<void(std::uint64_t)>& read)
{
    Pieces pieces(length);
    each_file(folder, [&](std::string_view file) {
        const MappedFile mapped(folder / file);
        for (std::string_view rest = mapped.bytes(); !rest.empty();) {
            throw_if_stopped();
            const std::string_view part = rest.substr(0, kLargestPiece);
            pieces.add(part);
            read(part.size());
            rest.remove_prefix(part.size());
        }
    });
    return pieces.finish();
}

void write_info(BencodeWriter& out, const fs::path& folder, std::uint64_t length,
                const std::string& pieces)
{
    out.begin_dictionary();
    out.key("files");
    out.begin_list();
    each_file(folder, [&](std::string_view file) {
        out.begin_dictionary();
        out.key("length");
        out.integer(size_of(folder, file));
        out.key("path");
        out.begin_list();
        for (const std::string_view part : split(file, '/')) {
            out.string(part);
        }
        out.end();
        out.end();
    });
    out.end();
    out.key("name");
    out.string(folder.filename().string());
    out.key("piece length");
    out.integer(length);
    out.key("pieces");
    out.string(pieces);
    out.end();
}

std::string magnet_link(const std::string& info_hash, const std::string& name,
                        const std::vector<std::string>& web_seeds)
{
    std::string link = "magnet:?xt=urn:btih:" + info_hash + "&dn=" + view::url_segment(name);
    for (const std::string& seed : web_seeds) {
        link += "&ws=" + view::url_segment(seed);
    }
    return link;
}

} // namespace

std::vector<std::string> checked_web_seeds(const std::vector<std::string>& urls)
{
    std::vector<std::string> seeds;
    for (const std::string& url : urls) {
        const bool is_web = url.starts_with("http://") || url.starts_with("https://");
        const bool is_plain =
            std::ranges::all_of(url, [](char c) { return c > ' ' && c < '\x7F'; });
        if (!is_web || !is_plain) {
            throw UsageError("no web seed: " + url +
                             " (an address such as https://mirror.example/)");
        }
        seeds.push_back(url.ends_with('/') ? url : url + '/');
    }
    return seeds;
}

std::uint64_t piece_length(std::uint64_t total)
{
    std::uint64_t length = kSmallestPiece;
    while (length < kLargestPiece && total / length > kMostPieces) {
        length *= 2;
    }
    return length;
}

Torrent write_torrent(const fs::path& folder, const fs::path& path,
                      const std::vector<std::string>& web_seeds,
                      const std::function<void(std::uint64_t)>& read)
{
    const fs::path whole = fs::canonical(folder); // its name, also of "." and "cables/"
    std::uint64_t total = 0;
    each_file(whole, [&](std::string_view file) { total += size_of(whole, file); });
    const std::uint64_t length = piece_length(total);
    const std::string pieces = hash_pieces(whole, length, read);

    fs::path beside = path;
    beside += ".new";
    OutFile file(beside);
    Sha1Stream info_hash;
    bool in_info = false;
    BencodeWriter out([&](std::string_view bytes) {
        file.add(bytes);
        if (in_info) {
            info_hash.update(bytes);
        }
    });
    out.begin_dictionary();
    out.key("info");
    in_info = true;
    write_info(out, whole, length, pieces);
    in_info = false;
    if (!web_seeds.empty()) {
        out.key("url-list");
        out.begin_list();
        for (const std::string& seed : web_seeds) {
            out.string(seed);
        }
        out.end();
    }
    out.end();
    file.close(OutFile::Sync::Yes);
    fs::rename(beside, path);

    const std::string hash = hex(info_hash.finish());
    return {hash, magnet_link(hash, whole.filename().string(), web_seeds)};
}

} // namespace chancery::exporter
