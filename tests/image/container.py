"""The built image, run as compose.yaml asks for it, where no Docker engine is.

A mount namespace and chroot stand in for the engine: the root file system read-only, the image's
own user without a capability and without a way to new ones, /data as its volume. The network is
this machine's. The shells are taken away too, which an engine would not do.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "souffleur-image"
STORE = ("--storage-driver", "vfs", "--root", str(CACHE / "store"), "--runroot", str(CACHE / "run"))

# $1 the root, $2 the folder behind /data, $3 user:group, then the program and its arguments.
PREPARED = """
root=$1 data=$2 user=$3; shift 3
mount --bind "$root" "$root"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount --bind "$data" "$root/data"
for shell in sh dash bash; do mount --bind /dev/null "$root/usr/bin/$shell"; done
mount -o remount,bind,ro "$root"
exec setpriv --no-new-privs --bounding-set=-all,+sys_chroot,+setuid,+setgid --inh-caps=-all \
    chroot --userspec="$user" "$root" "$@"
"""


def buildah(*arguments: str) -> str:
    return subprocess.run(
        ["buildah", *STORE, *arguments], capture_output=True, text=True, check=True
    ).stdout.strip()


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the store, its files laid out in `root`."""

    name: str
    root: Path
    config: dict[str, Any]

    @classmethod
    def built(cls, name: str) -> Image:
        described = json.loads(buildah("inspect", "--type", "image", name))
        root = buildah("mount", buildah("from", "--pull-never", name))
        return cls(name, Path(root), described["Docker"]["config"])

    @property
    def environment(self) -> dict[str, str]:
        return dict(variable.split("=", 1) for variable in self.config["Env"])

    @property
    def bytes(self) -> int:
        """The size of all files; one with several names counts once."""
        found = subprocess.run(
            ["du", "--summarize", "--one-file-system", "--block-size=1", str(self.root)],
            capture_output=True,
            text=True,
            check=True,
        )
        return int(found.stdout.split()[0])

    def digests(self, *folders: str) -> dict[str, str]:
        """What each file below these folders holds, by its path; of a link, where it leads."""
        files = [path for folder in folders for path in (self.root / folder).rglob("*")]
        return {
            str(path.relative_to(self.root)): str(path.readlink())
            if path.is_symlink()
            else hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
            if path.is_symlink() or path.is_file()
        }

    def command(self, data: Path, program: list[str]) -> list[str]:
        """What runs `program` in the image; `data` is the folder behind its volume."""
        within = ["unshare", "--mount", "--propagation=private", "bash", "-euc", PREPARED, "bash"]
        return [*within, str(self.root), str(data), self.config["User"], *program]
