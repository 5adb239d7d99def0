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
# A radosgw makes its pools first.
start_seconds=120

# Those that Go makes, and one that is tried where its Debian packages are installed: ceph-mon, ceph-osd and radosgw.
servers='versitygw rclone'
! command -v radosgw >/dev/null 2>&1 || servers="$servers radosgw"
servers=${NIGHTJAR_TEST_STORES:-$servers}

# Of servers that hold nothing but tests, live for minutes, and listen on this machine alone.
key=nightjar-test
secret=nightjar-test-secret

# Processes of the server, those that were started last first.
server=
folder=

say() { printf 'nightjar: %s\n' "$*" >&2; }

stop_server() {
  trap '' HUP INT TERM
  for each in $server; do
    kill "$each" 2>/dev/null || :
    wait "$each" 2>/dev/null || :
  done
  server=
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

# What is known of a server before it is started: its version, and its program.
look_at() {
  if [ "$1" = radosgw ]; then
    version=$(radosgw --version | sed 's/^ceph version \([^ ]*\).*/\1/')
    return
  fi
  module=$(module_of "$1")
  version=${module##*@}
  program=${module%@*}
  program=$programs/$1-$version/${program##*/}
}

# Puts the program into a folder of its version, unless it is there.
install_server() {
  look_at "$1"
  [ "$1" != radosgw ] || return 0
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
    radosgw)
      start_ceph
      return
      ;;
  esac
  server=$!
}

# The least of a cluster that a radosgw can stand before: one monitor, and one store in memory.
start_ceph() {
  fsid=$(cat /proc/sys/kernel/random/uuid)
  cat >"$folder/ceph.conf" <<EOF
[global]
fsid = $fsid
mon host = [v2:127.0.0.1:$((port + 1)),v1:127.0.0.1:$((port + 2))]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
keyring = $folder/own/keyring
mon data = $folder/data/mon
osd data = $folder/data/osd
rgw data = $folder/data/rgw
osd objectstore = memstore
memstore device bytes = 2147483648
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
mon allow pool size one = true
mon max pg per osd = 1000
osd crush chooseleaf type = 0
run dir = $folder/own
admin socket = $folder/own/\$name.asok
log file = $folder/own/\$name.log
mon cluster log file = $folder/own/cluster.log
[client.admin]
rgw frontends = beast endpoint=127.0.0.1:$port
EOF
  CEPH_CONF=$folder/ceph.conf
  export CEPH_CONF
  mkdir "$folder/data/mon" "$folder/data/osd" "$folder/data/rgw"
  {
    ceph-authtool --create-keyring "$folder/own/keyring" --gen-key -n mon. --cap mon 'allow *'
    ceph-authtool "$folder/own/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
    ceph-authtool "$folder/own/keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
    monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$((port + 1)),v1:127.0.0.1:$((port + 2))]" "$folder/own/monmap"
    ceph-mon -i a --mkfs --monmap "$folder/own/monmap" --keyring "$folder/own/keyring"
  } >"$folder/log" 2>&1
  ceph-mon -f -i a >>"$folder/log" 2>&1 &
  server=$!
  {
    osd=$(cat /proc/sys/kernel/random/uuid)
    timeout 60 ceph osd new "$osd"
    ceph-osd -i 0 --mkfs --osd-uuid "$osd"
  } >>"$folder/log" 2>&1
  ceph-osd -f -i 0 >>"$folder/log" 2>&1 &
  server="$! $server"
  timeout 120 radosgw-admin user create --uid=test --display-name=test --access-key="$key" --secret-key="$secret" \
    >>"$folder/log" 2>&1
  radosgw -f -n client.admin >>"$folder/log" 2>&1 &
  server="$! $server"
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
    if ! kill -0 "${server%% *}" 2>/dev/null || [ "$(date +%s)" -gt "$until_second" ]; then
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
  look_at "$name"
  printf '%s\n' "$name $version"
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
