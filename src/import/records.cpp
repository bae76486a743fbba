#include "import/records.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "import/dump_row.hpp"
#include "import/file_kind.hpp"
#include "import/json_line.hpp"

namespace chancery::importer {

namespace {

constexpr std::size_t kChunk = std::size_t{256} << 10U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view without_mark(std::string_view text)
{
    text.remove_prefix(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
    return text;
}

// Whether a row starts at the start of the text, or at a later line behind titles or a broken row.
bool holds_rows(std::string_view text)
{
    if (starts_row(text)) {
        return true;
    }
    const std::string_view first = text.substr(0, text.find('\n'));
    if (std::ranges::count(first, ',') + 1 < static_cast<std::ptrdiff_t>(kDumpColumns)) {
        return false;
    }
    for (auto end = text.find('\n'); end != std::string_view::npos;
         end = text.find('\n', end + 1)) {
        if (starts_row(text.substr(end + 1))) {
            return true;
        }
    }
    return false;
}

} // namespace

std::optional<RecordKind> records_in(std::string_view first_bytes)
{
    const std::string_view text = without_mark(first_bytes.substr(0, kRecordSniffBytes));
    if (is_json_line(trim_left(text))) {
        return RecordKind::JsonLines;
    }
    return holds_rows(trim_left(text)) ? std::optional(RecordKind::DumpRows) : std::nullopt;
}

RecordReader::RecordReader(RecordKind kind, std::unique_ptr<ByteSource> bytes, std::string name,
                           const Limits& limits)
    : kind_(kind), bytes_(std::move(bytes)), name_(std::move(name)), limits_(limits)
{
}

std::optional<SourceItem> RecordReader::next()
{
    start();
    return kind_ == RecordKind::DumpRows ? next_row() : next_line();
}

// ---- rows

std::optional<SourceItem> RecordReader::next_row()
{
    for (;;) {
        while (rest().starts_with('\n') || rest().starts_with("\r\n")) {
            advance(rest()[0] == '\r' ? 2 : 1);
        }
        if (rest().empty() || rest() == "\r") {
            if (!read_more()) {
                return end();
            }
            continue;
        }
        // What ended early is not whole, and its last row is none.
        const bool whole = at_end_ && failure_.empty();
        const RowScan scan = scan_row(rest(), whole ? Rest::Nothing : Rest::MayFollow);
        if (scan.end == RowScan::End::NeedsMore && rest().size() <= limits_.document_bytes) {
            if (!read_more() && !failure_.empty()) {
                advance(rest().size());
            }
            continue;
        }
        if (scan.end == RowScan::End::Complete && scan.size <= limits_.document_bytes) {
            const std::string_view row = rest().substr(0, scan.size);
            SourceItem item = hand_out(row, record_number(row));
            advance(scan.next);
            return item;
        }
        SourceItem refused = refuse(scan.end == RowScan::End::Broken
                                        ? scan.problem
                                        : "longer than " + size_text(limits_.document_bytes));
        to_next_row();
        return refused;
    }
}

// Passes over what is left of a broken row: to the next line that starts like one.
void RecordReader::to_next_row()
{
    for (;;) {
        const std::size_t line_end = rest().find('\n');
        if (line_end == std::string_view::npos) {
            advance(rest().size());
            if (!read_more()) {
                return;
            }
            continue;
        }
        if (rest().size() - line_end <= kRowStartBytes && read_more()) {
            continue;
        }
        advance(line_end + 1);
        if (starts_row(rest())) {
            return;
        }
    }
}

// ---- lines

std::optional<SourceItem> RecordReader::next_line()
{
    for (;;) {
        const std::size_t line_end = rest().find('\n');
        const std::string_view line =
            trim_right(rest().substr(0, std::min(line_end, rest().size())));
        if (line.size() > limits_.document_bytes) {
            SourceItem refused = refuse("longer than " + size_text(limits_.document_bytes));
            to_next_line();
            return refused;
        }
        if (line_end == std::string_view::npos && read_more()) {
            continue;
        }
        if (line_end == std::string_view::npos && (line.empty() || !failure_.empty())) {
            advance(rest().size());
            return end();
        }
        const std::size_t size = std::min(line_end, rest().size());
        const bool blank = trim(line).empty();
        std::optional<SourceItem> item;
        if (!blank) {
            item = hand_out(trim_left(line), std::to_string(line_));
        }
        advance(std::min(size + 1, rest().size()));
        if (item) {
            return item;
        }
    }
}

void RecordReader::to_next_line()
{
    for (;;) {
        const std::size_t line_end = rest().find('\n');
        if (line_end != std::string_view::npos) {
            advance(line_end + 1);
            return;
        }
        advance(rest().size());
        if (!read_more()) {
            return;
        }
    }
}

// ---- the buffer

// Passes over a byte order mark and a row of titles.
void RecordReader::start()
{
    if (started_) {
        return;
    }
    started_ = true;
    read_more();
    begin_ = rest().size() - without_mark(rest()).size();
    if (kind_ == RecordKind::DumpRows && is_title_row(rest())) {
        advance(std::min(rest().find('\n'), rest().size() - 1) + 1);
    }
}

// At least doubles what is there, so that a record is looked at again a few times only. False if
// nothing came.
bool RecordReader::read_more()
{
    if (at_end_) {
        return false;
    }
    buffer_.erase(0, begin_);
    begin_ = 0;
    const std::size_t had = buffer_.size();
    const std::size_t wanted = had + std::max(kChunk, had);
    buffer_.resize(wanted);
    std::size_t size = had;
    while (size < wanted && !at_end_) {
        const auto count = bytes_->read(buffer_.data() + size, wanted - size);
        if (!count) {
            failure_ = count.error();
        }
        at_end_ = !count || *count == 0;
        size += count.value_or(0);
    }
    buffer_.resize(size);
    return size > had;
}

void RecordReader::advance(std::size_t bytes)
{
    line_ += static_cast<std::uint64_t>(std::ranges::count(rest().substr(0, bytes), '\n'));
    begin_ += bytes;
}

SourceItem RecordReader::hand_out(std::string_view record, std::string_view number)
{
    ++found_;
    std::string mark = number.empty() ? "line " + std::to_string(line_) : std::string(number);
    return FoundDocument{name_ + '#' + std::move(mark), std::string(record)};
}

SourceItem RecordReader::refuse(const std::string& reason)
{
    return Refused{name_, "line " + std::to_string(line_) + ": " + reason};
}

std::optional<SourceItem> RecordReader::end()
{
    if (failure_.empty()) {
        return std::nullopt;
    }
    std::string reason = std::move(failure_);
    failure_.clear();
    return Refused{name_,
                   reason + "; the " + std::to_string(found_) + " records before that were read"};
}

} // namespace chancery::importer
