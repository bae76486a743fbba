// A second opinion on mirror pages: libgumbo reads them as a browser does. It must find the same
// cells, heading and text blocks as our reader, but for what markup.hpp does otherwise on purpose.
#include <algorithm>
#include <array>
#include <cstring>
#include <gtest/gtest.h>
#include <gumbo.h>
#include <memory>
#include <vector>

#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "import/decode.hpp"
#include "import/document.hpp"
#include "import/fixtures.hpp"

namespace chancery::importer {
namespace {

struct Verdict {
    std::vector<std::string> cells; // of the table of class cable
    std::vector<std::string> blocks;
    std::string heading;
};

std::string_view attribute_of(const GumboElement& element, const char* name)
{
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found == nullptr ? "" : found->value;
}

bool is_paragraph_anchor(const GumboElement& element)
{
    return element.tag == GUMBO_TAG_A && attribute_of(element, "id").starts_with("par");
}

template <class Visit>
void walk(const GumboNode* root, const Visit& visit)
{
    std::vector<const GumboNode*> open = {root};
    while (!open.empty()) {
        const GumboNode* node = open.back();
        open.pop_back();
        if (visit(*node) && node->type == GUMBO_NODE_ELEMENT) {
            const GumboVector& children = node->v.element.children;
            for (unsigned i = children.length; i > 0; --i) {
                open.push_back(static_cast<const GumboNode*>(children.data[i - 1]));
            }
        }
    }
}

std::string text_below(const GumboNode* root)
{
    std::string text;
    walk(root, [&](const GumboNode& node) {
        if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE) {
            text += node.v.text.text;
        }
        return node.type != GUMBO_NODE_ELEMENT || !is_paragraph_anchor(node.v.element);
    });
    return text;
}

Verdict judge(std::string_view html)
{
    const auto destroy = [](GumboOutput* output) {
        gumbo_destroy_output(&kGumboDefaultOptions, output);
    };
    const std::unique_ptr<GumboOutput, decltype(destroy)> output(
        gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()), destroy);
    Verdict verdict;
    const GumboNode* table = nullptr;
    walk(output->root, [&](const GumboNode& node) {
        if (node.type != GUMBO_NODE_ELEMENT) {
            return true;
        }
        const GumboElement& element = node.v.element;
        if (element.tag == GUMBO_TAG_TABLE && attribute_of(element, "class") == "cable") {
            table = &node;
        } else if (element.tag == GUMBO_TAG_PRE) {
            verdict.blocks.push_back(text_below(&node));
        } else if (element.tag == GUMBO_TAG_H3 && text_below(&node).starts_with("Viewing cable ")) {
            verdict.heading = collapse_spaces(text_below(&node));
        }
        return true;
    });
    if (table != nullptr) {
        walk(table, [&](const GumboNode& node) {
            if (node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == GUMBO_TAG_TD) {
                verdict.cells.push_back(collapse_spaces(text_below(&node)));
            }
            return true;
        });
    }
    return verdict;
}

std::string time_text(const std::optional<Instant>& time)
{
    return time ? format_minute(*time) : "";
}

TEST(Judge, AgreesOnEveryRealPage)
{
    const auto data = testing::shared_data();
    if (!data) {
        GTEST_SKIP() << "skipped: no ../shared/data";
    }
    int pages = 0;
    for (const auto& entry : fs::recursive_directory_iterator(*data)) {
        if (entry.path().extension() != ".html") {
            continue;
        }
        SCOPED_TRACE(entry.path());
        const std::string html = read_file(entry.path());
        const Verdict verdict = judge(html);
        const auto document = read_document(html, entry.path().string());
        ASSERT_TRUE(document) << document.error();
        const Given& given = document->given;
        const std::vector<std::string> cells = {given.id, time_text(given.created),
                                                time_text(given.released), given.classification,
                                                given.origin};
        ASSERT_GE(verdict.cells.size(), cells.size());
        EXPECT_TRUE(std::equal(cells.begin(), cells.end(), verdict.cells.begin()));
        EXPECT_EQ(collapse_spaces("Viewing cable " + given.id + ", " + given.subject),
                  verdict.heading);
        ASSERT_EQ(verdict.blocks.size(), 2U);
        EXPECT_EQ(document->text.header, verdict.blocks[0]);
        EXPECT_EQ(document->text.body, verdict.blocks[1]);
        ++pages;
    }
    EXPECT_EQ(pages, 84);
}

// Where they part, on purpose: what a browser makes of a telegram that nobody escaped.
TEST(Judge, ReadsTelegramsAsABrowserDoesWhichIsWrong)
{
    struct {
        std::string_view sent;
        std::string_view judged;
    } const cases[] = {
        {"R&D &feed", "R&D &feed"}, // here they agree
        {"<<218634>>", "<<218634>>"},
        {"&notably", "\u00ACably"},
        {"&copy8", "\u00A98"},
        {"&Oslash", "\u00D8"},
        {"Minister <Firefly> said", "Minister  said"},
        {"<A> <B> first", "  first"},
    };
    for (const auto& [sent, judged] : cases) {
        fixtures::PageParts parts;
        parts.body = "UNCLAS FREEDONIA 000242\nR&D " + std::string(sent);
        const std::string html = fixtures::page(parts);
        const auto ours = read_document(html, "");
        ASSERT_TRUE(ours);
        EXPECT_EQ(judge(html).blocks[1], "UNCLAS FREEDONIA 000242\nR&D " + std::string(judged));
        if (sent != "<A> <B> first") { // <B> is bold to us, too
            EXPECT_EQ(ours->text.body, parts.body);
        }
    }
}

} // namespace
} // namespace chancery::importer
