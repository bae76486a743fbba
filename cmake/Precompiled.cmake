# chancery_precompiled(TARGET HEADERS)
#
# What most files include, read once for all of them, where the sanitizers are on: ./check builds everything on a new
# machine, and a seventh of that was reading the same headers (711 s, and 608 without). Every other preset does
# without, so that a file that forgets to include something does not build there; ccache does not keep what they are in.
#
# HEADERS: `library`, or `tests` (quick to build, with GoogleTest). g++ takes headers only into what is compiled with the
# same options as they were: hence two of them, and -fPIE and -pthread everywhere (Options.cmake).

if(CHANCERY_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(nothing "${CMAKE_BINARY_DIR}/precompiled.cpp")
    file(CONFIGURE OUTPUT "${nothing}" CONTENT "")
    set(common_headers <algorithm> <array> <cstdint> <expected> <filesystem> <functional> <map> <memory> <optional> <set>
        <span> <string> <string_view> <utility> <vector> <fmt/format.h>)

    add_library(precompiled_library OBJECT "${nothing}")
    target_link_libraries(precompiled_library PRIVATE chancery_options fmt::fmt)
    target_precompile_headers(precompiled_library PRIVATE ${common_headers})

    add_library(precompiled_tests OBJECT "${nothing}")
    target_link_libraries(precompiled_tests PRIVATE chancery_options fmt::fmt GTest::gmock)
    target_precompile_headers(precompiled_tests PRIVATE ${common_headers} <gmock/gmock.h> <gtest/gtest.h>)
    set_target_properties(precompiled_tests PROPERTIES CHANCERY_QUICK_BUILD ON)
endif()

function(chancery_precompiled target headers)
    if(TARGET precompiled_${headers})
        target_precompile_headers(${target} REUSE_FROM precompiled_${headers})
    endif()
endfunction()
