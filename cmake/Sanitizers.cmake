# CHANCERY_SANITIZE=address,undefined (or thread): for tests, never for a program that users run.
#
# What keeps a build short, which is half of what ./check takes: debugging information is lines alone; null
# pointers are left to the address sanitizer, which stops at them too; most tests (Module.cmake) are not optimised, and
# not looked at for undefined behaviour themselves; headers are read once (Precompiled.cmake).

if(CHANCERY_SANITIZE)
    target_compile_options(chancery_options INTERFACE "-fsanitize=${CHANCERY_SANITIZE}"
        -fno-sanitize=null,vptr -fno-sanitize-recover=all -fno-omit-frame-pointer -g1
        $<IF:$<BOOL:$<TARGET_PROPERTY:CHANCERY_QUICK_BUILD>>,-fno-sanitize=undefined,-O1>)
    target_link_options(chancery_options INTERFACE "-fsanitize=${CHANCERY_SANITIZE}")
    if(CHANCERY_SANITIZE STREQUAL "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # g++ 12 sees the strings of a + b + c overflow there; the other presets hold the code to its warnings.
        target_compile_options(chancery_options INTERFACE -Wno-error)
    endif()
endif()
