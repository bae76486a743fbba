#include "base/mapped_file.hpp"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"

namespace chancery {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path)
{
    throw IoError("cannot read " + path.string() + ": " + errno_text(errno));
}

} // namespace

MappedFile::MappedFile(const std::filesystem::path& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        fail(path);
    }
    struct stat status = {};
    if (::fstat(file, &status) != 0) {
        ::close(file);
        fail(path);
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    void* const at = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
    ::close(file);
    if (at == MAP_FAILED) {
        fail(path);
    }
    bytes_ = std::string_view(static_cast<const char*>(at), size);
}

MappedFile::~MappedFile()
{
    if (!bytes_.empty()) {
        ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
    }
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

} // namespace chancery
