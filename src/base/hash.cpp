#include "base/hash.hpp"

#include <fstream>
#include <span>

#include <openssl/evp.h>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace chancery {

namespace {

template <typename Hash>
const EVP_MD* algorithm();
template <>
const EVP_MD* algorithm<Sha256>()
{
    return EVP_sha256();
}
template <>
const EVP_MD* algorithm<Sha1>()
{
    return EVP_sha1();
}
template <>
const EVP_MD* algorithm<Md5>()
{
    return EVP_md5();
}

} // namespace

template <typename Hash>
struct HashStream<Hash>::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                    &EVP_MD_CTX_free};
    bool begun = false;
};

template <typename Hash>
HashStream<Hash>::HashStream() : state_(std::make_unique<State>())
{
    CHECK(state_->context != nullptr);
}

template <typename Hash>
HashStream<Hash>::~HashStream() = default;

template <typename Hash>
void HashStream<Hash>::begin()
{
    if (!state_->begun) {
        CHECK(EVP_DigestInit_ex(state_->context.get(), algorithm<Hash>(), nullptr) == 1);
        state_->begun = true;
    }
}

template <typename Hash>
void HashStream<Hash>::update(std::string_view bytes)
{
    begin();
    CHECK(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

template <typename Hash>
Hash HashStream<Hash>::finish()
{
    begin();
    Hash hash{};
    CHECK(EVP_DigestFinal_ex(state_->context.get(), hash.data(), nullptr) == 1);
    state_->begun = false;
    return hash;
}

template class HashStream<Sha256>;
template class HashStream<Sha1>;
template class HashStream<Md5>;

Sha256 sha256(std::string_view bytes)
{
    Sha256Stream stream;
    stream.update(bytes);
    return stream.finish();
}

Sha256 sha256_of_file(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    Sha256Stream stream;
    std::string buffer(1U << 20U, '\0');
    do {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        stream.update(std::string_view(buffer).substr(0, static_cast<std::size_t>(file.gcount())));
    } while (file);
    if (!file.eof()) {
        throw IoError("cannot read " + path.string());
    }
    return stream.finish();
}

namespace {

std::string hex_digits(std::span<const std::uint8_t> bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    out.reserve(2 * bytes.size());
    for (const std::uint8_t byte : bytes) {
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 15U];
    }
    return out;
}

} // namespace

std::string hex(const Sha256& hash)
{
    return hex_digits(hash);
}

std::string hex(const Sha1& hash)
{
    return hex_digits(hash);
}

std::optional<Sha256> sha256_from_hex(std::string_view digits)
{
    const auto value = [](char c) {
        return is_digit(c) ? c - '0' : (c >= 'a' && c <= 'f') ? c - 'a' + 10 : -1;
    };
    Sha256 hash{};
    if (digits.size() != 2 * hash.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < hash.size(); ++i) {
        const int high = value(digits[2 * i]);
        const int low = value(digits[2 * i + 1]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        hash[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return hash;
}

} // namespace chancery
