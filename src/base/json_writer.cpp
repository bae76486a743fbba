#include "base/json_writer.hpp"

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/text.hpp"

namespace chancery {

void JsonWriter::separate()
{
    if (after_key_) {
        after_key_ = false;
    } else if (!has_items_.empty()) {
        if (has_items_.back()) {
            out_ += ',';
        }
        has_items_.back() = true;
    }
}

void JsonWriter::begin_object()
{
    separate();
    out_ += '{';
    has_items_.push_back(false);
}

void JsonWriter::end_object()
{
    CHECK(!has_items_.empty() && !after_key_);
    has_items_.pop_back();
    out_ += '}';
}

void JsonWriter::begin_array()
{
    separate();
    out_ += '[';
    has_items_.push_back(false);
}

void JsonWriter::end_array()
{
    CHECK(!has_items_.empty() && !after_key_);
    has_items_.pop_back();
    out_ += ']';
}

void JsonWriter::key(std::string_view name)
{
    CHECK(!after_key_);
    value(name);
    out_ += ':';
    after_key_ = true;
}

void JsonWriter::literal(std::string_view text)
{
    separate();
    out_ += text;
}

void JsonWriter::value(std::nullptr_t)
{
    literal("null");
}

void JsonWriter::value(std::int64_t number)
{
    literal(fmt::format_int(number).c_str());
}

void JsonWriter::value(double number)
{
    literal(fmt::format("{}", number));
}

namespace {

// Besides what JSON asks for: no "</" and no "<!", which could end a script element or hide its
// end.
bool is_plain(std::string_view text, std::size_t i)
{
    const char c = text[i];
    if (c == '/') {
        return i == 0 || text[i - 1] != '<';
    }
    if (c == '<') {
        return text.substr(i, 2) != "<!";
    }
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

} // namespace

void JsonWriter::value(std::string_view text)
{
    if (!is_utf8(text)) {
        value(std::string_view(valid_utf8(text)));
        return;
    }
    separate();
    out_ += '"';
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (is_plain(text, i)) {
            continue;
        }
        out_.append(text, from, i - from);
        from = i + 1;
        switch (c) {
        case '"':
        case '\\':
        case '/':
            out_ += '\\';
            out_ += c;
            break;
        case '\n':
            out_ += "\\n";
            break;
        case '\t':
            out_ += "\\t";
            break;
        default:
            fmt::format_to(std::back_inserter(out_), "\\u{:04x}", static_cast<unsigned>(c));
        }
    }
    out_.append(text, from);
    out_ += '"';
}

void JsonWriter::text_or_null(std::string_view name, std::string_view text)
{
    key(name);
    if (text.empty()) {
        value(nullptr);
    } else {
        value(text);
    }
}

} // namespace chancery
