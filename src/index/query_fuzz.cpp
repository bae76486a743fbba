// Queries: read, brought to normal form and printed. Places lie in the text, trees keep their limits, the
// normal form is its own, and printed it reads back as itself.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "index/analyzer.hpp"
#include "index/query/normal.hpp"
#include "index/query/parse.hpp"
#include "index/query/print.hpp"
#include "index/query/shape.hpp"

using namespace chancery;               // NOLINT: a fuzz target
using namespace chancery::index;        // NOLINT
using namespace chancery::index::query; // NOLINT

namespace {

void check_places(const Node& node, std::size_t size)
{
    CHECK(node.at.from <= node.at.to && node.at.to <= size);
    for (const Node& child : node.children) {
        check_places(child, size);
    }
}

void check_limits(const Node& tree)
{
    CHECK(count_nodes(tree) <= kMaxNodes && depth_of(tree) <= kMaxDepth);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Analyzer analyzer;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Reading reading = read_query(text);
    check_limits(reading.tree);
    check_places(reading.tree, size);
    for (const Note& note : reading.notes) {
        CHECK(note.at.from <= note.at.to && note.at.to <= size && !note.text.empty());
        CHECK(is_utf8(note.text));
    }
    const Node normal = normal_form(reading.tree, analyzer);
    check_limits(normal);
    check_places(normal, size);
    CHECK(normal_form(normal, analyzer) == normal);
    const std::string printed = to_text(normal);
    CHECK(is_utf8(printed) && is_utf8(in_words(normal)) && is_utf8(to_tree(normal)));
    if (printed.size() <= kMaxQueryBytes) {
        const Reading again = read_query(printed);
        CHECK(again.notes.empty());
        CHECK(same_query(normal_form(again.tree, analyzer), normal));
    }
    return 0;
}
