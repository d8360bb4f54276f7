# What a machine must have, and how to get it: sourced by the scripts in Tools. Needs $tool, the name to speak under.

say() { printf '%s: %s\n' "$tool" "$*" >&2; }

# Swift is the one thing to bring: no Debian package has it.
need_swift() {
  local wanted=6.3 version
  if ! command -v swift >/dev/null; then
    say "there is no Swift on the PATH. Install Swift $wanted, then run this again:"
    say "  https://www.swift.org/install/linux/  (swiftly install $wanted), and add its usr/bin to the PATH"
    exit 1
  fi
  # What the toolchain itself is linked to, and a bare Debian does not have.
  need_packages ca-certificates git g++ libcurl4-openssl-dev libncurses6 libsqlite3-0 libxml2-dev pkg-config zlib1g-dev
  if ! version=$(swift --version 2>&1); then
    say "Swift is there and does not start: $version"
    exit 1
  fi
  version=$(sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' <<<"$version" | head -n 1)
  if [[ $(printf '%s\n%s\n' "$wanted" "${version:-0}" | sort -V | head -n 1) != "$wanted" ]]; then
    say "Swift ${version:-of an unknown version} is too old: $wanted is needed (https://www.swift.org/install/linux/)"
    exit 1
  fi
}

# need_packages PACKAGE...: installs those of Debian's packages that are missing, saying which.
need_packages() {
  local package missing=() root=()
  for package; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  if ! command -v apt-get >/dev/null; then
    say "these Debian packages are needed, and there is no apt-get to install them: ${missing[*]}"
    exit 1
  fi
  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || { say "as root, run: apt-get install ${missing[*]}"; exit 1; }
    root=(sudo)
  fi
  say "installing ${missing[*]}"
  local install=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends)
  # The package lists of a fresh machine may be missing or old; one refresh, then it must work.
  "${install[@]}" "${missing[@]}" >/dev/null 2>&1 && return
  "${root[@]}" apt-get -qq update
  "${install[@]}" "${missing[@]}" >/dev/null
}

# need_newer VERSION PACKAGE...: installs packages that Debian 13 has in this version or a newer one. Debian 12 has them in its backports,
# which this adds where they are not known yet.
need_newer() {
  local wanted=$1 package missing=() root=() mirror list=/etc/apt/sources.list.d/acceptd-backports.list
  shift
  for package; do
    dpkg --compare-versions "$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null || echo 0)" ge "$wanted" || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  # shellcheck disable=SC1091
  if [[ $(. /etc/os-release && echo "${VERSION_CODENAME-}") != bookworm ]]; then
    need_packages "${missing[@]}"
    return
  fi
  [[ $EUID -eq 0 ]] || root=(sudo)
  if ! apt-get indextargets --format '$(CODENAME)' | grep -qx bookworm-backports; then
    mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME)' | awk '$2 == "bookworm" { print $1; exit }')
    say "adding bookworm-backports to apt ($list) for ${missing[*]}"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm-backports main" |
      "${root[@]}" tee "$list" >/dev/null
    "${root[@]}" apt-get -qq update
  fi
  say "installing ${missing[*]} from bookworm-backports"
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends \
    -t bookworm-backports "${missing[@]}" >/dev/null
}

# What building the firmware and the tools takes, and what running the desk takes.
need_build_packages() { need_packages libssl-dev libsqlite3-dev libcurl4-openssl-dev libqrencode-dev; }
# What making and checking a board's image takes.
need_image_packages() {
  need_packages bmap-tools device-tree-compiler dosfstools e2fsprogs genimage gzip lz4 mtools squashfs-tools xz-utils zstd
}
# What playing a board takes: an emulator that has the i.MX 8M Plus, and what looks into cards.
need_emulator_packages() {
  need_newer 1:10 qemu-system-arm qemu-utils
  need_packages device-tree-compiler e2fsprogs mtools squashfs-tools
}
# What having a daemon's calls into the kernel fail takes.
need_tracing_packages() { need_packages strace; }
# A verifier of health certificates that is measured beside the terminal's, in an environment of its own under the root's build files.
need_certificate_verifier() {
  local place=$root/.build-python
  [[ -e $place/complete ]] && return
  need_packages python3-venv
  say "installing cwt and base45 from PyPI into $place"
  python3 -m venv "$place"
  "$place/bin/pip" --quiet --disable-pip-version-check install cwt==3.3.0 base45==0.4.4
  touch "$place/complete"
}
need_panel_packages() { need_packages fonts-unifont; }

# What the tests take beyond that.
need_test_packages() {
  need_packages binutils chromium curl file fonts-noto-cjk libserialport-dev libzbar-dev openssl python3 python3-websocket zbar-tools
  need_newer 2 libgpiod-dev
}
