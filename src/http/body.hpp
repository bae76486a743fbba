#pragma once
// The bytes of a page: immutable, shared by the page cache and by every socket that is sending
// them.
//
//   const auto page = Body::make(render(...));
//   page->etag()           "\"6f5902ac237024bdd0c176cb93063dc4\""      from SHA-256 of the bytes
//   page->gzip()->etag     "\"6f5902ac237024bdd0c176cb93063dc4-gz\""   each encoding has its own
//
// Equal bytes have equal tags. Why one for each encoding: RFC 9110, 8.8.3.3.
// Any thread. The compressed form is made once, by the first that asks; others wait for it. It
// costs about 0.7 ms for 20 KB, so the server never asks for it first on a thread that serves
// sockets.
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace chancery::http {

class Body {
public:
    struct Variant {
        std::string bytes;
        std::string etag;
    };

    explicit Body(std::string bytes);
    // Shared because sockets go on sending a page after the cache has dropped it.
    static std::shared_ptr<const Body> make(std::string bytes);

    std::string_view bytes() const { return plain_.bytes; }
    const std::string& etag() const { return plain_.etag; } // strong, with its quotes

    // Null where compression would not pay: under kMinGzipBytes, over kMaxGzipBytes, or not
    // smaller.
    const Variant* gzip() const;
    // Whether gzip() answers at once.
    bool is_gzip_ready() const { return gzip_ready_.load(std::memory_order_acquire); }

    // For a cache that counts: what this takes now, the compressed form included once it is made.
    std::size_t memory_bytes() const;

    static constexpr std::size_t kMinGzipBytes = 500;
    static constexpr std::size_t kMaxGzipBytes = 16U << 20U;

private:
    Variant plain_;
    mutable std::once_flag gzip_once_;
    mutable std::unique_ptr<const Variant> gzip_;
    mutable std::atomic<bool> gzip_ready_ = false;
};

// RFC 1952, level 6, no time and no name inside: the same bytes in, the same bytes out. Throws
// std::bad_alloc only.
std::string gzip_compress(std::string_view bytes);

// The same in pieces, for what is not in memory as a whole.
//
//   GzipStage stage;
//   stage.add(piece, out);     // again and again; appends to `out` what is ready
//   stage.finish(out);
class GzipStage {
public:
    GzipStage();
    ~GzipStage();
    GzipStage(const GzipStage&) = delete;
    GzipStage& operator=(const GzipStage&) = delete;
    GzipStage(GzipStage&&) = delete;
    GzipStage& operator=(GzipStage&&) = delete;

    void add(std::string_view bytes, std::string& out);
    void finish(std::string& out); // once, last

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace chancery::http
