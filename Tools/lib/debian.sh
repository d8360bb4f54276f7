# Debian 13's packages of a board's architecture, on any Debian machine and without root: sourced by the scripts in Tools. Needs $tool, the
# name to speak under. apt keeps all its state in a folder of its own.

# debian_mirrors: the release and the address of each mirror that the machine's own apt uses, a line each; with Debian 13's names.
debian_mirrors() {
  local site release
  apt-get indextargets --format '$(SITE) $(CODENAME)' 2>/dev/null | sort -u | while read -r site release; do
    case $release in
      bookworm | trixie) echo "trixie $site" ;;
      bookworm-security | trixie-security) echo "trixie-security $site" ;;
    esac
  done | sort -u
}

# debian_sources COMPONENT...: the lines of a sources.list of those mirrors.
debian_sources() {
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg release site
  [[ -f $keyring ]] || keyring=/usr/share/keyrings/debian-archive-keyring.pgp
  debian_mirrors | while read -r release site; do echo "deb [signed-by=$keyring] $site $release $*"; done
}

# debian_file PATH SHA256 FILE: fetches a file of the archive, under its path at a mirror; fails where none has it with this digest.
debian_file() {
  local path=$1 digest=$2 file=$3 wanted=trixie release site
  [[ $path != pool/updates/* ]] || wanted=trixie-security
  while read -r release site; do
    [[ $release == "$wanted" ]] || continue
    if /usr/lib/apt/apt-helper -qq -o APT::Sandbox::User=root download-file "$site/$path" "$file.new" "SHA256:$digest" >&2; then
      mv "$file.new" "$file"
      return
    fi
  done < <(debian_mirrors)
  rm -f "$file.new" "$file.new.FAILED"
  return 1
}

# debian_state FOLDER ARCHITECTURE COMPONENT...: makes the folder ready for debian_apt, and fetches the lists.
debian_state() {
  local folder=$1 architecture=$2
  shift 2
  mkdir -p "$folder"/{lists/partial,cache/archives/partial}
  : >"$folder/status"
  debian_sources "$@" >"$folder/sources.list"
  if ! [[ -s $folder/sources.list ]]; then
    echo "$tool: apt names no Debian mirror here: is this Debian, and did 'apt-get update' run?" >&2
    exit 1
  fi
  if ! debian_apt "$folder" "$architecture" update >&2; then
    # A mirror of it may be between two states for hours. What is fetched says which versions it is.
    echo "$tool: the security archive cannot be read now: going on without it" >&2
    sed -i '/ trixie-security /d' "$folder/sources.list"
    debian_apt "$folder" "$architecture" update >&2
  fi
}

# debian_apt FOLDER ARCHITECTURE ARGUMENT...: apt-get with all its state in the folder.
debian_apt() {
  local folder=$1 architecture=$2
  shift 2
  apt-get -o "Dir::Etc::sourcelist=$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o "Dir::State::Lists=$folder/lists" -o "Dir::State::status=$folder/status" -o "Dir::Cache=$folder/cache" \
    -o "APT::Architecture=$architecture" -o "APT::Architectures=$architecture" -o APT::Sandbox::User=root \
    -o Acquire::Languages=none -o Debug::NoLocking=true -qq "$@"
}
