#include "base/file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "base/error.hpp"

namespace chancery {

namespace {

[[noreturn]] void fail(const char* what, const fs::path& path, int error)
{
    throw IoError(std::string("cannot ") + what + " " + path.string() + ": " + errno_text(error));
}

class Descriptor {
public:
    Descriptor(const fs::path& path, int flags, mode_t mode = 0644)
        : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode))
    {
    }
    ~Descriptor()
    {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    int get() const { return fd_; }

private:
    int fd_;
};

} // namespace

std::string read_file(const fs::path& path, std::uint64_t limit)
{
    const Descriptor file(path, O_RDONLY);
    struct stat info = {};
    if (file.get() < 0 || ::fstat(file.get(), &info) != 0) {
        fail("read", path, errno);
    }
    if (S_ISDIR(info.st_mode)) {
        fail("read", path, EISDIR);
    }
    std::string bytes;
    std::array<char, 65536> buffer{};
    bytes.reserve(std::min<std::uint64_t>(static_cast<std::uint64_t>(info.st_size), limit));
    for (;;) {
        const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
        if (count < 0 && errno != EINTR) {
            fail("read", path, errno);
        }
        if (count == 0) {
            return bytes;
        }
        bytes.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        if (bytes.size() > limit) {
            throw IoError("cannot read " + path.string() + ": longer than " +
                          std::to_string(limit) + " bytes");
        }
    }
}

namespace {

void write_synced(const fs::path& path, std::string_view bytes)
{
    const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
    if (file.get() < 0) {
        fail("write", path, errno);
    }
    while (!bytes.empty()) {
        const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) {
            fail("write", path, errno);
        }
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    if (::fsync(file.get()) != 0) {
        fail("write", path, errno);
    }
}

} // namespace

void write_file_atomic(const fs::path& path, std::string_view bytes)
{
    fs::path beside = path;
    beside += ".new";
    try {
        write_synced(beside, bytes);
        if (::rename(beside.c_str(), path.c_str()) != 0) {
            fail("write", path, errno);
        }
    } catch (const IoError&) {
        ::unlink(beside.c_str()); // a half-written file only takes room on a full disk
        throw;
    }
    sync_folder(path.parent_path().empty() ? fs::path(".") : path.parent_path());
}

void sync_folder(const fs::path& folder)
{
    const Descriptor fd(folder, O_RDONLY | O_DIRECTORY);
    if (fd.get() < 0 || ::fsync(fd.get()) != 0) {
        fail("sync", folder, errno);
    }
}

void sync_file(const fs::path& path)
{
    const Descriptor fd(path, O_RDONLY);
    if (fd.get() < 0 || ::fsync(fd.get()) != 0) {
        fail("sync", path, errno);
    }
}

namespace {

// A lease is given to the only one who has the file open; mappings count (fcntl(2), Leases).
int wait_until_alone(int fd, std::chrono::steady_clock::time_point deadline)
{
    constexpr auto kLookAgain = std::chrono::milliseconds(50);
    while (::fcntl(fd, F_SETLEASE, F_WRLCK) != 0) {
        if (errno != EAGAIN || std::chrono::steady_clock::now() >= deadline) {
            return errno;
        }
        std::this_thread::sleep_for(kLookAgain);
    }
    ::fcntl(fd, F_SETLEASE, F_UNLCK);
    return 0;
}

int fill_with_zeros(int fd, std::int64_t size)
{
    static constexpr std::array<char, 65536> kZeros{};
    for (std::int64_t at = 0; at < size;) {
        const auto wanted = std::min<std::int64_t>(size - at, std::ssize(kZeros));
        const ssize_t count = ::pwrite(fd, kZeros.data(), static_cast<std::size_t>(wanted), at);
        if (count < 0 && errno != EINTR) {
            return errno;
        }
        at += std::max<ssize_t>(count, 0);
    }
    return ::fdatasync(fd) == 0 ? 0 : errno;
}

} // namespace

std::optional<std::string> overwrite_and_remove(const fs::path& path,
                                                std::chrono::steady_clock::time_point deadline)
{
    const Descriptor file(path, O_RDWR | O_NOFOLLOW);
    struct stat info = {};
    if (file.get() < 0 || ::fstat(file.get(), &info) != 0) {
        return errno_text(errno);
    }
    if (::unlink(path.c_str()) != 0) { // from here on nobody else can open it
        return errno_text(errno);
    }
    if (info.st_nlink > 1) {
        return std::nullopt;
    }
    if (const int error = wait_until_alone(file.get(), deadline)) {
        return error == EAGAIN ? "another process still reads it" : errno_text(error);
    }
    const int error = fill_with_zeros(file.get(), info.st_size);
    return error == 0 ? std::nullopt : std::optional(errno_text(error));
}

std::optional<FileLock> FileLock::try_lock(const fs::path& path)
{
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) {
        fail("open", path, errno);
    }
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        ::close(fd);
        if (error != EWOULDBLOCK) {
            fail("lock", path, error);
        }
        return std::nullopt;
    }
    return FileLock(fd);
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock::~FileLock()
{
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

} // namespace chancery
