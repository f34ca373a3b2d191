#!/usr/bin/env bash
# Installs a build of the engine into a folder of its own, builds the example and another program against it as their authors would,
# runs both and compares what they print. Ends with status 0 when all of it holds.
#
#   tests/native/run_installed.sh [build folder]      build/dev when not told
set -eu
set -o pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root="$PWD"
build="${1:-build/dev}"
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT

cmake --install "$build" --prefix "$place/installed"

echo "-- the package knows nothing of this folder, and has one target without dependencies"
package="$place/moved/lib/cmake/hashrange"
mv "$place/installed" "$place/moved"
if grep -rnE "$root|nlohmann|gtest|_fast|fno-|Werror" "$place/moved/lib/cmake" "$place/moved/include"; then
  echo "wrong: it does" >&2
  exit 1
fi
[ "$(grep -c '^add_library(' "$package/hashrangeConfig.cmake")" = 1 ]

# made <folder of the sources> <program>: builds it against what was installed.
made() {
  cmake -G Ninja -S "$1" -B "$place/$2" -DCMAKE_PREFIX_PATH="$place/moved" -DCMAKE_BUILD_TYPE=Debug
  cmake --build "$place/$2"
}

made engine/examples notes
"$place/notes/notes" "$place/notes.log" >"$place/printed"
diff -u tests/native/notes.txt "$place/printed"

made tests/native other_program
[ "$("$place/other_program/other_program" | tee /dev/stderr)" = ok ]

echo "-- all as it should be"
