#!/bin/sh
# Tries servers that speak S3 as stores: what `store check` says of each, and how the tests of libs/pipeline end that read
# and write a store. ./nightjar test --stores runs it, with the checkout in NIGHTJAR_ROOT and the home in NIGHTJAR_HOME.
# What the servers said when this was last done is in docs/deployment.md.
set -eu

root=$NIGHTJAR_ROOT
programs=$NIGHTJAR_HOME/stores
port=${NIGHTJAR_TEST_STORE_PORT:-17070}
endpoint=http://127.0.0.1:$port
tests='io/nightjar/pipeline/store/*Test,io/nightjar/pipeline/sweep/*Test,io/nightjar/pipeline/index/*Test'
tests_seconds=600
start_seconds=30

servers='versitygw rclone'

# Of servers that hold nothing but tests, live for minutes, and listen on this machine alone.
key=nightjar-test
secret=nightjar-test-secret

server=
folder=

say() { printf 'nightjar: %s\n' "$*" >&2; }

stop_server() {
  trap '' HUP INT TERM
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || :
    wait "$server" 2>/dev/null || :
    server=
  fi
  [ -z "$folder" ] || rm -rf "$folder"
  folder=
}

trap stop_server EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# What Go makes a server of.
module_of() {
  case $1 in
    versitygw) printf github.com/versity/versitygw/cmd/versitygw@v1.8.0 ;;
    rclone) printf github.com/rclone/rclone@v1.76.0 ;;
  esac
}

# Puts the program into a folder of its version, unless it is there.
install_server() {
  module=$(module_of "$1")
  program=$programs/$1-${module##*@}/$1
  [ ! -x "$program" ] || return 0
  if ! command -v go >/dev/null 2>&1; then
    say "$1 is not at $program, and there is no Go on this machine that could make it"
    exit 69
  fi
  say "making $module, which takes some minutes"
  mkdir -p "${program%/*}"
  if ! GOBIN=${program%/*} nice -n 15 go install -p 1 "$module" >"${program%/*}/go.log" 2>&1; then
    tail -n 5 "${program%/*}/go.log" >&2
    say "$1 could not be made; the whole log is ${program%/*}/go.log"
    exit 69
  fi
}

start_server() {
  folder=$(mktemp -d "${TMPDIR:-/tmp}/nightjar-stores.XXXXXX")
  mkdir "$folder/data" "$folder/own"
  case $1 in
    versitygw)
      ROOT_ACCESS_KEY=$key ROOT_SECRET_KEY=$secret \
        "$program" --port "127.0.0.1:$port" --region us-east-1 posix --sidecar "$folder/own" "$folder/data" \
        >"$folder/log" 2>&1 &
      ;;
    rclone)
      RCLONE_CONFIG=$folder/own/rclone.conf RCLONE_CACHE_DIR=$folder/own \
        "$program" serve s3 --addr "127.0.0.1:$port" --auth-key "$key,$secret" "$folder/data" >"$folder/log" 2>&1 &
      ;;
  esac
  server=$!
}

# A server that does not answer yet has no ability to show: nothing is printed then.
check() {
  NIGHTJAR_STORE_ACCESS_KEY=$key NIGHTJAR_STORE_SECRET_KEY=$secret \
    "$root/nightjar" store check --endpoint "$endpoint" --bucket nightjar-check 2>"$folder/check.err" >"$folder/check" || :
  [ -s "$folder/check" ]
}

check_server() {
  until_second=$(($(date +%s) + start_seconds))
  until check; do
    if ! kill -0 "$server" 2>/dev/null || [ "$(date +%s)" -gt "$until_second" ]; then
      say "$1 can't be tried"
      cat "$folder/check.err" >&2
      tail -n 20 "$folder/log" >&2
      failed="$failed $1"
      return 1
    fi
    sleep 1
  done
  cat "$folder/check"
  ! grep -q '^broken' "$folder/check" || failed="$failed $1(check)"
}

test_server() {
  NIGHTJAR_TEST_STORE_ENDPOINT=$endpoint NIGHTJAR_TEST_STORE_ACCESS_KEY=$key NIGHTJAR_TEST_STORE_SECRET_KEY=$secret \
    "$root/nightjar" test "$@" -pl libs/pipeline -am "-Dtest=$tests" -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dsurefire.timeout=$tests_seconds" -Dspotbugs.skip -Dclass.caches.skip=true || failed="$failed $name(tests)"
}

failed=
# The command line's own, before anything of a build: no server is started in the midst of one.
for name in $servers; do
  install_server "$name"
done
"$root/nightjar" store check --help >/dev/null
for name in $servers; do
  module=$(module_of "$name")
  program=$programs/$name-${module##*@}/$name
  printf '%s\n' "$name ${module##*@}"
  start_server "$name"
  if check_server "$name"; then
    test_server "$@"
  fi
  stop_server
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
done
if [ -n "$failed" ]; then
  say "not all is well with:$failed; docs/deployment.md says what is known"
  exit 1
fi
