#pragma once
// For tests: golden files, temporary folders, the real cables of ../shared/data where they are
// present.
//
//   EXPECT_GOLDEN("pages/home.html", page);      // tests/golden/pages/home.html
//   const TempFolder folder; folder.path() / "a.db"
//   const auto data = shared_data();
//   if (!data) GTEST_SKIP() << "skipped: no ../shared/data";
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace chancery::testing {

// Compares with the file under tests/golden. With CHANCERY_ACCEPT set, writes it and reports the
// test as skipped: a rewritten answer is never a passed test.
void expect_golden(std::string_view name, std::string_view actual, const char* file, int line);

class TempFolder {
public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    TempFolder(TempFolder&&) = delete;
    TempFolder& operator=(TempFolder&&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// What an independent parser (libxml2's xmllint) says against a document, empty if it is well-formed;
// with a schema (XSD), whether it is valid too. Nothing where there is no xmllint.
std::optional<std::string> xml_problem(std::string_view document,
                                       const std::filesystem::path& schema = {});

std::filesystem::path source_folder();
std::optional<std::filesystem::path> shared_data();

} // namespace chancery::testing

#define EXPECT_GOLDEN(name, actual)                                                                \
    ::chancery::testing::expect_golden(name, actual, __FILE__, __LINE__)
