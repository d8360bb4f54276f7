# Debian 13's packages of a board's architecture, on any Debian machine and without root: sourced by the scripts in Tools. Needs $tool, the
# name to speak under. apt keeps all its state in a folder of its own.

# debian_sources: the lines of a sources.list, from whichever mirror the machine's own apt uses; with the components that are given.
debian_sources() {
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg site release
  [[ -f $keyring ]] || keyring=/usr/share/keyrings/debian-archive-keyring.pgp
  apt-get indextargets --format '$(SITE) $(CODENAME)' 2>/dev/null | sort -u | while read -r site release; do
    case $release in
      bookworm | trixie) echo "deb [signed-by=$keyring] $site trixie $*" ;;
      bookworm-security | trixie-security) echo "deb [signed-by=$keyring] $site trixie-security $*" ;;
    esac
  done | sort -u
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
