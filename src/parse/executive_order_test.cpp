#include "parse/executive_order.hpp"

#include <gtest/gtest.h>

namespace chancery::parse {

TEST(ExecutiveOrder, IsReadInAllItsForms)
{
    struct Case {
        const char* text;
        const char* order;
        const char* date;
        const char* event;
        const char* rest;
        const char* exemption = "";
    };
    const Case cases[] = {
        {"12958: N/A", "12958", "", "", "N/A"},
        {"12958: n/a", "12958", "", "", "n/a"},
        {"12958 N/A ", "12958", "", "", "N/A"},
        {"12958: DECL: 10/29/2018", "12958", "2018-10-29", "", "DECL: 10/29/2018"},
        {"12958 DECL: 2020/01/29", "12958", "2020-01-29", "", "DECL: 2020/01/29"},
        {"12958: DECL: 2019-02-12", "12958", "2019-02-12", "", "DECL: 2019-02-12"},
        {"12958: DECL: 09/03/15", "12958", "2015-09-03", "", "DECL: 09/03/15"},
        {"12958 03/24/2019", "12958", "2019-03-24", "", "03/24/2019"},
        {"12065: GDS 8/12/85 (HOLT, ANNA) OR-P", "12065", "1985-08-12", "",
         "GDS 8/12/85 (HOLT, ANNA) OR-P", "GDS"},
        {"12958: DNG: CO 12/31/2015", "12958", "2015-12-31", "", "DNG: CO 12/31/2015"},
        {"12958: DECL: CLOSURE OF \nTHE TRIBUNAL", "12958", "", "CLOSURE OF THE TRIBUNAL",
         "DECL: CLOSURE OF THE TRIBUNAL"},
        {"12356: DECL: OADR", "12356", "", "OADR", "DECL: OADR", "OADR"},
        {"11652: XGDS-3", "11652", "", "XGDS-3", "XGDS-3", "XGDS-3"},
        {"12958: DECL: 10/29/2018, X1", "12958", "2018-10-29", "", "DECL: 10/29/2018, X1", "X1"},
        {"12958: DECL: 29/10/2018", "12958", "2018-10-29", "", "DECL: 29/10/2018"},
        {"12958: DECL: OCTOBER 29, 2018", "12958", "2018-10-29", "", "DECL: OCTOBER 29, 2018"},
        {"12958: DECL: 29 Oct 2018", "12958", "2018-10-29", "", "DECL: 29 Oct 2018"},
        {"12958: DECL: 20181029", "12958", "2018-10-29", "", "DECL: 20181029"},
        {"11652: AS AMENDED; DECLASSIFIED JUNE 21, 2006", "11652", "", "",
         "AS AMENDED; DECLASSIFIED JUNE 21, 2006"},
        {"12356: DECL:OADR", "12356", "", "OADR", "DECL:OADR", "OADR"},
        {"12958: DECL: MR", "12958", "", "MR", "DECL: MR", "MR"},
        {"11652: GDS", "11652", "", "GDS", "GDS", "GDS"},
        {"12958: DECL: N/A", "12958", "", "", "DECL: N/A"},
        {"12958: DECL: 13/45/2018", "12958", "", "13/45/2018", "DECL: 13/45/2018"},
        {"12958: AS AMENDED", "12958", "", "", "AS AMENDED"},
        {"12958:", "12958", "", "", ""},
    };
    for (const Case& c : cases) {
        const ExecutiveOrder read = read_executive_order(c.text);
        EXPECT_EQ(read.order, c.order) << c.text;
        EXPECT_EQ(read.declassify_on, c.date) << c.text;
        EXPECT_EQ(read.event, c.event) << c.text;
        EXPECT_EQ(read.text, c.rest) << c.text;
        EXPECT_EQ(read.exemption, c.exemption) << c.text;
    }
}

} // namespace chancery::parse
