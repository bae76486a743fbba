#include "article/unseen.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace chancery::article {

bool is_unseen(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    if (byte(0) < 0x80U) {
        return (byte(0) < 0x20U && text[at] != '\n' && text[at] != '\t') || byte(0) == 0x7FU;
    }
    if (byte(0) == 0xC2U) {
        return byte(1) < 0xA0U;
    }
    return byte(0) == 0xE2U && ((byte(1) == 0x80U && byte(2) >= 0xAAU && byte(2) <= 0xAEU) ||
                                (byte(1) == 0x81U && byte(2) >= 0xA6U && byte(2) <= 0xA9U));
}

std::string with_unseen_replaced(const std::string& text)
{
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_unseen(text, at)) {
            const auto lead = static_cast<unsigned char>(text[at]);
            out.append(text, done, at - done).append(kReplacement);
            done = at + (lead < 0x80U ? 1 : lead < 0xE0U ? 2 : 3);
        }
    }
    return done == 0 ? text : out.append(text, std::min(done, text.size()));
}

} // namespace chancery::article
