"""nginx with a site as deploy/ has it, at other ports and in other folders, until the end of a block."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.not_run import NOT_RUN
from tests.support.ports import free_port

ROOT = Path(__file__).parents[2]
HOSTS = {"web.nginx.conf": "jiaji.example.org", "nginx.conf": "bot.example.org"}
MAIN = """
user {user};
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{}}
http {{
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u;
    scgi_temp_path {folder}/s;
    include {folder}/site.conf;
}}
"""


def must_be_here(record_property: Callable[[str, object], None]) -> None:
    if shutil.which("nginx") is None:
        why = "the bot behind nginx, for it is not here; `apt-get install nginx-light` brings it"
        record_property(NOT_RUN, why)
        pytest.skip(why)


def certificate(folder: Path) -> None:
    """For this machine, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "jiaji.example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    )


def site(name: str, folder: Path, outside: str, inside: Mapping[int, int]) -> str:
    """A site as it is delivered, at other ports and in other folders, and nothing else of it changed."""
    text = (ROOT / "deploy" / name).read_text("utf-8")
    for said, instead in (
        ("listen 443 ssl", f"listen {outside}"),
        *((f"127.0.0.1:{port}", f"127.0.0.1:{here}") for port, here in inside.items()),
        (f"/etc/ssl/{HOSTS[name]}", str(folder)),
        ("/var/log/nginx", str(folder)),
    ):
        assert said in text
        text = text.replace(said, instead)
    return text


@contextmanager
def proxy(name: str, folder: Path, inside: Mapping[int, int], *, tls: bool = True) -> Iterator[str]:
    """nginx with that site; where it answers."""
    outside = f"127.0.0.1:{free_port()}"
    certificate(folder)
    (folder / "site.conf").write_text(
        site(name, folder, f"{outside} ssl" if tls else outside, inside), "utf-8"
    )
    user = "root" if os.getuid() == 0 else os.environ.get("USER", "nobody")
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), "utf-8")
    with running(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]):
        yield f"http{'s' if tls else ''}://{outside}"


@contextmanager
def running(command: list[str], **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}) as process:
        try:
            yield process
        finally:
            process.terminate()
