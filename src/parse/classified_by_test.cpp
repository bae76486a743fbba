#include "parse/classified_by.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

namespace {

std::string joined(const std::vector<std::string>& reasons)
{
    std::string out;
    for (const std::string& reason : reasons) {
        out += (out.empty() ? "" : " ") + reason;
    }
    return out;
}

} // namespace

TEST(ClassifiedBy, HasItsReasonsHoweverTheyAreWritten)
{
    struct Case {
        const char* text;
        const char* reasons;
    };
    const Case cases[] = {
        {"Ambassador Ann Holt for reasons 1.4 (b) and (d)", "1.4(b) 1.4(d)"},
        {"DCM Ann Holt, Reasons 1.4 (b)/(d)", "1.4(b) 1.4(d)"},
        {"DCM Ann Holt, Reasons 1.4 (b/d)", "1.4(b) 1.4(d)"},
        {"DCM Ann Holt. Reason: 1.4 b, d", "1.4(b) 1.4(d)"},
        {"DCM Ann Holt, 1.4 (B, D)", "1.4(b) 1.4(d)"},
        {"DCM Ann Holt 1.4(b)(d)", "1.4(b) 1.4(d)"},
        {"DCM Ann Holt reasons 1.4 b and d.", "1.4(b) 1.4(d)"},
        {"DCM Ann Holt, per 1.5 (b) and (d)", "1.5(b) 1.5(d)"},
        {"HOLT: 1.4 (B)", "1.4(b)"},
        {"DCM Ann Holt, reaso\nns 1 .4 ( b\n) and (d)", "1.4(b) 1.4(d)"},
        {"DCM Ann Holt, reasons 1.4 (b) and 1.4 (d)", "1.4(b) 1.4(d)"},
        {"DCM Ann Holt, reasons 1.4 (a), (c) and (h)", "1.4(a) 1.4(c) 1.4(h)"},
        {"DCM Ann Holt, 1/4 (B)", "1.4(b)"},
        {"DCM Ann Holt", ""},
        {"", ""},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(joined(read_classified_by(c.text).reasons), c.reasons) << c.text;
    }
}

TEST(ClassifiedBy, TellsNameFromTitle)
{
    struct Case {
        const char* text;
        const char* title;
        const char* name;
    };
    const Case cases[] = {
        {"Ambassador Ann Holt for reasons 1.4 (b)", "Ambassador", "Ann Holt"},
        {": Political Counselor Ann B. Holt, reasons 1.4 (b)", "Political Counselor",
         "Ann B. Holt"},
        {"Ann Holt, Deputy Chief of Mission, reasons 1.4(b)", "Deputy Chief of Mission",
         "Ann Holt"},
        {"DCM: Ann Holt, reasons 1.4(b)", "DCM", "Ann Holt"},
        {"Classified by: Charge Ann Holt for reason 1.4 (b)", "Charge", "Ann Holt"},
        {"Derived from Multiple Sources", "", ""},
    };
    for (const Case& c : cases) {
        const ClassifiedBy read = read_classified_by(c.text);
        EXPECT_EQ(read.title, c.title) << c.text;
        EXPECT_EQ(read.name, c.name) << c.text;
    }
}

TEST(ClassifiedBy, KeepsItsTextWithoutARepeatedLabel)
{
    EXPECT_EQ(read_classified_by(": Classified by \nDCM Ann Holt").text, "DCM Ann Holt");
}

} // namespace chancery::parse
