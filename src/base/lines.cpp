#include "base/lines.hpp"

#include <algorithm>

namespace chancery {

std::vector<Line> split_lines(std::string_view text)
{
    std::vector<Line> lines;
    lines.reserve(text.size() / 48 + 4);
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
        lines.push_back({text.substr(at, end - at), at});
        at = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
    }
    return lines;
}

std::string with_lf(std::string_view text)
{
    if (text.find('\r') == std::string_view::npos) {
        return std::string(text);
    }
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            out += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            out += '\n';
        }
    }
    return out;
}

} // namespace chancery
