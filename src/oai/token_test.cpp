#include "oai/token.hpp"

#include <gtest/gtest.h>

namespace chancery::oai {
namespace {

const Token kToken{Token::Of::Records,
                   "0123456789abcdef",
                   "oai_dc",
                   SetSpec{edition::Facet::Tag, "PHUM"},
                   parse_instant("2011-08-26"),
                   std::nullopt,
                   51,
                   50,
                   121};

TEST(OaiToken, GivesItselfBack)
{
    EXPECT_EQ(kToken.text(), "r1~0123456789abcdef~oai_dc~tag:PHUM~2011-08-26~~51~50~121");
    EXPECT_EQ(read_token(kToken.text()), kToken);
    Token bare = kToken;
    bare.set.reset();
    bare.from.reset();
    bare.size.reset();
    EXPECT_EQ(bare.text(), "r1~0123456789abcdef~oai_dc~~~~51~50~");
    EXPECT_EQ(read_token(bare.text()), bare);
    EXPECT_EQ(read_token("s1~0123456789abcdef~~~~~200~200~4000")->of, Token::Of::Sets);
}

TEST(OaiToken, IsNoneUnlessItIsWrittenAsWeWriteIt)
{
    for (const std::string_view text :
         {"", "~", "~~~~~~~~", "r1", "r2~0123456789abcdef~oai_dc~~~~51~50~",
          "r1~0123456789ABCDEF~oai_dc~~~~51~50~", "r1~0123456789abcde~oai_dc~~~~51~50~",
          "r1~0123456789abcdef~oai dc~~~~51~50~", "r1~0123456789abcdef~oai_dc~pag:x~~~51~50~",
          "r1~0123456789abcdef~oai_dc~~2011-02-30~~51~50~",
          "r1~0123456789abcdef~oai_dc~~2011-08-26T00:00:00Z~~51~50~",
          "r1~0123456789abcdef~oai_dc~~~~051~50~", "r1~0123456789abcdef~oai_dc~~~~-1~50~",
          "r1~0123456789abcdef~oai_dc~~~~~50~", "r1~0123456789abcdef~oai_dc~~~~51~50~x",
          "r1~0123456789abcdef~oai_dc~~~~1000000000~50~",
          "r1~0123456789abcdef~oai_dc~~~~18446744073709551616~50~",
          "r1~0123456789abcdef~oai_dc~~~~51~50~~", " r1~0123456789abcdef~oai_dc~~~~51~50~"}) {
        EXPECT_FALSE(read_token(text)) << text;
    }
}

TEST(OaiSets, HaveOneSpelling)
{
    const auto key_of = [](std::string_view text) {
        const auto set = read_set(text);
        return set ? set->key : "none";
    };
    EXPECT_EQ(key_of("tag:PHUM"), "PHUM");
    EXPECT_EQ(key_of("origin:embassy-linden"), "embassy-linden");
    EXPECT_EQ(key_of("tag"), "");
    EXPECT_EQ(key_of("tag:R!26D"), "R&D");
    for (const std::string_view text :
         {"", "tag:", ":PHUM", "date:2008-02", "reldate:2011-08-26", "tags:PHUM", "tag:A!2",
          "tag:A!", "tag:!2x", "tag:!2d", "tag:R&D", "tag:!41", "tag:A:B", "Tag:PHUM", "tag:A B"}) {
        EXPECT_EQ(key_of(text), "none") << text;
    }
    EXPECT_EQ((SetSpec{edition::Facet::Tag, "R&D \xC3\xA9~"}).text(), "tag:R!26D!20!C3!A9!7E");
}

} // namespace
} // namespace chancery::oai
