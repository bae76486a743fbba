#pragma once
// Writes the sections of a segment one after the other, with a checksum for each page.
//
//   SegmentFile file(path);
//   file.begin(Section::Ids); file.write(bytes); ... file.end();
//   file.finish(footer);                       // on disk when it returns
//
// IoError for the disk; what is not finished is no segment.
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "index/segment_format.hpp"

namespace chancery::index {

class SegmentFile {
public:
    explicit SegmentFile(const std::filesystem::path& path);
    ~SegmentFile();
    SegmentFile(const SegmentFile&) = delete;
    SegmentFile& operator=(const SegmentFile&) = delete;
    SegmentFile(SegmentFile&&) = delete;
    SegmentFile& operator=(SegmentFile&&) = delete;

    void begin(Section section);
    void write(std::string_view bytes);
    std::uint64_t written() const { return size_ - begun_; } // of the section
    void end();
    void section(Section section, std::string_view bytes);

    void finish(Footer footer);

private:
    void flush_pages();
    void put(std::string_view bytes);

    std::filesystem::path path_;
    int file_;
    std::string buffer_; // not yet written; starts at a page
    std::vector<std::uint64_t> checksums_;
    std::uint64_t size_ = 0;
    std::uint64_t begun_ = 0;
    Section section_ = Section::Count;
    std::array<SectionPlace, kSections> sections_;
};

} // namespace chancery::index
