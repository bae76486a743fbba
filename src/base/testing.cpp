#include "base/testing.hpp"

#include <cstdlib>
#include <random>

#include "base/check.hpp"
#include "base/file.hpp"

namespace chancery::testing {

namespace fs = std::filesystem;

fs::path source_folder()
{
    const char* folder = std::getenv("CHANCERY_SOURCE_DIR"); // set by ctest
    CHECK(folder != nullptr);
    return folder;
}

std::optional<fs::path> shared_data()
{
    const fs::path folder = source_folder() / "../shared/data";
    return fs::is_directory(folder) ? std::optional(folder) : std::nullopt;
}

void expect_golden(std::string_view name, std::string_view actual, const char* file, int line)
{
    const fs::path path = source_folder() / "tests/golden" / name;
    if (std::getenv("CHANCERY_ACCEPT") != nullptr) {
        fs::create_directories(path.parent_path());
        write_file_atomic(path, actual);
        GTEST_SKIP() << "accepted " << path;
    }
    ASSERT_TRUE(fs::exists(path)) << file << ":" << line << ": no golden file " << path
                                  << " (CHANCERY_ACCEPT=1 makes it)";
    EXPECT_EQ(read_file(path), actual) << file << ":" << line << ": differs from " << path;
}

std::optional<std::string> xml_problem(std::string_view document, const fs::path& schema)
{
    if (std::system("xmllint --version >/dev/null 2>&1") != 0) {
        return std::nullopt;
    }
    const TempFolder folder;
    const fs::path file = folder.path() / "document.xml";
    const fs::path said = folder.path() / "said";
    write_file_atomic(file, document);
    const std::string command = "xmllint --nonet --noout " +
                                (schema.empty() ? "" : "--schema '" + schema.string() + "' ") +
                                "'" + file.string() + "' 2>'" + said.string() + "'";
    return std::system(command.c_str()) == 0 ? std::string() : read_file(said) + '!';
}

TempFolder::TempFolder()
{
    std::random_device random;
    path_ = fs::temp_directory_path() /
            ("chancery-test-" + std::to_string(random()) + std::to_string(random()));
    fs::create_directories(path_);
}

TempFolder::~TempFolder()
{
    if (!::testing::Test::HasFailure()) { // kept for a look after a failure
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
}

} // namespace chancery::testing
