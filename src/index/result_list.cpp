#include "index/result_list.hpp"

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace chancery::index {

std::string csv_field(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        return std::string(text);
    }
    return '"' + replace_all(text, "\"", "\"\"") + '"';
}

std::string csv_header()
{
    return "id,created,released,origin,classification,subject,path\r\n";
}

std::string csv_line(const edition::CableRow& row)
{
    return fmt::format("{},{},{},{},{},{},{}.html\r\n", csv_field(row.id),
                       row.created ? format_rfc3339(*row.created) : "",
                       format_rfc3339(row.released), csv_field(row.origin),
                       csv_field(row.classification), csv_field(row.subject),
                       edition::cable_path(row.id, row.created));
}

std::string json_line(const edition::CableRow& row)
{
    std::string line;
    JsonWriter json(line);
    json.begin_object();
    json.member("id", row.id);
    json.member("created",
                row.created ? std::optional(format_rfc3339(*row.created)) : std::nullopt);
    json.member("released", format_rfc3339(row.released));
    json.member("origin", row.origin);
    json.member("classification", row.classification);
    json.member("subject", row.subject);
    json.member("path", edition::cable_path(row.id, row.created) + ".html");
    json.end_object();
    return line + '\n';
}

} // namespace chancery::index
