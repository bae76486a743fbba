#include "export/planned_pages.hpp"

#include <algorithm>

namespace chancery::exporter {

std::string plan_line(const Planned& planned)
{
    std::string line(planned.file);
    return line.append(" ").append(planned.address).append("\n");
}

Planned planned_in(std::string_view line)
{
    const std::size_t blank = std::min(line.find(' '), line.size());
    return {line.substr(0, blank), line.substr(std::min(blank + 1, line.size()))};
}

PlannedPages::PlannedPages(const std::filesystem::path& plan) : plan_(plan), rest_(plan_.bytes()) {}

std::optional<Planned> PlannedPages::next()
{
    while (!rest_.empty()) {
        const std::size_t end = std::min(rest_.find('\n'), rest_.size());
        const Planned planned = planned_in(rest_.substr(0, end));
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        if (!planned.address.empty()) {
            return planned;
        }
    }
    return std::nullopt;
}

} // namespace chancery::exporter
