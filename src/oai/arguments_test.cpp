#include "oai/arguments.hpp"

#include <gtest/gtest.h>

namespace chancery::oai {
namespace {

// "ok", or the code of the error.
std::string outcome(const http::Fields& fields)
{
    const auto arguments = read_arguments(fields);
    return arguments ? "ok" : std::string(name(arguments.error().code));
}

// The table of arguments of the specification, sections 4.1 to 4.6.
TEST(OaiArguments, AreThoseOfTheVerb)
{
    struct Row {
        http::Fields fields;
        std::string_view outcome;
    };
    const std::string_view kBad = "badArgument";
    const Row kRows[] = {
        {{}, "badVerb"},
        {{{"verb", ""}}, "badVerb"},
        {{{"verb", "identify"}}, "badVerb"},
        {{{"verb", "Identify"}, {"verb", "Identify"}}, "badVerb"},
        {{{"Verb", "Identify"}}, "badVerb"},
        {{{"verb", "Identify"}}, "ok"},
        {{{"verb", "Identify"}, {"x", "1"}}, kBad},
        {{{"verb", "Identify"}, {"set", "tag"}}, kBad},
        {{{"verb", "ListMetadataFormats"}}, "ok"},
        {{{"verb", "ListMetadataFormats"}, {"identifier", "x"}}, "ok"},
        {{{"verb", "ListMetadataFormats"}, {"identifier", ""}}, kBad},
        {{{"verb", "ListSets"}}, "ok"},
        {{{"verb", "ListSets"}, {"resumptionToken", "x"}}, "ok"},
        {{{"verb", "GetRecord"}}, kBad},
        {{{"verb", "GetRecord"}, {"identifier", "x"}}, kBad},
        {{{"verb", "GetRecord"}, {"metadataPrefix", "x"}}, kBad},
        {{{"verb", "GetRecord"}, {"metadataPrefix", "x"}, {"identifier", "y"}}, "ok"},
        {{{"verb", "GetRecord"}, {"metadataPrefix", "x"}, {"identifier", "y"}, {"identifier", "y"}},
         kBad},
        {{{"verb", "ListRecords"}}, kBad},
        {{{"verb", "ListRecords"}, {"metadataPrefix", "x"}}, "ok"},
        {{{"verb", "ListRecords"}, {"metadataPrefix", "x"}, {"identifier", "y"}}, kBad},
        {{{"verb", "ListRecords"}, {"resumptionToken", "x"}}, "ok"},
        {{{"verb", "ListRecords"}, {"resumptionToken", "x"}, {"metadataPrefix", "x"}}, kBad},
        {{{"verb", "ListIdentifiers"}, {"metadataPrefix", "x"}, {"set", "tag"}}, "ok"},
        {{{"verb", "ListIdentifiers"}, {"metadataPrefix", std::string(1001, 'x')}}, kBad},
    };
    for (const Row& row : kRows) {
        EXPECT_EQ(outcome(row.fields), row.outcome)
            << (row.fields.empty() ? "" : row.fields.back().first);
    }
}

TEST(OaiArguments, DatesAreDays)
{
    const auto list = [](const std::string& from, const std::string& until) {
        http::Fields fields = {{"verb", "ListRecords"}, {"metadataPrefix", "oai_dc"}};
        if (!from.empty()) {
            fields.emplace_back("from", from);
        }
        if (!until.empty()) {
            fields.emplace_back("until", until);
        }
        return outcome(fields);
    };
    EXPECT_EQ(list("2011-08-26", "2011-08-26"), "ok");
    EXPECT_EQ(list("2011-08-26", ""), "ok");
    EXPECT_EQ(list("", "2011-08-26"), "ok");
    EXPECT_EQ(list("2011-08-27", "2011-08-26"), "badArgument");
    for (const std::string day : {"2011-08-26T00:00:00Z", "2011-08", "2011-8-26", "2011-02-30",
                                  "26.8.2011", "today", "2011-08-26 ", "0000-00-00", "\xff"}) {
        EXPECT_EQ(list(day, ""), "badArgument") << day;
        EXPECT_EQ(list("", day), "badArgument") << day;
    }
    EXPECT_EQ(read_arguments(
                  {{"verb", "ListRecords"}, {"metadataPrefix", "oai_dc"}, {"from", "2011-08-26"}})
                  ->from,
              parse_instant("2011-08-26"));
}

} // namespace
} // namespace chancery::oai
