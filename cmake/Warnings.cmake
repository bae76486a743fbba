# Warnings for our own code; errors only for developers, so that a new compiler never breaks a user's build.

target_compile_options(chancery_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow
    -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wcast-qual -Wextra-semi)
if(CHANCERY_DEV)
    target_compile_options(chancery_options INTERFACE -Werror)
endif()
