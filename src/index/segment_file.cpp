#include "index/segment_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/check.hpp"
#include "base/error.hpp"
#include "index/bits.hpp"

namespace chancery::index {

namespace {

constexpr std::size_t kPagesTogether = 64;

void write_all(int file, std::string_view bytes, const std::filesystem::path& path)
{
    while (!bytes.empty()) {
        const ssize_t done = ::write(file, bytes.data(), bytes.size());
        if (done < 0 && errno != EINTR) {
            throw IoError("cannot write " + path.string() + ": " + errno_text(errno));
        }
        bytes.remove_prefix(done < 0 ? 0 : static_cast<std::size_t>(done));
    }
}

} // namespace

SegmentFile::SegmentFile(const std::filesystem::path& path)
    : path_(path), file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644))
{
    if (file_ < 0) {
        throw IoError("cannot write " + path.string() + ": " + errno_text(errno));
    }
}

SegmentFile::~SegmentFile()
{
    if (file_ >= 0) {
        ::close(file_);
    }
}

void SegmentFile::put(std::string_view bytes)
{
    buffer_ += bytes;
    size_ += bytes.size();
    if (buffer_.size() >= kPagesTogether * kPageBytes) {
        flush_pages();
    }
}

// All whole pages.
void SegmentFile::flush_pages()
{
    const std::size_t whole = buffer_.size() / kPageBytes * kPageBytes;
    for (std::size_t at = 0; at < whole; at += kPageBytes) {
        checksums_.push_back(XXH3_64bits(buffer_.data() + at, kPageBytes));
    }
    write_all(file_, std::string_view(buffer_).substr(0, whole), path_);
    buffer_.erase(0, whole);
}

void SegmentFile::begin(Section section)
{
    CHECK(section_ == Section::Count);
    section_ = section;
    begun_ = size_;
}

void SegmentFile::write(std::string_view bytes)
{
    CHECK(section_ != Section::Count);
    put(bytes);
}

void SegmentFile::end()
{
    sections_[static_cast<std::size_t>(section_)] = {begun_, size_ - begun_};
    section_ = Section::Count;
    put(std::string(kPadding + (8 - size_ % 8) % 8, '\0'));
}

void SegmentFile::section(Section section, std::string_view bytes)
{
    begin(section);
    write(bytes);
    end();
}

void SegmentFile::finish(Footer footer)
{
    put(std::string((kPageBytes - size_ % kPageBytes) % kPageBytes, '\0'));
    flush_pages();
    footer.sections = sections_;
    footer.pages = checksums_.size();
    std::string bytes;
    append(bytes, footer);
    for (const std::uint64_t checksum : checksums_) {
        append(bytes, checksum);
    }
    append(bytes,
           Trailer{size_, bytes.size(), XXH3_64bits(bytes.data(), bytes.size()), kSegmentMagic});
    write_all(file_, bytes, path_);
    if (::fsync(file_) != 0) {
        throw IoError("cannot write " + path_.string() + ": " + errno_text(errno));
    }
}

} // namespace chancery::index
