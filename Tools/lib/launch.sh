# Starts a program of the Tools package: sourced by the launcher of its name. Needs $tool, the program's name, and $root.
# shellcheck source=prerequisites.sh
source "$root/Tools/lib/prerequisites.sh"
# shellcheck source=watched.sh
source "$root/Tools/lib/watched.sh"

# launch ARGUMENT...: builds the program where it is missing or its sources are newer, then becomes it. All it says itself goes to
# standard error: standard output is the program's.
launch() {
  build_if_stale "$root/Tools" "$tool"
  exec "$root/Tools/.build/debug/$tool" "$@"
}

# What a desk is put together from: the firmware's two daemons and a hub.
build_desk() {
  build_if_stale "$root" acceptd-desk
  build_if_stale "$root" uplinkd
  build_if_stale "$root/Tools" hub
}

# build_if_stale PACKAGE PRODUCT: the stamp beside the binary is as old as the sources that it was last built from.
build_if_stale() {
  local package=$1 product=$2 log
  local binary=$package/.build/debug/$product stamp=$package/.build/$product.built
  local sources=("$root/Package.swift" "$root/Sources")
  [[ $package == "$root" ]] || sources+=("$package/Package.swift" "$package/Sources")
  [[ -x $binary && -e $stamp && -z $(find "${sources[@]}" -newer "$stamp" -print -quit) ]] && return
  need_swift
  need_build_packages
  if [[ -x $binary ]]; then say "building what changed in $product"; else say "building $product; the first time takes some minutes"; fi
  mkdir -p "$package/.build"
  log=$(mktemp "${TMPDIR:-/tmp}/acceptd-$product.XXXXXX")
  touch "$stamp.new"
  if ! watched "$log" swift build --package-path "$package" --product "$product"; then
    grep -E 'error:' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
    say "the build failed; all of its output is in $log"
    exit 1
  fi
  mv "$stamp.new" "$stamp"
  rm -f "$log"
}
