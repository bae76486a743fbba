#pragma once
// SHA-256: the name of an original, of a file in a manifest, of an asset in a link.
//
//   const Sha256 hash = sha256(bytes);      hex(hash) -> 64 lower-case digits
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace chancery {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
Sha256 sha256_of_file(const std::filesystem::path& path); // in constant memory; IoError
std::string hex(const Sha256& hash);
std::optional<Sha256> sha256_from_hex(std::string_view digits);

// SHA-1, by which BitTorrent names things (BEP 3). Never for anything that must be authentic.
using Sha1 = std::array<std::uint8_t, 20>;
std::string hex(const Sha1& hash);

// MD5, which the ZIM format wants at its end: against damage on the way, never against people.
using Md5 = std::array<std::uint8_t, 16>;

// For what does not fit in memory: feed it piece by piece. Not copyable; one thread.
template <typename Hash> // Sha256, Sha1, Md5
class HashStream {
public:
    HashStream();
    ~HashStream();
    HashStream(const HashStream&) = delete;
    HashStream& operator=(const HashStream&) = delete;
    HashStream(HashStream&&) = delete;
    HashStream& operator=(HashStream&&) = delete;

    void update(std::string_view bytes);
    Hash finish(); // of what came since the last one

private:
    struct State;
    void begin();
    std::unique_ptr<State> state_;
};

using Sha256Stream = HashStream<Sha256>;
using Sha1Stream = HashStream<Sha1>;
using Md5Stream = HashStream<Md5>;

// For hash tables keyed by a hash: its first bytes are as good as any.
struct Sha256Hasher {
    std::size_t operator()(const Sha256& hash) const
    {
        std::size_t value = 0;
        std::memcpy(&value, hash.data(), sizeof value);
        return value;
    }
};

} // namespace chancery
