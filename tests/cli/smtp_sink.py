"""An SMTP server for tests: writes each message that it takes as a line of JSON. Run by Debian's own Python, which has aiosmtpd.

Addresses that begin with "nobody" do not exist (550), with "full" have no room now (452); a subject with "refuse" is refused (554).
"""
import argparse
import asyncio
import json
import signal
import ssl
import time

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Sink:
    def __init__(self, path: str, pause: float) -> None:
        self.out = open(path, 'a', buffering=1)
        self.pause = pause

    async def handle_RCPT(self, server: SMTP, session, envelope, address: str, options: list) -> str:
        if address.startswith('nobody'):
            return '550 5.1.1 no such user'
        if address.startswith('full'):
            return '452 4.2.2 mailbox full'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:
        await asyncio.sleep(self.pause)
        if b'Subject: refuse' in envelope.content:
            return '554 5.7.1 not wanted'
        self.out.write(json.dumps({'from': envelope.mail_from, 'to': envelope.rcpt_tos, 'tls': session.ssl is not None,
                                   'user': session.authenticated,
                                   'at': time.time(), 'message': envelope.content.decode('latin-1')}) + '\n')
        return '250 OK'


def authenticate(server: SMTP, session, envelope, mechanism: str, data: LoginPassword) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b'site', b'secret')
    return AuthResult(success=right)


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument('out')
    parser.add_argument('--certificate')
    parser.add_argument('--login', action='store_true')
    parser.add_argument('--pause', type=float, default=0)
    options = parser.parse_args()
    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate)
    sink = Sink(options.out, options.pause)
    loop = asyncio.get_running_loop()

    def connection() -> SMTP:
        return SMTP(sink, hostname='sink.example', tls_context=context, require_starttls=context is not None,
                    authenticator=authenticate if options.login else None, auth_required=options.login, auth_require_tls=context is not None)

    server = await loop.create_server(connection, '127.0.0.1', 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()


if __name__ == '__main__':
    asyncio.run(main())
