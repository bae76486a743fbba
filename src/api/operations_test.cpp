// The tables agree: what is described is routed, what is routed is described.
#include "api/operations.hpp"

#include <set>

#include <gmock/gmock.h>

#include "api/openapi.hpp"
#include "api/schema.hpp"
#include "base/text.hpp"
#include "cable/json_read.hpp"

namespace chancery::api {
namespace {

std::vector<std::string> names_in(std::string_view path)
{
    std::vector<std::string> names;
    for (const std::string_view segment : split(path, '/')) {
        if (segment.starts_with('{')) {
            names.emplace_back(segment.substr(1, segment.size() - 2));
        }
    }
    return names;
}

std::string with_values(std::string_view path)
{
    return replace_all(replace_all(path, "{", ""), "}", "");
}

TEST(Operations, EachIsFoundAtItsPath)
{
    for (const Operation& operation : operations()) {
        for (const Form form : {Form::Page, Form::JsonLines, Form::Csv}) {
            const std::string path = with_values(operation.path) + std::string(ending(form));
            const auto found = find_operation(path);
            if (form != Form::Page && operation.shape() == Shape::One) {
                EXPECT_TRUE(!found || found->form == Form::Page) << path;
                continue;
            }
            ASSERT_TRUE(found) << path;
            EXPECT_EQ(found->operation, &operation) << path;
            EXPECT_EQ(found->form, form) << path;
            EXPECT_EQ(found->path.size(), names_in(operation.path).size());
        }
    }
}

TEST(Operations, NothingElseIsFound)
{
    for (const std::string_view path :
         {"/api/v1/", "/api/v2/cables", "/api/v1/cables/", "/api/v1/cables//versions",
          "/api/v1/cables/x/versions/1/2", "/api/v1/Cables", "/api/v1/cables.json", "/api/v1.jsonl",
          "/api/v1/missing/LINDEN", "/api/openapi.yaml", "/api/openapi.json.csv"}) {
        EXPECT_FALSE(find_operation(path)) << path;
    }
}

TEST(Operations, TakeWhatTheirPathsName)
{
    for (const Operation& operation : operations()) {
        std::vector<std::string> in_path;
        for (const std::string_view name : words(operation.parameters)) {
            if (parameter_of(name).place == Place::Path) {
                in_path.emplace_back(name);
            }
        }
        EXPECT_EQ(in_path, names_in(operation.path)) << operation.name;
        const bool takes_after = is_one_of(words(operation.parameters), "after");
        EXPECT_EQ(takes_after, operation.shape() == Shape::List) << operation.name;
    }
}

TEST(Operations, HaveAddressesThatAreEncoded)
{
    const Operation& operation = *find_operation("/api/v1/missing/a/b")->operation;
    EXPECT_EQ(address_of(operation, Form::Csv,
                         {{"post", "A B?"}, {"year", "2008"}, {"after", "gap~08é&x"}}),
              "/api/v1/missing/A%20B%3F/2008.csv?after=gap~08%C3%A9%26x");
    EXPECT_EQ(address_of(operation, Form::Page, {{"post", "A"}, {"year", "2008"}}),
              "/api/v1/missing/A/2008");
}

TEST(Operations, AreAllDescribedAndNoOthersAre)
{
    std::set<std::string> expected;
    for (const Operation& operation : operations()) {
        expected.emplace(operation.path);
        if (operation.shape() == Shape::List) {
            expected.insert(std::string(operation.path) + ".jsonl");
            expected.insert(std::string(operation.path) + ".csv");
        }
    }
    edition::Settings settings;
    settings.title = "Archive of </script>";
    const std::string text = openapi(settings);
    const json::Object root = json::parse(text);
    std::set<std::string> described;
    json::inside(root, "paths", [&](const json::Object& paths) {
        for (const auto [path, item] : paths) {
            described.emplace(path);
        }
    });
    EXPECT_EQ(described, expected);
    EXPECT_THAT(text, ::testing::Not(::testing::HasSubstr("</script>")));
}

TEST(Schemas, OfWholeListsFitIntoATable)
{
    for (const Operation& operation : operations()) {
        if (operation.shape() == Shape::One) {
            continue;
        }
        for (const Field& field : schema_of(operation.line).fields) {
            EXPECT_TRUE(is_plain(field.type)) << operation.line << ' ' << field.name;
        }
    }
}

TEST(Schemas, AreAllUsed)
{
    std::string used;
    for (const Operation& operation : operations()) {
        used += ' ' + std::string(operation.answer) + ' ' + std::string(operation.line) + ' ' +
                std::string(operation.beside);
    }
    for (const Schema& schema : schemas()) {
        for (const Field& field : schema.fields) {
            used += ' ' +
                    replace_all(replace_all(replace_all(replace_all(field.type, "[", ""), "]", ""),
                                            "?", ""),
                                "~", "");
        }
    }
    for (const Schema& schema : schemas()) {
        const bool is_used = is_one_of(words(used), schema.name) || schema.name == "Problem";
        EXPECT_TRUE(is_used) << schema.name;
    }
}

} // namespace
} // namespace chancery::api
