#pragma once
// Makes a segment of cables, on all cores, in bounded memory.
//
//   SegmentWriter writer(path, {.threads = 2});
//   for (cables) writer.add(indexed(cable));
//   writer.finish();
//
// Cables are gathered to batches; threads make a run of each (run.hpp); finish() merges the runs by
// term. The file depends on the cables and their order only, not on threads or batches. Runs lie
// beside `path` until finish() and are removed in any case. About 150 MB for each thread, and some
// 250 bytes for each cable. IoError for the disk; add() may throw what a thread met. One thread
// calls.
#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "index/run.hpp"
#include "index/segment_file.hpp"

namespace chancery::index {

struct WriterOptions {
    unsigned threads = 1;
    Weights weights = {};
    std::size_t batch_bytes = 24U << 20U; // of text
};

class SegmentWriter {
public:
    SegmentWriter(std::filesystem::path path, const WriterOptions& options);
    ~SegmentWriter();
    SegmentWriter(const SegmentWriter&) = delete;
    SegmentWriter& operator=(const SegmentWriter&) = delete;
    SegmentWriter(SegmentWriter&&) = delete;
    SegmentWriter& operator=(SegmentWriter&&) = delete;

    void add(IndexedCable cable);
    void finish();

private:
    struct Batch {
        std::size_t number = 0;
        std::uint32_t first_cable = 0;
        std::vector<IndexedCable> cables;
    };
    struct Done {
        RunFile run;
        std::vector<CableRow> rows;
    };
    void hand_over();
    void work();
    Done make_run(RunBuilder& builder, const Batch& batch) const;
    void wait_for_workers();
    void write_segment();

    std::filesystem::path path_;
    WriterOptions options_;
    std::filesystem::path runs_folder_;
    Batch batch_;
    std::size_t batch_bytes_ = 0;
    std::uint32_t count_ = 0;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Batch> todo_;
    std::map<std::size_t, Done> done_;
    bool at_end_ = false;
    std::exception_ptr failure_;
    std::vector<std::thread> workers_;
};

} // namespace chancery::index
