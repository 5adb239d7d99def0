#!/bin/sh
# Runs one suite of deploy/local that no other run takes, and fails if none of its tests was run.
#
#   suite.sh NAME [MAVEN...]      with the checkout in NIGHTJAR_ROOT and a JDK in JAVA_HOME
set -eu

suite=$1
shift
reports=$NIGHTJAR_ROOT/deploy/local/target/surefire-reports

rm -f "$reports"/TEST-*."$suite".xml
cd "$NIGHTJAR_ROOT"
# The quick build leaves tests out, so they are asked for. They come after the programs are packaged.
./mvnw -B -ntp -Dquick -Dmaven.test.skip=false -DskipTests=false -pl deploy/local -am "-Dtest=$suite" \
  -Dsurefire.failIfNoSpecifiedTests=false integration-test "$@"
for report in "$reports"/TEST-*."$suite".xml; do
  [ ! -f "$report" ] || exit 0
done
printf 'nightjar: no test of %s was run\n' "$suite" >&2
exit 70
