#include "synth/folder.hpp"

#include <atomic>
#include <cerrno>
#include <exception>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/ordered_map.hpp"
#include "synth/forms.hpp"

namespace chancery::synth {
namespace {

std::string bytes_of(const SynthCable& cable, FileForm form)
{
    switch (form) {
    case FileForm::Page2010:
        return as_page_2010(cable);
    case FileForm::Page2011:
        return as_page_2011(cable);
    case FileForm::Csv:
        return as_csv_row(cable);
    case FileForm::Text:
        break;
    }
    return as_text(cable);
}

[[noreturn]] void cannot_write(const std::string& path, int error)
{
    throw IoError(fmt::format("cannot write {}: {}", path, errno_text(error)));
}

class OutputFile {
public:
    explicit OutputFile(std::string path)
        : path_(std::move(path)),
          fd_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666))
    {
        if (fd_ < 0) {
            cannot_write(path_, errno);
        }
    }
    ~OutputFile() { ::close(fd_); }
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void write(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) {
                cannot_write(path_, errno);
            }
            bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
        }
    }

private:
    std::string path_;
    int fd_;
};

void make_folder(const std::string& path)
{
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) {
        throw IoError(fmt::format("cannot make folder {}: {}", path, error.message()));
    }
}

class FolderJob {
public:
    FolderJob(const Generator& generator, FileForm form, const std::filesystem::path& folder,
              const OnProgress& progress)
        : generator_(generator), form_(form), folder_(folder.string()), progress_(progress)
    {
    }

    FolderResult run(unsigned threads)
    {
        {
            std::vector<std::jthread> pool;
            for (unsigned i = 0; i < threads; ++i) {
                pool.emplace_back([this] { work(); });
            }
        }
        if (failure_) {
            std::rethrow_exception(failure_);
        }
        return result_;
    }

private:
    // Neighbours share a month, so a thread takes a run of them.
    static constexpr std::size_t kRun = 64;

    void work()
    {
        try {
            std::set<std::string> made; // folders, per thread: making one twice does no harm
            for (std::size_t begin = next_.fetch_add(kRun); begin < generator_.count();
                 begin = next_.fetch_add(kRun)) {
                write_run(begin, std::min(begin + kRun, generator_.count()), made);
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            failure_ = failure_ ? failure_ : std::current_exception();
            next_ = generator_.count();
        }
    }

    void write_run(std::size_t begin, std::size_t end, std::set<std::string>& made)
    {
        std::uint64_t bytes = 0;
        for (std::size_t i = begin; i < end; ++i) {
            const SynthCable cable = generator_.cable(i);
            const std::string path = folder_ + "/" + path_of(cable);
            const std::string month = path.substr(0, path.rfind('/'));
            if (made.insert(month).second) {
                make_folder(month);
            }
            const std::string text = bytes_of(cable, form_);
            OutputFile(path + (form_ == FileForm::Text ? ".txt" : ".html")).write(text);
            bytes += text.size();
        }
        const std::lock_guard lock(mutex_);
        result_.cables += end - begin;
        result_.bytes += bytes;
        if (progress_ && !failure_) {
            progress_(end - begin);
        }
    }

    const Generator& generator_;
    FileForm form_;
    std::string folder_;
    const OnProgress& progress_;
    std::atomic<std::size_t> next_ = 0;
    std::mutex mutex_;
    FolderResult result_;
    std::exception_ptr failure_;
};

// One file, its rows in order. Written beside and renamed: a dump that was stopped would look like a whole one.
FolderResult write_dump(const Generator& generator, const std::string& path, unsigned threads,
                        const OnProgress& on_progress)
{
    constexpr std::size_t kWindow = 512;
    constexpr std::size_t kWriteBytes = 1U << 20U;
    FolderResult result;
    OutputFile file(path + ".new");
    std::string buffer;
    std::size_t next = 0;
    ordered_map<std::size_t, std::string>(
        threads, kWindow,
        [&] { return next < generator.count() ? std::optional(next++) : std::nullopt; },
        [&](unsigned, std::size_t index) {
            return bytes_of(generator.cable(index), FileForm::Csv);
        },
        [&](const std::string& row) {
            buffer += row;
            result.bytes += row.size();
            ++result.cables;
            if (buffer.size() >= kWriteBytes) {
                file.write(buffer);
                buffer.clear();
            }
            if (on_progress) {
                on_progress(1);
            }
        });
    file.write(buffer);
    std::error_code error;
    std::filesystem::rename(path + ".new", path, error);
    if (error) {
        cannot_write(path, error.value());
    }
    return result;
}

} // namespace

FolderResult write_folder(const Generator& generator, FileForm form,
                          const std::filesystem::path& folder, unsigned threads,
                          const OnProgress& on_progress)
{
    make_folder(folder.string());
    const unsigned workers = threads == 0 ? worker_count() : threads;
    return form == FileForm::Csv
               ? write_dump(generator, folder.string() + "/dump.csv", workers, on_progress)
               : FolderJob(generator, form, folder, on_progress).run(workers);
}

} // namespace chancery::synth
