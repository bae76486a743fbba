#include "index/segment_writer.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <fstream>
#include <map>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "index/dictionary.hpp"
#include "index/postings.hpp"

namespace chancery::index {

namespace {

constexpr std::size_t kCopyBytes = 4U << 20U;

// What merging one part of the terms gives: the lists in a file of their own, the rest in memory.
struct MergedPart {
    struct Term {
        std::uint64_t at = 0; // of the term in `terms`
        std::uint32_t size = 0;
        std::uint32_t cables = 0;
        std::uint64_t list_size = 0;
    };
    std::string terms;
    std::vector<Term> entries;
};

// The readers of one part of all runs; the smallest term on top, of equal terms the earlier run.
class MergeHeap {
public:
    explicit MergeHeap(std::vector<RunReader>& readers) : readers_(readers)
    {
        for (std::size_t i = 0; i < readers.size(); ++i) {
            if (!readers[i].at_end()) {
                heap_.push_back(i);
            }
        }
        std::ranges::make_heap(heap_, After{&readers_});
    }
    bool empty() const { return heap_.empty(); }
    // Takes the readers of the smallest term off, in the order of runs.
    void take(std::vector<std::size_t>& same)
    {
        same.clear();
        do {
            std::ranges::pop_heap(heap_, After{&readers_});
            same.push_back(heap_.back());
            heap_.pop_back();
        } while (!heap_.empty() && readers_[heap_[0]].term() == readers_[same[0]].term());
    }
    void put_back(std::size_t reader)
    {
        readers_[reader].next();
        if (!readers_[reader].at_end()) {
            heap_.push_back(reader);
            std::ranges::push_heap(heap_, After{&readers_});
        }
    }

private:
    struct After {
        const std::vector<RunReader>* readers;
        bool operator()(std::size_t a, std::size_t b) const
        {
            const int order = (*readers)[a].term().compare((*readers)[b].term());
            return order > 0 || (order == 0 && a > b);
        }
    };
    std::vector<RunReader>& readers_;
    std::vector<std::size_t> heap_;
};

MergedPart merge_part(const std::vector<MappedFile>& files, const std::vector<RunFile>& runs,
                      std::size_t part, const fs::path& path)
{
    std::vector<RunReader> readers;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        readers.emplace_back(files[i], runs[i].parts[part], runs[i].parts[part + 1]);
    }
    MergedPart merged;
    MergeHeap heap(readers);
    PostingWriter writer;
    std::ofstream stream(path, std::ios::binary);
    std::string lists;
    std::vector<std::size_t> same;
    while (!heap.empty()) {
        heap.take(same);
        const std::string_view term = readers[same[0]].term();
        std::uint32_t cables = 0;
        for (const std::size_t reader : same) {
            cables += readers[reader].cables();
        }
        writer.begin(cables, has_positions(term));
        for (const std::size_t reader : same) {
            writer.add(readers[reader].list());
        }
        const std::size_t before = lists.size();
        writer.finish(lists);
        merged.entries.push_back({merged.terms.size(), static_cast<std::uint32_t>(term.size()),
                                  cables, lists.size() - before});
        merged.terms += term;
        for (const std::size_t reader : same) {
            heap.put_back(reader);
        }
        if (lists.size() >= kCopyBytes) {
            stream.write(lists.data(), static_cast<std::streamsize>(lists.size()));
            lists.clear();
        }
    }
    stream.write(lists.data(), static_cast<std::streamsize>(lists.size()));
    stream.close();
    if (!stream) {
        throw IoError("cannot write " + path.string() + ": " + errno_text(errno));
    }
    return merged;
}

// Calls work(0) .. work(count - 1) on so many threads; throws what any of them threw.
template <typename Work>
void in_parallel(unsigned threads, std::size_t count, Work work)
{
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr failure;
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            try {
                work(i);
            } catch (...) {
                const std::lock_guard lock(mutex);
                failure = std::current_exception();
                return;
            }
        }
    };
    {
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < threads; ++i) {
            others.emplace_back(run);
        }
        run();
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

// Words by their stems, for the stems whose words are not just the stem itself.
class StemTable {
public:
    void add(std::string_view word, std::uint64_t number)
    {
        const std::string_view stem = analyzer_.stem(word);
        words_.push_back({stems_.size(), static_cast<std::uint32_t>(stem.size()),
                          stem == word ? 1U : 0U, number});
        stems_ += stem;
    }
    void write(SegmentFile& file, Footer& footer)
    {
        std::ranges::stable_sort(words_, {}, [&](const Word& word) { return stem_of(word); });
        DictionaryWriter writer;
        std::string lists;
        for (std::span<const Word> rest = words_; !rest.empty();) {
            std::size_t count = 1;
            while (count < rest.size() && stem_of(rest[count]) == stem_of(rest[0])) {
                ++count;
            }
            if (count > 1 || rest[0].is_stem == 0) {
                const std::size_t before = lists.size();
                std::uint64_t last = 0;
                for (const Word& word : rest.first(count)) {
                    append_varint(lists, word.number - last);
                    last = word.number;
                }
                writer.add(stem_of(rest[0]), count, lists.size() - before);
            }
            rest = rest.subspan(count);
        }
        file.section(Section::StemWords, lists);
        file.section(Section::Stems, writer.terms());
        file.section(Section::StemBlocks, writer.blocks());
        footer.stems = writer.size();
    }

private:
    struct Word {
        std::uint64_t at = 0; // of its stem in stems_
        std::uint32_t size = 0;
        std::uint32_t is_stem = 0;
        std::uint64_t number = 0;
    };
    std::string_view stem_of(const Word& word) const
    {
        return std::string_view(stems_).substr(word.at, word.size);
    }
    Analyzer analyzer_;
    std::string stems_;
    std::vector<Word> words_; // in the order of terms
};

// Letters only: the words that the stemmer may change, and that can be the stem of others.
bool has_stem(std::string_view term)
{
    return !term.empty() &&
           std::ranges::all_of(term, [](char c) { return (c >= 'a' && c <= 'z') || c == '\''; });
}

void copy_file(const fs::path& path, SegmentFile& file)
{
    const MappedFile from(path);
    for (std::size_t at = 0; at < from.bytes().size(); at += kCopyBytes) {
        file.write(from.bytes().substr(at, kCopyBytes));
    }
}

std::uint16_t month_of(std::int64_t created)
{
    if (created == kNoInstant) {
        return 0;
    }
    const Civil c = civil(instant_from_seconds(created));
    return static_cast<std::uint16_t>(std::clamp(c.year, 0, 5000) * 12 + c.month - 1);
}

template <typename T, typename Get>
void write_column(SegmentFile& file, Section section, const std::vector<CableRow>& rows, Get get)
{
    std::string bytes;
    bytes.reserve(rows.size() * sizeof(T));
    for (const CableRow& row : rows) {
        append(bytes, static_cast<T>(get(row)));
    }
    file.section(section, bytes);
}

// Strings one after the other, and where each ends.
template <typename Get>
void write_strings(SegmentFile& file, Section strings, Section ends,
                   const std::vector<CableRow>& rows, Get get)
{
    std::string places;
    std::uint64_t sum = 0;
    file.begin(strings);
    for (const CableRow& row : rows) {
        const std::string& text = get(row);
        file.write(text);
        sum += text.size();
        CHECK(sum <= UINT32_MAX);
        append(places, static_cast<std::uint32_t>(sum));
    }
    file.end();
    file.section(ends, places);
}

// One facet: its values, sorted; for each cable the numbers of its own.
FacetColumn write_facet(Facet facet, const std::vector<CableRow>& rows, std::string& values_out,
                        std::string& columns_out)
{
    const Field field = field_of(facet);
    std::map<std::string_view, std::uint32_t> values;
    std::uint32_t most = 1;
    for (const CableRow& row : rows) {
        std::uint32_t count = 0;
        for (const Attribute& attribute : row.attributes) {
            if (attribute.field == field) {
                values.emplace(attribute.value, 0);
                ++count;
            }
        }
        most = std::max(most, count);
    }
    FacetColumn column{static_cast<std::uint32_t>(values.size()), most, values_out.size(), 0, 0, 0};
    std::uint32_t number = 0;
    for (auto& [value, value_number] : values) {
        value_number = number++;
        append_varint(values_out, value.size());
        values_out += value;
    }
    std::string ends;
    std::string list;
    for (const CableRow& row : rows) {
        const std::size_t before = list.size();
        for (const Attribute& attribute : row.attributes) {
            if (attribute.field == field) {
                append(list, values.at(attribute.value));
            }
        }
        if (most == 1 && list.size() == before) {
            append(list, kNoValue);
        }
        append(ends, static_cast<std::uint32_t>(list.size() / sizeof(std::uint32_t)));
    }
    column.listed = list.size() / sizeof(std::uint32_t);
    column.ends_at = columns_out.size();
    columns_out += most == 1 ? std::string() : ends;
    column.list_at = columns_out.size();
    columns_out += list;
    return column;
}

void write_rows(SegmentFile& file, const std::vector<CableRow>& rows)
{
    write_strings(file, Section::Ids, Section::IdEnds, rows,
                  [](const CableRow& row) -> const std::string& { return row.id; });
    write_column<std::int64_t>(file, Section::Created, rows,
                               [](const CableRow& row) { return row.created; });
    write_column<std::int64_t>(file, Section::Released, rows,
                               [](const CableRow& row) { return row.released; });
    write_column<std::uint16_t>(file, Section::Months, rows,
                                [](const CableRow& row) { return month_of(row.created); });
    write_column<std::uint8_t>(file, Section::Lengths, rows,
                               [](const CableRow& row) { return length_code(row.length); });
    write_column<Zones>(file, Section::Zones, rows, [](const CableRow& row) { return row.zones; });
    write_strings(file, Section::Layout, Section::LayoutEnds, rows,
                  [](const CableRow& row) -> const std::string& { return row.layout; });
    std::string values;
    std::string columns;
    std::string facets;
    for (std::size_t facet = 0; facet < kFacets; ++facet) {
        append(facets, write_facet(static_cast<Facet>(facet), rows, values, columns));
    }
    file.section(Section::Values, values);
    file.section(Section::Facets, facets);
    file.section(Section::Columns, columns);
}

} // namespace

SegmentWriter::SegmentWriter(fs::path path, const WriterOptions& options)
    : path_(std::move(path)), options_(options), runs_folder_(path_.string() + ".runs")
{
    fs::create_directories(runs_folder_);
    for (unsigned i = 0; i < std::max(options_.threads, 1U); ++i) {
        workers_.emplace_back([this] { work(); });
    }
}

SegmentWriter::~SegmentWriter()
{
    {
        const std::lock_guard lock(mutex_);
        at_end_ = true;
        todo_.clear();
    }
    changed_.notify_all();
    for (std::thread& worker : workers_) {
        worker.join();
    }
    std::error_code ignored;
    fs::remove_all(runs_folder_, ignored);
}

void SegmentWriter::add(IndexedCable cable)
{
    CHECK(count_ < kNoCable - 1);
    ++count_;
    batch_bytes_ += cable.text.size();
    batch_.cables.push_back(std::move(cable));
    if (batch_bytes_ >= options_.batch_bytes) {
        hand_over();
    }
}

void SegmentWriter::hand_over()
{
    const std::size_t number = batch_.number;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return failure_ || todo_.empty(); });
    if (failure_) {
        std::rethrow_exception(failure_);
    }
    todo_.push_back(std::move(batch_));
    changed_.notify_all();
    batch_ = {number + 1, count_, {}};
    batch_bytes_ = 0;
}

void SegmentWriter::work()
{
    RunBuilder builder(options_.weights);
    while (true) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return at_end_ || failure_ || !todo_.empty(); });
        if (failure_ || todo_.empty()) {
            return;
        }
        const Batch batch = std::move(todo_.front());
        todo_.pop_front();
        changed_.notify_all();
        lock.unlock();
        try {
            Done done = make_run(builder, batch);
            lock.lock();
            done_.emplace(batch.number, std::move(done));
        } catch (...) {
            if (!lock.owns_lock()) {
                lock.lock();
            }
            failure_ = std::current_exception();
            changed_.notify_all();
        }
    }
}

SegmentWriter::Done SegmentWriter::make_run(RunBuilder& builder, const Batch& batch) const
{
    Done done;
    builder.begin(batch.first_cable);
    for (const IndexedCable& cable : batch.cables) {
        done.rows.push_back(builder.add(cable));
    }
    done.run = builder.write(runs_folder_ / std::to_string(batch.number));
    return done;
}

void SegmentWriter::wait_for_workers()
{
    if (!batch_.cables.empty()) {
        hand_over();
    }
    {
        const std::lock_guard lock(mutex_);
        at_end_ = true;
    }
    changed_.notify_all();
    for (std::thread& worker : workers_) {
        worker.join();
    }
    workers_.clear();
    if (failure_) {
        std::rethrow_exception(failure_);
    }
}

void SegmentWriter::finish()
{
    wait_for_workers();
    write_segment();
    fs::remove_all(runs_folder_);
}

void SegmentWriter::write_segment()
{
    std::vector<RunFile> runs;
    std::vector<MappedFile> files;
    std::vector<CableRow> rows;
    Footer footer;
    footer.cables = count_;
    footer.weights = options_.weights;
    for (auto& [number, done] : done_) {
        files.emplace_back(done.run.path);
        runs.push_back(done.run);
        std::ranges::move(done.rows, std::back_inserter(rows));
        done.rows = {};
    }
    for (const CableRow& row : rows) {
        footer.length_sum += row.length;
    }
    std::array<MergedPart, kRunParts> parts;
    const auto lists_of = [&](std::size_t part) {
        return runs_folder_ / ("lists-" + std::to_string(part));
    };
    in_parallel(options_.threads, kRunParts, [&](std::size_t part) {
        parts[part] = merge_part(files, runs, part, lists_of(part));
    });

    SegmentFile file(path_);
    file.begin(Section::Postings);
    for (std::size_t part = 0; part < kRunParts; ++part) {
        copy_file(lists_of(part), file);
        fs::remove(lists_of(part));
    }
    file.end();
    DictionaryWriter terms;
    StemTable stems;
    for (MergedPart& part : parts) {
        for (const MergedPart::Term& entry : part.entries) {
            const std::string_view term = std::string_view(part.terms).substr(entry.at, entry.size);
            if (has_stem(term)) {
                stems.add(term, terms.size());
            }
            terms.add(term, entry.cables, entry.list_size);
        }
        part = {};
    }
    file.section(Section::Terms, terms.terms());
    file.section(Section::TermBlocks, terms.blocks());
    footer.terms = terms.size();
    stems.write(file, footer);
    write_rows(file, rows);
    file.finish(footer);
}

} // namespace chancery::index
