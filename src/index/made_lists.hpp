#pragma once
// For the tests of this folder: lists of terms, made at random, beside what is in them.
//
//   const std::vector<Row> rows = made_rows(1000, random);
//   const Held held(list_of(rows, true), rows.size(), true);
//   held.list()
#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "index/postings.hpp"

namespace chancery::index::testing {

// The slow obvious counterpart: every cable with its weight and positions.
struct Row {
    std::uint32_t cable = 0;
    std::uint32_t weight = 0;
    std::vector<std::uint32_t> positions;
};

inline constexpr std::uint32_t kLimit = 100'000;

inline std::vector<Row> made_rows(std::size_t count, std::mt19937_64& random)
{
    std::set<std::uint32_t> cables;
    const std::uint32_t spread = random() % 2 == 0 ? kLimit : static_cast<std::uint32_t>(count + 1);
    while (cables.size() < count) {
        cables.insert(static_cast<std::uint32_t>(random() % spread));
    }
    std::vector<Row> rows;
    for (const std::uint32_t cable : cables) {
        Row row{cable, 0, {}};
        std::uint32_t position = 0;
        for (std::uint64_t n = random() % 9 == 0 ? 1 + random() % 400 : 1 + random() % 2; n > 0;
             --n) {
            position += static_cast<std::uint32_t>(random() % 50);
            row.positions.push_back(position++);
        }
        row.weight = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(random() % (3 * row.positions.size() + 1), kMaxWeight));
        rows.push_back(std::move(row));
    }
    return rows;
}

// As a run has it: differences, from 0 at its beginning.
inline std::string run_list(std::span<const Row> rows, bool has_positions)
{
    std::string out;
    std::uint32_t before = 0;
    for (const Row& row : rows) {
        append_varint(out, row.cable - before);
        before = row.cable;
        if (!has_positions) {
            continue;
        }
        append_varint(out, row.positions.size());
        append_varint(out, row.weight);
        std::uint32_t last = 0;
        for (const std::uint32_t position : row.positions) {
            append_varint(out, position - last);
            last = position;
        }
    }
    return out;
}

// In one run or in several.
inline std::string list_of(const std::vector<Row>& rows, bool has_positions, std::size_t runs = 1)
{
    PostingWriter writer;
    writer.begin(static_cast<std::uint32_t>(rows.size()), has_positions);
    for (std::size_t i = 0; i < runs; ++i) {
        const std::size_t from = rows.size() * i / runs;
        const std::size_t to = rows.size() * (i + 1) / runs;
        writer.add(run_list(std::span(rows).subspan(from, to - from), has_positions));
    }
    std::string out;
    writer.finish(out);
    return out;
}

// The bytes with the zeros behind them that a section has.
class Held {
public:
    Held(std::string bytes, std::size_t cables, bool has_positions)
        : bytes_(std::move(bytes)), size_(bytes_.size()),
          cables_(static_cast<std::uint32_t>(cables)), has_positions_(has_positions)
    {
        bytes_.append(kPadding, '\0');
        bytes_.shrink_to_fit();
    }
    PostingList list() const
    {
        return {std::string_view(bytes_).substr(0, size_), cables_, has_positions_, kLimit};
    }

private:
    std::string bytes_;
    std::size_t size_;
    std::uint32_t cables_;
    bool has_positions_;
};

} // namespace chancery::index::testing
