#include "view/marked_text.hpp"

#include <algorithm>

namespace chancery::view {

void MarkedText::write(Html& out, Span at)
{
    if (at.empty()) {
        return;
    }
    std::uint32_t done = at.from;
    for (pass(done); next_ < marks_.size() && marks_[next_].from < at.to; pass(done)) {
        const Span mark{std::max(done, marks_[next_].from), std::min(marks_[next_].to, at.to)};
        out.add({part({done, mark.from}), "<mark>", part(mark), "</mark>"});
        marked_ += last_marked_ == next_ ? 0 : 1;
        last_marked_ = next_;
        done = mark.to;
        if (done == at.to) {
            return;
        }
    }
    out.add({part({done, at.to})});
}

void MarkedText::pass(std::uint32_t place)
{
    while (next_ < marks_.size() && marks_[next_].to <= place) {
        ++next_;
    }
}

} // namespace chancery::view
