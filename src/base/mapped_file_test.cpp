#include "base/mapped_file.hpp"

#include <fstream>
#include <utility>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/testing.hpp"

namespace chancery {
namespace {

class MappedFileTest : public ::testing::Test {
protected:
    std::filesystem::path file(const std::string& bytes) const
    {
        const std::filesystem::path path = folder_.path() / "file";
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    testing::TempFolder folder_;
};

TEST_F(MappedFileTest, IsTheBytesOfTheFile)
{
    const std::string bytes = std::string("a\0b", 3) + std::string(200'000, 'x');
    const MappedFile mapped(file(bytes));
    EXPECT_TRUE(mapped.bytes() == bytes);
}

TEST_F(MappedFileTest, OfAnEmptyFileIsEmpty)
{
    const MappedFile mapped(file(""));
    EXPECT_TRUE(mapped.bytes().empty());
}

TEST_F(MappedFileTest, MovesWithoutItsBytes)
{
    MappedFile first(file("ferry"));
    const char* const at = first.bytes().data();
    const MappedFile second(std::move(first));
    EXPECT_EQ(second.bytes(), "ferry");
    EXPECT_EQ(second.bytes().data(), at);
    EXPECT_TRUE(first.bytes().empty()); // NOLINT: what a moved-from one says is the point
}

TEST_F(MappedFileTest, StaysWhenTheFileIsRemoved)
{
    const std::filesystem::path path = file("ferry");
    const MappedFile mapped(path);
    std::filesystem::remove(path);
    EXPECT_EQ(mapped.bytes(), "ferry");
}

TEST_F(MappedFileTest, OfWhatIsNoReadableFileIsAnErrorThatNamesIt)
{
    try {
        const MappedFile mapped(folder_.path() / "none");
        FAIL();
    } catch (const IoError& error) {
        EXPECT_NE(std::string(error.what()).find("none"), std::string::npos);
    }
    EXPECT_THROW(MappedFile(folder_.path()), IoError); // a folder
}

} // namespace
} // namespace chancery
