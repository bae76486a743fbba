#pragma once
// One archive (zip, tar, 7z; tar or one file in gz, xz, zst, bz2), read as a stream of items by
// libarchive, under the limits of source.hpp. Internal to SourceWalker.
//
// Sizes that an archive claims count before anything is unpacked for them, and what is unpacked is
// counted as it comes, so that neither a lie nor a bomb costs more than the limits say.
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "import/descriptor.hpp"
#include "import/records.hpp"
#include "import/source.hpp"

struct archive;
struct archive_entry;

namespace chancery::importer {

class ArchiveReader {
public:
    // Takes the open file over, and reads it from its start. `name` is its label.
    ArchiveReader(Descriptor file, std::string name, std::uint64_t file_bytes,
                  const Limits& limits);
    ~ArchiveReader();
    ArchiveReader(const ArchiveReader&) = delete;
    ArchiveReader& operator=(const ArchiveReader&) = delete;
    ArchiveReader(ArchiveReader&&) = delete;
    ArchiveReader& operator=(ArchiveReader&&) = delete;

    // Nothing at the end, or after the Refused that says why the rest is not read.
    std::optional<SourceItem> next();

    std::uint64_t input_bytes_done() const;
    std::uint64_t ignored() const { return ignored_; }
    const std::string& name() const { return name_; }

private:
    struct Input;
    struct CloseArchive {
        void operator()(archive* handle) const;
    };

    std::optional<SourceItem> read_entry(archive_entry* entry);
    class MemberSource;

    std::optional<SourceItem> read_member(archive_entry* entry);
    std::optional<SourceItem> read_bytes(std::string name, std::string bytes);
    std::optional<SourceItem> next_record();
    // Appends what comes next of the member, at most one chunk; false at its end.
    std::expected<bool, std::string> read_chunk(std::string& bytes);
    std::optional<SourceItem> pass_over(archive_entry* entry);
    bool is_bare_file() const;
    std::optional<SourceItem> at_end();
    SourceItem stop(std::string reason);
    std::optional<std::string> account(std::uint64_t unpacked);
    std::string member_name(archive_entry* entry) const;
    std::string library_reason() const;

    std::string name_;
    Limits limits_;
    std::uint64_t file_bytes_;
    std::unique_ptr<Input> input_;
    std::unique_ptr<archive, CloseArchive> archive_;
    std::unique_ptr<RecordReader> records_; // of the member that is being read
    std::string over_limit_; // why reading stopped in the middle of that member, if it did
    bool finished_ = false;
    bool gave_something_ = false;
    std::uint64_t entries_ = 0;
    std::uint64_t documents_ = 0;
    std::uint64_t unpacked_ = 0;
    std::uint64_t ignored_ = 0;
};

} // namespace chancery::importer
