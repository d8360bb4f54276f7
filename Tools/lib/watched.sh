# Runs a command that takes long: sourced by the scripts in Tools.

# watched LOG COMMAND...: runs the command with all its output in the file LOG, and every half minute says on standard error how long it
# has been and the last line of it. Its status is the command's. Interrupted, it ends the command too.
watched() {
  local log=$1 began=$SECONDS last=$SECONDS process
  shift
  "$@" >"$log" 2>&1 </dev/null &
  process=$!
  # A shell starts background commands deaf to the keyboard's interrupt.
  # shellcheck disable=SC2064
  trap "kill $process 2>/dev/null; exit 130" INT TERM
  while kill -0 "$process" 2>/dev/null; do
    sleep 0.2
    if ((SECONDS - last >= 30)); then
      last=$SECONDS
      printf '   … %d s: %s\n' "$((SECONDS - began))" "$(tail -n 1 "$log" | tr -d '\r' | cut -c 1-100)" >&2
    fi
  done
  trap - INT TERM
  wait "$process"
}
