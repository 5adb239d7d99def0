# shellcheck shell=sh
# How ./nightjar runs tests: Maven's own words go to a log, and people see how far it is and what came of it.
# The script that reads this sets root, log, started, json, verbose and code, and brings say and explain_failure.
# shellcheck disable=SC2154

quiet_seconds=30
slowest=8

# The reports of this run, one a line; of one module if its name is given.
reports() {
  set -- "$root/${1:-}"
  find "$1" -path '*/target/surefire-reports/TEST-*.xml' -newer "$started" 2>/dev/null || :
}

# What report.awk says of the reports whose names come in: $1 is what is wanted.
sum_up() { LC_ALL=C awk -v want="$1" -f "$root/checks/report.awk"; }

# The folder of the module that Maven calls nightjar-$1.
folder_of() {
  for folder in "libs/$1" "deploy/$1" "$1"; do
    [ ! -f "$root/$folder/pom.xml" ] || printf '%s' "$folder"
  done
}

clock() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

now() { date +%s; }

# Says what has ended since it last looked; $told is how many lines of it were told.
tell_news() {
  news=$(awk -f "$root/checks/progress.awk" "$log" | tail -n "+$((told + 1))")
  [ -n "$news" ] || return 0
  [ ! -t 2 ] || printf '\r\033[K' >&2
  while read -r what name; do
    told=$((told + 1))
    case $what in
      class)
        say "FAILED  $name"
        ;;
      module)
        folder=$(folder_of "$name")
        # shellcheck disable=SC2046
        set -- $(reports "$folder" | sum_up count)
        [ "$1" -eq 0 ] || say "$(printf '%6s  %-18s %5d tests, %d failed, %d s of work' \
          "$(clock $(($(now) - begun)))" "$folder" "$1" "$(($2 + $3))" "$5")"
        ;;
    esac
  done <<EOF
$news
EOF
  spoke=$(now)
}

# Until Maven has ended: on a terminal one line that lives, elsewhere at least one line in $quiet_seconds.
watch_tests() {
  told=0
  spoke=$(now)
  while kill -0 "$maven" 2>/dev/null; do
    sleep 1
    tell_news
    if [ -t 2 ] || [ $(($(now) - spoke)) -ge $quiet_seconds ]; then
      # shellcheck disable=SC2046
      set -- $(reports | sum_up count)
      part=$(sed -n 's/^\[INFO\] --- \(.*\) @ nightjar-\(.*\) ---$/\2: \1/p' "$log" | tail -n 1)
      line=$(printf '%6s  %d tests so far, %d failed; %s' "$(clock $(($(now) - begun)))" "$1" "$(($2 + $3))" "$part")
      if [ -t 2 ]; then
        printf '\r\033[K%.79s' "$line" >&2
      else
        say "$line"
        spoke=$(now)
      fi
    fi
  done
  [ ! -t 2 ] || printf '\r\033[K' >&2
}

stop_tests() {
  trap '' HUP INT TERM
  [ -z "$maven" ] || kill "$maven" 2>/dev/null || :
  [ -z "$maven" ] || wait "$maven" 2>/dev/null || :
  rm -f "$log.pipe"
}

# Maven with the arguments, and what became of it in $code.
run_maven_tests() {
  begun=$(now)
  trap stop_tests EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  # Three modules at a time on two cores: tests often wait for a broker or a store.
  set -- -B -T 1.5C --no-transfer-progress -Dstyle.color=never "$@"
  if $verbose; then
    rm -f "$log.pipe"
    mkfifo "$log.pipe"
    tee "$log" <"$log.pipe" &
    (cd "$root" && exec ./mvnw "$@") >"$log.pipe" 2>&1 &
    maven=$!
  else
    (cd "$root" && exec ./mvnw "$@") >"$log" 2>&1 &
    maven=$!
    watch_tests
  fi
  ended=0
  wait "$maven" || ended=$?
  maven=
  wait
  $verbose || tell_news
  [ "$ended" -eq 0 ] || code=$ended
}

# What was run, what was slow, what failed, and last the counts, in the words of ours and of Surefire.
report_tests() {
  # shellcheck disable=SC2046
  set -- $(reports | sum_up count)
  if [ "$1" -gt 0 ]; then
    say "slowest classes:"
    reports | sum_up slowest | sort -rn | head -n $slowest >&2
  fi
  if [ "$(($2 + $3))" -gt 0 ]; then
    say "failed:"
    reports | sum_up failed >&2
  elif [ "$code" -ne 0 ] && ! $verbose; then
    explain_failure
  fi
  say "took $(clock $(($(now) - begun))); Maven's log is $log"
  # shellcheck disable=SC2059
  if $json; then
    printf '{"tests":%d,"failures":%d,"errors":%d,"skipped":%d}\n' "$1" "$2" "$3" "$4"
  else
    printf 'nightjar: %d tests run, %d failed, %d errors, %d skipped\n' "$1" "$2" "$3" "$4"
    printf 'Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n' "$1" "$2" "$3" "$4"
  fi
}
