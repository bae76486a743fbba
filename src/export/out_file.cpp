#include "export/out_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "base/error.hpp"

namespace chancery::exporter {

namespace {

constexpr std::size_t kBufferBytes = 256U << 10U;

} // namespace

OutFile::OutFile(std::filesystem::path path)
    : path_(std::move(path)),
      fd_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644))
{
    if (fd_ < 0) {
        fail();
    }
}

OutFile::~OutFile()
{
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

void OutFile::fail() const
{
    throw IoError("cannot write " + path_.string() + ": " + errno_text(errno));
}

void OutFile::add(std::string_view bytes)
{
    buffer_ += bytes;
    size_ += bytes.size();
    if (buffer_.size() >= kBufferBytes) {
        flush();
    }
}

void OutFile::flush()
{
    for (std::string_view rest = buffer_; !rest.empty();) {
        const ssize_t count = ::write(fd_, rest.data(), rest.size());
        if (count < 0 && errno != EINTR) {
            fail();
        }
        rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    buffer_.clear();
}

void OutFile::close(Sync sync)
{
    flush();
    if (sync == Sync::Yes && ::fsync(fd_) != 0) {
        fail();
    }
    if (::close(std::exchange(fd_, -1)) != 0) {
        fail();
    }
}

} // namespace chancery::exporter
