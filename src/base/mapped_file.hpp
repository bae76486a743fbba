#pragma once
// A file as bytes in memory, read only. IoError if it cannot be. Any thread.
#include <filesystem>
#include <string_view>

namespace chancery {

class MappedFile {
public:
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) = delete;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::string_view bytes() const { return bytes_; }

private:
    std::string_view bytes_;
};

} // namespace chancery
