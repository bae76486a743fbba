#include "view/blocks.hpp"

#include <gtest/gtest.h>

namespace chancery::view {
namespace {

using enum BlockKind;

std::vector<Block> blocks(std::string_view text)
{
    return split_blocks(text, {0, static_cast<std::uint32_t>(text.size())});
}

TEST(Blocks, AreToldApartByTheirShape)
{
    struct Row {
        const char* why;
        std::string_view text;
        std::vector<BlockKind> kinds;
    };
    const Row kRows[] = {
        {"nothing", "", {}},
        {"blank lines only", " \n\n  \n", {}},
        {"two paragraphs",
         "The harbour master counted the boats twice on Tuesday, and then \nagain. \n \nThere were "
         "none to be seen.\n",
         {Prose, Prose}},
        {"a single short line loses nothing", "VALE\n", {Prose}},
        {"a list of names", "Harbour Master\nDeputy\nCook\n", {Prose}},
        {"a table", "Ada         red        12\nBertha      green       9\n", {Verbatim}},
        {"one line of a table", "Ada         red        12\n", {Verbatim}},
        {"a rule", "--------\n", {Verbatim}},
        {"a rule between lines of prose",
         "Boats\n-----\nThere were none.\n",
         {Prose, Verbatim, Prose}},
        {"a rule in a table",
         "Boat        Colour\n------------------\nAda         red\n",
         {Verbatim}},
        {"three blanks behind a sentence or a number",
         "4.   (SBU) He saw none.   There was fog.\n",
         {Prose}},
        {"a form to fill in", "Name:              Ada\n", {Verbatim}},
        {"a tab", "Ada\tred\n", {Verbatim}},
        {"deep indent", "          in the middle of the line\n", {Verbatim}},
        {"steps", "Boats\n  of wood\n    of oak\n", {Verbatim}},
        {"first line indented",
         "  The harbour master counted the boats twice on Tuesday, and then\nagain, until the fog "
         "came.\n",
         {Prose}},
        {"a stray blank",
         "The harbour master counted the boats twice on Tuesday, and then\n again, until the fog "
         "came and he could not see them any more, he\nsaid.\n",
         {Prose}},
        {"items",
         "-- Ada carries rope and is known to leave without a word when the\ntide allows it.\n-- "
         "Bertha is small.\n",
         {Item, Item}},
        {"lettered items", "a. Ada carries rope.\nb. Bertha is small.\n", {Item, Item}},
        {"items around a table stay together", "-- Ada      12\n-- Bertha is small.\n", {Verbatim}},
    };
    for (const Row& row : kRows) {
        std::vector<BlockKind> kinds;
        for (const Block& block : blocks(row.text)) {
            kinds.push_back(block.kind);
        }
        EXPECT_EQ(kinds, row.kinds) << row.why;
    }
}

TEST(Blocks, KeepTheLineEndsThatTheSenderMeant)
{
    struct Row {
        const char* why;
        std::string_view text;
        std::vector<std::uint32_t> hard_ends;
    };
    const Row kRows[] = {
        {"names", "Harbour Master\nDeputy\nCook\n", {14, 21}},
        {"the teletype's own",
         "The harbour master counted the boats twice on Tuesday, and then\nagain, until the fog "
         "came and he could not see them any more, he\nsaid.\n",
         {}},
        {"a new sentence on a new line",
         "The harbour master counted the boats twice on Tuesday, and then\nagain.\nThen he went "
         "home, since there was nothing else that he could do.\n",
         {70}},
        {"edited by hand, going on in lower case",
         "The harbour master counted the boats twice on Tuesday, and then\nagain and\nagain, until "
         "the fog came.\n",
         {}},
        {"members of a list",
         "The crew of the larger boat is these men, who came from far away:\nAda of the Northern "
         "Shore, who looks after the ropes and sails;\nand Bertha.\n",
         {65}},
        {"one line much longer than the others",
         "The harbour master counted the boats twice on Tuesday, and then\nFog came, and he could "
         "not see any boats at all, so that he had to start again on the next day, which was not a "
         "good one.\n",
         {}},
        {"characters, not bytes, are counted",
         "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
         "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
         "\xC3\xA9\xC3\xA9\xC3\xA9\nB\n",
         {50}},
    };
    for (const Row& row : kRows) {
        const std::vector<Block> found = blocks(row.text);
        ASSERT_EQ(found.size(), 1U) << row.why;
        EXPECT_EQ(found[0].hard_ends, row.hard_ends) << row.why;
    }
}

TEST(Blocks, AreWholeLinesWithinTheRange)
{
    const std::string_view text = "before\n\nOne line. \n\nafter\n";
    const std::vector<Block> blocks = split_blocks(text, {7, 20});
    ASSERT_EQ(blocks.size(), 1U);
    EXPECT_EQ(text.substr(blocks[0].at.from, blocks[0].at.to - blocks[0].at.from), "One line. ");
    EXPECT_TRUE(split_blocks(text, {20, 10}).empty());
    EXPECT_EQ(split_blocks(text, {20, 1000}).size(), 1U);
}

TEST(Blocks, OpenHyphenIsALetterAndAHyphen)
{
    EXPECT_TRUE(ends_with_open_hyphen("a self- "));
    EXPECT_TRUE(ends_with_open_hyphen("a self-"));
    EXPECT_FALSE(ends_with_open_hyphen("1998- "));
    EXPECT_FALSE(ends_with_open_hyphen("so --"));
    EXPECT_FALSE(ends_with_open_hyphen("so -"));
    EXPECT_FALSE(ends_with_open_hyphen(""));
}

} // namespace
} // namespace chancery::view
