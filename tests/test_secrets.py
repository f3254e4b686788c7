"""No secret in the repository: a few forms that secrets have, looked for in every file.

A scan of forms finds what was pasted by mistake, not what somebody hides.
"""

import re
import subprocess
from pathlib import Path

import pytest

# Other tests show the lines that these show, in less time.
pytestmark = pytest.mark.unmeasured

ROOT = Path(__file__).parent.parent

FORMS = {
    # Discord's: an id in base64, a time, a signature.
    "a bot's token": r"\b[MNO][A-Za-z\d_-]{22,28}\.[\w-]{6}\.[\w-]{27,40}\b",
    "a webhook": r"/api/(?:v\d+/)?webhooks/\d{17,20}/[\w-]{60,}",
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "an access key of a cloud": r"\b(?:AKIA|ASIA)[A-Z\d]{16}\b|\bAIza[\w-]{35}\b",
    "a token of a forge": r"\b(?:gh[pousr]_[A-Za-z\d]{36,}|github_pat_\w{22,}|glpat-[\w-]{20,})",
    "a token of a chat": r"\bxox[abprs]-[\w-]{10,}",
    "a key of a model's service": r"\bsk-[\w-]{32,}",
    "a JSON web token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "a password in an address": r"\b[a-z][a-z\d+.-]+://[^\s/:@'\"{}$<>]+:[^\s/:@'\"{}$<>]{4,}@",
    "a secret given a value": (
        r"(?i)\b\w*(?:secret|passw(?:or)?d|api_?key|token)\w*\s*[=:]\s*['\"]?[A-Za-z\d+/_-]{32,}"
    ),
}
# Put together here, so that the scan does not find itself.
SAMPLES = {
    "a bot's token": "MTA" + "x" * 21 + ".Gabcde." + "y" * 38,
    "a webhook": "/api/webhooks/" + "1" * 18 + "/" + "z" * 68,
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "an access key of a cloud": "AKIA" + "A1" * 8,
    "a token of a forge": "ghp_" + "a" * 36,
    "a token of a chat": "xoxb-" + "1" * 12,
    "a key of a model's service": "sk-" + "b" * 40,
    "a JSON web token": "eyJ" + "a" * 12 + ".eyJ" + "b" * 12 + "." + "c" * 12,
    "a password in an address": "postgres://bot:" + "hunter22" + "@db/x",
    "a secret given a value": "API_KEY = " + "'" + "0123456789abcdef" * 2 + "'",
}


def texts() -> list[tuple[str, str]]:
    """Every file that git holds or would take, with what it says."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no clone of the repository")
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace"))
        for path in paths
        if path.is_file()
    ]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_found(form: str) -> None:
    assert re.search(FORMS[form], SAMPLES[form])


def test_no_file_holds_a_secret() -> None:
    found = [
        f"{name}: {form}"
        for name, text in texts()
        for form, pattern in FORMS.items()
        if re.search(pattern, text)
    ]

    assert found == []


def test_no_file_is_one_that_holds_secrets() -> None:
    names = [Path(name).name for name, _ in texts()]

    assert "Dockerfile" in names
    assert not [n for n in names if n.startswith(".env") and n != ".env.example"]
    assert not [n for n in names if n.endswith((".pem", ".key", ".p12", ".pfx")) or "id_rsa" in n]
