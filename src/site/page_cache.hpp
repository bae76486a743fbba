#pragma once
// Pages that were made lately, so that an I/O thread can answer at once. Bounded by bytes; the page
// that was longest not asked for goes first.
//
//   PageCache cache(64 << 20);
//   cache.put(key, response);
//   if (auto response = cache.get(key)) ...
//
// Any thread. Sixteen parts with a lock each, held for a few pointer moves. A response is cheap to
// copy: its body is shared, and stays alive while a socket sends it even when the cache has dropped
// it.
#include <array>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/response.hpp"

namespace chancery::site {

class PageCache {
public:
    explicit PageCache(std::size_t max_bytes);

    std::optional<http::Response> get(std::string_view key);
    // Answers without a body, and such as would take an eighth of a part, are not kept.
    void put(const std::string& key, const http::Response& response);
    void clear();

    std::size_t bytes() const; // as charged

private:
    struct Entry {
        std::string key;
        http::Response response;
        std::size_t charge = 0;
    };
    struct Part {
        mutable std::mutex mutex;
        std::list<Entry> entries; // latest first
        std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key;
        std::size_t bytes = 0;
    };

    Part& part_of(std::string_view key);
    static void drop_last(Part& part);

    std::array<Part, 16> parts_;
    std::size_t max_part_bytes_;
};

} // namespace chancery::site
