# CHANCERY_SANITIZE=address,undefined (or thread): for tests, never for a program that users run.
#
# Three things halve the time of a build, which is most of what ./check takes: debugging information is lines alone, most
# tests are not optimised (Module.cmake), and null pointers are left to the address sanitizer, which stops at them too.

if(CHANCERY_SANITIZE)
    target_compile_options(chancery_options INTERFACE "-fsanitize=${CHANCERY_SANITIZE}"
        -fno-sanitize=null,vptr -fno-sanitize-recover=all -fno-omit-frame-pointer -g1
        $<$<NOT:$<BOOL:$<TARGET_PROPERTY:CHANCERY_QUICK_BUILD>>>:-O1>)
    target_link_options(chancery_options INTERFACE "-fsanitize=${CHANCERY_SANITIZE}")
endif()
