"""The program under test: DATELINE_PROGRAM, else build/release/dateline."""
import json
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get('DATELINE_PROGRAM', str(ROOT / 'build/release/dateline'))
PAGE = ROOT / 'examples/stalemate.html'


def environment(**variables: str) -> dict[str, str]:
    """The environment without the caller's own settings of the program, and with `variables`."""
    return {k: v for k, v in os.environ.items() if not k.startswith('DATELINE_')} | variables


def run(*arguments: object, stdin: bytes | None = None, timeout: float = 120, folder: object = None,
        variables: dict[str, str] | None = None) -> subprocess.CompletedProcess:
    """Runs the program in `folder`, by default one without settings."""
    with tempfile.TemporaryDirectory() as empty:
        return subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, timeout=timeout,
                              cwd=folder or empty, env=environment(**(variables or {})))


def records(result: subprocess.CompletedProcess) -> list[dict]:
    return [json.loads(line) for line in result.stdout.decode().splitlines()]
