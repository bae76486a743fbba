#include "export/destination.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "base/error.hpp"
#include "base/mapped_file.hpp"
#include "base/stop.hpp"
#include "export/manifest.hpp"
#include "export/planned_pages.hpp"

namespace chancery::exporter {

namespace {

constexpr std::string_view kPartialFolder = ".partial";
constexpr std::string_view kPlanFile = "plan";
constexpr std::string_view kNewPlanFile = "plan.new";
constexpr std::string_view kEarlierFile =
    "earlier"; // plans of exports that did not come to their end
constexpr std::string_view kNewManifestFile = "manifest";
constexpr std::string_view kLockFile = "lock";
constexpr std::array<std::string_view, 3> kFormEndings = {"", ".gz", ".br"}; // of one planned file
constexpr std::size_t kStaleBytes = 64U << 20U; // of names that are held in memory at a time

constexpr std::array<std::pair<Format, std::string_view>, 4> kFormats = {
    {{Format::Site, "site"},
     {Format::JsonLines, "jsonl"},
     {Format::Csv, "csv"},
     {Format::Bag, "bagit"}}};

[[noreturn]] void fail(const char* what, const fs::path& path, int error)
{
    throw IoError(std::string("cannot ") + what + " " + path.string() + ": " + errno_text(error));
}

// ---- whose folder it is ----

std::string signature(Format format)
{
    return R"({"made_by":"chancery export","format":")" + std::string(format_name(format)) + '"';
}

bool is_file(const fs::path& path)
{
    std::error_code none;
    return fs::is_regular_file(path, none);
}

// Nothing in it, but for what a kill at the very start leaves.
bool is_unused(const fs::path& folder)
{
    const auto entries = fs::directory_iterator(folder);
    return std::all_of(begin(entries), end(entries), [](const fs::directory_entry& entry) {
        return entry.path().filename() == std::string(kAboutFile) + ".new";
    });
}

std::optional<Format> made_as(const fs::path& folder)
{
    constexpr std::uint64_t kMaxAboutBytes = 1U << 20U;
    if (!is_file(folder / kAboutFile)) {
        return std::nullopt;
    }
    const std::string about = read_file(folder / kAboutFile, kMaxAboutBytes);
    for (const auto& [format, name] : kFormats) {
        if (about.starts_with(signature(format))) {
            return format;
        }
    }
    return std::nullopt;
}

void make_folder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        fail("make", folder, error.value());
    }
}

void refuse_what_is_not_ours(const fs::path& folder, Format format)
{
    std::error_code none;
    if (fs::exists(folder, none) && !fs::is_directory(folder, none)) {
        throw UsageError(folder.string() + " is not a folder");
    }
    make_folder(folder);
    const std::optional<Format> made = made_as(folder);
    if (made && *made != format) {
        throw UsageError(folder.string() + " holds an export to " +
                         std::string(format_name(*made)) + ", not to " +
                         std::string(format_name(format)));
    }
    if (!made && !is_unused(folder)) {
        throw UsageError(folder.string() +
                         " holds other files: give an empty folder, or an export to go on with");
    }
}

// ---- content ----

bool has_content(const fs::path& path, std::string_view bytes)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    struct stat info = {};
    bool same = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
                static_cast<std::uint64_t>(info.st_size) == bytes.size();
    std::array<char, 65536>
        buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
    while (same && !bytes.empty()) {
        const ssize_t count = ::read(fd, buffer.data(), std::min(buffer.size(), bytes.size()));
        const auto length = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
        same = count > 0 && bytes.substr(0, length) == std::string_view(buffer.data(), length);
        bytes.remove_prefix(length);
    }
    ::close(fd);
    return same;
}

bool have_same_content(const fs::path& path, const fs::path& other)
{
    std::error_code error;
    return fs::symlink_status(path, error).type() == fs::file_type::regular &&
           fs::file_size(path, error) == fs::file_size(other, error) && !error &&
           MappedFile(path).bytes() == MappedFile(other).bytes();
}

void each_planned(const fs::path& plan, const std::function<void(std::string)>& use)
{
    each_line(plan, [&](std::string_view line) {
        const std::string_view file = planned_in(line).file;
        for (const std::string_view ending : kFormEndings) {
            if (is_file_of_ours(file)) {
                use(std::string(file).append(ending));
            }
        }
    });
}

} // namespace

std::string_view format_name(Format format)
{
    return std::find_if(kFormats.begin(), kFormats.end(),
                        [&](const auto& f) { return f.first == format; })
        ->second;
}

// ---- in pieces ----

Staged::Staged(Destination& destination, std::string file)
    : destination_(destination), file_(std::move(file)), out_(destination.new_name())
{
}

Staged::~Staged()
{
    ::unlink(out_.path().c_str());
}

void Staged::add(std::string_view bytes)
{
    out_.add(bytes);
    hash_.update(bytes);
}

Entry Staged::keep()
{
    out_.close(OutFile::Sync::No);
    Entry entry{file_, hash_.finish(), out_.size(), Entry::Change::None};
    if (!have_same_content(destination_.folder_ / file_, out_.path())) {
        destination_.settle(out_.path(), file_);
        entry.change = Entry::Change::Written;
    }
    return entry;
}

// ---- the folder ----

Destination::Destination(fs::path folder, Format format, std::string_view about)
    : folder_(std::move(folder)), partial_(folder_ / kPartialFolder)
{
    refuse_what_is_not_ours(folder_, format);
    std::string bytes = signature(format);
    bytes.append(",").append(about).append("}\n");
    if (!has_content(folder_ / kAboutFile, bytes)) {
        write_file_atomic(folder_ / kAboutFile, bytes);
    }
    make_folder(partial_);
    std::optional<FileLock> lock = FileLock::try_lock(partial_ / kLockFile);
    if (!lock) {
        throw UsageError("another export is writing to " + folder_.string());
    }
    lock_.emplace(std::move(*lock));
    plan_ = std::make_unique<OutFile>(partial_ / kNewPlanFile);
    manifest_ = std::make_unique<OutFile>(partial_ / kNewManifestFile);
    list({std::string(kAboutFile), sha256(bytes), bytes.size(), Entry::Change::None});
}

void Destination::plan(std::string_view file, std::string_view address)
{
    plan_->add(plan_line({file, address}));
    ++planned_;
}

fs::path Destination::plan_path() const
{
    return partial_ / kPlanFile;
}

// The plan of an export that was killed, of another state of the edition perhaps.
void Destination::remember_earlier_plan()
{
    const fs::path plan = plan_path();
    if (!is_file(plan) || have_same_content(plan, partial_ / kNewPlanFile)) {
        return;
    }
    const fs::path beside = partial_ / (std::string(kEarlierFile) + ".new");
    OutFile both(beside);
    for (const fs::path& part : {partial_ / kEarlierFile, plan}) {
        if (is_file(part)) {
            both.add(MappedFile(part).bytes());
        }
    }
    both.close(OutFile::Sync::Yes);
    fs::rename(beside, partial_ / kEarlierFile);
}

void Destination::begin()
{
    plan_->close(OutFile::Sync::Yes);
    remember_earlier_plan();
    fs::rename(partial_ / kNewPlanFile, plan_path());
    sync_folder(partial_);
}

fs::path Destination::new_name()
{
    return partial_ / ("file-" + std::to_string(next_name_++));
}

void Destination::settle(const fs::path& from, std::string_view file)
{
    const fs::path to = folder_ / file;
    if (::rename(from.c_str(), to.c_str()) == 0) {
        return;
    }
    if (errno != ENOENT) {
        fail("write", to, errno);
    }
    make_folder(to.parent_path());
    if (::rename(from.c_str(), to.c_str()) != 0) {
        fail("write", to, errno);
    }
}

Entry Destination::put(std::string_view file, std::string_view bytes)
{
    Entry entry{std::string(file), sha256(bytes), bytes.size(), Entry::Change::None};
    if (has_content(folder_ / file, bytes)) {
        return entry;
    }
    const fs::path beside = new_name();
    try {
        OutFile out(beside);
        out.add(bytes);
        out.close(OutFile::Sync::No);
        settle(beside, file);
    } catch (const IoError&) {
        ::unlink(beside.c_str()); // a half-written file only takes room on a full disk
        throw;
    }
    entry.change = Entry::Change::Written;
    return entry;
}

std::unique_ptr<Staged> Destination::stage(std::string_view file)
{
    return std::make_unique<Staged>(*this, std::string(file));
}

void Destination::list(const Entry& entry)
{
    manifest_->add(manifest_line(entry.hash, entry.file));
    ++report_.files;
    report_.bytes += entry.size;
    report_.written += entry.change == Entry::Change::Written ? 1 : 0;
}

// Only if no folder on the way is a link: what lies behind one is not ours.
void Destination::remove_file(const std::string& file)
{
    std::error_code error;
    const fs::path path = folder_ / file;
    const fs::path parent = fs::canonical(path.parent_path(), error);
    if (error || parent != (fs::canonical(folder_) / file).parent_path()) {
        return;
    }
    if (::unlink(path.c_str()) == 0) {
        ++report_.removed;
    } else if (errno != ENOENT) {
        fail("remove", path, errno);
    }
    for (fs::path up = fs::path(file).parent_path(); !up.empty(); up = up.parent_path()) {
        if (::rmdir((folder_ / up).c_str()) != 0) {
            return; // something else is in it
        }
    }
}

// What was ours and is no longer, by parts of all names so that memory is bounded: each part is
// read from the old lists, and what the new one has is taken out.
void Destination::remove_stale(const fs::path& manifest)
{
    const fs::path old = folder_ / kManifestFile;
    const fs::path earlier = partial_ / kEarlierFile;
    std::error_code none;
    std::uint64_t bytes = 0;
    for (const fs::path& list : {old, earlier}) {
        bytes += is_file(list) ? fs::file_size(list, none) : 0;
    }
    const std::size_t parts = bytes / kStaleBytes + 1;
    for (std::size_t part = 0; part < parts; ++part) {
        const auto is_in_part = [&](std::string_view file) {
            return std::hash<std::string_view>{}(file) % parts == part;
        };
        std::set<std::string, std::less<>> stale;
        const auto add = [&](std::string_view file) {
            if (is_in_part(file)) {
                stale.emplace(file);
            }
        };
        each_listed(old, add);
        each_planned(earlier, [&](const std::string& file) { add(file); });
        each_listed(manifest, [&](std::string_view file) {
            if (const auto found = stale.find(file); found != stale.end()) {
                stale.erase(found);
            }
        });
        for (const std::string& file : stale) {
            throw_if_stopped();
            remove_file(file);
        }
    }
}

Report Destination::finish()
{
    const fs::path manifest = manifest_->path();
    manifest_->close(OutFile::Sync::Yes);
    const int fd = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || ::syncfs(fd) != 0) {
        fail("sync", folder_, errno);
    }
    ::close(fd);
    remove_stale(manifest);
    if (!have_same_content(folder_ / kManifestFile, manifest)) {
        fs::rename(manifest, folder_ / kManifestFile);
        sync_folder(folder_);
    }
    fs::remove_all(partial_);
    lock_.reset();
    return report_;
}

} // namespace chancery::exporter
