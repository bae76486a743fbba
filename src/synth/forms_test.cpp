#include "synth/forms.hpp"

#include <filesystem>
#include <regex>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "synth/folder.hpp"

namespace chancery::synth {
namespace {

// What a reader of the site's pages does: links and anchors off, &#x000A; to line ends.
std::vector<std::string> pre_blocks(const std::string& page)
{
    std::vector<std::string> blocks;
    for (std::size_t at = page.find("<pre>"); at != std::string::npos;
         at = page.find("<pre>", at + 1)) {
        std::string text = page.substr(at + 5, page.find("</pre>", at) - at - 5);
        text = std::regex_replace(text, std::regex("<a id='par[^']+' href='[^']+'>\u00b6</a>"), "");
        text = std::regex_replace(text, std::regex("<a href='/tag/[^']+'>([^<]+)</a>"), "$1");
        blocks.push_back(replace_all(text, "&#x000A;", "\n"));
    }
    return blocks;
}

TEST(Pages, GiveHeaderAndBodyBack)
{
    const Generator generator({.seed = 4}, 400);
    for (std::size_t i = 0; i < generator.count(); ++i) {
        const SynthCable cable = generator.cable(i);
        for (const std::string& page : {as_page_2010(cable), as_page_2011(cable)}) {
            const auto blocks = pre_blocks(page);
            ASSERT_EQ(blocks.size(), 2U);
            EXPECT_EQ(blocks[0], cable.header);
            EXPECT_EQ(blocks[1], cable.body);
            EXPECT_NE(page.find("<h3>Viewing cable " + cable.id + ", "), std::string::npos);
            EXPECT_NE(page.find(">" + cable.classification + "</a>\n</td>"), std::string::npos);
            EXPECT_NE(page.find(">" + cable.origin + "</a>\n</td>"), std::string::npos);
        }
    }
}

TEST(Pages, LinkTagsOnlyWhereBlanksSeparateThem)
{
    SynthCable cable = Generator({}, 1).cable(0);
    cable.body = "UNCLAS X 000001 \n\nE.O. 12958: N/A \nTAGS: ABCD PREL XX\nSUBJECT: Y \n\n1. A";
    EXPECT_NE(as_page_2010(cable).find("<a href='/tag/PREL_0.html'>PREL</a> <a"),
              std::string::npos);
    cable.body = "UNCLAS X 000001 \nTAGS ABCD, PREL \nSUBJECT: Y";
    EXPECT_EQ(as_page_2010(cable).find("/tag/PREL"), std::string::npos);
}

TEST(Pages, HaveTheClockBugOf2010Only)
{
    SynthCable cable = Generator({}, 1).cable(0);
    cable.created = *parse_instant("2008-02-27 19:56");
    EXPECT_NE(as_page_2010(cable).find(">2008-02-27 19:07<"), std::string::npos);
    EXPECT_NE(as_page_2011(cable).find(">2008-02-27 19:56<"), std::string::npos);
    cable.created = *parse_instant("2008-02-27 00:56");
    EXPECT_NE(as_page_2010(cable).find(">2008-02-27 00:12<"), std::string::npos);
}

TEST(Anchors, FollowTheSitesRule)
{
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"1. (C) Text", "1"}, {"  12.  Text", "12"}, {"B. STATE 1", "B"}, {"2006. The", "2006"},
        {"1.(C) Text", ""},   {"AB. Text", ""},      {"1) Text", ""},     {"", ""},
        {"1.", ""},           {"b. Text", ""}};
    for (const auto& [line, anchor] : cases) {
        EXPECT_EQ(anchor_of(line), anchor) << line;
    }
}

TEST(RawText, IsLatin1WithCrlfOrUtf8WithLf)
{
    const Generator generator({.seed = 4}, 300);
    std::size_t latin1 = 0;
    for (std::size_t i = 0; i < generator.count(); ++i) {
        const SynthCable cable = generator.cable(i);
        const std::string text = as_text(cable);
        if (!cable.latin1) {
            EXPECT_EQ(text, cable.header + "\n" + cable.body + "\n");
            continue;
        }
        ++latin1;
        EXPECT_TRUE(text.starts_with("\r\n"));
        const std::string lf = replace_all(replace_all(text, "\r\n", "\n"), "\xb6", "");
        EXPECT_EQ(lf.find('\r'), std::string::npos);
        EXPECT_NE(lf.find(cable.body), std::string::npos);
        EXPECT_EQ(lf.substr(0, lf.find(cable.body)).find("\n\n"),
                  std::string::npos); // none before DE
    }
    EXPECT_GT(latin1, 60U);
    EXPECT_LT(latin1, 160U);
}

TEST(Folder, HoldsEveryCableOnceWhateverTheThreads)
{
    const Generator generator({.seed = 8}, 500);
    const testing::TempFolder folder;
    std::uint64_t told = 0;
    const FolderResult result = write_folder(generator, FileForm::Text, folder.path() / "a", 3,
                                             [&](std::uint64_t n) { told += n; });
    EXPECT_EQ(result.cables, 500U);
    EXPECT_EQ(told, 500U);
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < generator.count(); ++i) {
        const SynthCable cable = generator.cable(i);
        const std::string text = read_file(folder.path() / "a" / (path_of(cable) + ".txt"));
        EXPECT_EQ(text, as_text(cable));
        bytes += text.size();
    }
    EXPECT_EQ(result.bytes, bytes);
}

// A reader of the dump, as simple as can be: fields in ", a \ before what stands for itself.
std::vector<std::vector<std::string>> read_dump(std::string_view text)
{
    std::vector<std::vector<std::string>> rows(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        EXPECT_EQ(text[i], '"') << i;
        std::string field;
        for (++i; i < text.size() && text[i] != '"'; ++i) {
            i += text[i] == '\\' ? 1U : 0U;
            field += text[i];
        }
        rows.back().push_back(field);
        ++i;
        if (text[i] == '\n') {
            rows.emplace_back();
        } else {
            EXPECT_EQ(text[i], ',') << i;
        }
    }
    rows.pop_back();
    return rows;
}

TEST(Folder, HoldsTheSameCablesAsADump)
{
    const Generator generator({.seed = 8}, 300);
    const testing::TempFolder folder;
    const FolderResult result = write_folder(generator, FileForm::Csv, folder.path(), 3, {});
    const std::string dump = read_file(folder.path() / "dump.csv");
    EXPECT_EQ(result.cables, 300U);
    EXPECT_EQ(result.bytes, dump.size());
    const auto rows = read_dump(dump);
    ASSERT_EQ(rows.size(), 300U);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const SynthCable cable = generator.cable(i);
        ASSERT_EQ(rows[i].size(), 8U);
        EXPECT_EQ(rows[i][0], std::to_string(i + 1));
        EXPECT_EQ(rows[i][2], cable.id);
        EXPECT_EQ(rows[i][6], cable.header);
        EXPECT_EQ(rows[i][7], cable.body);
    }
}

TEST(Folder, HasNoHalfADump)
{
    const Generator generator({}, 200);
    const testing::TempFolder folder;
    const auto stop = [](std::uint64_t) { throw Interrupted(); };
    EXPECT_THROW(write_folder(generator, FileForm::Csv, folder.path(), 2, stop), Interrupted);
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "dump.csv"));
}

TEST(Dump, QuotesWhatWouldEndAField)
{
    SynthCable cable = Generator({}, 1).cable(0);
    cable.id = "08GUATEMALA242";
    cable.origin = "Embassy Guatemala";
    cable.created = *make_instant({2008, 2, 7, 9, 5, 0});
    cable.classification = "UNCLASSIFIED";
    cable.truth.references = {"08GUATEMALA1", "07STATE2"};
    cable.header = "A\nB";
    cable.body = "say \"C\\D\"";
    EXPECT_EQ(as_csv_row(cable),
              "\"1\",\"2/7/2008 9:05\",\"08GUATEMALA242\",\"Embassy Guatemala\",\"UNCLASSIFIED\","
              "\"08GUATEMALA1|07STATE2\",\"A\nB\",\"say \\\"C\\\\D\\\"\"\n");
}

TEST(Folder, NamesWhatItCannotWriteAndStopsOnRequest)
{
    const Generator generator({}, 200);
    const testing::TempFolder folder;
    write_file_atomic(folder.path() / "file", "x");
    EXPECT_THROW(write_folder(generator, FileForm::Text, folder.path() / "file", 1, {}), IoError);
    const auto stop = [](std::uint64_t) { throw Interrupted(); };
    EXPECT_THROW(write_folder(generator, FileForm::Page2010, folder.path() / "b", 2, stop),
                 Interrupted);
}

} // namespace
} // namespace chancery::synth
