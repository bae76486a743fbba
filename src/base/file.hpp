#pragma once
// Files as whole values, and writes that a power cut cannot leave half done. Failures throw IoError
// with name and reason.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace chancery {

namespace fs = std::filesystem;

// The whole file; IoError if it is longer than `limit` bytes.
std::string read_file(const fs::path& path, std::uint64_t limit = UINT64_MAX);

// Writes beside, syncs, renames: readers see the old or the new content, whole.
void write_file_atomic(const fs::path& path, std::string_view bytes);

// After a rename or a new file: makes the folder's entries durable.
void sync_folder(const fs::path& folder);
void sync_file(const fs::path& path);

// Removes the file and fills its blocks with zeros, where the file system writes in place. Nobody else
// may have it open or mapped by then: it waits for that until `deadline`, and then says why the
// blocks are as they were; nothing if all went well. Content with other names (hard links) stays.
std::optional<std::string> overwrite_and_remove(const fs::path& path,
                                                std::chrono::steady_clock::time_point deadline);

// Holds an exclusive lock on a file (made if missing) until destroyed. Nothing if another process
// holds it.
class FileLock {
public:
    static std::optional<FileLock> try_lock(const fs::path& path);
    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) = delete;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    explicit FileLock(int fd) : fd_(fd) {}
    int fd_;
};

} // namespace chancery
