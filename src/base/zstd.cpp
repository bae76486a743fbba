#include "base/zstd.hpp"

#include <zdict.h>
#include <zstd.h>

#include <vector>

#include "base/check.hpp"
#include "base/error.hpp"

namespace chancery {

std::string train_dictionary(std::span<const std::string> samples, std::size_t size)
{
    std::string joined;
    std::vector<std::size_t> sizes;
    for (const std::string& sample : samples) {
        joined += sample;
        sizes.push_back(sample.size());
    }
    // The library wants some hundred times the dictionary and fails, or does harm, with much less.
    if (sizes.size() < 64 || joined.size() < 8 * size) {
        return {};
    }
    std::string dictionary(size, '\0');
    const std::size_t length =
        ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), joined.data(), sizes.data(),
                              static_cast<unsigned>(sizes.size()));
    if (ZDICT_isError(length) != 0U) {
        return {};
    }
    dictionary.resize(length);
    return dictionary;
}

namespace {

void check_dictionary(bool loaded)
{
    if (!loaded) {
        throw IoError("damaged compression dictionary");
    }
}

} // namespace

struct Compressor::State {
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context{ZSTD_createCCtx(), &ZSTD_freeCCtx};
    std::unique_ptr<ZSTD_CDict, decltype(&ZSTD_freeCDict)> dictionary{nullptr, &ZSTD_freeCDict};
};

Compressor::Compressor(std::string_view dictionary, int level) : state_(std::make_unique<State>())
{
    CHECK(state_->context != nullptr);
    CHECK(ZSTD_isError(
              ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_compressionLevel, level)) == 0U);
    if (!dictionary.empty()) {
        state_->dictionary.reset(ZSTD_createCDict(dictionary.data(), dictionary.size(), level));
        check_dictionary(state_->dictionary != nullptr);
        ZSTD_CCtx_refCDict(state_->context.get(), state_->dictionary.get());
    }
}

Compressor::~Compressor() = default;
Compressor::Compressor(Compressor&&) noexcept = default;

std::string Compressor::operator()(std::string_view bytes)
{
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t length =
        ZSTD_compress2(state_->context.get(), out.data(), out.size(), bytes.data(), bytes.size());
    CHECK(ZSTD_isError(length) == 0U); // the bound is large enough by contract
    out.resize(length);
    return out;
}

struct Decompressor::State {
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context{ZSTD_createDCtx(), &ZSTD_freeDCtx};
    std::unique_ptr<ZSTD_DDict, decltype(&ZSTD_freeDDict)> dictionary{nullptr, &ZSTD_freeDDict};
};

Decompressor::Decompressor(std::string_view dictionary) : state_(std::make_unique<State>())
{
    CHECK(state_->context != nullptr);
    if (!dictionary.empty()) {
        state_->dictionary.reset(ZSTD_createDDict(dictionary.data(), dictionary.size()));
        check_dictionary(state_->dictionary != nullptr);
        ZSTD_DCtx_refDDict(state_->context.get(), state_->dictionary.get());
    }
}

Decompressor::~Decompressor() = default;
Decompressor::Decompressor(Decompressor&&) noexcept = default;

std::string Decompressor::operator()(std::string_view packed, std::size_t limit)
{
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) {
        throw IoError("damaged compressed text: no frame");
    }
    if (size > limit) {
        throw IoError("damaged compressed text: larger than allowed");
    }
    std::string out(static_cast<std::size_t>(size), '\0');
    const std::size_t length = ZSTD_decompressDCtx(state_->context.get(), out.data(), out.size(),
                                                   packed.data(), packed.size());
    if (ZSTD_isError(length) != 0U || length != out.size()) {
        throw IoError("damaged compressed text: it does not unpack");
    }
    return out;
}

} // namespace chancery
