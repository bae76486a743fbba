#pragma once
// What pages need besides HTML: one style sheet and one small picture. Their addresses carry a hash
// of the content, so browsers may keep them for ever. Also the texts of the help pages.
#include <span>
#include <string>
#include <string_view>

namespace chancery::view {

struct Asset {
    std::string path; // /static/site-0123456789ab.css
    std::string_view content_type;
    std::string_view bytes;
};

const Asset& style_sheet();
const Asset& icon();
std::span<const Asset> assets();

// The body of a help page, "structure"; empty if there is none.
std::string_view help_text(std::string_view name);

} // namespace chancery::view
