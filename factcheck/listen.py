"""Open the port that pages are served on."""

from __future__ import annotations

import socket

from factcheck.domain.errors import DeskError


def open_port(host: str, port: int) -> socket.socket:
    """Return a socket that listens on the address; it stays open while the web process is restarted."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise DeskError(f"The address {host} is not known on this machine. Use --host 127.0.0.1.") from None
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(1024)
    except PermissionError:
        listener.close()
        raise DeskError(f"Port {port} is for the system only. Choose one above 1023: --port 8000.") from None
    except OSError as error:
        listener.close()
        raise DeskError(
            f"Port {port} on {host} is taken ({error.strerror}). Choose another: --port {port + 1}."
        ) from None
    return listener
