#include "import/archive_reader.hpp"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <locale.h>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "import/file_kind.hpp"

namespace chancery::importer {

namespace {

constexpr std::uint64_t kRatioJudgedAfter = 64U << 20U;

// zip and 7z have names in Unicode, and libarchive gives them in the encoding of the thread's locale.
class Utf8Names {
public:
    Utf8Names() : before_(::uselocale(utf8())) {}
    ~Utf8Names() { ::uselocale(before_); }
    Utf8Names(const Utf8Names&) = delete;
    Utf8Names& operator=(const Utf8Names&) = delete;
    Utf8Names(Utf8Names&&) = delete;
    Utf8Names& operator=(Utf8Names&&) = delete;

private:
    static locale_t utf8() // 0, where the system has none, changes nothing
    {
        static const locale_t kUtf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return kUtf8;
    }
    locale_t before_;
};

// "mirror/08X.txt.gz" -> "08X.txt": what the single file in it is called
std::string_view name_without_packing(std::string_view name)
{
    name.remove_prefix(name.rfind('/') + 1); // npos + 1 == 0
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

} // namespace

// The file below libarchive. A size that the archive claims never moves it behind the file's end:
// that a part is missing must show.
struct ArchiveReader::Input {
    Descriptor file;
    std::int64_t size = 0;
    std::int64_t at = 0;
    std::vector<char> buffer = std::vector<char>(std::size_t{128} << 10U);
    std::vector<char> chunk = std::vector<char>(std::size_t{64} << 10U); // unpacked

    static la_ssize_t read(archive* handle, void* data, const void** buffer)
    {
        auto& self = *static_cast<Input*>(data);
        *buffer = self.buffer.data();
        ssize_t count = 0;
        do {
            count = ::pread(self.file.get(), self.buffer.data(), self.buffer.size(), self.at);
        } while (count < 0 && errno == EINTR);
        if (count < 0) {
            archive_set_error(handle, errno, "cannot be read");
            return ARCHIVE_FATAL;
        }
        self.at += count;
        return count;
    }

    static la_int64_t skip(archive*, void* data, la_int64_t request)
    {
        auto& self = *static_cast<Input*>(data);
        const la_int64_t step =
            std::clamp<la_int64_t>(request, 0, std::max<la_int64_t>(self.size - self.at, 0));
        self.at += step;
        return step;
    }

    static la_int64_t seek(archive*, void* data, la_int64_t offset, int whence)
    {
        auto& self = *static_cast<Input*>(data);
        const la_int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? self.at : self.size;
        if (offset < -base || offset > self.size - base) {
            return ARCHIVE_FATAL;
        }
        self.at = base + offset;
        return self.at;
    }
};

// The member that is being read, as bytes: those read already, then the rest. Counted under the
// limits.
class ArchiveReader::MemberSource : public ByteSource {
public:
    MemberSource(ArchiveReader& archive, std::string first)
        : archive_(archive), bytes_(std::move(first)), fresh_(bytes_.size())
    {
    }

    std::expected<std::size_t, std::string> read(char* to, std::size_t size) override
    {
        if (auto problem = fetch()) {
            return std::unexpected(*std::move(problem));
        }
        const std::size_t count = std::min(size, bytes_.size() - at_);
        std::copy_n(bytes_.data() + at_, count, to);
        at_ += count;
        return count;
    }

private:
    // Makes sure that there are bytes, except at the end.
    std::optional<std::string> fetch()
    {
        if (at_ == bytes_.size()) {
            bytes_.clear();
            at_ = 0;
            const auto more = archive_.read_chunk(bytes_);
            if (!more) {
                return more.error();
            }
            fresh_ = bytes_.size();
        }
        if (const auto reason = archive_.account(std::exchange(fresh_, 0))) {
            archive_.over_limit_ = *reason;
            return reason;
        }
        return std::nullopt;
    }

    ArchiveReader& archive_;
    std::string bytes_;
    std::size_t at_ = 0;
    std::size_t fresh_; // of them, not yet counted
};

void ArchiveReader::CloseArchive::operator()(archive* handle) const
{
    archive_read_free(handle);
}

ArchiveReader::ArchiveReader(Descriptor file, std::string name, std::uint64_t file_bytes,
                             const Limits& limits)
    : name_(std::move(name)), limits_(limits), file_bytes_(file_bytes),
      input_(std::make_unique<Input>()), archive_(archive_read_new())
{
    CHECK(archive_ != nullptr);
    input_->file = std::move(file);
    input_->size = static_cast<std::int64_t>(file_bytes);
    archive* const handle = archive_.get();
    archive_read_support_filter_gzip(handle);
    archive_read_support_filter_bzip2(handle);
    archive_read_support_filter_xz(handle);
    archive_read_support_filter_zstd(handle);
    archive_read_support_format_zip(handle);
    archive_read_support_format_tar(handle);
    archive_read_support_format_7zip(handle);
    archive_read_support_format_raw(handle);   // one file in gz, xz, zst, bz2
    archive_read_support_format_empty(handle); // nothing in it
    archive_read_set_read_callback(handle, Input::read);
    archive_read_set_skip_callback(handle, Input::skip);
    archive_read_set_seek_callback(handle, Input::seek);
    archive_read_set_callback_data(handle, input_.get());
    archive_read_open1(handle); // an error comes again from the first header
}

ArchiveReader::~ArchiveReader() = default;

std::uint64_t ArchiveReader::input_bytes_done() const
{
    return static_cast<std::uint64_t>(std::clamp<std::int64_t>(input_->at, 0, input_->size));
}

std::optional<SourceItem> ArchiveReader::next()
{
    const Utf8Names utf8_names;
    while (!finished_) {
        if (records_) {
            if (auto item = next_record()) {
                return item;
            }
            continue;
        }
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(archive_.get(), &entry);
        if (status == ARCHIVE_EOF) {
            return at_end();
        }
        if (++entries_ > limits_.archive_entries) {
            return stop("stopped: more than " + std::to_string(limits_.archive_entries) +
                        " entries");
        }
        if (status == ARCHIVE_RETRY) { // this header is lost, the next one may be there
            continue;
        }
        if (status < ARCHIVE_WARN) {
            return stop(library_reason());
        }
        if (is_bare_file()) {
            return stop("damaged or cut off (not what its first bytes say)");
        }
        if (auto item = read_entry(entry)) {
            gave_something_ = true;
            return item;
        }
    }
    return std::nullopt;
}

std::optional<SourceItem> ArchiveReader::next_record()
{
    auto item = records_->next();
    if (item && std::holds_alternative<FoundDocument>(*item)) {
        ++documents_;
    }
    if (!over_limit_.empty()) {
        finished_ = !item;
    }
    if (!item) {
        records_.reset();
    }
    return item;
}

// libarchive takes a file that it cannot unpack for one that is not packed.
bool ArchiveReader::is_bare_file() const
{
    return archive_format(archive_.get()) == ARCHIVE_FORMAT_RAW &&
           archive_filter_count(archive_.get()) < 2;
}

std::optional<SourceItem> ArchiveReader::at_end()
{
    finished_ = true;
    if (!gave_something_ && ignored_ == 0) { // no source passes without a word
        return Refused{name_, "an archive without files"};
    }
    return std::nullopt;
}

std::optional<SourceItem> ArchiveReader::read_entry(archive_entry* entry)
{
    const char* path = archive_entry_pathname(entry);
    const bool is_file =
        archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr;
    if (!is_file || is_ignored_path(path == nullptr ? "" : path)) {
        ignored_ += archive_entry_filetype(entry) == AE_IFDIR ? 0 : 1;
        return pass_over(entry);
    }
    if (archive_entry_is_encrypted(entry) != 0) {
        pass_over(entry);
        return Refused{member_name(entry), "encrypted"};
    }
    return read_member(entry);
}

// The first bytes tell whether the member holds many records, which may be larger than one document.
std::optional<SourceItem> ArchiveReader::read_member(archive_entry* entry)
{
    std::string name = member_name(entry);
    std::string first;
    while (first.size() < kRecordSniffBytes) {
        const auto more = read_chunk(first);
        if (!more) {
            return Refused{std::move(name), more.error()};
        }
        if (!*more) {
            break;
        }
    }
    if (const auto kind = records_in(first)) {
        gave_something_ = true;
        records_ = std::make_unique<RecordReader>(
            *kind, std::make_unique<MemberSource>(*this, std::move(first)), std::move(name),
            limits_);
        return std::nullopt;
    }
    if (archive_entry_size_is_set(entry) != 0 &&
        static_cast<std::uint64_t>(archive_entry_size(entry)) > limits_.document_bytes) {
        if (auto stopped = pass_over(entry)) {
            return stopped;
        }
        return Refused{std::move(name), "larger than " + size_text(limits_.document_bytes)};
    }
    if (const auto reason = account(first.size())) {
        return stop(*reason);
    }
    return read_bytes(std::move(name), std::move(first));
}

// libarchive passes over the bytes by itself at the next header; to do so it may have to unpack
// them. Where the size is not known beforehand, they are unpacked here, under the limits.
std::optional<SourceItem> ArchiveReader::pass_over(archive_entry* entry)
{
    if (archive_entry_size_is_set(entry) != 0) {
        const auto size =
            static_cast<std::uint64_t>(std::max<la_int64_t>(archive_entry_size(entry), 0));
        const auto reason = account(size);
        return reason ? std::optional(stop(*reason)) : std::nullopt;
    }
    const void* block = nullptr;
    std::size_t length = 0;
    la_int64_t offset = 0;
    while (archive_read_data_block(archive_.get(), &block, &length, &offset) == ARCHIVE_OK) {
        if (const auto reason = account(length)) {
            return stop(*reason);
        }
    }
    return std::nullopt;
}

std::expected<bool, std::string> ArchiveReader::read_chunk(std::string& bytes)
{
    std::vector<char>& chunk = input_->chunk;
    const la_ssize_t count = archive_read_data(archive_.get(), chunk.data(), chunk.size());
    if (count < 0) {
        return std::unexpected(library_reason());
    }
    bytes.append(chunk.data(), static_cast<std::size_t>(count));
    return count > 0;
}

std::optional<SourceItem> ArchiveReader::read_bytes(std::string name, std::string bytes)
{
    while (bytes.size() <= limits_.document_bytes) {
        const std::size_t had = bytes.size();
        const auto more = read_chunk(bytes);
        if (!more) {
            return Refused{std::move(name), more.error()};
        }
        if (!*more) {
            break;
        }
        if (const auto reason = account(bytes.size() - had)) {
            return stop(*reason);
        }
    }
    if (bytes.size() > limits_.document_bytes) {
        return Refused{std::move(name), "larger than " + size_text(limits_.document_bytes)};
    }
    if (packing_of(bytes) != Packing::None) {
        return Refused{std::move(name), "an archive inside an archive (unpack it first)"};
    }
    ++documents_;
    return FoundDocument{std::move(name), std::move(bytes)};
}

std::optional<std::string> ArchiveReader::account(std::uint64_t unpacked)
{
    unpacked_ += std::min(unpacked, UINT64_MAX - unpacked_);
    if (unpacked_ > limits_.archive_bytes) {
        return "stopped: it unpacks to more than " + size_text(limits_.archive_bytes);
    }
    if (unpacked_ > kRatioJudgedAfter && unpacked_ / limits_.archive_ratio > file_bytes_) {
        return "stopped: it unpacks to more than " + std::to_string(limits_.archive_ratio) +
               " times its size (archive bomb?)";
    }
    return std::nullopt;
}

SourceItem ArchiveReader::stop(std::string reason)
{
    finished_ = true;
    if (documents_ > 0) {
        reason += "; the " + std::to_string(documents_) + " documents before that were read";
    }
    return Refused{name_, std::move(reason)};
}

std::string ArchiveReader::member_name(archive_entry* entry) const
{
    if (archive_format(archive_.get()) == ARCHIVE_FORMAT_RAW) {
        return name_ + '!' + std::string(name_without_packing(name_));
    }
    const char* path = archive_entry_pathname(entry);
    path = path == nullptr ? archive_entry_pathname_utf8(entry) : path;
    if (path == nullptr) {
        return name_ + "!entry " + std::to_string(entries_);
    }
    std::string_view view = path;
    while (view.starts_with("./")) {
        view.remove_prefix(2);
    }
    return name_ + '!' + label(view);
}

// "damaged or cut off (truncated gzip input)"
std::string ArchiveReader::library_reason() const
{
    if (archive_read_has_encrypted_entries(archive_.get()) > 0) {
        return "encrypted";
    }
    const char* error = archive_error_string(archive_.get());
    std::string text = label(error == nullptr ? "no reason given" : error);
    const bool starts_a_sentence = text.size() > 1 && is_upper(text[0]) && is_lower(text[1]);
    text[0] = starts_a_sentence ? to_lower(text[0]) : text[0];
    return "damaged or cut off (" + text + ')';
}

} // namespace chancery::importer
