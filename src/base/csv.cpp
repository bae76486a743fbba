#include "base/csv.hpp"

namespace chancery {

namespace {

// Reads one field from `i` on and leaves `i` on what ended it: a comma, a line end, or the end of
// the text.
std::string read_field(std::string_view text, std::size_t& i)
{
    std::string field;
    if (i < text.size() && text[i] == '"') {
        for (++i; i < text.size(); ++i) {
            if (text[i] != '"') {
                field += text[i];
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                field += text[i++];
            } else {
                ++i;
                break;
            }
        }
    }
    for (; i < text.size() && text[i] != ',' && text[i] != '\n'; ++i) {
        if (text[i] != '\r' || text.substr(i, 2) != "\r\n") {
            field += text[i];
        }
    }
    return field;
}

} // namespace

std::vector<CsvRow> parse_csv(std::string_view text)
{
    std::vector<CsvRow> rows;
    std::size_t i = 0;
    while (i < text.size()) {
        CsvRow row;
        row.push_back(read_field(text, i));
        while (i < text.size() && text[i] == ',') {
            row.push_back(read_field(text, ++i));
        }
        ++i; // the line end
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace chancery
