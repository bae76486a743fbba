# Warnings for our own code; errors only for developers, so that a new compiler never breaks a user's build.

target_compile_options(chancery_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow
    -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wcast-qual -Wextra-semi)
# g++ 12 sees overlaps in joined strings that cannot be (its bug 105329).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(chancery_options INTERFACE -Wno-restrict)
endif()
if(CHANCERY_DEV)
    target_compile_options(chancery_options INTERFACE -Werror)
endif()
