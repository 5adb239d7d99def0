# shellcheck shell=sh
# How ./nightjar runs tests: Maven's own words go to a log, and people see how far it is and what came of it.
# The script that reads this sets root, log, started, json, verbose and code, and brings say and explain_failure.
# shellcheck disable=SC2154

quiet_seconds=30
slowest=8

# A whole run is a build, and then tests beside each other: those of the modules that take longest, and those of all others.
# One after the other, as modules depend on each other, the last module's would begin when those of all others are over,
# and leave a core idle. A lane is called as its module, nightjar-NAME; their poms know the properties NAME.tests.elsewhere.
lanes='local ingest-service other'
newline='
'

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

# What progress.awk says of all logs.
progress() {
  for each in $lanes_now; do
    awk -v lane="$each" -v lanes="$lanes" -f "$root/checks/progress.awk" "$log.$each"
  done
  [ -n "$lanes_now" ] || awk -f "$root/checks/progress.awk" "$log"
}

# Says what has ended and was not told yet.
tell_news() {
  news=$(progress | grep -vxF "$told" || :)
  [ -n "$news" ] || return 0
  [ ! -t 2 ] || printf '\r\033[K' >&2
  told=$told$newline$news
  while read -r what name; do
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

# Whether one of the Mavens works.
is_working() {
  for each in $mavens; do
    ! kill -0 "$each" 2>/dev/null || return 0
  done
  return 1
}

# What Maven does, out of the log that has grown last.
current_part() {
  # shellcheck disable=SC2012
  sed -n 's/^\[INFO\] --- \(.*\) @ nightjar-\(.*\) ---$/\2: \1/p' "$(ls -t "$log" "$log".* 2>/dev/null | head -n 1)" | tail -n 1
}

# Until all Mavens have ended: on a terminal one line that lives, elsewhere at least one line in $quiet_seconds.
watch_tests() {
  told=
  spoke=$(now)
  while is_working; do
    sleep 1
    tell_news
    if [ -t 2 ] || [ $(($(now) - spoke)) -ge $quiet_seconds ]; then
      # shellcheck disable=SC2046
      set -- $(reports | sum_up count)
      line=$(printf '%6s  %d tests so far, %d failed; %s' "$(clock $(($(now) - begun)))" "$1" "$(($2 + $3))" "$(current_part)")
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

# Puts the logs of lanes behind that of the build.
join_logs() {
  for each in $lanes_now; do
    cat "$log.$each" >>"$log"
  done
  rm -f "$log".*
  lanes_now=
}

stop_tests() {
  trap '' HUP INT TERM
  for each in $mavens; do
    kill "$each" 2>/dev/null || :
  done
  for each in $mavens; do
    wait "$each" 2>/dev/null || :
  done
  join_logs
}

begin_tests() {
  begun=$(now)
  mavens=
  lanes_now=
  : >"$log"
  rm -f "$log".*
  trap stop_tests EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

# Starts Maven with the arguments after the first, which names its log.
start_maven() {
  to=$1
  shift
  set -- -B --no-transfer-progress -Dstyle.color=never "$@"
  if $verbose; then
    mkfifo "$to.pipe"
    tee "$to" <"$to.pipe" &
    (cd "$root" && exec ./mvnw "$@") >"$to.pipe" 2>&1 &
  else
    (cd "$root" && exec ./mvnw "$@") >"$to" 2>&1 &
  fi
  mavens="$mavens $!"
}

# Until all have ended; what became of them is in $code.
await_mavens() {
  $verbose || watch_tests
  for each in $mavens; do
    ended=0
    wait "$each" || ended=$?
    [ "$ended" -eq 0 ] || code=$ended
  done
  mavens=
  wait
  $verbose || tell_news
  join_logs
}

# One Maven with the arguments, and what became of it in $code.
run_maven_tests() {
  begin_tests
  # Three modules at a time on two cores: tests often wait for a broker or a store.
  start_maven "$log" -T 1.5C "$@"
  await_mavens
}

# Everything: a build, and then the tests of all lanes beside each other. Every Maven is told the arguments.
run_all_tests() {
  begin_tests
  start_maven "$log" -T 1C verify -DskipTests -Dspotbugs.skip -Dstack.class.caches.skip=true "$@"
  await_mavens
  [ "$code" -eq 0 ] || return 0
  lanes_now=$lanes
  # What is built is only to be found again, not made again.
  set -- -Dmaven.main.skip -Dspotless.check.skip -Denforcer.skip -Dquarkus.generate-code.skip -Dmaven.gitcommitid.skip "$@"
  for lane in $lanes; do
    elsewhere=
    for other in $lanes; do
      [ "$other" = "$lane" ] || elsewhere="$elsewhere -D$other.tests.elsewhere=true"
    done
    tests="$elsewhere --fail-at-end process-classes surefire:test@default-test"
    case $lane in
      # Only these tests start the stack's programs, so the others don't wait for the class caches.
      local) tests="$elsewhere --fail-at-end process-classes exec:exec@class-caches surefire:test@default-test" ;;
      # Each fork has a service, a broker and a store of its own; one alone would be at it when all others have ended.
      ingest-service) tests="$tests -DforkCount=2" ;;
      other) tests="-T 1C $tests spotbugs:check@bugs" ;;
    esac
    # shellcheck disable=SC2086
    start_maven "$log.$lane" $tests "$@"
  done
  await_mavens
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
