#include "import/records.hpp"

#include <algorithm>
#include <chrono>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "import/dump_row.hpp"
#include "import/fixtures.hpp"

namespace chancery::importer {
namespace {

using fixtures::dump_row;

// Hands a text out in pieces of the given size, and then ends or fails.
class Pieces : public ByteSource {
public:
    Pieces(std::string text, std::size_t size, std::string failure = {})
        : text_(std::move(text)), size_(size), failure_(std::move(failure))
    {
    }
    std::expected<std::size_t, std::string> read(char* to, std::size_t size) override
    {
        const std::size_t count = std::min({size, size_, text_.size() - at_});
        text_.copy(to, count, at_);
        at_ += count;
        if (count == 0 && !failure_.empty()) {
            return std::unexpected(failure_);
        }
        return count;
    }

private:
    std::string text_;
    std::size_t size_;
    std::string failure_;
    std::size_t at_ = 0;
};

using Texts = std::vector<std::string>;

struct Found {
    Texts names;
    Texts records;
    Texts refused;
    bool operator==(const Found&) const = default;
};

Found read_all(RecordReader reader)
{
    Found found;
    while (auto item = reader.next()) {
        if (auto* document = std::get_if<FoundDocument>(&*item)) {
            found.names.push_back(document->name);
            found.records.push_back(document->bytes);
        } else {
            const auto& refused = std::get<Refused>(*item);
            found.refused.push_back(refused.name + ": " + refused.reason);
        }
    }
    return found;
}

Found read(const std::string& text, std::size_t piece = 1 << 20, const Limits& limits = {})
{
    const auto kind = records_in(text);
    if (!kind) {
        return {{}, {}, {"no records"}};
    }
    return read_all({*kind, std::make_unique<Pieces>(text, piece), "d", limits});
}

TEST(Records, OfADumpAreItsRowsByteForByte)
{
    const std::string first = dump_row("1");
    const std::string second = replace_all(dump_row("2"), "\n", "\r\n");
    const std::string third = "3,2/27/2008 19:56,08FREEDONIA3,x,y,\\N,\"a\nb\",c";
    const Found expected{{"d#1", "d#2", "d#3"}, {first, second, third}, {}};
    const std::string text = first + '\n' + second + "\r\n\r\n" + third;
    for (const std::size_t piece : {1, 7, 100, 1 << 20}) {
        EXPECT_EQ(read(text, piece), expected) << piece;
        EXPECT_EQ(read(text + "\n", piece), expected) << piece;
        EXPECT_EQ(read("\xEF\xBB\xBF" + text + "\r\n", piece), expected) << piece;
    }
}

TEST(Records, OfADumpMayHaveTitlesAboveThem)
{
    const std::string titles = "number,created,id,origin,classification,references,header,body\r\n";
    EXPECT_EQ(read(titles + dump_row("1")), (Found{{"d#1"}, {dump_row("1")}, {}}));
}

TEST(Records, BehindABrokenRowAreKept)
{
    const std::string good = dump_row("9");
    struct {
        std::string_view what;
        std::string broken; // without its line end
        std::string reason;
    } const cases[] = {
        {"columns lost", R"("8","1/2/2008 3:04","08X1")", "line 4: 3 columns instead of 8"},
        {"quote not closed", R"("8","1/2/2008 3:04","08X1","a","b","c","d","e)",
         "line 4: a quote inside column 8 is not escaped"},
        {"quote not escaped", R"("8","1/2/2008 3:04","08X1","a","b","c","d","e "f" g")",
         "line 4: a quote inside column 8 is not escaped"},
        {"columns too many", R"("8","1/2/2008 3:04","08X1","a","b","c","d","e","f","g")",
         "line 4: more than 8 columns"},
        {"a line in two", "\"8\",\"1/2/2008 3:04\",\"08X1\",\"a\",b\nc\",\"d\"",
         "line 4: 5 columns instead of 8"},
    };
    const std::string before = R"("7","1/2/2008 3:04","08X7","a","b","c","d","e)"
                               "\n\nf\"";
    for (const auto& [what, broken, reason] : cases) {
        const Found expected{{"d#7", "d#9"}, {before, good}, {"d: " + reason}};
        for (const std::size_t piece : {1, 50, 1 << 20}) {
            EXPECT_EQ(read(before + '\n' + broken + '\n' + good + '\n', piece), expected)
                << what << piece;
        }
    }
}

TEST(Records, CutOffAtTheEndOfTheFileAreRefused)
{
    const std::string first = dump_row("1");
    const std::string text = first + '\n' + dump_row("2");
    const Found found = read(text.substr(0, text.size() - 10));
    EXPECT_EQ(found.records, Texts{first});
    const auto line = 1 + std::ranges::count(first, '\n') + 1;
    EXPECT_EQ(found.refused, Texts{"d: line " + std::to_string(line) +
                                   ": the quote that opens column 8 is never closed"});
}

TEST(Records, BeforeAFailureAreHandedOutAndThePartialOneIsNot)
{
    const std::string rows = "1,1/2/2008 3:04,08X1,a,b,c,d,e\n2,1/2/2008 3:04,08X2,a,b,c,d,e";
    EXPECT_EQ(read_all({RecordKind::DumpRows, std::make_unique<Pieces>(rows, 10, "disk on fire"),
                        "d", Limits()}),
              (Found{{"d#1"},
                     {"1,1/2/2008 3:04,08X1,a,b,c,d,e"},
                     {"d: disk on fire; the 1 records before that were read"}}));
    EXPECT_EQ(
        read_all({RecordKind::JsonLines,
                  std::make_unique<Pieces>("{\"a\":1}\n{\"b\"", 10, "disk on fire"), "d",
                  Limits()}),
        (Found{{"d#1"}, {"{\"a\":1}"}, {"d: disk on fire; the 1 records before that were read"}}));
}

TEST(Records, LongerThanTheLimitAreRefusedAndPassedOver)
{
    Limits limits;
    limits.document_bytes = 2000;
    const std::string good = "9,1/2/2008 3:04,08X1,a,b,c,d,e";
    const std::string dump = R"("8","1/2/2008 3:04","08X1","a","b","c","d",")" +
                             std::string(1'000'000, 'x') + "\"\n" + good;
    EXPECT_EQ(read(good + '\n' + dump, 4096, limits),
              (Found{{"d#9", "d#9"}, {good, good}, {"d: line 2: longer than 2000 bytes"}}));
    const std::string lines = "{\"a\":\"" + std::string(1'000'000, 'x') + "\"}\n{\"b\":2}\n";
    EXPECT_EQ(read(lines, 4096, limits),
              (Found{{"d#2"}, {"{\"b\":2}"}, {"d: line 1: longer than 2000 bytes"}}));
}

TEST(Records, OfJsonAreItsLines)
{
    const Found expected{{"d#1", "d#3", "d#4"}, {"{\"a\":1}", "{ \"b\":2}", "{\"c\":3}"}, {}};
    for (const std::size_t piece : {1, 5, 1 << 20}) {
        EXPECT_EQ(read("{\"a\":1}\n\n{ \"b\":2}\r\n  {\"c\":3} ", piece), expected) << piece;
    }
}

TEST(Records, AreFoundByTheFirstBytesOnly)
{
    EXPECT_EQ(records_in(dump_row("1")), RecordKind::DumpRows);
    EXPECT_EQ(records_in("a,b,c,d,e,f,g,h\n" + dump_row("1")), RecordKind::DumpRows);
    EXPECT_EQ(records_in("{\"id\":1}"), RecordKind::JsonLines);
    EXPECT_EQ(records_in("{ \"id\":1}"), RecordKind::JsonLines);
    for (const std::string& other :
         {std::string(), fixtures::telegram(), fixtures::page(), fixtures::page_text(),
          std::string("[{\"id\":1}]"), std::string("{curly}"), std::string("1,2,3\n4,5,6\n")}) {
        EXPECT_EQ(records_in(other), std::nullopt) << other.substr(0, 40);
    }
}

// Rows that each look as if they went on to the end of the file.
TEST(Records, TakeTimeInProportionWhateverIsInThem)
{
    const std::string lines[] = {"1,1/1/2001 1:01,01A1,\"",
                                 "1,1/1/2001 1:01,01A1,\"\"\"",
                                 "1,1/1/2001 1:01,01A1,\\\"",
                                 "1,1/1/2001 1:01,\"\\\"\"",
                                 "1,1/1/2001 1:01,\"\\",
                                 "\"1\",\"1/1/2001 1:01\",\"\\\"",
                                 "1,1/1/2001 1:01,\"\\\\\\\\\\\\\\\\"};
    for (const std::string& line : lines) {
        std::string text;
        while (text.size() < (1U << 20U)) {
            text += line + '\n';
        }
        const auto begin = std::chrono::steady_clock::now();
        const Found found = read(text);
        EXPECT_FALSE(found.refused.empty());
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10)) << line;
    }
}

} // namespace
} // namespace chancery::importer
