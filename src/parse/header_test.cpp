#include "parse/header.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

namespace {

// The forms of format 1 in one message that nobody ever sent.
constexpr std::string_view kHeader = "VZCZCXRO4711\n"
                                     "OO RUEHAG RUEHDF\n"
                                     "RUEHROV RUEHSR\n"
                                     "DE RUEHLM #1234/01 0631530\n"
                                     "ZNY CCCCC ZZH(CCY AD00 0000)\n"
                                     "O R 041530Z MAR 06 ZDK\n"
                                     "FM AMEMBASSY LIMA\n"
                                     "TO RUEHC/SECSTATE WASHDC IMMEDIATE 0227\n"
                                     "RUEHQT/AMEMBASSY QUITO NIACT IMMEDIATE 165\n"
                                     "ZEN/AMEMBASSY BELMOPAN PRIORITY 2276-2279\n"
                                     "INFO RUEHZA/WHA CENTRAL AMERICAN COLLECTIVE\n"
                                     "XMT AMCONSUL RECIFE\n"
                                     "INFO PAGE 02        LIMA   001234  041535Z\n"
                                     "RHEHAAA/WHITE HOUSE WASHINGTON DC//NSC//\n"
                                     "USMISSION GENEVA\n";

std::string shown(const Addressee& a)
{
    return a.routing + "|" + a.name + "|" + a.precedence + "|" + a.number;
}

std::vector<std::string> shown(const std::vector<Addressee>& all)
{
    std::vector<std::string> out;
    for (const Addressee& addressee : all) {
        out.push_back(shown(addressee));
    }
    return out;
}

} // namespace

TEST(Header, TellsHowTheMessageTravelled)
{
    const HeaderFields fields = read_header(kHeader);
    EXPECT_EQ(fields.transmission.id, "VZCZCXRO4711");
    EXPECT_EQ(fields.transmission.precedence, (std::vector<std::string>{"O", "R"}));
    EXPECT_EQ(fields.transmission.routing,
              (std::vector<std::string>{"RUEHAG", "RUEHDF", "RUEHROV", "RUEHSR"}));
    EXPECT_EQ(fields.transmission.station, "RUEHLM");
    EXPECT_EQ(fields.transmission.serial, "1234");
    EXPECT_EQ(fields.transmission.security, "ZNY CCCCC ZZH(CCY AD00 0000)");
    ASSERT_TRUE(fields.group && fields.group->moment);
    EXPECT_EQ(format_rfc3339(*fields.group->moment), "2006-03-04T15:30:00Z");
    EXPECT_EQ(fields.from, "AMEMBASSY LIMA");
    EXPECT_FALSE(fields.partial_extract);
}

TEST(Header, ListsAddresseesWithoutTheExemptOnes)
{
    const HeaderFields fields = read_header(kHeader);
    EXPECT_EQ(shown(fields.to),
              (std::vector<std::string>{"RUEHC|SECSTATE WASHDC|IMMEDIATE|0227",
                                        "RUEHQT|AMEMBASSY QUITO|NIACT IMMEDIATE|165",
                                        "ZEN|AMEMBASSY BELMOPAN|PRIORITY|2276-2279"}));
    EXPECT_EQ(shown(fields.info),
              (std::vector<std::string>{"RUEHZA|WHA CENTRAL AMERICAN COLLECTIVE||",
                                        "RHEHAAA|WHITE HOUSE WASHINGTON DC//NSC//||",
                                        "|USMISSION GENEVA||"}));
}

TEST(Header, HasABlankLineBeforeTheStationInTheXyzSeries)
{
    const HeaderFields fields = read_header("VZCZCXYZ0013\nRR RUEHWEB\n\nDE RUEHLM #0042 0631530\n"
                                            "ZNR UUUUU ZZH\nR 041530Z MAR 06\nFM AMEMBASSY LIMA\n");
    EXPECT_EQ(fields.transmission.routing, (std::vector<std::string>{"RUEHWEB"}));
    EXPECT_EQ(fields.transmission.station, "RUEHLM");
}

TEST(Header, DoesNotTakeTheDistributionTableForTheInfoBlock)
{
    const HeaderFields fields =
        read_header("ACTION EUR-00\n\n"
                    "INFO  LOG-00   AID-00   CIAE-00  /000W\n"
                    "      NSCE-00  SS-00\n"
                    "                  ------------------0A1B2C  041545Z /38\n"
                    "O 041530Z MAR 06\nFM AMEMBASSY OSLO\n"
                    "TO SECSTATE WASHDC PRIORITY 9\n"
                    "INFO NATO EU COLLECTIVE\n");
    EXPECT_EQ(fields.from, "AMEMBASSY OSLO");
    ASSERT_EQ(fields.info.size(), 1U);
    EXPECT_EQ(fields.info[0].name, "NATO EU COLLECTIVE");
    EXPECT_EQ(shown(fields.to), (std::vector<std::string>{"|SECSTATE WASHDC|PRIORITY|9"}));
    EXPECT_EQ(shown(*match_addressee("HQ FLEET 9")), "|HQ FLEET 9||");
}

TEST(Header, KnowsAPartialExtract)
{
    const HeaderFields fields = read_header(
        "This record is a partial extract of the original cable. The full text of the original "
        "cable is not available.\n\n081545Z Jun 05\n");
    EXPECT_TRUE(fields.partial_extract);
    ASSERT_TRUE(fields.group);
    EXPECT_TRUE(fields.group->precedence.empty());
}

TEST(Header, SkipsWhatFitsNoForm)
{
    const HeaderFields fields = read_header("null\nFrom: somebody@example.org\nCONFIDENTIAL\n");
    EXPECT_FALSE(fields.group);
    EXPECT_EQ(fields.from, "");
    EXPECT_TRUE(fields.to.empty());
}

TEST(HeaderLines, AreToldFromTheBody)
{
    for (const char* line : {"VZCZCMDI433", "VZCZCXYZ0013", "DE RUEHGT #0242/01 0581956",
                             "ZNR UUUUU ZZH", "R 041530Z MAR 06", "FM SECSTATE WASHDC"}) {
        EXPECT_TRUE(is_header_line(line)) << line;
    }
    for (const char* line :
         {"UNCLAS LIMA 000042", "FMS CASES", "DE FACTO", "VZCZC", "TAGS: PREL"}) {
        EXPECT_FALSE(is_header_line(line)) << line;
    }
}

TEST(Header, KeepsWhoIsExemptFromACollective)
{
    const HeaderFields fields = read_header("O 151200Z MAR 08\n"
                                            "FM SECSTATE WASHDC\n"
                                            "TO ALL SOUTHERN HARBOURS COLLECTIVE PRIORITY\n"
                                            "XMT AMCONSUL ELBA\n"
                                            "AMEMBASSY LINDEN\n"
                                            "INFO RUEHQ/AMEMBASSY QUAY PRIORITY 0012\n");
    ASSERT_EQ(fields.to.size(), 1U);
    EXPECT_EQ(fields.to[0].name, "ALL SOUTHERN HARBOURS COLLECTIVE");
    EXPECT_TRUE(fields.to[0].collective);
    EXPECT_EQ(fields.to[0].exempt, (std::vector<std::string>{"AMCONSUL ELBA", "AMEMBASSY LINDEN"}));
    ASSERT_EQ(fields.info.size(), 1U);
    EXPECT_FALSE(fields.info[0].collective);
}

TEST(Header, HasAddresseesWithoutASenderIfTheyLookLikeSome)
{
    EXPECT_EQ(
        read_header("TO RUEHC/SECSTATE WASHDC IMMEDIATE 0227\nINFO AMEMBASSY LIMA\n").to.size(),
        1U);
    EXPECT_EQ(read_header("TO AMEMBASSY LIMA\nAMEMBASSY QUITO\n").to.size(), 2U);
    EXPECT_TRUE(read_header("TO THE MAYOR IT SEEMED\nINFO OF ALL KINDS\n").to.empty());
}

} // namespace chancery::parse
