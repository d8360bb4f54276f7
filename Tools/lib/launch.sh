# Starts a program of the Tools package: sourced by the launcher of its name. Needs $tool, the program's name, and $root.
# shellcheck source=prerequisites.sh
source "$root/Tools/lib/prerequisites.sh"

# launch ARGUMENT...: builds the program where it is missing or its sources are newer, then becomes it. All it says itself goes to
# standard error: standard output is the program's.
launch() {
  local binary=$root/Tools/.build/debug/$tool
  build_if_stale "$binary" "$root/Tools/.build/$tool.built"
  exec "$binary" "$@"
}

# build_if_stale BINARY STAMP: the stamp is as old as the sources that the binary was last built from.
build_if_stale() {
  local binary=$1 stamp=$2 log
  [[ -x $binary && -e $stamp && -z $(find "$root/Package.swift" "$root/Sources" "$root/Tools/Package.swift" \
    "$root/Tools/Sources" -newer "$stamp" -print -quit) ]] && return
  need_swift
  need_build_packages
  if [[ -x $binary ]]; then say "building what changed"; else say "building; the first time takes some minutes"; fi
  mkdir -p "$root/Tools/.build"
  log=$(mktemp "${TMPDIR:-/tmp}/acceptd-$tool.XXXXXX")
  touch "$stamp.new"
  if ! swift build --package-path "$root/Tools" --product "$tool" >"$log" 2>&1 </dev/null; then
    grep -E 'error:' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
    say "the build failed; all of its output is in $log"
    exit 1
  fi
  mv "$stamp.new" "$stamp"
  rm -f "$log"
}
