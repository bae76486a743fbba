#pragma once
// CHECK(condition): our own mistakes stop the program, in every build. Never for input: bad input
// is data or an error.
#include <cstdio>
#include <cstdlib>

namespace chancery {

[[noreturn]] inline void check_failed(const char* condition, const char* file, int line)
{
    std::fprintf(stderr, "chancery: internal error: %s does not hold (%s:%d)\n", condition, file,
                 line);
    std::abort();
}

} // namespace chancery

#define CHECK(condition)                                                                           \
    ((condition) ? static_cast<void>(0) : ::chancery::check_failed(#condition, __FILE__, __LINE__))
