#include "base/xml_writer.hpp"

#include "base/check.hpp"
#include "base/markup.hpp"
#include "base/text.hpp"

namespace chancery {

namespace {

enum class Where : std::uint8_t { Content, Attribute };

// Beside markup, what XML cannot hold (XML 1.0, 2.2): control characters, and U+FFFE and U+FFFF (EF BF BE, EF BF BF).
constexpr ByteSet kSpecial = bytes_where(
    [](unsigned char byte) { return !entity_of(byte).empty() || byte < 0x20 || byte == 0xEF; });

// What is written for the character at the front of `rest`.
Instead written(std::string_view rest, Where where)
{
    const auto first = static_cast<unsigned char>(rest[0]);
    switch (first) {
    case '\r':
        return {"&#13;"};
    case '\t':
        return {where == Where::Attribute ? "&#9;" : ""};
    case '\n':
        return {where == Where::Attribute ? "&#10;" : ""};
    case 0xEF:
        return {rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF") ? kReplacement
                                                                                     : "",
                3};
    default:
        return {first < 0x20 ? kReplacement : entity_of(first)};
    }
}

void append_xml(std::string& out, std::string_view text, Where where)
{
    if (!is_utf8(text)) {
        append_xml(out, valid_utf8(text), where);
        return;
    }
    append_with(out, text, kSpecial,
                [where](std::string_view rest) { return written(rest, where); });
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
