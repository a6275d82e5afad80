#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A mail server for tests: Debian's python3-aiosmtpd, on a free port, with TLS and sign-in.

    server.py FOLDER starttls|none AUTH

Prints its port, writes each mail that it takes as a line of JSON into FOLDER/mails, and ends when its standard
input does. What stands before the @ of a recipient says how it behaves: refused, busy, rejected, dropped (once:
it takes the mail and ends the connection without an answer).
"""
import asyncio
import email
import email.policy
import json
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

folder, tls, sign_in = sys.argv[1:4]
dropped = set()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "refused":
            return "550 5.1.1 no such mailbox"
        if name == "busy":
            return "451 4.3.0 try later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "rejected":
            return "554 5.7.1 not wanted"
        self.keep(session, envelope)
        if name == "dropped" and name not in dropped:
            dropped.add(name)
            server.transport.abort()
            return "250 nobody hears this"
        return "250 OK"

    def keep(self, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with open(folder + "/mails", "a", encoding="utf-8") as file:
            kept = {
                "to": envelope.rcpt_tos[0],
                "sender": envelope.mail_from,
                "from": str(mail["From"]),
                "subject": str(mail["Subject"]),
                "id": str(mail["Message-ID"]),
                "date": mail["Date"].datetime.isoformat(),
                "unsubscribe": str(mail["List-Unsubscribe"]),
                "click": str(mail["List-Unsubscribe-Post"]),
                "text": mail.get_body(("plain",)).get_content(),
                "html": mail.get_body(("html",)).get_content(),
                "longest": max(len(line) for line in envelope.content.split(b"\r\n")),
                "defects": [str(part) for part in mail.defects],
                "user": session.auth_data.login.decode() if session.auth_data else "",
                "tls": session.ssl is not None,
            }
            file.write(json.dumps(kept, ensure_ascii=False) + "\n")


def authenticator(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and data.login == b"yumiao" and data.password == "密码".encode()
    return AuthResult(success=good, auth_data=data if good else None, handled=False)


def context():
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", folder + "/key", "-out", folder + "/certificate"],
        check=True, stderr=subprocess.DEVNULL)
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(folder + "/certificate", folder + "/key")
    return made


async def main():
    loop = asyncio.get_running_loop()
    tls_context = context() if tls == "starttls" else None
    # AUTH names one mechanism, so that each is tried; `none` asks for no sign-in.
    mechanisms = {"PLAIN", "LOGIN"}
    options = {} if sign_in == "none" else {
        "authenticator": authenticator, "auth_required": True,
        "auth_exclude_mechanism": mechanisms - {sign_in},
        "auth_require_tls": tls_context is not None,
    }

    def session():
        return SMTP(
            Handler(), hostname="mail.test", tls_context=tls_context, require_starttls=tls_context is not None,
            enable_SMTPUTF8=False, loop=loop, **options)

    server = await loop.create_server(session, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
