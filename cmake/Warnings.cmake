# Warnings for our own code; errors only for developers, so that a new compiler never breaks a user's build.

target_compile_options(chancery_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow
    -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wcast-qual -Wextra-semi)
# g++ 12 sees overlaps in joined strings that cannot be (its bug 105329).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(chancery_options INTERFACE -Wno-restrict)
endif()
# The library's own std::stable_sort uses what it deprecates; clang tells of it wherever it is used.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(chancery_options INTERFACE -Wno-deprecated-declarations)
endif()
if(CHANCERY_DEV)
    target_compile_options(chancery_options INTERFACE -Werror)
endif()
