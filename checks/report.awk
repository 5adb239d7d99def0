# Sums up Surefire's reports, whose file names come in, one a line.
#
#   -v want=count    tests, failures, errors, skipped and seconds, in one line
#   -v want=slowest  the classes that took longest: seconds and name, unsorted
#   -v want=failed   each failed test with its message and the file of its report

{
  file = $0
  while ((getline < file) > 0) {
    look()
  }
  close(file)
}

END {
  if (want == "count") {
    printf "%d %d %d %d %d\n", tests, failures, errors, skipped, seconds
  }
}

function look() {
  if (/<testsuite /) {
    tests += attribute("tests")
    failures += attribute("failures")
    errors += attribute("errors")
    skipped += attribute("skipped")
    seconds += attribute("time")
    if (want == "slowest") {
      printf "%10.1f s  %s\n", attribute("time"), attribute("name")
    }
  } else if (/<testcase /) {
    test = attribute("classname") "." plain(attribute("name"))
  } else if (want == "failed" && /^ *<(failure|error)[ >]/) {
    message = plain(attribute("message"))
    printf "  %s: %s\n    %s\n", test, message == "" ? attribute("type") : message, file
  }
}

function attribute(name) {
  if (!match($0, " " name "=\"[^\"]*\"")) {
    return ""
  }
  return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
}

function plain(text) {
  sub(/&#10;.*/, " …", text)
  gsub(/&quot;/, "\"", text)
  gsub(/&apos;/, "'", text)
  gsub(/&lt;/, "<", text)
  gsub(/&gt;/, ">", text)
  gsub(/&amp;/, "\\&", text)
  return text
}
