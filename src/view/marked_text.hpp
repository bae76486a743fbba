#pragma once
// A text that is written piece by piece, with <mark> around some of its words.
//
//   MarkedText words(text, marks);
//   words.write(out, {0, 20});  words.write(out, {24, 90});
//
// As every <mark> is closed where its piece ends, it stands inside whatever is wrapped around that.
#include <cstdint>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"
#include "view/html.hpp"

namespace chancery::view {

class MarkedText {
public:
    // Refers to the text. Marks rise and do not overlap.
    MarkedText(std::string_view text, std::vector<Span> marks)
        : text_(text), marks_(std::move(marks))
    {
    }

    // No piece is before the one written last.
    void write(Html& out, Span at);
    std::size_t marked() const { return marked_; } // marks that are in the pieces

private:
    static constexpr auto kNone = static_cast<std::size_t>(-1);

    void pass(std::uint32_t place);
    std::string_view part(Span at) const { return text_.substr(at.from, at.to - at.from); }

    std::string_view text_;
    std::vector<Span> marks_;
    std::size_t next_ = 0;
    std::size_t last_marked_ = kNone;
    std::size_t marked_ = 0;
};

} // namespace chancery::view
