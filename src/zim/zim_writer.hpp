#pragma once
// A ZIM file, page by page: the one place that knows libzim's way to write.
//
//   ZimWriter zim(path, {.language = "eng", .uuid = uuid});
//   zim.set("Title", "The Linden Papers");
//   zim.add({.path = "index.html", .title = "...", .content_type = "text/html", .bytes = ...});
//   zim.finish("index.html");
//
// One worker of libzim: with more of them the order in its index is that of chance. It holds back the
// caller, so memory is that of some clusters (2 MB each), the words that Xapian has not written yet, and
// 200 bytes for each page. Until finish() the file has another name (libzim: PATH.tmp).
// IoError with the words of libzim. What a full disk does: failed_writes.hpp. One thread.
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "zim/same_bytes.hpp"

namespace chancery::zim_file {

struct ZimPage {
    std::string path;
    std::string title = {}; // empty: the path stands for it
    std::string content_type;
    std::string bytes;
    enum class Listed : std::uint8_t { No, Yes /* when a reader begins to type its title */ };
    Listed listed = Listed::No;
    std::string text = {}; // for full text search; empty: it is not found by it
};

struct ZimOptions {
    std::string language = "eng"; // ISO 639-3: whose word endings the index knows
    Uuid uuid{};
};

class ZimWriter {
public:
    ZimWriter(const std::filesystem::path& path, const ZimOptions& options);
    ~ZimWriter(); // without finish(): its threads go on with what they have; the program must end
    ZimWriter(const ZimWriter&) = delete;
    ZimWriter& operator=(const ZimWriter&) = delete;
    ZimWriter(ZimWriter&&) = delete;
    ZimWriter& operator=(ZimWriter&&) = delete;

    void set(const std::string& name, const std::string& value); // metadata
    void set_illustration(std::string_view png);                 // of 48 x 48
    void add(ZimPage page);
    void finish(const std::string& main_path);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Of a file that is there; empty if it has none, or is none.
std::string zim_metadata(const std::filesystem::path& path, const std::string& name);

} // namespace chancery::zim_file
