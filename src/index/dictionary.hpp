#pragma once
// A sorted list of terms, each with a count and the size of a list that lies elsewhere, in the same
// order.
//
//   DictionaryWriter writer;  writer.add(term, count, list_size); ...  writer.terms(), writer.blocks()
//
//   Dictionary dictionary(terms, blocks, size);
//   std::optional<Entry> entry = dictionary.find("guatemala");
//   for (DictionaryCursor at(dictionary, "guat"); !at.at_end() && ...; at.next()) at.term(), at.entry()
//
// Terms are compared by bytes. kTermsPerBlock terms form a block: the first is written whole, of the
// others what differs from the one before (variable-length numbers: bytes shared, bytes that follow,
// then the two numbers). For each block two u64: where it is, and where the list of its first term
// is. Damaged bytes throw IoError and are never read outside of.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/bits.hpp"

namespace chancery::index {

constexpr std::size_t kTermsPerBlock = 32;

class DictionaryWriter {
public:
    void add(std::string_view term, std::uint64_t count, std::uint64_t list_size);

    const std::string& terms() const { return terms_; }
    const std::string& blocks() const { return blocks_; }
    std::uint64_t size() const { return size_; }

private:
    std::string terms_;
    std::string blocks_;
    std::string last_;
    std::uint64_t size_ = 0;
    std::uint64_t list_at_ = 0;
};

struct Entry {
    std::uint64_t number = 0; // of the term, from 0
    std::uint32_t count = 0;
    std::uint64_t list_at = 0;
    std::uint64_t list_size = 0;
};

class Dictionary {
public:
    Dictionary() = default;
    // Looks at the first term of each block. Refers to the bytes.
    Dictionary(std::string_view terms, std::string_view blocks, std::uint64_t size);

    std::uint64_t size() const { return size_; }
    std::optional<Entry> find(std::string_view term) const;
    // Of the first term behind all that begin so; size() if there is none.
    std::uint64_t number_behind(const std::string& prefix) const;
    std::string_view bytes() const { return terms_; }
    // Whether these bytes are its terms and nothing else: no gap before, between or behind them.
    bool is_gapless() const;

private:
    friend class DictionaryCursor;
    std::uint64_t block_count() const { return blocks_.size() / 16; }
    std::uint64_t block_at(std::uint64_t block) const
    {
        return load<std::uint64_t>(blocks_.data() + block * 16);
    }
    std::uint64_t lists_at(std::uint64_t block) const
    {
        return load<std::uint64_t>(blocks_.data() + block * 16 + 8);
    }
    std::string_view first_term(std::uint64_t block) const;
    // The first block, `from` or behind it, whose first term is behind `term`; block_count() if there is none.
    std::uint64_t first_block_behind(std::string_view term, std::uint64_t from) const;

    std::string_view terms_;
    std::string_view blocks_;
    std::uint64_t size_ = 0;
    std::vector<std::uint64_t> heads_; // of each block's first term, the first bytes as a number
};

class DictionaryCursor {
public:
    // At the first term that is not before `from`.
    DictionaryCursor(const Dictionary& dictionary, std::string_view from);
    static DictionaryCursor at_number(const Dictionary& dictionary, std::uint64_t number);

    bool at_end() const { return at_end_; }
    void next();
    // On to the first term that is not before `from`, which is not before the present one.
    void seek(std::string_view from);
    // On to the term of this number, which is not before the present one.
    void go_to(std::uint64_t number);

    const std::string& term() const { return term_; }
    const Entry& entry() const { return entry_; }
    // Bytes that the term shares with the one before it in its block.
    std::size_t shared() const { return shared_; }

private:
    explicit DictionaryCursor(const Dictionary& dictionary)
        : dictionary_(&dictionary), reader_(nullptr, nullptr)
    {
    }
    void load_block(std::uint64_t block);
    void next_until(std::string_view from); // the first term that is not before it
    bool is_last_of_block() const;
    void read_entry();

    const Dictionary* dictionary_;
    VarintReader reader_;
    std::uint64_t block_ = 0;
    bool at_end_ = true;
    std::string term_;
    std::size_t shared_ = 0;
    Entry entry_;
};

} // namespace chancery::index
