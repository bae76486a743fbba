# What a builder may choose, and the one interface target that carries our flags.

option(CHANCERY_DEV "Warnings are errors, library assertions are on" OFF)
option(CHANCERY_FUZZ "Build the libFuzzer targets (needs clang)" OFF)
option(CHANCERY_BENCH "Build the benchmarks in bench/" OFF)
set(CHANCERY_SANITIZE "" CACHE STRING "Sanitizers, comma separated: address,undefined or thread")

add_library(chancery_options INTERFACE)
target_compile_features(chancery_options INTERFACE cxx_std_23)
target_include_directories(chancery_options INTERFACE "${CMAKE_SOURCE_DIR}/src")
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
target_compile_options(chancery_options INTERFACE -pthread
    -fPIE) # libraries too: all of them become part of a program

# What Vectorscan asks of the processor anyway; bits are counted by one instruction.
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    target_compile_options(chancery_options INTERFACE -march=x86-64-v2)
endif()

# Hardening of what users run (docs/decisions); paths of the build folder stay out of the program.
target_compile_options(chancery_options INTERFACE -fstack-protector-strong -fstack-clash-protection
    "-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
    target_compile_options(chancery_options INTERFACE -O3) # a tenth off a search (bench/README.md)
    target_compile_definitions(chancery_options INTERFACE _FORTIFY_SOURCE=2)
endif()
target_link_options(chancery_options INTERFACE -Wl,-z,relro,-z,now)
if(CHANCERY_DEV)
    target_compile_definitions(chancery_options INTERFACE _GLIBCXX_ASSERTIONS)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()
find_program(MOLD mold)
if(MOLD)
    target_link_options(chancery_options INTERFACE -fuse-ld=mold)
endif()
