#include "base/xml_writer.hpp"

#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"

namespace chancery {
namespace {

std::string xml(const auto& write)
{
    std::string out;
    XmlWriter writer(out);
    write(writer);
    return out;
}

std::string content(std::string_view text)
{
    return xml([&](XmlWriter& x) { x.element("t", text); });
}

TEST(XmlWriter, WritesElementsInTheOrderTheyCome)
{
    EXPECT_EQ(xml([](XmlWriter& x) {
                  x.declaration();
                  x.begin("feed");
                  x.attribute("xmlns:at", "urn:x");
                  x.attribute("n", "1");
                  x.line();
                  x.element("title", "A & B");
                  x.element("count", 12U);
                  x.element_if("motto", "");
                  x.element_if("note", "n");
                  x.begin("empty");
                  x.end();
                  x.begin("mixed");
                  x.text("a");
                  x.element("b", "");
                  x.text("c");
                  x.end();
                  x.end();
              }),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns:at=\"urn:x\" n=\"1\">\n"
              "<title>A &amp; B</title><count>12</count><note>n</note><empty/>"
              "<mixed>a<b></b>c</mixed></feed>");
}

TEST(XmlWriter, EscapesWhatMayNotStandForItself)
{
    const std::vector<std::pair<std::string_view, std::string_view>> cases = {
        {"R&D <b> ]]> \"'", "R&amp;D &lt;b&gt; ]]&gt; &quot;&#39;"},
        {"&amp;", "&amp;amp;"},
        {"a\r\n\tb", "a&#13;\n\tb"},
        {std::string_view("\0\x01\x0b\x0c\x1f", 5),
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"}, // a lone surrogate
        {"a\xC3", "a\xEF\xBF\xBD"},
        {"\xE2\x80\xAE \xC2\x85 \xF0\x9F\x93\xA8", "\xE2\x80\xAE \xC2\x85 \xF0\x9F\x93\xA8"},
    };
    for (const auto& [text, wanted] : cases) {
        EXPECT_EQ(content(text), "<t>" + std::string(wanted) + "</t>");
    }
    EXPECT_EQ(xml([](XmlWriter& x) {
                  x.begin("t");
                  x.attribute("a", "\t\n\r\"'<\x02");
                  x.end();
              }),
              "<t a=\"&#9;&#10;&#13;&quot;&#39;&lt;\xEF\xBF\xBD\"/>");
}

TEST(XmlWriterDeathTest, UnbalancedCallsStopTheProgram)
{
    EXPECT_DEATH(xml([](XmlWriter& x) { x.end(); }), "internal error");
    EXPECT_DEATH(xml([](XmlWriter& x) { x.text("a"); }), "internal error");
    EXPECT_DEATH(xml([](XmlWriter& x) {
                     x.begin("a");
                     x.text("b");
                     x.attribute("c", "d");
                 }),
                 "internal error");
}

// ---- an independent parser ----

// Bytes that mean something to a parser of XML or UTF-8, more often than others.
std::string hostile_text(std::mt19937& random)
{
    static const std::vector<std::string> kPieces = {"&",
                                                     "<",
                                                     ">",
                                                     "]]>",
                                                     "<!--",
                                                     "-->",
                                                     "<?x?>",
                                                     "\"",
                                                     "'",
                                                     "\r",
                                                     "\n",
                                                     "\t",
                                                     "&#0;",
                                                     "\x01",
                                                     "\x7F",
                                                     "\xEF\xBF\xBE",
                                                     "\xEF\xBF\xBF",
                                                     "\xED\xB0\x80",
                                                     "\xC0\xAF",
                                                     "\xF4\x90\x80\x80",
                                                     "\xE2\x80\xAE",
                                                     "\xEF\xBB\xBF",
                                                     "a",
                                                     " ",
                                                     "\xC2\x85",
                                                     "\xE2\x80\xA8",
                                                     "<![CDATA[",
                                                     "</t>"};
    std::string text;
    for (std::size_t n = random() % 12; n > 0; --n) {
        if (random() % 3 == 0) {
            text += static_cast<char>(random() % 256);
        } else {
            text += kPieces[random() % kPieces.size()];
        }
    }
    return text;
}

// What a parser must give back.
std::string expected_text(std::string_view text)
{
    std::string out;
    const std::string valid = valid_utf8(text);
    for (std::size_t i = 0; i < valid.size(); ++i) {
        const auto c = static_cast<unsigned char>(valid[i]);
        const std::string_view three = std::string_view(valid).substr(i, 3);
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || three == "\xEF\xBF\xBE" ||
            three == "\xEF\xBF\xBF") {
            out += "\xEF\xBF\xBD";
            i += c < 0x20 ? 0 : 2;
        } else {
            out += valid[i];
        }
    }
    return out;
}

std::string hex_of(std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += kDigits[byte / 16];
        out += kDigits[byte % 16];
    }
    return out;
}

// Python's parser (expat) reads each text as it was given, but for what XML cannot hold.
TEST(XmlWriter, IsReadBackByAnotherParserWhateverTheTextIs)
{
    if (std::system("python3 -c '' 2>/dev/null") != 0) {
        GTEST_SKIP() << "skipped: no python3";
    }
    std::mt19937 random(7);
    const std::string document = xml([&](XmlWriter& x) {
        x.declaration();
        x.begin("all");
        for (int i = 0; i < 3000; ++i) {
            const std::string text = hostile_text(random);
            x.begin("t");
            x.attribute("a", text);
            x.attribute("wanted", hex_of(expected_text(text)));
            x.text(text);
            x.end();
        }
        x.end();
    });
    const testing::TempFolder folder;
    write_file_atomic(folder.path() / "all.xml", document);
    write_file_atomic(folder.path() / "read.py",
                      "import sys, xml.etree.ElementTree as tree\n"
                      "bad = 0\n"
                      "for t in tree.parse(sys.argv[1]).getroot():\n"
                      "    wanted = bytes.fromhex(t.get('wanted')).decode()\n"
                      "    bad += (t.text or '') != wanted or t.get('a') != wanted\n"
                      "sys.exit(bad != 0)\n");
    const std::string command = "python3 " + (folder.path() / "read.py").string() + " " +
                                (folder.path() / "all.xml").string();
    EXPECT_EQ(std::system(command.c_str()), 0);
}

} // namespace
} // namespace chancery
