#include "zim/failed_writes.hpp"

#include <atomic>
#include <cerrno>
#include <string>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/error.hpp"

namespace chancery::zim_file {

namespace {

std::atomic<const std::filesystem::path*> to_remove = nullptr; // none: writes fail as usual

bool is_file(int fd)
{
    struct stat info = {};
    return ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
}

void end(int fd, int error, const std::filesystem::path& folder)
{
    std::error_code none;
    const std::filesystem::path file =
        std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(fd), none);
    std::filesystem::remove_all(folder, none);
    const std::string message =
        "chancery-zim: cannot write " + file.string() + ": " + errno_text(error) + '\n';
    ::syscall(SYS_write, STDERR_FILENO, message.data(), message.size());
    ::_exit(1);
}

ssize_t checked(int fd, ssize_t count)
{
    const int error = errno;
    if (count < 0 && error != EINTR && error != EAGAIN && is_file(fd)) {
        // Only the first of several threads.
        if (const std::filesystem::path* folder = to_remove.exchange(nullptr)) {
            end(fd, error, *folder);
        }
    }
    errno = error;
    return count;
}

} // namespace

void end_if_a_write_fails(const std::filesystem::path& folder)
{
    static std::filesystem::path kept;
    kept = folder;
    to_remove = &kept;
}

} // namespace chancery::zim_file

// In place of those of libc, for libzim and Xapian too.
extern "C" {

ssize_t write(int fd, const void* bytes, std::size_t size)
{
    return chancery::zim_file::checked(fd, ::syscall(SYS_write, fd, bytes, size));
}

ssize_t pwrite(int fd, const void* bytes, std::size_t size, off_t offset)
{
    return chancery::zim_file::checked(fd, ::syscall(SYS_pwrite64, fd, bytes, size, offset));
}

ssize_t pwrite64(int fd, const void* bytes, std::size_t size, off64_t offset)
{
    return chancery::zim_file::checked(fd, ::syscall(SYS_pwrite64, fd, bytes, size, offset));
}
}
