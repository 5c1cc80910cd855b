# What the scripts say, in one voice. Sourced, never run.

say() { printf '%s\n' "$*"; }

complain() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

fail() {
    complain "$*"
    exit 1
}

# retry TIMES COMMAND…: package servers have bad moments; wait a little longer after each.
retry() {
    local times=$1 attempt
    shift
    for ((attempt = 1; attempt <= times; attempt++)); do
        "$@" && return 0
        ((attempt < times)) && complain "attempt $attempt of $times failed: $*" && sleep $((attempt * 5))
    done
    return 1
}
