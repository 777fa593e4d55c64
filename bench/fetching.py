"""Measure fetching: pages a second against a source that waits, as a share of slots ÷ latency, and memory.

`python -m bench.fetching [--slots 64] [--latency 0.2] [--seconds 5]`
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import subprocess
import sys
import threading
import time

from factcheck.fetch.client import Client
from factcheck.fetch.guard import parse_networks

TEXT = b"The council of the town met again on Tuesday. " * 200
PAGE = b"<html><body><article><p>" + TEXT + b"</p></article></body></html>"


async def _serve(latency: float) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(latency)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + PAGE)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def measure(slots: int, latency: float, seconds: float) -> dict[str, float]:
    """Fetch with `slots` threads for so long; gives pages a second, the share of slots ÷ latency, and megabytes."""
    source = subprocess.Popen(
        [sys.executable, "-m", "bench.fetching", "--serve", str(latency)], stdout=subprocess.PIPE, text=True
    )
    try:
        port = int(source.stdout.readline()) if source.stdout else 0
        client = Client("bench/1", allow=parse_networks(["127.0.0.0/8"]), extra_ports=(port,))
        url = f"http://127.0.0.1:{port}/"
        done = [0] * slots
        end = time.monotonic() + seconds

        def work(slot: int) -> None:
            while time.monotonic() < end:
                fetched = client.get(url)
                assert len(fetched.body) == len(PAGE), fetched.reason
                done[slot] += 1

        threads = [threading.Thread(target=work, args=(slot,)) for slot in range(slots)]
        start = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rate = sum(done) / (time.monotonic() - start)
    finally:
        source.kill()
        source.wait()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"slots": slots, "pages/s": rate, "share": rate * latency / slots, "MB": memory}


def main() -> None:
    """Measure one number of slots, or serve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slots", type=int, default=64)
    parser.add_argument("--latency", type=float, default=0.2)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--serve", type=float, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve is not None:
        asyncio.run(_serve(asked.serve))
        return
    found = measure(asked.slots, asked.latency, asked.seconds)
    print("  ".join(f"{name} {value:.3g}" for name, value in found.items()))


if __name__ == "__main__":
    main()
