#include "synth/folder.hpp"

#include <atomic>
#include <cerrno>
#include <exception>
#include <mutex>
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
    case FileForm::Text:
        break;
    }
    return as_text(cable);
}

void write_file(const std::string& path, std::string_view bytes)
{
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool good = fd >= 0;
    while (good && !bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        good = written > 0 || (written < 0 && errno == EINTR);
        bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    const int error = errno;
    if (fd >= 0) {
        ::close(fd);
    }
    if (!good) {
        throw IoError(fmt::format("cannot write {}: {}", path, errno_text(error)));
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
            write_file(path + (form_ == FileForm::Text ? ".txt" : ".html"), text);
            bytes += text.size();
        }
        const std::lock_guard lock(mutex_);
        result_.files += end - begin;
        result_.bytes += bytes;
        if (progress_ && !failure_) {
            progress_(end - begin);
        }
    }

    static void make_folder(const std::string& path)
    {
        std::error_code error;
        std::filesystem::create_directories(path, error);
        if (error) {
            throw IoError(fmt::format("cannot make folder {}: {}", path, error.message()));
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

} // namespace

FolderResult write_folder(const Generator& generator, FileForm form,
                          const std::filesystem::path& folder, unsigned threads,
                          const OnProgress& on_progress)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw IoError(fmt::format("cannot make folder {}: {}", folder.string(), error.message()));
    }
    return FolderJob(generator, form, folder, on_progress)
        .run(threads == 0 ? worker_count() : threads);
}

} // namespace chancery::synth
