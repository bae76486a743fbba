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

// For what does not fit in memory: feed it piece by piece. Not copyable; one thread.
class Sha256Stream {
public:
    Sha256Stream();
    ~Sha256Stream();
    Sha256Stream(const Sha256Stream&) = delete;
    Sha256Stream& operator=(const Sha256Stream&) = delete;
    Sha256Stream(Sha256Stream&&) = delete;
    Sha256Stream& operator=(Sha256Stream&&) = delete;

    void update(std::string_view bytes);
    Sha256 finish(); // once

private:
    struct State;
    std::unique_ptr<State> state_;
};

// SHA-1, by which BitTorrent names things (BEP 3). Never for anything that must be authentic.
using Sha1 = std::array<std::uint8_t, 20>;
std::string hex(const Sha1& hash);

class Sha1Stream {
public:
    Sha1Stream();
    ~Sha1Stream();
    Sha1Stream(const Sha1Stream&) = delete;
    Sha1Stream& operator=(const Sha1Stream&) = delete;
    Sha1Stream(Sha1Stream&&) = delete;
    Sha1Stream& operator=(Sha1Stream&&) = delete;

    void update(std::string_view bytes);
    Sha1 finish(); // of what came since the last one

private:
    struct State;
    std::unique_ptr<State> state_;
};

// MD5, which the ZIM format wants at its end: against damage on the way, never against people.
using Md5 = std::array<std::uint8_t, 16>;

class Md5Stream {
public:
    Md5Stream();
    ~Md5Stream();
    Md5Stream(const Md5Stream&) = delete;
    Md5Stream& operator=(const Md5Stream&) = delete;
    Md5Stream(Md5Stream&&) = delete;
    Md5Stream& operator=(Md5Stream&&) = delete;

    void update(std::string_view bytes);
    Md5 finish(); // once

private:
    struct State;
    std::unique_ptr<State> state_;
};

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
