#include <archive.h>
#include <archive_entry.h>
#include <clocale>
#include <gtest/gtest.h>
#include <map>
#include <sys/resource.h>

#include "base/file.hpp"
#include "base/testing.hpp"
#include "base/text.hpp"
#include "import/fixtures.hpp"
#include "import/source.hpp"

namespace chancery::importer {
namespace {

using fixtures::Filter;
using fixtures::Format;
using fixtures::Member;
using fixtures::write_archive;
using testing::TempFolder;

struct Walk {
    std::vector<FoundDocument> found;
    std::vector<Refused> refused;
    std::uint64_t ignored = 0;

    std::vector<std::string> reasons() const
    {
        std::vector<std::string> texts;
        for (const Refused& refusal : refused) {
            texts.push_back(refusal.name + ": " + refusal.reason);
        }
        return texts;
    }
    std::vector<std::string> names() const
    {
        std::vector<std::string> texts;
        for (const FoundDocument& document : found) {
            texts.push_back(document.name);
        }
        return texts;
    }
};

// Names are given without the folder of the test.
Walk walk(const fs::path& file, Limits limits = {})
{
    SourceWalker walker({file}, limits);
    Walk result;
    const auto shorten = [&](std::string& name) {
        name = replace_all(name, file.parent_path().string() + '/', "");
    };
    while (auto item = walker.next()) {
        if (auto* found = std::get_if<FoundDocument>(&*item)) {
            shorten(found->name);
            result.found.push_back(std::move(*found));
        } else {
            shorten(std::get<Refused>(*item).name);
            result.refused.push_back(std::move(std::get<Refused>(*item)));
        }
    }
    EXPECT_EQ(walker.input_bytes_done(), walker.input_bytes_total());
    result.ignored = walker.ignored();
    return result;
}

using Texts = std::vector<std::string>;

// Text that does not compress to nothing.
std::string text_of_size(std::size_t size, std::uint32_t seed = 1)
{
    std::string text;
    for (; text.size() < size; seed = seed * 1664525U + 1013904223U) {
        text += std::to_string(seed) + '\n';
    }
    return text;
}

const std::vector<Member>& members()
{
    static const std::vector<Member> all = {
        {"cable/2008/02/08FREEDONIA242.html", fixtures::page()},
        {"raw/08FREEDONIA242.txt", fixtures::telegram()},
        {"empty.txt", ""},
        {"long.txt", text_of_size(300'000)},
    };
    return all;
}

struct Kind {
    const char* file;
    Format format;
    Filter filter;
};
constexpr Kind kKinds[] = {
    {"m.zip", Format::Zip, Filter::None},     {"m.tar", Format::Tar, Filter::None},
    {"m.tar.gz", Format::Tar, Filter::Gzip},  {"m.tar.bz2", Format::Tar, Filter::Bzip2},
    {"m.tar.xz", Format::Tar, Filter::Xz},    {"m.tar.zst", Format::Tar, Filter::Zstd},
    {"m.7z", Format::SevenZip, Filter::None}, {"named-otherwise.txt", Format::Zip, Filter::None},
};

TEST(Archives, OfEveryKindGiveTheirDocuments)
{
    const TempFolder temp;
    for (const auto& [file, format, filter] : kKinds) {
        SCOPED_TRACE(file);
        write_archive(temp.path() / file, format, filter, members());
        const Walk result = walk(temp.path() / file);
        EXPECT_EQ(result.reasons(), Texts{});
        std::map<std::string, std::string> found; // 7z has its empty files last
        for (const auto& [name, bytes] : result.found) {
            found[name] = bytes;
        }
        ASSERT_EQ(found.size(), members().size());
        for (const auto& [name, bytes] : members()) {
            EXPECT_EQ(found[std::string(file) + '!' + name], bytes) << name;
        }
    }
}

TEST(Archives, OfASingleFileGiveItUnderItsName)
{
    const TempFolder temp;
    const Kind kinds[] = {{"08FREEDONIA242.txt.gz", Format::Raw, Filter::Gzip},
                          {"08FREEDONIA242.txt.bz2", Format::Raw, Filter::Bzip2},
                          {"08FREEDONIA242.txt.xz", Format::Raw, Filter::Xz},
                          {"08FREEDONIA242.txt.zst", Format::Raw, Filter::Zstd}};
    for (const auto& [file, format, filter] : kinds) {
        SCOPED_TRACE(file);
        write_archive(temp.path() / file, format, filter, {{"x", fixtures::telegram()}});
        const Walk result = walk(temp.path() / file);
        EXPECT_EQ(result.reasons(), Texts{});
        ASSERT_EQ(result.found.size(), 1U);
        EXPECT_EQ(result.found[0].name, std::string(file) + "!08FREEDONIA242.txt");
        EXPECT_EQ(result.found[0].bytes, fixtures::telegram());
    }
}

TEST(Archives, AreFoundInsideFolders)
{
    const TempFolder temp;
    write_archive(temp.path() / "b.zip", Format::Zip, Filter::None, {{"x.txt", "X"}});
    write_file_atomic(temp.path() / "a.txt", "A");
    write_file_atomic(temp.path() / "c.txt", "C");
    SourceWalker walker({temp.path()});
    Texts names;
    while (const auto item = walker.next()) {
        names.push_back(fs::path(std::get<FoundDocument>(*item).name).filename());
    }
    EXPECT_EQ(names, (Texts{"a.txt", "b.zip!x.txt", "c.txt"}));
}

TEST(Archives, LeaveOutWhatIsNoDocumentAndCountIt)
{
    const TempFolder temp;
    const fs::path file = temp.path() / "m.zip";
    write_archive(file, Format::Zip, Filter::None,
                  {{"static/x.css", "x"},
                   {"__MACOSX/._a.txt", "x"},
                   {".DS_Store", "x"},
                   {".git/a.txt", "x"},
                   {"./a.txt", "A"},
                   {"../b.txt", "B"}});
    const Walk result = walk(file);
    EXPECT_EQ(result.names(), (Texts{"m.zip!a.txt", "m.zip!../b.txt"}));
    EXPECT_EQ(result.ignored, 4U);
    EXPECT_EQ(result.reasons(), Texts{});
}

TEST(Archives, GiveOddNamesAsLabelsOnly)
{
    const TempFolder temp;
    const fs::path file = temp.path() / "m.tar";
    write_archive(file, Format::Tar, Filter::None,
                  {{"/etc/passwd", "1"},
                   {"../../x.txt", "2"},
                   {"a\n\x1B[2J\xE9.txt", "3"},
                   {std::string(3000, 'n'), "4"}});
    const Walk result = walk(file);
    EXPECT_EQ(result.names(),
              (Texts{"m.tar!/etc/passwd", "m.tar!../../x.txt", "m.tar!a\uFFFD\uFFFD[2J\uFFFD.txt",
                     "m.tar!" + std::string(1000, 'n') + "..."}));
}

TEST(Archives, KeepNamesOfOtherScriptsInAnyLocale)
{
    const TempFolder temp;
    ASSERT_NE(std::setlocale(LC_CTYPE, "C.UTF-8"), nullptr);
    for (const auto format : {Format::Zip, Format::Tar, Format::SevenZip}) {
        write_archive(temp.path() / "m", format, Filter::None, {{"caf\u00E9 \u2116 1.txt", "x"}});
        for (const char* locale : {"C.UTF-8", "C"}) {
            ASSERT_NE(std::setlocale(LC_CTYPE, locale), nullptr);
            const Walk result = walk(temp.path() / "m");
            std::setlocale(LC_CTYPE, "C.UTF-8");
            EXPECT_EQ(result.reasons(), Texts{});
            EXPECT_EQ(result.names(), (Texts{"m!caf\u00E9 \u2116 1.txt"}))
                << locale << static_cast<int>(format);
        }
    }
    std::setlocale(LC_CTYPE, "C");
}

void write_odd_entries(const fs::path& file, std::initializer_list<unsigned> types)
{
    archive* handle = archive_write_new();
    archive_write_set_format_pax_restricted(handle);
    archive_write_open_filename(handle, file.c_str());
    for (const unsigned type : types) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, "odd");
        archive_entry_set_filetype(entry, type);
        archive_entry_set_symlink(entry, type == AE_IFLNK ? "/etc/passwd" : nullptr);
        ASSERT_EQ(archive_write_header(handle, entry), ARCHIVE_OK);
        archive_entry_free(entry);
    }
    archive_write_free(handle);
}

TEST(Archives, PassOverWhatIsNoFile)
{
    const TempFolder temp;
    const fs::path file = temp.path() / "m.tar";
    write_odd_entries(file, {AE_IFDIR, AE_IFLNK, AE_IFIFO, AE_IFCHR, AE_IFBLK});
    const Walk result = walk(file);
    EXPECT_EQ(result.names(), Texts{});
    EXPECT_EQ(result.reasons(), Texts{});
    EXPECT_EQ(result.ignored, 4U);
}

TEST(Archives, InsideArchivesAreRefusedByName)
{
    const TempFolder temp;
    for (const auto& [file, format, filter] : kKinds) {
        SCOPED_TRACE(file);
        write_archive(temp.path() / file, format, filter, members());
        write_archive(temp.path() / "outer.zip", Format::Zip, Filter::None,
                      {{"in/inner", read_file(temp.path() / file)}, {"z.txt", "Z"}});
        const Walk result = walk(temp.path() / "outer.zip");
        EXPECT_EQ(result.reasons(),
                  Texts{"outer.zip!in/inner: an archive inside an archive (unpack it first)"});
        EXPECT_EQ(result.names(), Texts{"outer.zip!z.txt"});
    }
}

TEST(Archives, OfOfficeDocumentsAreRefusedAsSuch)
{
    const TempFolder temp;
    const fs::path file = temp.path() / "report.docx";
    write_archive(file, Format::Zip, Filter::None,
                  {{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<x/>"}});
    EXPECT_EQ(walk(file).reasons(),
              Texts{"report.docx: an office document (save it as plain text)"});
}

TEST(Archives, WithoutFilesAreRefused)
{
    const TempFolder temp;
    write_archive(temp.path() / "m.zip", Format::Zip, Filter::None, {});
    write_archive(temp.path() / "m.gz", Format::Raw, Filter::Gzip, {{"x", ""}});
    write_archive(temp.path() / "m.7z", Format::SevenZip, Filter::None, {});
    write_odd_entries(temp.path() / "m.tar", {AE_IFDIR, AE_IFDIR});
    for (const char* file : {"m.zip", "m.gz", "m.7z", "m.tar"}) {
        EXPECT_EQ(walk(temp.path() / file).reasons(),
                  Texts{std::string(file) + ": an archive without files"});
    }
}

TEST(Archives, ThatAreEncryptedAreRefused)
{
    const TempFolder temp;
    const fs::path file = temp.path() / "m.zip";
    archive* handle = archive_write_new();
    archive_write_set_format_zip(handle);
    if (archive_write_set_options(handle, "zip:encryption=traditional") != ARCHIVE_OK) {
        archive_write_free(handle);
        GTEST_SKIP() << "this libarchive cannot encrypt";
    }
    archive_write_set_passphrase(handle, "duck");
    archive_write_open_filename(handle, file.c_str());
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, "a.txt");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, 4);
    archive_write_header(handle, entry);
    archive_write_data(handle, "duck", 4);
    archive_entry_free(entry);
    archive_write_free(handle);
    EXPECT_EQ(walk(file).reasons(), Texts{"m.zip!a.txt: encrypted"});
}

TEST(Archives, PassOverMembersThatAreTooLarge)
{
    const TempFolder temp;
    Limits limits;
    limits.document_bytes = 1000;
    for (const auto& [file, format, filter] : kKinds) {
        SCOPED_TRACE(file);
        write_archive(temp.path() / file, format, filter,
                      {{"a.txt", "A"},
                       {"big.txt", text_of_size(200'000)},
                       {"fits.txt", std::string(1000, 'x')}});
        const Walk result = walk(temp.path() / file, limits);
        const std::string name = file;
        EXPECT_EQ(result.reasons(), Texts{name + "!big.txt: larger than 1000 bytes"});
        EXPECT_EQ(result.names(), (Texts{name + "!a.txt", name + "!fits.txt"}));
    }
}

TEST(Archives, StopAtTheLimitsOfCountAndSize)
{
    const TempFolder temp;
    const std::vector<Member> three = {{"a", "1"}, {"b", std::string(500, 'x')}, {"c", "3"}};
    for (const auto& [file, format, filter] : kKinds) {
        SCOPED_TRACE(file);
        const std::string name = file;
        write_archive(temp.path() / file, format, filter, three);
        Limits few;
        few.archive_entries = 2;
        EXPECT_EQ(
            walk(temp.path() / file, few).reasons(),
            Texts{name + ": stopped: more than 2 entries; the 2 documents before that were read"});
        Limits small;
        small.archive_bytes = 400;
        const Walk result = walk(temp.path() / file, small);
        EXPECT_EQ(result.names(), Texts{name + "!a"});
        EXPECT_EQ(result.reasons(),
                  Texts{name + ": stopped: it unpacks to more than 400 bytes; the 1 "
                               "documents before that were read"});
    }
}

// ---- bombs

constexpr std::string_view kBomb =
    ": stopped: it unpacks to more than 250 times its size (archive bomb?)";

long peak_memory_in_kilobytes()
{
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

TEST(Archives, ThatAreBombsAreStoppedBeforeTheyGoOff)
{
    const TempFolder temp;
    const std::string zeros(80U << 20U, '\0');
    write_archive(temp.path() / "m.zip", Format::Zip, Filter::None, {{"zeros", zeros}});
    write_archive(temp.path() / "m.tar.gz", Format::Tar, Filter::Gzip, {{"zeros", zeros}});
    write_archive(temp.path() / "m.tar.zst", Format::Tar, Filter::Zstd, {{"zeros.css", zeros}});
    write_archive(temp.path() / "m.7z", Format::SevenZip, Filter::None, {{"zeros", zeros}});
    const long before = peak_memory_in_kilobytes();
    for (const char* file : {"m.zip", "m.tar.gz", "m.tar.zst", "m.7z"}) {
        EXPECT_EQ(walk(temp.path() / file).reasons(), Texts{file + std::string(kBomb)});
    }
    EXPECT_LT(peak_memory_in_kilobytes() - before, 100 << 10);
}

// A gigabyte in a megabyte: packed once and repeated.
std::string packed_gigabyte(const fs::path& folder)
{
    write_archive(folder / "z.gz", Format::Raw, Filter::Gzip,
                  {{"z", std::string(64U << 20U, '0')}});
    const std::string part = read_file(folder / "z.gz");
    std::string all;
    for (int i = 0; i < 16; ++i) {
        all += part;
    }
    return all;
}

TEST(Archives, OfOneHugeFileStopAtTheLimitForDocuments)
{
    const TempFolder temp;
    write_file_atomic(temp.path() / "08FREEDONIA242.txt.gz", packed_gigabyte(temp.path()));
    EXPECT_EQ(walk(temp.path() / "08FREEDONIA242.txt.gz").reasons(),
              Texts{"08FREEDONIA242.txt.gz!08FREEDONIA242.txt: larger than 16 MB"});
}

TEST(Archives, OfManySmallMembersAreJudgedByTheirSum)
{
    const TempFolder temp;
    const std::vector<Member> many(200, Member{"zeros.txt", std::string(1U << 20U, '0')});
    write_archive(temp.path() / "m.tar.gz", Format::Tar, Filter::Gzip, many);
    const Walk result = walk(temp.path() / "m.tar.gz");
    EXPECT_EQ(result.reasons(),
              Texts{"m.tar.gz" + std::string(kBomb) + "; the " +
                    std::to_string(result.found.size()) + " documents before that were read"});
    EXPECT_LT(result.found.size(), 80U);
    EXPECT_GE(result.found.size(), 63U); // the first 64 MB are not judged
}

// ---- damage

TEST(Archives, ThatAreCutOffGiveWhatCameBefore)
{
    const TempFolder temp;
    std::vector<Member> many;
    for (std::uint32_t i = 0; i < 100; ++i) { // two blocks of bzip2
        many.push_back({std::to_string(i) + ".txt", text_of_size(20'000, i)});
    }
    for (const auto& [file, format, filter] : kKinds) {
        SCOPED_TRACE(file);
        const fs::path path = temp.path() / file;
        write_archive(path, format, filter, many);
        fs::resize_file(path, fs::file_size(path) / 2);
        const Walk result = walk(path);
        ASSERT_GE(result.refused.size(), 1U);
        EXPECT_NE(result.refused.back().reason.find("damaged or cut off ("), std::string::npos)
            << result.refused.back().reason;
        EXPECT_EQ(result.refused.back().name, file);
        EXPECT_EQ(result.found.empty(), format == Format::SevenZip); // its list stands at the end
        for (std::size_t i = 0; i < result.found.size(); ++i) {
            EXPECT_EQ(result.found[i].bytes, many[i].bytes);
        }
    }
}

TEST(Archives, OfGarbageBehindAGoodStartAreRefused)
{
    const TempFolder temp;
    using namespace std::string_literals;
    for (const std::string& start :
         {"PK\x03\x04\x14\0\0\0\x08\0"s, "7z\xBC\xAF\x27\x1C"s, "\x1F\x8B\x08"s, "\xFD\x37zXZ\0"s,
          "\x28\xB5\x2F\xFD"s, "BZh9\x31\x41\x59\x26\x53\x59"s}) {
        write_file_atomic(temp.path() / "m", start + text_of_size(5000));
        const Walk result = walk(temp.path() / "m");
        EXPECT_EQ(result.names(), Texts{});
        ASSERT_FALSE(result.refused.empty());
        EXPECT_NE(result.refused[0].reason.find("damaged or cut off ("), std::string::npos)
            << result.refused[0].reason;
    }
}

TEST(Archives, WithAWrongByteInsideDoNotPassItOn)
{
    const TempFolder temp;
    const fs::path file = temp.path() / "m.zip";
    const std::string text = text_of_size(20'000);
    write_archive(file, Format::Zip, Filter::None, {{"a.txt", text}, {"b.txt", "B"}});
    std::string bytes = read_file(file);
    bytes[3000] = static_cast<char>(bytes[3000] ^ 1);
    write_file_atomic(file, bytes);
    const Walk result = walk(file);
    for (const FoundDocument& document : result.found) {
        EXPECT_EQ(document.name, "m.zip!b.txt");
    }
    ASSERT_FALSE(result.refused.empty());
    EXPECT_EQ(result.refused[0].name, "m.zip!a.txt");
}

} // namespace
} // namespace chancery::importer
