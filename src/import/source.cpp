#include "import/source.hpp"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <utility>

#include "base/error.hpp"
#include "import/archive_reader.hpp"
#include "import/descriptor.hpp"
#include "import/file_kind.hpp"
#include "import/records.hpp"

namespace chancery::importer {

namespace {

namespace fs = std::filesystem;

enum class EntryKind { File, Folder, Link, Other };

struct Entry {
    std::string name;
    EntryKind kind;
};

struct Folder {
    Descriptor handle;
    std::string name; // its label
    std::vector<Entry> entries;
    std::size_t next = 0;
};

std::string cannot_read(int error)
{
    return "cannot be read: " + errno_text(error);
}

EntryKind kind_of(mode_t mode)
{
    return S_ISREG(mode)   ? EntryKind::File
           : S_ISDIR(mode) ? EntryKind::Folder
           : S_ISLNK(mode) ? EntryKind::Link
                           : EntryKind::Other;
}

std::string_view what_it_is(mode_t mode)
{
    return S_ISFIFO(mode)   ? "a named pipe, not a file"
           : S_ISSOCK(mode) ? "a socket, not a file"
                            : "a device, not a file";
}

EntryKind kind_of(int folder, const dirent& entry)
{
    switch (entry.d_type) {
    case DT_REG:
        return EntryKind::File;
    case DT_DIR:
        return EntryKind::Folder;
    case DT_LNK:
        return EntryKind::Link;
    case DT_UNKNOWN: { // some file systems do not say
        struct stat info = {};
        const int failed = ::fstatat(folder, entry.d_name, &info, AT_SYMLINK_NOFOLLOW);
        return failed != 0 ? EntryKind::File : kind_of(info.st_mode); // opening it tells why
    }
    default:
        return EntryKind::Other;
    }
}

bool is_left_out(const Entry& entry)
{
    return entry.kind == EntryKind::Link || is_ignored_name(entry.name);
}

std::string join(const std::string& folder, std::string_view name)
{
    std::string joined = folder;
    if (!joined.ends_with('/')) {
        joined += '/';
    }
    return joined + label(name);
}

// Without `..` and `.`; errno is set if it stops early.
std::vector<Entry> list(int folder)
{
    std::vector<Entry> entries;
    const int copy = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* const stream = copy < 0 ? nullptr : ::fdopendir(copy);
    if (stream == nullptr) {
        const Descriptor closes(copy);
        return entries;
    }
    errno = 0;
    while (const dirent* entry = ::readdir(stream)) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") {
            entries.push_back({std::string(name), kind_of(folder, *entry)});
        }
        errno = 0;
    }
    const int error = errno;
    ::closedir(stream);
    errno = error;
    return entries;
}

Descriptor open_folder(int parent, const char* name, int flags = O_NOFOLLOW)
{
    return Descriptor(::openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags));
}

std::uint64_t size_at(int folder, const char* name)
{
    struct stat info = {};
    return ::fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode)
               ? static_cast<std::uint64_t>(info.st_size)
               : 0;
}

std::uint64_t bytes_below(const Descriptor& folder, unsigned depth)
{
    if (!folder.is_open() || depth == 0) {
        return 0;
    }
    std::uint64_t bytes = 0;
    for (const Entry& entry : list(folder.get())) {
        if (is_left_out(entry)) {
            continue;
        }
        bytes += entry.kind == EntryKind::Folder
                     ? bytes_below(open_folder(folder.get(), entry.name.c_str()), depth - 1)
                     : size_at(folder.get(), entry.name.c_str());
    }
    return bytes;
}

// Reads from the start until `limit` or the end; false sets errno.
bool read_from(int file, std::size_t limit, std::string& bytes)
{
    bytes.resize(limit);
    std::size_t size = 0;
    while (size < limit) {
        const ssize_t count =
            ::pread(file, bytes.data() + size, limit - size, static_cast<off_t>(size));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return false;
        }
        size += static_cast<std::size_t>(count);
        if (count == 0) {
            break;
        }
    }
    bytes.resize(size);
    return true;
}

// An open file, from its start.
class FileSource : public ByteSource {
public:
    explicit FileSource(Descriptor file) : file_(std::move(file)) {}

    std::expected<std::size_t, std::string> read(char* to, std::size_t size) override
    {
        ssize_t count = 0;
        do {
            count = ::pread(file_.get(), to, size, at_);
        } while (count < 0 && errno == EINTR);
        if (count < 0) {
            return std::unexpected(cannot_read(errno));
        }
        at_ += count;
        return static_cast<std::size_t>(count);
    }

    std::uint64_t at() const { return static_cast<std::uint64_t>(at_); }

private:
    Descriptor file_;
    off_t at_ = 0;
};

// A file of many records, being read.
struct RecordFile {
    RecordFile(RecordKind kind, Descriptor file, std::string name, std::uint64_t bytes,
               const Limits& limits)
        : RecordFile(kind, std::make_unique<FileSource>(std::move(file)), std::move(name), bytes,
                     limits)
    {
    }

    const FileSource* source;
    std::uint64_t size;
    RecordReader reader;

    std::uint64_t bytes_done() const { return std::min(source->at(), size); }

private:
    RecordFile(RecordKind kind, std::unique_ptr<FileSource> bytes, std::string name,
               std::uint64_t file_bytes, const Limits& limits)
        : source(bytes.get()), size(file_bytes),
          reader(kind, std::move(bytes), std::move(name), limits)
    {
    }
};

} // namespace

struct SourceWalker::State {
    std::vector<fs::path> sources;
    Limits limits;
    std::size_t next_source = 0;
    std::vector<Folder> folders; // from the named one down
    std::unique_ptr<ArchiveReader> archive;
    std::uint64_t archive_bytes = 0;
    std::unique_ptr<RecordFile> records;
    bool counted = false;
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;
    std::uint64_t ignored = 0;

    void count_input();
    std::optional<SourceItem> open_source(const fs::path& path);
    std::optional<SourceItem> next_in_archive();
    std::optional<SourceItem> next_in_records();
    std::optional<SourceItem> next_in_folder();
    std::optional<SourceItem> enter(Descriptor handle, std::string name);
    std::optional<SourceItem> read_file(int folder, const char* path, std::string name, int flags);
    std::optional<SourceItem> read_large_file(Descriptor file, std::string name,
                                              std::uint64_t size);
    std::optional<SourceItem> read_records(RecordKind kind, Descriptor file, std::string name,
                                           std::uint64_t size);
    std::optional<SourceItem> read_packed(Packing packing, Descriptor file, std::string name,
                                          std::uint64_t size);
};

SourceWalker::SourceWalker(std::vector<fs::path> sources, Limits limits)
    : state_(std::make_unique<State>())
{
    state_->sources = std::move(sources);
    state_->limits = limits;
}

SourceWalker::~SourceWalker() = default;

std::uint64_t SourceWalker::input_bytes_done() const
{
    return state_->bytes_done + (state_->archive ? state_->archive->input_bytes_done() : 0) +
           (state_->records ? state_->records->bytes_done() : 0);
}

std::uint64_t SourceWalker::input_bytes_total() const
{
    return state_->bytes_total;
}

std::uint64_t SourceWalker::ignored() const
{
    return state_->ignored + (state_->archive ? state_->archive->ignored() : 0);
}

std::optional<SourceItem> SourceWalker::next()
{
    State& state = *state_;
    state.count_input();
    for (;;) {
        std::optional<SourceItem> item;
        if (state.archive) {
            item = state.next_in_archive();
        } else if (state.records) {
            item = state.next_in_records();
        } else if (!state.folders.empty()) {
            item = state.next_in_folder();
        } else if (state.next_source < state.sources.size()) {
            item = state.open_source(state.sources[state.next_source++]);
        } else {
            return std::nullopt;
        }
        if (item) {
            return item;
        }
    }
}

void SourceWalker::State::count_input()
{
    if (std::exchange(counted, true)) {
        return;
    }
    for (const fs::path& path : sources) {
        struct stat info = {};
        if (::stat(path.c_str(), &info) != 0) {
            continue;
        }
        bytes_total += S_ISDIR(info.st_mode)   ? bytes_below(open_folder(AT_FDCWD, path.c_str(), 0),
                                                             limits.folder_depth)
                       : S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size)
                                               : 0;
    }
}

std::optional<SourceItem> SourceWalker::State::open_source(const fs::path& path)
{
    struct stat info = {};
    std::string name = label(path.native());
    if (::stat(path.c_str(), &info) != 0) {
        return Refused{std::move(name), cannot_read(errno)};
    }
    switch (kind_of(info.st_mode)) {
    case EntryKind::Folder:
        return enter(open_folder(AT_FDCWD, path.c_str(), 0), std::move(name));
    case EntryKind::File:
        return read_file(AT_FDCWD, path.c_str(), std::move(name), 0);
    default:
        return Refused{std::move(name), std::string(what_it_is(info.st_mode))};
    }
}

std::optional<SourceItem> SourceWalker::State::enter(Descriptor handle, std::string name)
{
    if (!handle.is_open()) {
        return Refused{std::move(name), cannot_read(errno)};
    }
    if (folders.size() >= limits.folder_depth) {
        return Refused{std::move(name),
                       "folders nested deeper than " + std::to_string(limits.folder_depth)};
    }
    std::vector<Entry> entries = list(handle.get());
    const int error = errno;
    std::ranges::sort(entries, {}, &Entry::name);
    folders.push_back({std::move(handle), name, std::move(entries)});
    if (error != 0) {
        return Refused{std::move(name), cannot_read(error)};
    }
    return std::nullopt;
}

std::optional<SourceItem> SourceWalker::State::next_in_folder()
{
    Folder& folder = folders.back();
    if (folder.next == folder.entries.size()) {
        folders.pop_back();
        return std::nullopt;
    }
    const Entry entry = std::move(folder.entries[folder.next++]);
    if (is_left_out(entry)) {
        ++ignored;
        return std::nullopt;
    }
    std::string name = join(folder.name, entry.name);
    const int parent = folder.handle.get();
    if (entry.kind == EntryKind::Folder) {
        return enter(open_folder(parent, entry.name.c_str()), std::move(name));
    }
    if (entry.kind == EntryKind::File) {
        return read_file(parent, entry.name.c_str(), std::move(name), O_NOFOLLOW);
    }
    struct stat info = {};
    ::fstatat(parent, entry.name.c_str(), &info, AT_SYMLINK_NOFOLLOW);
    return Refused{std::move(name), std::string(what_it_is(info.st_mode))};
}

// O_NONBLOCK: what has become a pipe since it was looked at must not hold us up.
std::optional<SourceItem> SourceWalker::State::read_file(int folder, const char* path,
                                                         std::string name, int flags)
{
    Descriptor file(::openat(folder, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags));
    struct stat info = {};
    if (!file.is_open() || ::fstat(file.get(), &info) != 0) {
        return Refused{std::move(name), cannot_read(errno)};
    }
    if (!S_ISREG(info.st_mode)) {
        return Refused{std::move(name), std::string(what_it_is(info.st_mode))};
    }
    const auto size = static_cast<std::uint64_t>(info.st_size);
    if (size > limits.document_bytes) {
        return read_large_file(std::move(file), std::move(name), size);
    }
    std::string bytes;
    if (!read_from(file.get(), size, bytes)) {
        bytes_done += size;
        return Refused{std::move(name), cannot_read(errno)};
    }
    if (const Packing packing = packing_of(bytes); packing != Packing::None) {
        return read_packed(packing, std::move(file), std::move(name), size);
    }
    if (const auto kind = records_in(bytes)) {
        return read_records(*kind, std::move(file), std::move(name), size);
    }
    bytes_done += size;
    return FoundDocument{std::move(name), std::move(bytes)};
}

std::optional<SourceItem> SourceWalker::State::read_large_file(Descriptor file, std::string name,
                                                               std::uint64_t size)
{
    std::string first;
    const bool readable = read_from(file.get(), kRecordSniffBytes, first);
    const int error = errno;
    const Packing packing = packing_of(first);
    if (packing != Packing::None) {
        return read_packed(packing, std::move(file), std::move(name), size);
    }
    if (const auto kind = records_in(first)) {
        return read_records(*kind, std::move(file), std::move(name), size);
    }
    bytes_done += size;
    return Refused{std::move(name), readable ? "larger than " + size_text(limits.document_bytes)
                                             : cannot_read(error)};
}

std::optional<SourceItem> SourceWalker::State::read_packed(Packing packing, Descriptor file,
                                                           std::string name, std::uint64_t size)
{
    if (packing == Packing::Office) {
        bytes_done += size;
        return Refused{std::move(name), "an office document (save it as plain text)"};
    }
    archive_bytes = size;
    archive = std::make_unique<ArchiveReader>(std::move(file), std::move(name), size, limits);
    return std::nullopt;
}

std::optional<SourceItem> SourceWalker::State::read_records(RecordKind kind, Descriptor file,
                                                            std::string name, std::uint64_t size)
{
    records = std::make_unique<RecordFile>(kind, std::move(file), std::move(name), size, limits);
    return std::nullopt;
}

std::optional<SourceItem> SourceWalker::State::next_in_records()
{
    auto item = records->reader.next();
    if (!item) {
        bytes_done += records->size;
        records.reset();
    }
    return item;
}

std::optional<SourceItem> SourceWalker::State::next_in_archive()
{
    auto item = archive->next();
    if (!item) {
        ignored += archive->ignored();
        bytes_done += archive_bytes;
        archive.reset();
    }
    return item;
}

} // namespace chancery::importer
