#include "export/packed.hpp"

#include <algorithm>
#include <memory>

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <zlib.h>

#include "base/check.hpp"
#include "http/body.hpp"

namespace chancery::exporter {

namespace {

// Of 11: higher ones are for files that are packed once and never again.
constexpr int kBrotliQuality = 5;
constexpr int kGzipFormat = 15 + 16; // zlib: window of 32 KB, gzip around it
constexpr std::size_t kStep = 64U << 10U;

std::string brotli(std::string_view bytes)
{
    std::size_t size = std::max<std::size_t>(BrotliEncoderMaxCompressedSize(bytes.size()), 16);
    std::string out(size, '\0');
    const auto* const in = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const int done =
        BrotliEncoderCompress(kBrotliQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                              in, &size, reinterpret_cast<std::uint8_t*>(out.data()));
    CHECK(done == BROTLI_TRUE); // the room is enough by contract
    out.resize(size);
    return out;
}

// Takes what was unpacked off the front of what is expected; false where they differ.
bool take(std::string_view& expected, std::string_view unpacked)
{
    if (!expected.starts_with(unpacked)) {
        return false;
    }
    expected.remove_prefix(unpacked.size());
    return true;
}

bool gzip_is(std::string_view packed, std::string_view expected)
{
    z_stream stream = {};
    CHECK(inflateInit2(&stream, kGzipFormat) == Z_OK);
    const std::unique_ptr<z_stream, decltype(&inflateEnd)> ends(&stream, &inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string buffer(kStep, '\0');
    for (;;) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        const int status = inflate(&stream, Z_NO_FLUSH);
        const std::string_view unpacked(buffer.data(), buffer.size() - stream.avail_out);
        if ((status != Z_OK && status != Z_STREAM_END) || !take(expected, unpacked)) {
            return false;
        }
        if (status == Z_STREAM_END) {
            return stream.avail_in == 0 && expected.empty();
        }
    }
}

bool brotli_is(std::string_view packed, std::string_view expected)
{
    const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
    CHECK(state != nullptr);
    std::size_t left = packed.size();
    const auto* in = reinterpret_cast<const std::uint8_t*>(packed.data());
    std::string buffer(kStep, '\0');
    for (;;) {
        std::size_t room = buffer.size();
        auto* out = reinterpret_cast<std::uint8_t*>(buffer.data());
        const BrotliDecoderResult result =
            BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &out, nullptr);
        if (!take(expected, std::string_view(buffer.data(), buffer.size() - room))) {
            return false;
        }
        if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
            return result == BROTLI_DECODER_RESULT_SUCCESS && left == 0 && expected.empty();
        }
    }
}

} // namespace

std::string_view packing_ending(Packing packing)
{
    return packing == Packing::Gzip ? ".gz" : ".br";
}

std::string packed(Packing packing, std::string_view bytes)
{
    return packing == Packing::Gzip ? http::gzip_compress(bytes) : brotli(bytes);
}

bool unpacks_to(Packing packing, std::string_view packed, std::string_view bytes)
{
    return packing == Packing::Gzip ? gzip_is(packed, bytes) : brotli_is(packed, bytes);
}

} // namespace chancery::exporter
