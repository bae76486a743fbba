#pragma once
// A file that is written from its beginning to its end, in pieces. What goes wrong is an IoError
// with name and reason; a full disk too. One thread.
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace chancery::exporter {

class OutFile {
public:
    explicit OutFile(std::filesystem::path path); // made anew
    ~OutFile();
    OutFile(const OutFile&) = delete;
    OutFile& operator=(const OutFile&) = delete;
    OutFile(OutFile&&) = delete;
    OutFile& operator=(OutFile&&) = delete;

    void add(std::string_view bytes);
    std::uint64_t size() const { return size_; }
    const std::filesystem::path& path() const { return path_; }

    enum class Sync : std::uint8_t { No, Yes /* it is on the disk when close() returns */ };
    void close(Sync sync); // once, last

private:
    void flush();
    [[noreturn]] void fail() const;

    std::filesystem::path path_;
    int fd_;
    std::string buffer_;
    std::uint64_t size_ = 0;
};

} // namespace chancery::exporter
