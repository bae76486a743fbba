# chancery_module(NAME SOURCES a.cpp ... [USES chancery_x lib ...] [TESTS a_test.cpp ...] [FUZZ a_fuzz.cpp ...]
#                 [BUSY_TESTS])
#
# One folder of src/ is one namespace is one library: chancery_NAME. Its tests become one program, NAME_test, run by
# ctest. Each fuzz target X_fuzz.cpp becomes a libFuzzer program where CHANCERY_FUZZ is on, and everywhere a program
# that replays the seeds of fuzz/seeds/X, so that no target rots and every input that once broke something stays.
# BUSY_TESTS: they compute so much themselves that under the sanitizers they are worth being optimised.
function(chancery_module name)
    cmake_parse_arguments(arg "BUSY_TESTS" "" "SOURCES;USES;TESTS;FUZZ" ${ARGN})
    set(target "chancery_${name}")
    add_library(${target} STATIC ${arg_SOURCES})
    target_link_libraries(${target} PUBLIC chancery_options ${arg_USES})
    chancery_precompiled(${target} library)

    if(arg_TESTS)
        add_executable(${name}_test ${arg_TESTS})
        target_link_libraries(${name}_test PRIVATE ${target} chancery_testing GTest::gmock)
        if(arg_BUSY_TESTS)
            chancery_precompiled(${name}_test library)
        else()
            set_target_properties(${name}_test PROPERTIES CHANCERY_QUICK_BUILD ON)
            chancery_precompiled(${name}_test tests)
        endif()
        add_test(NAME ${name} COMMAND ${name}_test)
        set_tests_properties(${name} PROPERTIES ENVIRONMENT
            "TZ=Asia/Kathmandu;CHANCERY_SOURCE_DIR=${CMAKE_SOURCE_DIR}")
    endif()

    foreach(source IN LISTS arg_FUZZ)
        string(REGEX REPLACE "_fuzz\\.cpp$" "" unit "${source}")
        if(CHANCERY_FUZZ)
            add_executable(${unit}_fuzz ${source})
            target_link_options(${unit}_fuzz PRIVATE -fsanitize=fuzzer)
        else()
            add_executable(${unit}_fuzz ${source})
            target_link_libraries(${unit}_fuzz PRIVATE chancery_replay)
            chancery_precompiled(${unit}_fuzz library)
            add_test(NAME ${unit}_fuzz_seeds COMMAND ${unit}_fuzz "${CMAKE_SOURCE_DIR}/fuzz/seeds/${unit}")
        endif()
        target_link_libraries(${unit}_fuzz PRIVATE ${target})
    endforeach()
endfunction()
