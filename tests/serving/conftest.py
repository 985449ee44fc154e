"""What more than one test of serving starts from."""

import socket

import pytest


@pytest.fixture
def listen() -> str:
    """A free address of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"
