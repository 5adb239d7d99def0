# What a log of Maven says of a run of tests, as it goes: `module DIRECTORY-NAME` when the tests of one have ended, and
# `class NAME` when one has failed. Of a log that has grown it says the same again, and more.
#
#   -v lanes="A B other" -v lane=A   only of what this lane tests: the module A, or what is no other lane's

/--- surefire:.* @ nightjar-/ {
  testing[module($0)] = is_ours(module($0))
  next
}

/--- .* @ nightjar-/ {
  if (testing[module($0)]) {
    ended(module($0))
  }
}

/Tests run: .*<<< (FAILURE|ERROR)!/ {
  name = $0
  sub(/.* in /, "", name)
  print "class " name
}

END {
  if (over) {
    for (name in testing) {
      if (testing[name]) {
        ended(name)
      }
    }
  }
}

/^\[INFO\] BUILD (SUCCESS|FAILURE)/ {
  over = 1
}

function is_ours(name) {
  if (lane == "") {
    return 1
  }
  return lane == name || lane == "other" && index(" " lanes " ", " " name " ") == 0
}

function module(line) {
  sub(/.* @ nightjar-/, "", line)
  sub(/ .*/, "", line)
  return line
}

function ended(name) {
  testing[name] = 0
  print "module " name
}
