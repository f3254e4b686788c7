"""Lucene, the search library in Java: measured by a program of its own, `Lucene.java`.

It needs a JDK (17 or newer) and two files that Maven fetches; `benchmarks/README.md` says how.
"""

import json
import shutil
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("Lucene.java")
ONE_THEN_THE_OTHER = """
import json, subprocess, sys
for command in json.loads(sys.argv[1]):
    subprocess.run(command, check=True)
"""
FILES = Path.home() / ".m2" / "repository" / "org" / "apache" / "lucene"


def command(task: str, folder: Path) -> list[str]:
    """Return what does a task: `build` compiles the program first; what is missing is told."""
    newest = [
        sorted(FILES.glob(f"{name}/*/{name}-*.jar"))[-1:]
        for name in ("lucene-core", "lucene-analysis-common")
    ]
    if not all(newest) or not shutil.which("javac"):
        said = json.dumps({"missing": "no JDK, or no lucene-core and lucene-analysis-common"})
        return [sys.executable, "-c", f"print({said!r})"]
    classes = folder / "lucene-classes"
    jars = ":".join(str(jar) for [jar] in newest)
    # A memory of one size from the start, so that what it holds is what it needs.
    run = ["java", "-Xmx2g", "-XX:+UseSerialGC", "-cp", f"{jars}:{classes}", "Lucene"]
    whole = [*run, task, str(folder)]
    if task == "ask":
        return whole
    compiled = ["javac", "-cp", jars, "-d", str(classes), str(SOURCE)]
    return [sys.executable, "-c", ONE_THEN_THE_OTHER, json.dumps([compiled, whole])]
