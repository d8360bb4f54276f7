# Runs steps that take long, saying what is done: sourced by the scripts in Tools. Needs $tool and $root; counts in $passed and $failed.
# shellcheck source=watched.sh
source "$root/Tools/lib/watched.sh"

passed=0
failed=0
logs=$(mktemp -d "${TMPDIR:-/tmp}/acceptd-$tool.XXXXXX")

# step TITLE COMMAND...: runs the command with its output in a file, a line every half minute while it runs, and the output's end when
# it fails. What the command's own runners count is added up; a step that counts nothing is one test itself.
step() {
  local title=$1 log=$logs/$((++steps)).log began=$SECONDS status=0 counted
  shift
  printf '\n== %s\n' "$title"
  watched "$log" "$@" || status=$?
  counted=$(count_passed "$log")
  if [[ $status -eq 0 ]]; then
    passed=$((passed + (counted > 0 ? counted : 1)))
    printf '   passed in %d s%s\n' "$((SECONDS - began))" "$( ((counted > 0)) && echo ": $counted tests" )"
    grep -E '^(skipped|note): ' "$log" | sort -u | sed 's/^/   /' || true
  else
    passed=$((passed + counted))
    failed=$((failed + 1))
    printf '   FAILED (exit %d) after %d s; the end of %s:\n' "$status" "$((SECONDS - began))" "$log"
    grep -E 'error:|✘|FAILED' "$log" | head -n 40 | sed 's/^/   ! /' || true
    tail -n 60 "$log" | sed 's/^/   | /'
  fi
}
steps=0

# The tests a log's runners say they passed: Swift Testing's closing line, and a line a scenario from the bench.
count_passed() {
  awk '
    /Test run with [0-9]+ tests?/ && /passed after/ { for (i = 1; i < NF; i++) if ($i == "with") total += $(i + 1) }
    /^ok / { total += 1 }
    END { print total + 0 }
  ' "$1"
}

# The closing line, and the status of the whole. The logs are kept where one is worth reading.
conclude() {
  [[ $failed -gt 0 ]] || rm -rf "$logs"
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [[ $failed -eq 0 && $passed -gt 0 ]]
}
