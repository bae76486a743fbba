#include "zim/zim_writer.hpp"

#include <algorithm>
#include <iostream>
#include <utility>

#include <zim/archive.h>
#include <zim/uuid.h>
#include <zim/writer/contentProvider.h>
#include <zim/writer/creator.h>
#include <zim/writer/item.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace chancery::zim_file {

namespace {

namespace writer = ::zim::writer;

constexpr unsigned kIllustrationSize = 48;

// What libzim's index takes. Its thread reads it after the page is gone.
class Words : public writer::IndexData {
public:
    Words(std::string title, std::string text) : title_(std::move(title)), text_(std::move(text)) {}

    bool hasIndexData() const override { return true; }
    std::string getTitle() const override { return title_; }
    std::string getContent() const override { return text_; }
    std::string getKeywords() const override { return {}; }
    std::uint32_t getWordCount() const override
    {
        return static_cast<std::uint32_t>(std::ranges::count(text_, ' ') + 1);
    }
    GeoPosition getGeoPosition() const override { return {false, 0, 0}; }

private:
    std::string title_;
    std::string text_;
};

class Item : public writer::BasicItem {
public:
    explicit Item(ZimPage page)
        : BasicItem(page.path, page.content_type, page.title,
                    {{writer::COMPRESS, page.content_type.starts_with("image/") ? 0 : 1},
                     {writer::FRONT_ARTICLE, page.listed == ZimPage::Listed::Yes ? 1 : 0}}),
          bytes_(std::make_shared<const std::string>(std::move(page.bytes)))
    {
        if (!page.text.empty()) {
            words_ = std::make_shared<Words>(page.title, std::move(page.text));
        }
    }

    std::unique_ptr<writer::ContentProvider> getContentProvider() const override
    {
        return std::make_unique<writer::SharedStringProvider>(bytes_);
    }
    // Never the default, which would read any HTML, navigation and all.
    std::shared_ptr<writer::IndexData> getIndexData() const override { return words_; }

private:
    std::shared_ptr<const std::string> bytes_; // shared with libzim, which packs it later
    std::shared_ptr<Words> words_;
};

// libzim tells std::cout what it is doing. Results go to stdout, and this is none.
class SilentOutput {
public:
    SilentOutput() : before_(std::cout.rdbuf(nullptr)) {}
    ~SilentOutput() { std::cout.rdbuf(before_); }
    SilentOutput(const SilentOutput&) = delete;
    SilentOutput& operator=(const SilentOutput&) = delete;
    SilentOutput(SilentOutput&&) = delete;
    SilentOutput& operator=(SilentOutput&&) = delete;

private:
    std::streambuf* before_;
};

} // namespace

struct ZimWriter::State {
    std::filesystem::path path;
    SilentOutput silent;
    writer::Creator creator;
    bool finished = false;

    // What goes wrong in libzim's own threads comes to light here too.
    template <typename Work>
    void run(const Work& work)
    {
        try {
            work();
        } catch (const std::exception& error) {
            // "... thrown in worker thread\n what() : ..." on lines of its own
            throw IoError("cannot write " + path.string() + ": " + collapse_spaces(error.what()));
        } catch (...) { // errors of Xapian are no std::exception
            throw IoError("cannot write the search index of " + path.string());
        }
    }
};

ZimWriter::ZimWriter(const std::filesystem::path& path, const ZimOptions& options)
    : state_(std::make_unique<State>(path))
{
    state_->run([&] {
        state_->creator.configNbWorkers(1).configIndexing(true, options.language);
        state_->creator.setUuid(::zim::Uuid(reinterpret_cast<const char*>(options.uuid.data())));
        state_->creator.startZimCreation(path.string());
    });
}

// libzim's destructor does not wait for its threads.
ZimWriter::~ZimWriter()
{
    if (!state_->finished) {
        static_cast<void>(state_.release());
    }
}

void ZimWriter::set(const std::string& name, const std::string& value)
{
    state_->run([&] { state_->creator.addMetadata(name, value); });
}

void ZimWriter::set_illustration(std::string_view png)
{
    state_->run([&] { state_->creator.addIllustration(kIllustrationSize, std::string(png)); });
}

void ZimWriter::add(ZimPage page)
{
    state_->run([&] { state_->creator.addItem(std::make_shared<Item>(std::move(page))); });
}

void ZimWriter::finish(const std::string& main_path)
{
    state_->run([&] {
        state_->creator.setMainPath(main_path);
        state_->creator.finishZimCreation();
        state_->finished = true;
    });
}

std::string zim_metadata(const std::filesystem::path& path, const std::string& name)
{
    try {
        return ::zim::Archive(path.string()).getMetadata(name);
    } catch (const std::exception&) { // of libzim: no ZIM file, or there is no such metadata
        return {};
    }
}

} // namespace chancery::zim_file
