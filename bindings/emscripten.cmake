# CMake's toolchain file for the wasm preset: finds the Emscripten that em++ on PATH belongs to (Debian's package or an emsdk)
# and hands over to its own toolchain file.
find_program(HASHRANGE_EMXX em++ REQUIRED)
file(REAL_PATH "${HASHRANGE_EMXX}" _hashrange_emxx)
cmake_path(GET _hashrange_emxx PARENT_PATH _hashrange_emscripten)
include("${_hashrange_emscripten}/cmake/Modules/Platform/Emscripten.cmake")
