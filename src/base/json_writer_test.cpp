#include "base/json_writer.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace chancery {
namespace {

std::string json(const auto& write)
{
    std::string out;
    JsonWriter writer(out);
    write(writer);
    return out;
}

std::string json_text(std::string_view text)
{
    return json([&](JsonWriter& j) { j.value(text); });
}

TEST(JsonWriter, WritesMembersInTheOrderTheyCome)
{
    EXPECT_EQ(json([](JsonWriter& j) {
                  j.begin_object();
                  j.member("z", "last");
                  j.key("tags");
                  j.begin_array();
                  j.value("PHUM");
                  j.value(7);
                  j.begin_object();
                  j.end_object();
                  j.begin_array();
                  j.end_array();
                  j.end_array();
                  j.member("a", true);
                  j.end_object();
              }),
              R"({"z":"last","tags":["PHUM",7,{},[]],"a":true})");
}

TEST(JsonWriter, KnowsEveryKindOfValue)
{
    EXPECT_EQ(json([](JsonWriter& j) {
                  j.begin_array();
                  j.value(nullptr);
                  j.value(true);
                  j.value(false);
                  j.value(0U);
                  j.value(-1);
                  j.value(std::numeric_limits<std::int64_t>::min());
                  j.value(std::numeric_limits<std::int64_t>::max());
                  j.value(std::optional<int>());
                  j.value(std::optional<std::string>("x"));
                  j.value(std::string("s"));
                  j.end_array();
              }),
              "[null,true,false,0,-1,-9223372036854775808,9223372036854775807,null,\"x\",\"s\"]");
}

TEST(JsonWriter, EscapesWhatJsonWantsEscaped)
{
    const std::vector<std::pair<std::string_view, std::string_view>> cases = {
        {"", R"("")"},
        {"plain", R"("plain")"},
        {R"(a"b\c)", R"("a\"b\\c")"},
        {"\n\t\r\f\b", R"("\n\t\u000d\u000c\u0008")"},
        {std::string_view("\0\x01\x1f", 3), R"("\u0000\u0001\u001f")"},
        {"\x7f", "\"\x7f\""},
        {"a/b", R"("a/b")"},
        {"§ ¶ € \xF0\x9F\x93\xA8", "\"§ ¶ € \xF0\x9F\x93\xA8\""},
        {"\"", R"("\"")"},
        {"\\", R"("\\")"},
    };
    for (const auto& [text, wanted] : cases) {
        EXPECT_EQ(json_text(text), wanted);
    }
}

TEST(JsonWriter, NothingInATextEndsOrHidesAScriptElement)
{
    EXPECT_EQ(json_text("</script>"), R"("<\/script>")");
    EXPECT_EQ(json_text("a</"), R"("a<\/")");
    EXPECT_EQ(json_text("<</b>"), R"("<<\/b>")");
    EXPECT_EQ(json_text("< /b>/"), R"("< /b>/")");
    // HTML 13.2.5: behind "<!--" a "<script" would swallow the end of the element.
    EXPECT_EQ(json_text("<!--<script>"), R"("\u003c!--<script>")");
}

TEST(JsonWriter, EscapesKeysToo)
{
    EXPECT_EQ(json([](JsonWriter& j) {
                  j.begin_object();
                  j.member("a\"\n</b\xff", 1);
                  j.end_object();
              }),
              "{\"a\\\"\\n<\\/b\xEF\xBF\xBD\":1}");
}

TEST(JsonWriter, ReplacesWhatIsNotUtf8)
{
    EXPECT_EQ(json_text("a\xff\"b"), "\"a\xEF\xBF\xBD\\\"b\"");
    EXPECT_EQ(json_text("\xed\xa0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    EXPECT_EQ(json_text("\xc3"), "\"\xEF\xBF\xBD\"");
}

TEST(JsonWriter, ReplacesInArraysWithoutASecondComma)
{
    EXPECT_EQ(json([](JsonWriter& j) {
                  j.begin_array();
                  j.value("a");
                  j.value("\xff");
                  j.value("b");
                  j.end_array();
              }),
              "[\"a\",\"\xEF\xBF\xBD\",\"b\"]");
}

TEST(JsonWriter, EmptyTextIsNullWhereAsked)
{
    EXPECT_EQ(json([](JsonWriter& j) {
                  j.begin_object();
                  j.text_or_null("a", "");
                  j.text_or_null("b", "x");
                  j.end_object();
              }),
              R"({"a":null,"b":"x"})");
}

TEST(JsonWriter, AppendsToWhatIsThere)
{
    std::string out = "before ";
    JsonWriter first(out);
    first.value(1);
    out += '\n';
    JsonWriter second(out);
    second.value(2);
    EXPECT_EQ(out, "before 1\n2");
}

TEST(JsonWriterDeathTest, UnbalancedCallsStopTheProgram)
{
    EXPECT_DEATH(json([](JsonWriter& j) { j.end_object(); }), "internal error");
    EXPECT_DEATH(json([](JsonWriter& j) { j.end_array(); }), "internal error");
    EXPECT_DEATH(json([](JsonWriter& j) {
                     j.begin_object();
                     j.key("a");
                     j.key("b");
                 }),
                 "internal error");
    EXPECT_DEATH(json([](JsonWriter& j) {
                     j.begin_object();
                     j.key("a");
                     j.end_object();
                 }),
                 "internal error");
}

} // namespace
} // namespace chancery
