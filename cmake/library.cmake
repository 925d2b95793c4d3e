# The stages up to the record as one static library, libdateline, with the files by which CMake and pkg-config find it.
add_library(dateline_library STATIC)
set_target_properties(dateline_library PROPERTIES OUTPUT_NAME dateline EXPORT_NAME dateline)
foreach(stage base intake page language facts record)
  target_sources(dateline_library PRIVATE $<TARGET_OBJECTS:dateline_${stage}>)
endforeach()
target_compile_features(dateline_library PUBLIC cxx_std_20)
target_include_directories(dateline_library INTERFACE $<INSTALL_INTERFACE:include>)
target_link_libraries(dateline_library PUBLIC tl::expected
  PRIVATE fmt::fmt simdjson::simdjson Threads::Threads ZLIB::ZLIB OpenSSL::Crypto ICU::uc PkgConfig::XXHASH PkgConfig::ZSTD
    PkgConfig::BROTLI PkgConfig::UCHARDET PkgConfig::PUGIXML PkgConfig::CURL)

set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/dateline)
include(CMakePackageConfigHelpers)
set(HOME_FOLDER share/dateline)
configure_package_config_file(cmake/dateline-config.cmake.in dateline-config.cmake INSTALL_DESTINATION ${config_folder}
  PATH_VARS HOME_FOLDER)
write_basic_package_version_file(dateline-config-version.cmake COMPATIBILITY SameMinorVersion)
file(RELATIVE_PATH prefix_from_pc /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(cmake/dateline.pc.in dateline.pc @ONLY)
install(TARGETS dateline_library EXPORT dateline ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT dateline NAMESPACE dateline:: FILE dateline-targets.cmake DESTINATION ${config_folder})
install(FILES ${PROJECT_BINARY_DIR}/dateline-config.cmake ${PROJECT_BINARY_DIR}/dateline-config-version.cmake DESTINATION ${config_folder})
install(FILES ${PROJECT_BINARY_DIR}/dateline.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(DIRECTORY include/dateline DESTINATION include)
