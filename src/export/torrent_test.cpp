#include "export/torrent.hpp"

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/testing.hpp"
#include "export/bencode.hpp"
#include "export/manifest.hpp"

namespace chancery::exporter {
namespace {

using ::testing::HasSubstr;

std::string sha1(std::string_view bytes)
{
    Sha1Stream stream;
    stream.update(bytes);
    const Sha1 hash = stream.finish();
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

TEST(Bencode, WritesWhatTheSpecificationShows)
{
    std::string out;
    BencodeWriter writer([&](std::string_view bytes) { out += bytes; });
    writer.begin_dictionary();
    writer.key("cow");
    writer.string("moo");
    writer.key("n");
    writer.integer(0);
    writer.key("spam");
    writer.begin_list();
    writer.string("");
    writer.integer(18446744073709551615U);
    writer.begin_dictionary();
    writer.end();
    writer.end();
    writer.end();
    EXPECT_EQ(out, "d3:cow3:moo1:ni0e4:spaml0:i18446744073709551615edeee");
}

TEST(BencodeDeathTest, WantsKeysInOrder)
{
    BencodeWriter writer([](std::string_view) {});
    writer.begin_dictionary();
    writer.key("b");
    EXPECT_DEATH(writer.key("a"), "");
}

TEST(Torrent, NamesEveryFileAndTheHashOfEveryPiece)
{
    const testing::TempFolder temp;
    const fs::path folder = temp.path() / "cables";
    fs::create_directories(folder / "a");
    const std::string large(300'000, 'x');
    write_file_atomic(folder / "a/large", large);
    write_file_atomic(folder / "small", "y");
    const std::string manifest =
        manifest_line(sha256(large), "a/large") + manifest_line(sha256("y"), "small");
    write_file_atomic(folder / kManifestFile, manifest);

    std::uint64_t read = 0;
    const fs::path file = temp.path() / "cables.torrent";
    const Torrent torrent = write_torrent(folder / "", file, {"https://mirror.example/"},
                                          [&](std::uint64_t bytes) { read += bytes; });
    const std::string all = large + "y" + manifest;
    const std::string pieces = sha1(all.substr(0, 262144)) + sha1(all.substr(262144));
    const std::string info = "d5:filesl"
                             "d6:lengthi300000e4:pathl1:a5:largeee"
                             "d6:lengthi1e4:pathl5:smallee"
                             "d6:lengthi" +
                             std::to_string(manifest.size()) +
                             "e4:pathl15:MANIFEST.sha256eee"
                             "4:name6:cables"
                             "12:piece lengthi262144e6:pieces40:" +
                             pieces + "e";
    EXPECT_EQ(read_file(file), "d4:info" + info + "8:url-listl23:https://mirror.example/ee");
    EXPECT_EQ(read, all.size());
    EXPECT_EQ(torrent.magnet, "magnet:?xt=urn:btih:" + torrent.info_hash +
                                  "&dn=cables&ws=https%3A%2F%2Fmirror.example%2F");
    Sha1Stream hash;
    hash.update(info);
    EXPECT_EQ(torrent.info_hash, hex(hash.finish()));
}

TEST(Torrent, HasLongerPiecesOfMoreBytes)
{
    EXPECT_EQ(piece_length(0), 262144U);
    EXPECT_EQ(piece_length(1U << 30U), 262144U);
    EXPECT_EQ(piece_length(std::uint64_t{20} << 30U), 8U << 20U);
    EXPECT_EQ(piece_length(UINT64_MAX), 16U << 20U);
}

TEST(Torrent, TakesWebAddressesAsSeeds)
{
    EXPECT_EQ(checked_web_seeds({"http://a.example", "https://b.example/x/"}),
              (std::vector<std::string>{"http://a.example/", "https://b.example/x/"}));
    for (const char* url : {"", "ftp://a.example/", "a.example", "https://a.example/\n",
                            "https://a b/", "javascript:x"}) {
        EXPECT_THROW(checked_web_seeds({url}), UsageError) << url;
    }
}

TEST(Torrent, SaysWhichFileIsGone)
{
    const testing::TempFolder temp;
    write_file_atomic(temp.path() / kManifestFile, manifest_line(sha256("y"), "small"));
    try {
        write_torrent(temp.path(), temp.path() / "t.torrent", {}, [](std::uint64_t) {});
        FAIL();
    } catch (const IoError& error) {
        EXPECT_THAT(error.what(), HasSubstr("small: No such file"));
    }
}

} // namespace
} // namespace chancery::exporter
