#include "base/xml_writer.hpp"

#include "base/check.hpp"
#include "base/text.hpp"

namespace chancery {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

enum class Where : std::uint8_t { Content, Attribute };

// What stands for the character at `i`; empty if it stays. `length`: of the character in bytes.
std::string_view written(std::string_view text, std::size_t i, Where where, std::size_t& length)
{
    length = 1;
    const char c = text[i];
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\r':
        return "&#13;";
    case '\t':
        return where == Where::Attribute ? "&#9;" : "";
    case '\n':
        return where == Where::Attribute ? "&#10;" : "";
    default:
        break;
    }
    if (static_cast<unsigned char>(c) < 0x20) {
        return kReplacement;
    }
    if (const std::string_view three = text.substr(i, 3);
        three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
        length = 3;
        return kReplacement;
    }
    return {};
}

void append_xml(std::string& out, std::string_view text, Where where)
{
    if (!is_utf8(text)) {
        append_xml(out, valid_utf8(text), where);
        return;
    }
    std::size_t from = 0;
    for (std::size_t i = 0, length = 1; i < text.size(); i += length) {
        const std::string_view instead = written(text, i, where, length);
        if (!instead.empty()) {
            out.append(text, from, i - from).append(instead);
            from = i + length;
        }
    }
    out.append(text, from);
}

} // namespace

void XmlWriter::close_tag()
{
    if (in_tag_) {
        out_ += '>';
        in_tag_ = false;
    }
}

void XmlWriter::declaration()
{
    CHECK(open_.empty());
    out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
}

void XmlWriter::begin(XmlName name)
{
    close_tag();
    out_.append("<").append(name.text());
    open_.push_back(name.text());
    in_tag_ = true;
}

void XmlWriter::attribute(XmlName name, std::string_view value)
{
    CHECK(in_tag_);
    out_.append(" ").append(name.text()).append("=\"");
    append_xml(out_, value, Where::Attribute);
    out_ += '"';
}

void XmlWriter::text(std::string_view text)
{
    CHECK(!open_.empty());
    close_tag();
    append_xml(out_, text, Where::Content);
}

void XmlWriter::end()
{
    CHECK(!open_.empty());
    if (in_tag_) {
        out_ += "/>";
        in_tag_ = false;
    } else {
        out_.append("</").append(open_.back()).append(">");
    }
    open_.pop_back();
}

void XmlWriter::element(XmlName name, std::string_view content)
{
    begin(name);
    text(content);
    end();
}

void XmlWriter::element_if(XmlName name, std::string_view content)
{
    if (!content.empty()) {
        element(name, content);
    }
}

} // namespace chancery
