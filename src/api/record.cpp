#include "api/record.hpp"

#include <fmt/format.h>

#include "index/result_list.hpp"

namespace chancery::api {

void Record::begin()
{
    is_first_ = true;
    if (form_ != Form::Csv) {
        json_.begin_object();
    }
}

void Record::end()
{
    if (form_ == Form::Csv) {
        out_ += "\r\n"; // RFC 4180
        return;
    }
    json_.end_object();
    out_ += form_ == Form::JsonLines ? "\n" : "";
}

void Record::field(std::string_view value)
{
    out_ += is_first_ ? "" : ",";
    is_first_ = false;
    if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
        out_ += value;
    } else {
        out_ += index::csv_field(value);
    }
}

void Record::text(std::string_view name, std::string_view value)
{
    if (form_ == Form::Csv) {
        field(value);
    } else {
        json_.member(name, value);
    }
}

void Record::text_or_null(std::string_view name, std::string_view value)
{
    if (form_ == Form::Csv) {
        field(value);
    } else {
        json_.text_or_null(name, value);
    }
}

void Record::time(std::string_view name, std::optional<Instant> value)
{
    text_or_null(name, value ? format_rfc3339(*value) : "");
}

void Record::number(std::string_view name, std::uint64_t value)
{
    maybe_number(name, value);
}

void Record::maybe_number(std::string_view name, std::optional<std::uint64_t> value)
{
    if (form_ == Form::Csv) {
        field(value ? fmt::format_int(*value).c_str() : "");
    } else {
        json_.member(name, value);
    }
}

void Record::truth(std::string_view name, bool value)
{
    if (form_ == Form::Csv) {
        field(value ? "true" : "false");
    } else {
        json_.member(name, value);
    }
}

void Record::whole(std::string_view object)
{
    out_ += object;
    out_ += form_ == Form::JsonLines ? "\n" : "";
}

} // namespace chancery::api
