#pragma once
// The body of a cable as it is read: with its repairs applied, and with a way from places in the
// text as sent to places in it.
//
//   const Reading reading(cable);
//   reading.text()                      what repaired_body() gives
//   reading.place(paragraph.at.from)    where that paragraph starts in text()
//   reading.repairs()                   where each repair stands in text(); empty where text was
//   only taken out
//
// Repairs that do not fit the body (they never come from our parser, but an edition is a file like
// any other) are left out. Linear; any thread. Refers to the cable, which must outlive it.
#include <cstdint>
#include <string>
#include <vector>

#include "cable/cable.hpp"

namespace chancery {

struct PlacedRepair {
    Span at;      // in Reading::text()
    Span as_sent; // in Cable::body
    const Repair* repair = nullptr;
};

class Reading {
public:
    explicit Reading(const Cable& cable);
    const std::string& text() const { return text_; }
    const std::vector<PlacedRepair>& repairs() const { return repairs_; }
    // Of a place inside a repair: the repair's start. Past the end: the end.
    std::uint32_t place(std::uint32_t as_sent) const;
    // Clipped to the text; never inside out.
    Span place(const Span& as_sent) const;

private:
    std::string text_;
    std::vector<PlacedRepair> repairs_;
};

} // namespace chancery
