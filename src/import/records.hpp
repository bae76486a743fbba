#pragma once
// A file that holds many cables, as a stream of them: rows of a CSV dump (dump_row.hpp), JSON lines
// (json_line.hpp).
//
//   if (const auto kind = records_in(first_bytes)) {
//       RecordReader reader(*kind, std::move(bytes), "dump.csv", limits);
//       while (auto item = reader.next()) ...     // FoundDocument{"dump.csv#218634", the row's bytes}
//   }
//
// What is handed out is the record's exact bytes without its line end: that is the original which an
// archive keeps, so the same row is the same original in whatever file it comes again. A record that
// cannot be read is one Refused with the number of its first line, and the stream goes on at the next
// one: after a broken row, at the next line that starts like a row (number and date). A row of titles
// at the start is passed over.
//
// One thread. Memory: a few times the longest record, which is at most Limits::document_bytes; a
// longer one is refused and passed over without being held.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "import/source.hpp"

namespace chancery::importer {

enum class RecordKind { DumpRows, JsonLines };

// What the first bytes of a file (kRecordSniffBytes, or all of a shorter one) say that it holds.
constexpr std::size_t kRecordSniffBytes = std::size_t{64} << 10U;
std::optional<RecordKind> records_in(std::string_view first_bytes);

// Bytes from a file or from a member of an archive.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    // How many came; 0 at the end. The error says why there are no more; nothing is read after it.
    virtual std::expected<std::size_t, std::string> read(char* to, std::size_t size) = 0;
};

class RecordReader {
public:
    RecordReader(RecordKind kind, std::unique_ptr<ByteSource> bytes, std::string name,
                 const Limits& limits);

    std::optional<SourceItem> next();
    std::uint64_t found() const { return found_; }

private:
    std::optional<SourceItem> next_row();
    std::optional<SourceItem> next_line();
    std::optional<SourceItem> end();
    std::string_view rest() const { return std::string_view(buffer_).substr(begin_); }
    bool read_more();
    void start();
    void advance(std::size_t bytes);
    void to_next_row();
    void to_next_line();
    SourceItem hand_out(std::string_view record, std::string_view number);
    SourceItem refuse(const std::string& reason);

    RecordKind kind_;
    std::unique_ptr<ByteSource> bytes_;
    std::string name_;
    Limits limits_;
    std::string buffer_;
    std::size_t begin_ = 0; // what is before it is done
    std::uint64_t line_ = 1;
    std::uint64_t found_ = 0;
    bool started_ = false;
    bool at_end_ = false;
    std::string failure_; // why it ended early; said last
};

} // namespace chancery::importer
