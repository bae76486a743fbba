#pragma once
// A file that is part of the program (cmake/Embed.cmake).
#include <string_view>

namespace chancery {

struct EmbeddedFile {
    std::string_view name; // without folder
    std::string_view bytes;
};

} // namespace chancery
