#pragma once
// Writes XML 1.0 straight into a string: elements in the order they are written, everything escaped.
//
//   XmlWriter xml(out);
//   xml.declaration();
//   xml.begin("feed");
//   xml.attribute("xmlns", "http://www.w3.org/2005/Atom");
//   xml.element("title", cable.subject);
//   xml.end();
//
// Names are literals that are checked when the program is compiled; text that is known at run time
// cannot become markup. Whatever the text holds, the document is well-formed:
//
//   & < > " '                         &amp; &lt; &gt; &quot; &#39;
//   tab, line end in an attribute     &#9; &#10;, or a parser would make them blanks (XML 1.0, 3.3.3)
//   carriage return                   &#13;, or a parser would make it a line end (2.11)
//   other control characters below U+0020, U+FFFE, U+FFFF (2.2), what is not UTF-8
//                                     U+FFFD: there is no way to write them
//
// All else stays as it is, marks that turn the direction of a text among them: who shows a text in one
// line takes them out himself (cite/one_line.hpp). Unbalanced calls are our mistake (CHECK).
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chancery {

// Of an element or attribute: "title", "xsi:schemaLocation".
class XmlName {
public:
    template <std::size_t N>
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is a name
    consteval XmlName(const char (&name)[N]) : text_(name, N - 1)
    {
        for (const char c : text_) {
            const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
            if (!fits) {
                throw "no name";
            }
        }
    }
    std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

class XmlWriter {
public:
    explicit XmlWriter(std::string& out) : out_(out) {}

    void declaration();
    void begin(XmlName name);
    // Behind begin(), before any text or element in it.
    void attribute(XmlName name, std::string_view value);
    void text(std::string_view text);
    void end();
    void line() { close_tag(), out_ += '\n'; } // between elements, for those who read the document

    // <name>text</name>
    void element(XmlName name, std::string_view content);
    template <std::integral Number>
    void element(XmlName name, Number content)
    {
        element(name, std::string_view(std::to_string(content)));
    }
    // Nothing at all where the text is empty.
    void element_if(XmlName name, std::string_view content);

private:
    void close_tag();

    std::string& out_;
    std::vector<std::string_view> open_; // names
    bool in_tag_ = false;                // "<name" is written, and not yet its ">"
};

} // namespace chancery
