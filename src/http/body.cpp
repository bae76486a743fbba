#include "http/body.hpp"

#include <cstdint>
#include <new>
#include <utility>

#include <zlib.h>

#include "base/check.hpp"
#include "base/hash.hpp"

namespace chancery::http {
namespace {

constexpr std::size_t kTagBytes = 16; // of SHA-256: two pages never meet by chance
constexpr int kLevel = 6;
constexpr int kGzipFormat = 15 + 16; // zlib: window of 32 KB, gzip around it
constexpr int kMemory = 8;

std::string make_etag(std::string_view bytes)
{
    return '"' + hex(sha256(bytes)).substr(0, 2 * kTagBytes) + '"';
}

std::string with_suffix(std::string_view etag, std::string_view suffix)
{
    std::string tag(etag.substr(0, etag.size() - 1));
    tag += suffix;
    return tag += '"';
}

bool pays(std::size_t size)
{
    return size >= Body::kMinGzipBytes && size <= Body::kMaxGzipBytes;
}

} // namespace

Body::Body(std::string bytes) : plain_{std::move(bytes), {}}
{
    plain_.etag = make_etag(plain_.bytes);
    gzip_ready_ = !pays(plain_.bytes.size());
}

std::shared_ptr<const Body> Body::make(std::string bytes)
{
    return std::make_shared<const Body>(std::move(bytes));
}

const Body::Variant* Body::gzip() const
{
    std::call_once(gzip_once_, [this] {
        const std::size_t size = plain_.bytes.size();
        if (pays(size)) {
            auto packed = gzip_compress(plain_.bytes);
            if (packed.size() < size) {
                gzip_ = std::make_unique<const Variant>(
                    Variant{std::move(packed), with_suffix(plain_.etag, "-gz")});
            }
        }
        gzip_ready_.store(true, std::memory_order_release);
    });
    return gzip_.get();
}

std::size_t Body::memory_bytes() const
{
    const std::size_t packed = is_gzip_ready() && gzip_ ? gzip_->bytes.capacity() : 0;
    return sizeof *this + plain_.bytes.capacity() + plain_.etag.capacity() + packed;
}

std::string gzip_compress(std::string_view bytes)
{
    GzipStage stage;
    std::string out;
    stage.add(bytes, out);
    stage.finish(out);
    out.shrink_to_fit();
    return out;
}

// zlib is C with callbacks; here is its life in one object.
struct GzipStage::State {
    z_stream stream{};
    State()
    {
        if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipFormat, kMemory, Z_DEFAULT_STRATEGY) !=
            Z_OK) {
            throw std::bad_alloc();
        }
    }
    ~State() { deflateEnd(&stream); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    State(State&&) = delete;
    State& operator=(State&&) = delete;

    void run(std::string& out, int flush)
    {
        do {
            const std::size_t before = out.size();
            const std::size_t room = deflateBound(&stream, stream.avail_in) + 64;
            out.resize(before + room);
            stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
            stream.avail_out = static_cast<uInt>(room);
            CHECK(deflate(&stream, flush) != Z_STREAM_ERROR);
            out.resize(before + room - stream.avail_out);
        } while (stream.avail_out == 0);
    }
};

GzipStage::GzipStage() : state_(std::make_unique<State>()) {}
GzipStage::~GzipStage() = default;

void GzipStage::add(std::string_view bytes, std::string& out)
{
    constexpr std::size_t kStep = 1U << 20U; // keeps every length within zlib's 32 bits
    while (!bytes.empty()) {
        const std::string_view step = bytes.substr(0, kStep);
        bytes.remove_prefix(step.size());
        // next_in is not const in older zlib, which does not write there either.
        state_->stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(step.data()));
        state_->stream.avail_in = static_cast<uInt>(step.size());
        state_->run(out, Z_NO_FLUSH);
    }
}

void GzipStage::finish(std::string& out)
{
    state_->run(out, Z_FINISH);
}

} // namespace chancery::http
