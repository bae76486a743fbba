#pragma once
// Is an archive whole? SQLite's structure, every original against its SHA-256, every act against the originals of its cable.
#include <functional>
#include <string>
#include <vector>

#include "archive/store.hpp"

namespace chancery::archive {

constexpr std::size_t kMaxProblems = 100;

struct CheckReport {
    std::uint64_t originals = 0;
    std::vector<std::string> problems; // the first kMaxProblems
};

CheckReport check(Store& store,
                  const std::function<void(std::uint64_t done, std::uint64_t total)>& progress);

} // namespace chancery::archive
