#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shows that the server ends gracefully and bounds slow clients:

    stop.py COMMAND...     the command that starts the server; {port} in it becomes a free port

A request whose body is still coming when SIGTERM arrives is answered; the process then ends with code 0; a connection
that sends nothing is closed in the time of the settings.
"""
import http.client
import json
import signal
import socket
import subprocess
import sys
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait(port):
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def answer(connection):
    received = b""
    while True:
        part = connection.recv(65536)
        if not part:
            return received
        received += part


def main():
    port = free_port()
    command = [part.replace("{port}", str(port)) for part in sys.argv[1:]]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        wait(port)
        silent = socket.create_connection(("127.0.0.1", port), timeout=60)
        began = time.monotonic()
        body = json.dumps({"facts": {}}).encode()
        under_way = socket.create_connection(("127.0.0.1", port), timeout=30)
        under_way.sendall(
            b"POST /api/v1/size HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + f"Content-Length: {len(body)}\r\n\r\n".encode() + body[:4])
        # A connection that begins no request is closed; the body above has as much time.
        assert silent.recv(1) == b"", "the silent connection was answered"
        waited = time.monotonic() - began
        assert 15 < waited < 30, f"the silent connection was closed after {waited:.1f} s"
        under_way.close()

        under_way = socket.create_connection(("127.0.0.1", port), timeout=30)
        under_way.sendall(
            b"POST /api/v1/size HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + f"Content-Length: {len(body)}\r\n\r\n".encode() + body[:4])
        time.sleep(0.5)
        server.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        under_way.sendall(body[4:])
        received = answer(under_way)
        assert received.startswith(b"HTTP/1.1 200"), received[:200]
        code = server.wait(timeout=30)
        assert code == 0, f"the server ended with {code}"
        print(f"a silent connection was closed after {waited:.1f} s; a request under way was answered after SIGTERM")
    finally:
        if server.poll() is None:
            server.kill()
        log = server.stderr.read().decode(errors="replace")
        if sys.exc_info()[0]:
            print(log[-2000:], file=sys.stderr)


main()
