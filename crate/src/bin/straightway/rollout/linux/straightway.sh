#!/bin/sh
# Lays down, verifies or takes away the policies of Straightway on Linux.
#
#   sudo ./straightway.sh install   puts this kit's files where the browsers look for them; never over another's file
#   ./straightway.sh verify         tells whether they are there; exit status 1 if not
#   sudo ./straightway.sh remove    takes them away
#
# ROOT=/somewhere in front of it works below that folder, for images and for trying it out.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
root=${ROOT:-}
status=0

say() { printf '%s\n' "$*"; }
wrong() {
  say "$*" >&2
  status=1
}

# The first of some folders whose parent's parent is there, or the first of all.
folder_of() {
  for folder in "$@"; do
    if [ -d "$root${folder%/*/*}" ]; then
      say "$root$folder"
      return
    fi
  done
  say "$root$1"
}

# A browser of Chromium's family reads every file in its folder; of two that set the same policy, one counts.
chromium() {
  task=$1 browser=$2
  shift 2
  source=$here/$browser/linux.json
  folder=$(folder_of "$@")
  file=$folder/straightway.json
  case $task in
    install)
      for other in "$folder"/*.json; do
        if [ "$other" != "$file" ] && grep -qs '"ExtensionInstallForcelist"' "$other"; then
          wrong "$browser: $other already lists extensions to install. Add the entry of $source there, and its \"3rdparty\" part as $file."
          return
        fi
      done
      mkdir -p "$folder"
      cp "$source" "$file"
      chmod 644 "$file"
      say "$browser: $file"
      ;;
    verify)
      if cmp -s "$source" "$file"; then say "$browser: as the kit says."; else wrong "$browser: $file is not the kit's."; fi
      ;;
    remove)
      rm -f "$file"
      say "$browser: taken away."
      ;;
  esac
}

# Whether a file is this kit's, or that of an earlier one which nobody has changed since.
is_ours() {
  cmp -s "$source" "$1" || sha256sum --check --status "$1.straightway" 2>/dev/null
}

# Firefox reads one file, which may hold other policies.
firefox() {
  task=$1
  source=$here/firefox/policies.json
  file=$root$2/policies.json
  case $task in
    install)
      if [ -e "$file" ] && ! is_ours "$file"; then
        wrong "firefox: $file is there already. Merge $source into it."
        return
      fi
      mkdir -p "${file%/*}"
      cp "$source" "$file"
      chmod 644 "$file"
      sha256sum "$file" >"$file.straightway"
      say "firefox: $file"
      ;;
    verify)
      if cmp -s "$source" "$file"; then say "firefox: as the kit says."; else wrong "firefox: $file is not the kit's."; fi
      ;;
    remove)
      if is_ours "$file"; then
        rm -f "$file" "$file.straightway"
        say "firefox: taken away."
      elif [ -e "$file" ]; then
        wrong "firefox: $file holds other things too; take Straightway out by hand."
      fi
      ;;
  esac
}

case ${1:-} in
  install | verify | remove) ;;
  *)
    say "Usage: $0 install | verify | remove" >&2
    exit 2
    ;;
esac
#KIT#
exit "$status"
