#pragma once
// The folder that an export is written to: what may be touched in it, and in which order, so that
// it can be killed at any moment and gone on with.
//
//   Destination to(folder, Format::Site, about);      // refuses what is not an export of ours
//   to.plan("index.html", "/"); ...                   // every file there will be
//   const Plan plan = to.begin();                     // the plan is on disk: now files may be written
//   to.list(to.put("index.html", page)); ...          // put(): any thread; list(): one, in order
//   const Report report = to.finish();
//
//   DEST/export.json       written first: what this folder is. Without it a folder is not ours
//   DEST/.partial/         while it runs and after a kill: a lock, the plan, files before their rename
//   DEST/MANIFEST.sha256   written last, when all else is on the disk
//
// A file whose content is right already is not touched. finish() removes what an earlier manifest
// of ours lists, or the plan of an export that was killed, and this one has not; so every file that
// was ever written is known before it is written. Nothing else is removed. Memory does not depend
// on the number of files.
//
// UsageError: the folder holds something else, or another export is writing to it. IoError: the
// disk. Threads: put() and stage() any; the rest the one that made it.
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/file.hpp"
#include "base/hash.hpp"
#include "export/out_file.hpp"

namespace chancery::exporter {

enum class Format : std::uint8_t { Site, JsonLines, Csv, Bag };
std::string_view format_name(Format format); // as after --to

constexpr std::string_view kAboutFile = "export.json";

// A file that is there as it should be.
struct Entry {
    enum class Change : std::uint8_t { None, Written };
    std::string file;
    Sha256 hash{};
    std::uint64_t size = 0;
    Change change = Change::None;
};

struct Report {
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    std::uint64_t written = 0;
    std::uint64_t removed = 0;
};

class Destination;

// A file that comes in pieces; it gets its name when it is whole. One thread.
class Staged {
public:
    Staged(Destination& destination, std::string file);
    ~Staged(); // away with it, unless it was kept
    Staged(const Staged&) = delete;
    Staged& operator=(const Staged&) = delete;
    Staged(Staged&&) = delete;
    Staged& operator=(Staged&&) = delete;

    void add(std::string_view bytes);
    Entry keep(); // once, last

private:
    Destination& destination_;
    std::string file_;
    OutFile out_;
    Sha256Stream hash_;
};

class Destination {
public:
    // `about`: what export.json says beside what kind of export it is: members of JSON, "title":"x"
    Destination(std::filesystem::path folder, Format format, std::string_view about);

    void plan(std::string_view file, std::string_view address = {});
    void begin();
    std::uint64_t planned() const { return planned_; }
    std::filesystem::path plan_path() const; // planned_pages.hpp

    Entry put(std::string_view file, std::string_view bytes);
    std::unique_ptr<Staged> stage(std::string_view file);

    void list(const Entry& entry);
    Report finish();

    const std::filesystem::path& folder() const { return folder_; }

private:
    friend class Staged;

    std::filesystem::path new_name();                                      // in .partial
    void settle(const std::filesystem::path& from, std::string_view file); // gives it its name
    void remember_earlier_plan();
    void remove_stale(const std::filesystem::path& manifest);
    void remove_file(const std::string& file);

    std::filesystem::path folder_;
    std::filesystem::path partial_;
    std::optional<FileLock> lock_;
    std::unique_ptr<OutFile> plan_;
    std::unique_ptr<OutFile> manifest_;
    std::uint64_t planned_ = 0;
    std::atomic<std::uint64_t> next_name_ = 0;
    Report report_;
};

} // namespace chancery::exporter
