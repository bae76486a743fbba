# `make install` and the Debian package:
#
#   cmake --preset release && cmake --build --preset release && (cd build/release && cpack -G DEB)
#
# The program, its man pages, the units for systemd and what is to be read. The package makes the user `chancery` and
# starts nothing by itself. chancery-zim (src/zim) is a package of its own, for its licence; it is there where libzim is.
include(GNUInstallDirs)

file(GLOB man_pages "${CMAKE_SOURCE_DIR}/docs/man/*.1")
install(FILES ${man_pages} DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
file(GLOB units "${CMAKE_SOURCE_DIR}/packaging/systemd/chancery*")
install(FILES ${units} DESTINATION lib/systemd/system)
file(GLOB docs "${CMAKE_SOURCE_DIR}/docs/*.md")
install(FILES ${docs} README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES packaging/debian/copyright DESTINATION "${CMAKE_INSTALL_DOCDIR}")
set(CPACK_COMPONENTS_ALL chancery)
if(TARGET chancery-zim)
    list(APPEND CPACK_COMPONENTS_ALL chancery-zim)
    install(FILES packaging/debian/copyright-zim RENAME copyright COMPONENT chancery-zim
        DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/chancery-zim")
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME chancery)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "The authors of Chancery <chancery@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "public archives of diplomatic cables")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "Reads telegrams, mirror pages, dumps and declassified records; releases them in stages, with redactions that hold;
 serves a fast, linkable, searchable site, an API and copies that anyone can carry away.")
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_CHANCERY_PACKAGE_NAME chancery)
set(CPACK_DEBIAN_CHANCERY_PACKAGE_DEPENDS adduser)
set(CPACK_DEBIAN_CHANCERY_PACKAGE_SUGGESTS chancery-zim)
set(CPACK_DEBIAN_CHANCERY-ZIM_PACKAGE_NAME chancery-zim)
set(CPACK_DEBIAN_CHANCERY-ZIM_PACKAGE_DEPENDS "chancery (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_CHANCERY-ZIM_DESCRIPTION
    "Writes an archive of Chancery as a ZIM file, for Kiwix: `chancery export --to zim`.
 Linked with libzim, and so under the GPL, version 3 or later.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_CHANCERY_PACKAGE_CONTROL_EXTRA "${CMAKE_SOURCE_DIR}/packaging/debian/postinst")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
include(CPack)
