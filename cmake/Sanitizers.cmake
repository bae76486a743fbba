# CHANCERY_SANITIZE=address,undefined (or thread): for tests, never for a program that users run.

if(CHANCERY_SANITIZE)
    target_compile_options(chancery_options INTERFACE "-fsanitize=${CHANCERY_SANITIZE}"
        -fno-sanitize-recover=all -fno-omit-frame-pointer -O1)
    target_link_options(chancery_options INTERFACE "-fsanitize=${CHANCERY_SANITIZE}")
endif()
