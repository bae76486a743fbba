#pragma once
// The body without its artifacts (page-break lines, repeated lines, ...), and the way back: which
// byte of the body a byte of the clean text was.
//
//   const CleanText clean(body, edits);
//   clean.text()                            // what the rest of the parser reads
//   clean.span(from, to)                    // the same stretch in the body
//
// Without edits nothing is copied. The body must outlive it.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"

namespace chancery::parse {

struct Edit {
    std::uint32_t from = 0; // in the body
    std::uint32_t to = 0;
    std::string_view rule; // a name that lives as long as the program
    std::string now;
};

class CleanText {
public:
    // `edits` in order, without overlap.
    CleanText(std::string_view body, const std::vector<Edit>& edits);
    CleanText(const CleanText&) = delete; // text() looks into it
    CleanText& operator=(const CleanText&) = delete;
    CleanText(CleanText&&) = delete;
    CleanText& operator=(CleanText&&) = delete;
    ~CleanText() = default;

    std::string_view text() const { return text_; }
    // The place in the body of a stretch of the clean text. What was taken out inside it belongs
    // to it, what was taken out at its ends does not.
    Span span(std::uint32_t from, std::uint32_t to) const;
    Span span(std::string_view part) const; // a part of text()

private:
    struct Piece {
        std::uint32_t clean_from;
        std::uint32_t body_from;
        std::uint32_t length; // 0: inserted text, which is nowhere in the body
    };
    const Piece& piece_at(std::uint32_t clean_at) const;

    std::string own_;
    std::string_view text_;
    std::vector<Piece> pieces_;
};

} // namespace chancery::parse
