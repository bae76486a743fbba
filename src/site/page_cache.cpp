#include "site/page_cache.hpp"

#include <functional>

namespace chancery::site {

namespace {

// What an entry will take once its compressed form is made too, which happens after it was put
// here.
std::size_t charge_of(const std::string& key, const http::Response& response)
{
    constexpr std::size_t kOverhead = 512;
    const std::size_t bytes = response.body->bytes().size();
    return key.size() + bytes + bytes / 2 + kOverhead;
}

} // namespace

PageCache::PageCache(std::size_t max_bytes) : max_part_bytes_(max_bytes / parts_.size()) {}

PageCache::Part& PageCache::part_of(std::string_view key)
{
    return parts_[std::hash<std::string_view>()(key) % parts_.size()];
}

std::optional<http::Response> PageCache::get(std::string_view key)
{
    Part& part = part_of(key);
    const std::lock_guard lock(part.mutex);
    const auto found = part.by_key.find(key);
    if (found == part.by_key.end()) {
        return std::nullopt;
    }
    part.entries.splice(part.entries.begin(), part.entries, found->second);
    return found->second->response;
}

void PageCache::put(const std::string& key, const http::Response& response)
{
    if (response.body == nullptr || charge_of(key, response) > max_part_bytes_ / 8) {
        return;
    }
    Part& part = part_of(key);
    const std::lock_guard lock(part.mutex);
    if (part.by_key.contains(key)) {
        return; // another thread made the same page
    }
    part.entries.push_front({key, response, charge_of(key, response)});
    part.by_key.emplace(part.entries.front().key, part.entries.begin());
    part.bytes += part.entries.front().charge;
    while (part.bytes > max_part_bytes_) {
        drop_last(part);
    }
}

void PageCache::drop_last(Part& part)
{
    part.bytes -= part.entries.back().charge;
    part.by_key.erase(part.entries.back().key);
    part.entries.pop_back();
}

void PageCache::clear()
{
    for (Part& part : parts_) {
        const std::lock_guard lock(part.mutex);
        part.by_key.clear();
        part.entries.clear();
        part.bytes = 0;
    }
}

std::size_t PageCache::bytes() const
{
    std::size_t total = 0;
    for (const Part& part : parts_) {
        const std::lock_guard lock(part.mutex);
        total += part.bytes;
    }
    return total;
}

} // namespace chancery::site
