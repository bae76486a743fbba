// The rules of OAI-PMH 2.0, with a harvester that knows nothing of how lists are made.
#include "oai/repository.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/file.hpp"
#include "base/testing.hpp"
#include "edition/made_edition.hpp"
#include "oai/records.hpp"

namespace chancery::oai {
namespace {

using edition::Version;
using edition::testing::made_cable;
using edition::testing::made_version;
using ::testing::HasSubstr;
using ::testing::Not;

// The contents of all elements of that name, in order; of what is deep inside too.
std::vector<std::string> all(std::string_view document, const std::string& name)
{
    std::vector<std::string> found;
    const std::string end = "</" + name + ">";
    for (std::size_t at = document.find("<" + name); at != document.npos;
         at = document.find("<" + name, at + 1)) {
        const char behind = document[at + 1 + name.size()];
        const std::size_t from = document.find('>', at) + 1;
        if ((behind == '>' || behind == ' ') && document[from - 2] != '/') {
            found.emplace_back(document.substr(from, document.find(end, from) - from));
        }
    }
    return found;
}

std::string first(std::string_view document, const std::string& name)
{
    const std::vector<std::string> found = all(document, name);
    return found.empty() ? std::string() : found.front();
}

std::string error_of(const std::string& document)
{
    const std::size_t at = document.find("<error code=\"");
    return at == document.npos ? ""
                               : document.substr(at + 13, document.find('"', at + 13) - at - 13);
}

// What came of a harvest.
struct Harvested {
    std::map<std::string, std::string> days; // by reference id
    std::set<std::string> deleted;
    std::size_t headers = 0;
    std::size_t pages = 0;
    std::string error;
};

class OaiTest : public ::testing::Test {
protected:
    // 130 cables of two origins, three days and some tags; one that changed, two that were withdrawn.
    OaiTest()
    {
        for (int i = 1; i <= 130; ++i) {
            std::vector<std::string> tags;
            if (i % 2 == 0) {
                tags.emplace_back("PHUM");
            }
            if (i % 5 == 0) {
                tags.emplace_back("ECON");
            }
            cables_.push_back(made_cable(fmt::format("08LINDEN{}", i), tags,
                                         fmt::format("2011-08-{}", 24 + i % 3),
                                         i % 3 == 0 ? "Consulate Quay" : "Embassy Linden",
                                         i % 7 == 0 ? "SECRET" : "CONFIDENTIAL"));
        }
        versions_ = {made_version("08LINDEN10", 1, "2011-08-25", "released"),
                     made_version("08LINDEN10", 2, "2011-09-01", "corrected"),
                     made_version("08LINDEN500", 1, "2011-08-25", "released"),
                     made_version("08LINDEN500", 2, "2011-09-01", "withdrawn", "names a child"),
                     made_version("08LINDEN501", 1, "2011-08-24", "withdrawn")};
        release();
    }

    void release()
    {
        reader_.emplace(
            edition::testing::made_edition(temp_.path() / "edition", cables_, versions_));
    }

    std::string ask(const http::Fields& arguments)
    {
        return answer(*reader_, arguments, parse_instant("2011-10-01 12:00").value());
    }

    Harvested harvest(std::string_view verb, const http::Fields& arguments)
    {
        Harvested harvested;
        http::Fields request = {{"verb", std::string(verb)}, {"metadataPrefix", "oai_dc"}};
        request.insert(request.end(), arguments.begin(), arguments.end());
        for (;;) {
            const std::string document = ask(request);
            ++harvested.pages;
            harvested.error = error_of(document);
            for (const std::string& header : all(document, "header")) {
                const std::string identifier = first(header, "identifier");
                const std::string id = identifier.substr(identifier.rfind(':') + 1);
                ++harvested.headers;
                harvested.days[id] = first(header, "datestamp");
            }
            for (std::size_t at = document.find("<header status=\"deleted\">"); at != document.npos;
                 at = document.find("<header status=\"deleted\">", at + 1)) {
                const std::string identifier = first(document.substr(at), "identifier");
                harvested.deleted.insert(identifier.substr(identifier.rfind(':') + 1));
            }
            const std::string token = first(document, "resumptionToken");
            if (token.empty() || harvested.pages > 1000) {
                return harvested;
            }
            request = {{"verb", std::string(verb)}, {"resumptionToken", token}};
        }
    }

    // What a harvest of a set and days must bring, worked out from the cables themselves.
    std::map<std::string, std::string> expected(const std::string& set, const std::string& from,
                                                const std::string& until) const
    {
        std::map<std::string, std::string> days;
        const auto add = [&](const std::string& id, const std::string& day) {
            if ((from.empty() || day >= from) && (until.empty() || day <= until)) {
                days[id] = day;
            }
        };
        for (const Cable& cable : cables_) {
            if (is_in(cable, set)) {
                add(cable.id, day_of(cable));
            }
        }
        for (const Version& version : versions_) {
            if (version.change == "withdrawn") {
                add(version.id, format_day(version.date));
            }
        }
        return days;
    }

    std::string day_of(const Cable& cable) const
    {
        std::string day = format_day(*cable.released);
        for (const Version& version : versions_) {
            day = version.id == cable.id ? format_day(version.date) : day;
        }
        return day;
    }

    static bool is_in(const Cable& cable, const std::string& set)
    {
        const std::string key = set.substr(set.find(':') + 1);
        if (set == "tag") {
            return !cable.tags.empty();
        }
        if (set.starts_with("tag:")) {
            return std::ranges::any_of(cable.tags, [&](const Tag& tag) { return tag.tag == key; });
        }
        return set.empty() || set == "origin" || set == "classification" ||
               (key == "consulate-quay" && cable.origin == "Consulate Quay") ||
               (key == "embassy-linden" && cable.origin == "Embassy Linden") ||
               (key == "secret" && cable.classification.label == "SECRET") ||
               (key == "confidential" && cable.classification.label == "CONFIDENTIAL");
    }

    chancery::testing::TempFolder temp_;
    std::vector<Cable> cables_;
    std::vector<Version> versions_;
    std::optional<edition::Reader> reader_;
};

TEST_F(OaiTest, SaysWhatItIs)
{
    EXPECT_GOLDEN("oai/identify.xml", ask({{"verb", "Identify"}}));
    EXPECT_GOLDEN("oai/formats.xml", ask({{"verb", "ListMetadataFormats"}}));
}

TEST_F(OaiTest, GivesOneRecordInEachFormat)
{
    for (const std::string format : {"oai_dc", "cable"}) {
        EXPECT_GOLDEN("oai/record-" + format + ".xml",
                      ask({{"verb", "GetRecord"},
                           {"metadataPrefix", format},
                           {"identifier", "oai:linden.example:08LINDEN10"}}));
        EXPECT_GOLDEN("oai/record-deleted.xml",
                      ask({{"verb", "GetRecord"},
                           {"metadataPrefix", "cable"},
                           {"identifier", "oai:linden.example:08LINDEN500"}}));
    }
}

TEST_F(OaiTest, AnswersEveryMistakeWithItsCode)
{
    struct Row {
        http::Fields arguments;
        std::string_view code;
    };
    const std::string edition = reader_->generation().fingerprint();
    const auto resume = [](std::string verb, std::string token) {
        return http::Fields{{"verb", std::move(verb)}, {"resumptionToken", std::move(token)}};
    };
    const Row kRows[] = {
        {{}, "badVerb"},
        {{{"verb", "<b>"}}, "badVerb"},
        {{{"verb", "Identify"}, {"<b>", "\"&"}}, "badArgument"},
        {{{"verb", "ListRecords"}}, "badArgument"},
        {{{"verb", "ListRecords"}, {"metadataPrefix", "mods"}}, "cannotDisseminateFormat"},
        {{{"verb", "ListIdentifiers"}, {"metadataPrefix", "mods"}}, "cannotDisseminateFormat"},
        {{{"verb", "ListRecords"}, {"metadataPrefix", "oai_dc"}, {"set", "tag:NONE"}},
         "noRecordsMatch"},
        {{{"verb", "ListRecords"}, {"metadataPrefix", "oai_dc"}, {"set", "tag:phum"}},
         "noRecordsMatch"},
        {{{"verb", "ListRecords"}, {"metadataPrefix", "oai_dc"}, {"set", "<b>&"}},
         "noRecordsMatch"},
        {{{"verb", "ListRecords"}, {"metadataPrefix", "oai_dc"}, {"until", "2001-01-01"}},
         "noRecordsMatch"},
        {{{"verb", "ListRecords"}, {"metadataPrefix", "oai_dc"}, {"from", "2031-01-01"}},
         "noRecordsMatch"},
        {{{"verb", "GetRecord"},
          {"metadataPrefix", "mods"},
          {"identifier", "oai:linden.example:08LINDEN10"}},
         "cannotDisseminateFormat"},
        {{{"verb", "GetRecord"}, {"metadataPrefix", "oai_dc"}, {"identifier", "08LINDEN10"}},
         "idDoesNotExist"},
        {{{"verb", "GetRecord"},
          {"metadataPrefix", "oai_dc"},
          {"identifier", "oai:linden.example:08LINDEN999"}},
         "idDoesNotExist"},
        {{{"verb", "ListMetadataFormats"}, {"identifier", "oai:other.example:08LINDEN10"}},
         "idDoesNotExist"},
        {resume("ListRecords", "nonsense"), "badResumptionToken"},
        {resume("ListRecords", "r1~" + edition + "~mods~~~~50~50~"), "badResumptionToken"},
        {resume("ListRecords", "r1~" + edition + "~oai_dc~~~~132~132~"), "badResumptionToken"},
        {resume("ListRecords", "r1~" + edition + "~oai_dc~~~~999999999~1~"), "badResumptionToken"},
        {resume("ListRecords", "r1~" + edition + "~oai_dc~tag:NONE~~~0~1~"), "badResumptionToken"},
        {resume("ListRecords", "s1~" + edition + "~~~~~0~0~7"), "badResumptionToken"},
        {resume("ListSets", "r1~" + edition + "~oai_dc~~~~50~50~"), "badResumptionToken"},
        {resume("ListSets", "s1~" + edition + "~~~~~7777~0~7"), "badResumptionToken"},
        {resume("ListRecords", "r1~0123456789abcdef~oai_dc~~~~50~50~"), "badResumptionToken"},
    };
    for (const Row& row : kRows) {
        const std::string document = ask(row.arguments);
        EXPECT_EQ(error_of(document), row.code) << document;
        EXPECT_EQ(testing::xml_problem(document).value_or(""), "");
        EXPECT_THAT(document, Not(HasSubstr("<b>")));
        // Section 3.2: no attributes where the arguments themselves are wrong.
        const bool about_arguments = row.code == "badVerb" || row.code == "badArgument";
        EXPECT_EQ(document.find("<request>") != document.npos, about_arguments) << document;
    }
}

TEST_F(OaiTest, TellsAnExpiredTokenFromOneThatNeverWas)
{
    const std::string before =
        first(ask({{"verb", "ListRecords"}, {"metadataPrefix", "oai_dc"}}), "resumptionToken");
    ASSERT_FALSE(before.empty());
    EXPECT_EQ(error_of(ask({{"verb", "ListRecords"}, {"resumptionToken", before}})), "");
    cables_.pop_back();
    release();
    const std::string document = ask({{"verb", "ListRecords"}, {"resumptionToken", before}});
    EXPECT_EQ(error_of(document), "badResumptionToken");
    EXPECT_THAT(document, HasSubstr("begin the list again"));
}

const std::vector<std::string> kSets = {"",
                                        "tag",
                                        "origin",
                                        "classification",
                                        "tag:PHUM",
                                        "tag:ECON",
                                        "origin:embassy-linden",
                                        "origin:consulate-quay",
                                        "classification:secret",
                                        "classification:confidential"};

TEST_F(OaiTest, BringsEachRecordOfASetExactlyOnce)
{
    for (const std::string verb : {"ListRecords", "ListIdentifiers"}) {
        for (const std::string& set : kSets) {
            const Harvested harvested =
                harvest(verb, set.empty() ? http::Fields() : http::Fields{{"set", set}});
            EXPECT_EQ(harvested.error, "");
            EXPECT_EQ(harvested.days, expected(set, "", "")) << verb << ' ' << set;
            EXPECT_EQ(harvested.headers, harvested.days.size());
            EXPECT_EQ(harvested.deleted, (std::set<std::string>{"08LINDEN500", "08LINDEN501"}));
        }
    }
}

TEST_F(OaiTest, BringsWhatChangedBetweenTwoDays)
{
    const std::vector<std::string> kDays = {"",           "2011-08-23", "2011-08-24", "2011-08-25",
                                            "2011-08-26", "2011-08-31", "2011-09-01"};
    for (const std::string& set : kSets) {
        for (const std::string& from : kDays) {
            for (const std::string& until : kDays) {
                if (!from.empty() && !until.empty() && from > until) {
                    continue;
                }
                http::Fields arguments;
                for (const auto& [name, value] :
                     {std::pair{"set", set}, std::pair{"from", from}, std::pair{"until", until}}) {
                    if (!value.empty()) {
                        arguments.emplace_back(name, value);
                    }
                }
                const auto wanted = expected(set, from, until);
                const Harvested harvested = harvest("ListIdentifiers", arguments);
                EXPECT_EQ(harvested.days, wanted) << set << ' ' << from << ' ' << until;
                EXPECT_EQ(harvested.headers, wanted.size());
                EXPECT_EQ(harvested.error, wanted.empty() ? "noRecordsMatch" : "");
            }
        }
    }
}

TEST_F(OaiTest, NumbersThePagesOfAList)
{
    constexpr std::size_t kRecords = 132;
    std::string page = ask({{"verb", "ListRecords"}, {"metadataPrefix", "oai_dc"}});
    for (std::size_t at = 0; at < kRecords; at += kRecordsPerPage) {
        EXPECT_THAT(page, HasSubstr(fmt::format(
                              "<resumptionToken completeListSize=\"132\" cursor=\"{}\">", at)));
        const std::string token = first(page, "resumptionToken");
        EXPECT_EQ(all(page, "record").size(), std::min(kRecords - at, kRecordsPerPage));
        // The last has an empty token (section 3.5).
        EXPECT_EQ(token.empty(), at + kRecordsPerPage >= kRecords);
        page = token.empty() ? page : ask({{"verb", "ListRecords"}, {"resumptionToken", token}});
    }
    // A list that fits needs none.
    EXPECT_THAT(ask({{"verb", "ListIdentifiers"}, {"metadataPrefix", "oai_dc"}}),
                Not(HasSubstr("resumptionToken")));
}

// The test of the whole: somebody who harvests now and then has what the archive has.
TEST_F(OaiTest, KeepsAnIncrementalHarvesterUpToDate)
{
    std::map<std::string, std::string> copy = harvest("ListRecords", {}).days;
    for (const std::string gone : {"08LINDEN500", "08LINDEN501"}) {
        copy.erase(gone);
    }
    // Later: one is withdrawn, one is redacted, one is new.
    cables_.erase(cables_.begin() + 41);
    versions_.push_back(made_version("08LINDEN42", 1, "2011-08-24", "released"));
    versions_.push_back(made_version("08LINDEN42", 2, "2011-10-02", "withdrawn", "by mistake"));
    versions_.push_back(made_version("08LINDEN50", 1, "2011-08-26", "released"));
    versions_.push_back(made_version("08LINDEN50", 2, "2011-10-02", "redacted"));
    cables_.push_back(made_cable("09LINDEN1", {"PHUM"}, "2011-10-03"));
    release();
    for (const std::string set : {"", "tag:PHUM"}) {
        http::Fields since = {{"from", "2011-10-01"}};
        if (!set.empty()) {
            since.emplace_back("set", set);
        }
        const Harvested later = harvest("ListRecords", since);
        EXPECT_EQ(later.days, (std::map<std::string, std::string>{{"08LINDEN42", "2011-10-02"},
                                                                  {"08LINDEN50", "2011-10-02"},
                                                                  {"09LINDEN1", "2011-10-03"}}));
        EXPECT_EQ(later.deleted, std::set<std::string>{"08LINDEN42"});
    }
    const Harvested later = harvest("ListRecords", {{"from", "2011-10-01"}});
    for (const auto& [id, day] : later.days) {
        copy[id] = day;
    }
    for (const std::string& gone : later.deleted) {
        copy.erase(gone);
    }
    std::map<std::string, std::string> whole = harvest("ListRecords", {}).days;
    std::erase_if(whole, [](const auto& record) {
        return record.first == "08LINDEN500" || record.first == "08LINDEN501" ||
               record.first == "08LINDEN42";
    });
    EXPECT_EQ(copy, whole);
}

TEST_F(OaiTest, ListsItsSets)
{
    std::vector<std::string> sets = all(ask({{"verb", "ListSets"}}), "setSpec");
    std::ranges::sort(sets);
    std::vector<std::string> wanted(kSets.begin() + 1, kSets.end());
    std::ranges::sort(wanted);
    EXPECT_EQ(sets, wanted);

    for (int i = 0; i < 1200; ++i) {
        cables_[0].tags.push_back({fmt::format("T{}", i), "", "", "", "", {}});
    }
    release();
    std::set<std::string> seen;
    std::size_t count = 0;
    http::Fields request = {{"verb", "ListSets"}};
    for (int page = 0; page < 10; ++page) {
        const std::string document = ask(request);
        for (const std::string& set : all(document, "setSpec")) {
            seen.insert(set);
            ++count;
        }
        const std::string token = first(document, "resumptionToken");
        if (token.empty()) {
            break;
        }
        request = {{"verb", "ListSets"}, {"resumptionToken", token}};
    }
    EXPECT_EQ(count, wanted.size() + 1200);
    EXPECT_EQ(seen.size(), count);
}

TEST_F(OaiTest, ListsTheFormatsOfOneRecord)
{
    for (const std::string id : {"08LINDEN10", "08LINDEN500"}) {
        EXPECT_EQ(
            all(ask({{"verb", "ListMetadataFormats"}, {"identifier", "oai:linden.example:" + id}}),
                "metadataPrefix"),
            (std::vector<std::string>{"oai_dc", "cable"}));
    }
}

// Every text, hostile ones too: each answer is well-formed, and each cable fits the schema.
TEST_F(OaiTest, StaysValidWhateverACableHolds)
{
    const std::string evil = std::string("<b>]]>&\"'\0\x01\r\n\xff\xEF\xBF\xBE\xE2\x80\xAE", 21);
    cables_.clear();
    for (int i = 1; i <= 3; ++i) {
        Cable cable = made_cable(fmt::format("08LINDEN{}", i), {"PHUM"});
        if (i > 1) {
            const std::string text = i == 2 ? evil : "";
            cable.subject = cable.body = cable.header = cable.summary = cable.from = text;
            cable.origin = cable.classification.label = cable.classification.level = text;
            cable.captions = {text};
            cable.to = {{text, text, text, text, false, {}}};
            cable.tags.push_back({text, text, text, text, "", {}});
            cable.references = {{text, text, text, text, "", false, false, false, {}}};
            cable.signature = {text};
            cable.paragraphs = {{text, text, text, text, text, {}}};
            cable.classified_by.reasons = {text};
        }
        cable.created = i == 3 ? std::nullopt : cable.created;
        cables_.push_back(cable);
    }
    versions_ = {made_version("08LINDEN1", 1, "2011-08-26", "released"),
                 made_version("08LINDEN1", 2, "2011-09-01", "redacted", "<b>"),
                 made_version("08LINDEN9", 1, "2011-09-01", "withdrawn", evil)};
    release();
    const std::string schema(cable_schema());
    write_file_atomic(temp_.path() / "cable.xsd", schema);
    for (const std::string format : {"oai_dc", "cable"}) {
        const std::string list = ask({{"verb", "ListRecords"}, {"metadataPrefix", format}});
        EXPECT_EQ(error_of(list), "");
        EXPECT_EQ(testing::xml_problem(list).value_or(""), "");
        for (const std::string& metadata : all(list, "metadata")) {
            if (format == "cable") {
                EXPECT_EQ(testing::xml_problem(metadata.substr(1), temp_.path() / "cable.xsd")
                              .value_or(""),
                          "");
            }
        }
    }
    EXPECT_EQ(testing::xml_problem(ask({{"verb", "ListSets"}})).value_or(""), "");
}

TEST(Oai, IsOnlyWhereThePublisherSaysWhoAnswers)
{
    edition::Settings settings = edition::testing::made_settings();
    EXPECT_TRUE(is_repository(settings));
    settings.admin_email.clear();
    EXPECT_FALSE(is_repository(settings));
    settings = edition::testing::made_settings();
    settings.base_url.clear();
    EXPECT_FALSE(is_repository(settings));
}

TEST(Oai, NamesItselfByItsHost)
{
    edition::Settings settings;
    for (const auto& [url, host] :
         {std::pair{"https://Cables.Example", "cables.example"},
          std::pair{"http://cables.example:8080/archive", "cables.example"},
          std::pair{"http://127.0.0.1:8080", "127.0.0.1"}, std::pair{"", ""}}) {
        settings.base_url = url;
        EXPECT_EQ(host_of(settings), host);
    }
}

} // namespace
} // namespace chancery::oai
