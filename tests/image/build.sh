#!/usr/bin/env bash
# Builds the Dockerfile for real where neither a Docker engine nor a registry of images is: with
# buildah, on a base that debootstrap makes here under the name that the Dockerfile asks for.
#
#     tests/image/build.sh      needs root, buildah and debootstrap (Debian: apt-get install)
#
# The mirror of Debian is the one of this machine's apt, or MIRROR; what pip is told here (an
# index, a certificate, a folder of wheels) it is told in the build too. The base is kept for a
# month in the user's cache.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

suite=trixie
base_name=$(sed -n 's/^FROM \([^ ]*\).*/\1/p' Dockerfile | sort -u)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/souffleur-image
# Tools of root's own are not always in the path of cron, sudo and the like.
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

die() {
    echo "tests/image/build.sh: $1" >&2
    exit 1
}

say() {
    echo "$1" >&2
}

[ "$(id -u)" = 0 ] || die "buildah and debootstrap need root here; run it as root."
for tool in buildah debootstrap; do
    command -v "$tool" >/dev/null || die "$tool is not installed: apt-get install $tool"
done
[ "$(wc -w <<<"$base_name")" = 1 ] || die "the Dockerfile has several bases: $base_name"

mkdir -p "$cache"
work=$(mktemp -d "$cache/work.XXXXXX")
trap 'rm -rf "$work"' EXIT

mirror_of_apt() {
    local mirrors mirror
    mirrors=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sort -u)}
    for mirror in $mirrors; do
        if /usr/lib/apt/apt-helper download-file "${mirror%/}/dists/$suite/InRelease" "$work/InRelease" \
            >"$work/apt-helper.log" 2>&1; then
            echo "$mirror"
            return
        fi
    done
    die "no mirror of Debian $suite can be reached. Tried: ${mirrors:-none; run apt-get update first}.
$(tail -n 3 "$work/apt-helper.log" 2>/dev/null)"
}

make_base() {
    local mirror root=$work/base
    mirror=$(mirror_of_apt)
    say "Making the base $base_name with debootstrap: a minute or two, once a month."
    # Debian trixie's own Python is 3.13, which is what the name promises.
    debootstrap --variant=minbase --include=ca-certificates,python-is-python3,python3-venv \
        "$suite" "$root" "$mirror" >"$work/debootstrap.log" 2>&1 ||
        die "debootstrap could not make Debian $suite from $mirror: $(tail -n 5 "$work/debootstrap.log")"
    # As a slim image has it: no documentation, no translations, no cache that apt builds anew.
    rm -rf "$root"/usr/share/{doc,man,locale,info}/* "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*
    printf 'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n' >"$root/etc/apt/apt.conf.d/docker-clean"
    rm -f "$cache"/base-*.tar
    tar --create --directory "$root" --file "$work/base.tar" .
    mv "$work/base.tar" "$base"
}

# What the base is made by is in its name: a change of the recipe makes another.
base=$cache/base-$suite-$(date +%Y-%m)-$(declare -f make_base | cksum | cut -d ' ' -f 1).tar
[ -e "$base" ] || make_base

# Every run begins with an empty store: what an earlier one left behind proves nothing.
rm -rf "$cache/store" "$cache/run"
buildah() {
    command buildah --storage-driver vfs --root "$cache/store" --runroot "$cache/run" "$@"
}

say "Taking the base over."
container=$(buildah from scratch)
buildah add --quiet "$container" "$base" / >/dev/null
buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
buildah commit --quiet --rm "$container" "$base_name" >/dev/null

# What this machine tells apt and pip, for the time of the build alone.
apt-config dump --no-empty --format '%F "%v";%n' Acquire |
    grep -E '^Acquire::(http|https|Retries|ForceIPv4|Check-Date|Check-Valid-Until)' >"$work/apt.conf" || true
mounts=(--volume "$work/apt.conf:/etc/apt/apt.conf.d/90machine:ro" --volume "$work/pip.conf:/etc/pip.conf:ro")
python3 - >"$work/pip.conf" <<'PYTHON'
import ast, subprocess
listed = subprocess.run(["python3", "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
lines = [line.partition("=") for line in listed.stdout.splitlines() if "=" in line]
# A variable of the environment may say again what a file says.
told = {name.rpartition(".")[2]: ast.literal_eval(value) for name, _, value in lines}
print("[global]", *(f"{name} = {value}".replace("\n", "\n    ") for name, value in told.items()), sep="\n")
PYTHON
while read -r path; do
    [ -e "$path" ] && mounts+=(--volume "$path:$path:ro")
done < <(sed -n 's/^.* = \(\/[^ ]*\)$/\1/p' "$work/pip.conf" | sort -u)

# Twice, from nothing each time: what was built is to be the same.
for name in souffleur souffleur-again; do
    say "Building the image $name."
    buildah bud --quiet --isolation chroot --format docker --pull-never "${mounts[@]}" --tag "$name" . \
        >"$work/build.log" 2>&1 || die "the build failed: $(tail -n 20 "$work/build.log")"
done
buildah images >&2
