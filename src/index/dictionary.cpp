#include "index/dictionary.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <ranges>

#include "base/error.hpp"

namespace chancery::index {

namespace {

[[noreturn]] void damaged()
{
    throw IoError("damaged search index: its dictionary cannot be read");
}

// The smallest text that is behind all texts with this prefix; empty if there is none.
std::string behind(std::string prefix)
{
    while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFFU) {
        prefix.pop_back();
    }
    if (!prefix.empty()) {
        prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
    }
    return prefix;
}

// The first bytes of a term as a number: those of two terms compare as the terms do, unless they are the same.
std::uint64_t head_of(std::string_view term)
{
    std::array<unsigned char, sizeof(std::uint64_t)> bytes = {};
    std::memcpy(bytes.data(), term.data(), std::min(term.size(), bytes.size()));
    std::uint64_t head = 0;
    for (const unsigned char byte : bytes) {
        head = head << 8U | byte;
    }
    return head;
}

} // namespace

void DictionaryWriter::add(std::string_view term, std::uint64_t count, std::uint64_t list_size)
{
    std::size_t shared = 0;
    if (size_ % kTermsPerBlock == 0) {
        append(blocks_, std::uint64_t{terms_.size()});
        append(blocks_, list_at_);
    } else {
        const auto [a, b] = std::ranges::mismatch(last_, term);
        shared = static_cast<std::size_t>(a - last_.begin());
    }
    append_varint(terms_, shared);
    append_varint(terms_, term.size() - shared);
    terms_ += term.substr(shared);
    append_varint(terms_, count);
    append_varint(terms_, list_size);
    last_ = term;
    list_at_ += list_size;
    ++size_;
}

Dictionary::Dictionary(std::string_view terms, std::string_view blocks, std::uint64_t size)
    : terms_(terms), blocks_(blocks), size_(size)
{
    if (block_count() != size / kTermsPerBlock + (size % kTermsPerBlock > 0 ? 1 : 0)) {
        damaged();
    }
    heads_.reserve(block_count());
    for (std::uint64_t block = 0; block < block_count(); ++block) {
        heads_.push_back(head_of(first_term(block)));
    }
}

std::string_view Dictionary::first_term(std::uint64_t block) const
{
    const std::uint64_t at = block_at(block);
    if (at >= terms_.size()) {
        damaged();
    }
    VarintReader reader(terms_.data() + at, terms_.data() + terms_.size());
    reader.next(); // nothing shared
    const std::uint64_t size = reader.next();
    if (!reader.ok() || size > reader.left()) {
        damaged();
    }
    return {reader.at(), size};
}

std::uint64_t Dictionary::first_block_behind(std::string_view term, std::uint64_t from) const
{
    const std::uint64_t head = head_of(term);
    const auto is_not_behind = [&](std::uint64_t block) {
        return heads_[block] != head ? heads_[block] < head : first_term(block) <= term;
    };
    std::uint64_t to = from; // most often a near one
    for (std::uint64_t step = 1; to < heads_.size() && is_not_behind(to); step *= 2) {
        from = to + 1;
        to += step;
    }
    const auto left = std::views::iota(from, std::min<std::uint64_t>(to, heads_.size()));
    return *std::ranges::partition_point(left, is_not_behind);
}

std::optional<Entry> Dictionary::find(std::string_view term) const
{
    const DictionaryCursor at(*this, term);
    return !at.at_end() && at.term() == term ? std::optional(at.entry()) : std::nullopt;
}

std::uint64_t Dictionary::number_behind(const std::string& prefix) const
{
    const std::string from = behind(prefix);
    const DictionaryCursor at(*this, from);
    return from.empty() || at.at_end() ? size_ : at.entry().number;
}

bool Dictionary::is_gapless() const
{
    VarintReader reader(terms_.data(), terms_.data() + terms_.size());
    for (std::uint64_t number = 0; number < size_ && reader.ok(); ++number) {
        const std::uint64_t block = number / kTermsPerBlock;
        if (number % kTermsPerBlock == 0 && reader.at() != terms_.data() + block_at(block)) {
            return false;
        }
        reader.next(); // shared
        reader.skip(reader.next());
        reader.next(); // count
        reader.next(); // size of its list
    }
    return reader.ok() && reader.at_end();
}

DictionaryCursor::DictionaryCursor(const Dictionary& dictionary, std::string_view from)
    : DictionaryCursor(dictionary)
{
    at_end_ = dictionary.size() == 0;
    if (at_end_) {
        return;
    }
    load_block(std::max<std::uint64_t>(dictionary.first_block_behind(from, 0), 1) - 1);
    next_until(from);
}

DictionaryCursor DictionaryCursor::at_number(const Dictionary& dictionary, std::uint64_t number)
{
    if (number >= dictionary.size()) {
        damaged();
    }
    DictionaryCursor cursor(dictionary);
    cursor.load_block(number / kTermsPerBlock);
    cursor.go_to(number);
    return cursor;
}

void DictionaryCursor::go_to(std::uint64_t number)
{
    if (number / kTermsPerBlock != block_) {
        load_block(number / kTermsPerBlock);
    }
    while (entry_.number < number) {
        next();
    }
}

void DictionaryCursor::load_block(std::uint64_t block)
{
    const std::uint64_t at = dictionary_->block_at(block);
    if (at >= dictionary_->terms_.size()) {
        damaged();
    }
    const char* const begin = dictionary_->terms_.data();
    reader_ = VarintReader(begin + at, begin + dictionary_->terms_.size());
    block_ = block;
    at_end_ = false;
    term_.clear();
    entry_ = {block * kTermsPerBlock, 0, dictionary_->lists_at(block), 0};
    read_entry();
}

void DictionaryCursor::read_entry()
{
    const std::uint64_t shared = reader_.next();
    const std::uint64_t size = reader_.next();
    if (!reader_.ok() || shared > term_.size() || size > reader_.left()) {
        damaged();
    }
    shared_ = shared;
    term_.resize(shared);
    term_.append(reader_.at(), size);
    reader_.skip(size);
    entry_.count = reader_.next32();
    entry_.list_size = reader_.next();
    if (!reader_.ok()) {
        damaged();
    }
}

void DictionaryCursor::next()
{
    if (is_last_of_block()) {
        if (entry_.number + 1 < dictionary_->size()) {
            load_block(block_ + 1);
        } else {
            at_end_ = true;
        }
        return;
    }
    ++entry_.number;
    entry_.list_at += entry_.list_size;
    read_entry();
}

void DictionaryCursor::seek(std::string_view from)
{
    if (at_end_) {
        return;
    }
    const std::uint64_t block = dictionary_->first_block_behind(from, block_ + 1) - 1;
    if (block != block_) {
        load_block(block);
    }
    next_until(from);
}

void DictionaryCursor::next_until(std::string_view from)
{
    while (!at_end_ && term_ < from) {
        next();
    }
}

bool DictionaryCursor::is_last_of_block() const
{
    const std::uint64_t number = entry_.number + 1;
    return number >= dictionary_->size() || number % kTermsPerBlock == 0;
}

} // namespace chancery::index
