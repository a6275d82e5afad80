#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shows that check_pages.py can fail: a page with one fault of each kind must give a finding of each kind."""
import http.server
import pathlib
import subprocess
import sys
import threading

PAGE = """<!doctype html><html lang="en"><head><title>Bad</title><style>p{color:red}</style>
<link rel="stylesheet" href="/bad.css"></head><body><a class="skip" href="#main">Skip</a>
<main id="main"><h1>One</h1><h1>Two</h1><p class="pale">Pale words</p><input><button>Go</button>
<a href="/gone">gone</a> <a href="#nowhere">nowhere</a><div class="wide">wide</div>\u27e6word\u27e7
<img src="https://foreign.invalid/x.png"></main></body></html>"""
STYLE = """.pale { color: #ccc; background: #fff } button { height: 20px } .wide { width: 3000px }
:focus { outline: none } .skip { position: static }"""
POLICY = ("default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
          "frame-ancestors 'none'; base-uri 'none'")
WANTED = ["axe color-contrast", "axe label", "axe image-alt", "2 h1", "wrong language", "a word is missing",
          "target below 44 px", "wider than the screen", "console: ", "focus cannot be seen", "dead link (404)",
          "link to nowhere", "header referrer-policy"]


class Bad(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = {"/": ("text/html; charset=utf-8", PAGE), "/bad.css": ("text/css", STYLE)}
        kind, text = known.get(self.path.split("?")[0], (None, ""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Bad)
threading.Thread(target=server.serve_forever, daemon=True).start()
script = pathlib.Path(__file__).with_name("check_pages.py")
run = subprocess.run([sys.executable, script, f"http://127.0.0.1:{server.server_port}", "/", "--quick"],
                     capture_output=True, text=True)
missed = [wanted for wanted in WANTED if wanted not in run.stdout]
print(run.stdout if missed else f"all {len(WANTED)} kinds of fault were found")
if missed or run.returncode != 1:
    sys.exit(f"not found: {missed}; status {run.returncode}; {run.stderr[-500:]}")
