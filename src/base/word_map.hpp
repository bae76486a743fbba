#pragma once
// From words to values: filled once, looked up very often.
//
//   WordMap<int> days;
//   days.put("MONDAY", 1);
//   days.find("MONDAY")     // pointer to 1; nullptr for what is not there
//
// A look-up reads one or two places in memory where std::unordered_map follows a chain of nodes:
// most look-ups of the parser are for words that are not there. Pointers hold until the next put.
// At most some 2^31 words. Looking up is for any thread.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chancery {

template <typename Value>
class WordMap {
public:
    // The value kept for the word, which is the one put first; and whether that is this one.
    std::pair<Value*, bool> put(std::string_view word, Value value)
    {
        if (Value* known = find(word)) {
            return {known, false};
        }
        if (2 * (entries_.size() + 1) > slots_.size()) {
            grow();
        }
        entries_.push_back({std::string(word), std::move(value)});
        take_slot(hash(word), static_cast<std::uint32_t>(entries_.size()));
        return {&entries_.back().value, true};
    }

    const Value* find(std::string_view word) const
    {
        if (slots_.empty()) {
            return nullptr;
        }
        const std::uint32_t wanted = hash(word);
        for (std::size_t at = wanted & mask();; at = (at + 1) & mask()) {
            const Slot& slot = slots_[at];
            if (slot.entry == 0) {
                return nullptr;
            }
            if (slot.hash == wanted && entries_[slot.entry - 1].word == word) {
                return &entries_[slot.entry - 1].value;
            }
        }
    }
    Value* find(std::string_view word)
    {
        return const_cast<Value*>(std::as_const(*this).find(word));
    }

    std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        std::string word;
        Value value;
    };
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t entry = 0; // counted from 1; 0: nothing here
    };

    static std::uint32_t hash(std::string_view word)
    {
        return static_cast<std::uint32_t>(std::hash<std::string_view>()(word));
    }
    std::size_t mask() const { return slots_.size() - 1; } // their number is a power of two

    void take_slot(std::uint32_t hash, std::uint32_t entry)
    {
        std::size_t at = hash & mask();
        while (slots_[at].entry != 0) {
            at = (at + 1) & mask();
        }
        slots_[at] = {hash, entry};
    }

    // At most half of the slots are taken, so that a search soon meets a free one.
    void grow()
    {
        constexpr std::size_t kFewest = 16;
        const std::vector<Slot> before =
            std::exchange(slots_, std::vector<Slot>(slots_.empty() ? kFewest : 2 * slots_.size()));
        for (const Slot& slot : before) {
            if (slot.entry != 0) {
                take_slot(slot.hash, slot.entry);
            }
        }
    }

    std::vector<Entry> entries_;
    std::vector<Slot> slots_;
};

} // namespace chancery
