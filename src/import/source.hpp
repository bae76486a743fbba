#pragma once
// Walks what a user names on the command line and hands out the documents in it, one by one:
//
//   SourceWalker walker({"mirror/", "cables.tar.zst"}, limits);
//   while (auto item = walker.next()) {
//       if (auto* found = std::get_if<FoundDocument>(&*item)) ... else std::get<Refused>(*item) ...
//   }
//
// Folders are walked in the order of their names (byte order), archives (zip, tar, 7z; tar or a
// single file in gz, xz, zst or bz2) are known by their first bytes, read as a stream and never
// unpacked to disk. A file of many records (a CSV dump, JSON lines), however large and also inside an
// archive, is a stream of its records (records.hpp). What cannot be read is one Refused, named and with the reason, and the walk
// goes on; of a damaged archive everything before the damage is handed out.
//
// Left out without a word, but counted in ignored(): what makes a mirror's pages pretty (.css .js
// .png .jpg .jpeg .gif .ico .svg .woff .woff2), hidden files (.DS_Store), __MACOSX, symbolic links
// and, inside archives, links and devices. What the user names outright is never left out.
//
// Names are labels: valid UTF-8, without control characters; nothing is ever written by them.
//
// One thread. Memory: one document, the names in the folders above it, and what libarchive needs (a
// 7z may claim a window of gigabytes and then gets it, as far as the machine has it).
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace chancery::importer {

struct Limits {
    std::uint64_t document_bytes = 16U << 20U;             // one document, one row of a dump
    std::uint64_t archive_entries = 5'000'000;             // in one zip, tar or 7z
    std::uint64_t archive_bytes = std::uint64_t{1} << 40U; // unpacked, in one archive
    std::uint64_t archive_ratio = 250; // unpacked : packed, judged after the first 64 MB
    unsigned folder_depth = 64;
};

struct FoundDocument {
    // path as named, members behind '!': mirror.zip!cable/2008/02/08GUATEMALA242.html; records
    // behind '#', by their number: dump.csv#218634
    std::string name;
    std::string bytes;
};

struct Refused {
    std::string name;
    std::string reason;
};

using SourceItem = std::variant<FoundDocument, Refused>;

class SourceWalker {
public:
    explicit SourceWalker(std::vector<std::filesystem::path> sources, Limits limits = {});
    ~SourceWalker();
    SourceWalker(const SourceWalker&) = delete;
    SourceWalker& operator=(const SourceWalker&) = delete;
    SourceWalker(SourceWalker&&) = delete;
    SourceWalker& operator=(SourceWalker&&) = delete;

    std::optional<SourceItem> next();

    // For progress: bytes of input files (packed, where they are) done with so far, and in all. The
    // first next() adds up the sizes of all files in the folders; 0 before it.
    std::uint64_t input_bytes_done() const;
    std::uint64_t input_bytes_total() const;

    std::uint64_t ignored() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace chancery::importer
