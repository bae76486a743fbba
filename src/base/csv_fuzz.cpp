// Whatever is read can be written with every field in quotes and is read the same again.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"

namespace {

std::string quoted(const std::vector<chancery::CsvRow>& rows)
{
    std::string out;
    for (const chancery::CsvRow& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += i > 0 ? ",\"" : "\"";
            out += chancery::replace_all(row[i], "\"", "\"\"");
            out += '"';
        }
        out += '\n';
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::vector<chancery::CsvRow> rows = chancery::parse_csv(text);
    for (const chancery::CsvRow& row : rows) {
        CHECK(!row.empty());
    }
    CHECK(chancery::parse_csv(quoted(rows)) == rows);
    return 0;
}
