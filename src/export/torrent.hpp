#pragma once
// A .torrent of an export (BitTorrent v1, BEP 3) whose first seeds are plain web servers (BEP 19).
//
//   const Torrent torrent = write_torrent("cables", "cables.torrent", {"https://mirror.example/"});
//   torrent.magnet        magnet:?xt=urn:btih:...&dn=cables&ws=https%3A%2F%2Fmirror.example%2F
//
// Of all files that MANIFEST.sha256 lists, in its order, and the manifest itself. Clients ask a web
// seed for URL + name of the folder + / + file. No tracker: peers find each other by the hash. No
// date and no name of the program, so the same export gives the same torrent. Memory: 20 bytes for
// each piece. IoError; UsageError for a web seed that is no http or https address.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace chancery::exporter {

struct Torrent {
    std::string info_hash; // 40 hexadecimal digits
    std::string magnet;
};

// Addresses that end in a slash; UsageError.
std::vector<std::string> checked_web_seeds(const std::vector<std::string>& urls);

// The smallest of 256 KiB, 512 KiB, ... 16 MiB with which there are at most some 4,000 pieces.
std::uint64_t piece_length(std::uint64_t total);

// `read` is told how many bytes were hashed since the last call.
Torrent write_torrent(const std::filesystem::path& folder, const std::filesystem::path& path,
                      const std::vector<std::string>& web_seeds,
                      const std::function<void(std::uint64_t)>& read);

} // namespace chancery::exporter
