#!/bin/sh
# Stands before rustc when the core is built. cargo numbers a crate outside its workspace by the whole path of its folder, and
# the compiler orders its output by these numbers: our crates get their names instead, so that no folder shows in the bytes.
rustc=$1
shift
case " $* " in
*" --crate-name straightway "*) number=straightway ;;
*" --crate-name straightway_browser "*) number=straightway-browser ;;
*) exec "$rustc" "$@" ;;
esac
for argument; do
  shift
  case $argument in metadata=*) argument=metadata=$number ;; esac
  set -- "$@" "$argument"
done
exec "$rustc" "$@"
