#include "cli/command.hpp"

#include <array>
#include <pwd.h>
#include <unistd.h>

#include <fmt/format.h>

namespace chancery::cli {

std::string counted(std::uint64_t number, std::string_view one, std::string_view many)
{
    return fmt::format("{} {}", with_thousands(number), number == 1 ? one : many);
}

std::string editor()
{
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 &&
        found != nullptr) {
        return found->pw_name;
    }
    return fmt::format("user {}", ::getuid());
}

} // namespace chancery::cli
