#pragma once
// A plan on disk: a line for each file that a copy will have, written before the first file is.
//
//   PlannedPages pages(path);
//   while (const auto planned = pages.next()) { planned->file, planned->address }
//
// The texts live as long as the PlannedPages. One thread.
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/mapped_file.hpp"

namespace chancery::exporter {

struct Planned {
    std::string_view file;
    std::string_view address; // of a page; empty: something else makes the file
};

std::string plan_line(const Planned& planned); // with its end
Planned planned_in(std::string_view line);     // without it

// The lines of a plan that are pages.
class PlannedPages {
public:
    explicit PlannedPages(const std::filesystem::path& plan);
    std::optional<Planned> next();

private:
    MappedFile plan_;
    std::string_view rest_;
};

} // namespace chancery::exporter
