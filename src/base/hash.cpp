#include "base/hash.hpp"

#include <fstream>
#include <span>

#include <openssl/evp.h>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace chancery {

struct Sha256Stream::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                    &EVP_MD_CTX_free};
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>())
{
    CHECK(state_->context != nullptr);
    CHECK(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) == 1);
}

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::update(std::string_view bytes)
{
    CHECK(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

Sha256 Sha256Stream::finish()
{
    Sha256 hash{};
    CHECK(EVP_DigestFinal_ex(state_->context.get(), hash.data(), nullptr) == 1);
    return hash;
}

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

struct Sha1Stream::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                    &EVP_MD_CTX_free};
};

Sha1Stream::Sha1Stream() : state_(std::make_unique<State>())
{
    CHECK(state_->context != nullptr);
    CHECK(EVP_DigestInit_ex(state_->context.get(), EVP_sha1(), nullptr) == 1);
}

Sha1Stream::~Sha1Stream() = default;

void Sha1Stream::update(std::string_view bytes)
{
    CHECK(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

Sha1 Sha1Stream::finish()
{
    Sha1 hash{};
    CHECK(EVP_DigestFinal_ex(state_->context.get(), hash.data(), nullptr) == 1);
    CHECK(EVP_DigestInit_ex(state_->context.get(), EVP_sha1(), nullptr) == 1);
    return hash;
}

struct Md5Stream::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                    &EVP_MD_CTX_free};
};

Md5Stream::Md5Stream() : state_(std::make_unique<State>())
{
    CHECK(state_->context != nullptr);
    CHECK(EVP_DigestInit_ex(state_->context.get(), EVP_md5(), nullptr) == 1);
}

Md5Stream::~Md5Stream() = default;

void Md5Stream::update(std::string_view bytes)
{
    CHECK(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

Md5 Md5Stream::finish()
{
    Md5 hash{};
    CHECK(EVP_DigestFinal_ex(state_->context.get(), hash.data(), nullptr) == 1);
    return hash;
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
