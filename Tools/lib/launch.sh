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

# launch_fast ARGUMENT...: the same for a program that is built for speed.
launch_fast() {
  build_if_stale "$root/Tools" "$tool" release
  exec "$root/Tools/.build/release/$tool" "$@"
}

# What a desk is put together from: the firmware's two daemons and a hub.
build_desk() {
  build_if_stale "$root" acceptd-desk
  build_if_stale "$root" uplinkd
  build_if_stale "$root/Tools" hub
}

# board_of ARGUMENT...: the board that a program is to play, as its `--on` says; nothing where it is to play a desk.
board_of() {
  while [[ $# -gt 0 ]]; do
    case $1 in
      --on) printf '%s' "${2-}"; return ;;
      --on=*) printf '%s' "${1#--on=}"; return ;;
    esac
    shift
  done
}

# build_board NAME: what an emulated board is put together from: its image, the bench's hand in it, and a hub.
build_board() {
  local name=$1 architecture
  architecture=$(sed -n 's/^architecture: *//p' "$root/Boards/$name/board.yaml" 2>/dev/null || true)
  [[ -n $architecture ]] || { say "there is no board '$name'; there are $(ls "$root/Boards")"; exit 2; }
  need_emulator_packages
  "$root/Tools/board" image "$name" >/dev/null
  "$root/Tools/firmware" "$architecture" rig rig-letter >/dev/null
  build_if_stale "$root/Tools" hub
}

# build_if_stale PACKAGE PRODUCT [CONFIGURATION]: the stamp beside the binary is as old as the sources that it was last built from.
build_if_stale() {
  local package=$1 product=$2 configuration=${3-debug} log
  local binary=$package/.build/$configuration/$product stamp=$package/.build/$product.built
  local sources=("$root/Package.swift" "$root/Sources")
  [[ $package == "$root" ]] || sources+=("$package/Package.swift" "$package/Sources")
  [[ -x $binary && -e $stamp && -z $(find "${sources[@]}" -newer "$stamp" -print -quit) ]] && return
  need_swift
  need_build_packages
  if [[ -x $binary ]]; then say "building what changed in $product"; else say "building $product; the first time takes some minutes"; fi
  mkdir -p "$package/.build"
  log=$(mktemp "${TMPDIR:-/tmp}/acceptd-$product.XXXXXX")
  touch "$stamp.new"
  if ! watched "$log" swift build --package-path "$package" --configuration "$configuration" --product "$product"; then
    grep -E 'error:' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
    say "the build failed; all of its output is in $log"
    exit 1
  fi
  mv "$stamp.new" "$stamp"
  rm -f "$log"
}
