"""A served archive and a client of it, for tests."""
import http.client
import json
import pathlib
import signal
import subprocess
import urllib.parse

from program import PROGRAM, environment, run

SCRIPT_HEADLINE = 'Talks <script>alert("x")</script> & "quotes" in Oslo'


def articles(folder: pathlib.Path, count: int = 6) -> pathlib.Path:
    """Short articles of our own, the first with a headline that is markup."""
    towns = ['Bergen', 'Malmo', 'Gdansk', 'Porto', 'Split', 'Varna']
    path = folder / 'articles.jsonl'
    with open(path, 'w') as out:
        for i in range(count):
            text = (f'The Russian parliament rejected the offer of Ukraine on Thursday. The foreign ministry of Norway said that {100 + i} people '
                    f'were wounded in {towns[i % 6]}. Norway will hold talks with Poland in Oslo on May {i % 28 + 1}, 2014. '
                    f'Russia denied sending soldiers to {towns[i % 6]} <b>&amp;</b>.')
            out.write(json.dumps({'id': f'a{i}', 'url': f'https://gazette.example/{i}', 'title': SCRIPT_HEADLINE if i == 0 else f'Ministry report number {i}',
                                  'published': f'2014-03-{7 + i % 20:02}', 'text': text}) + '\n')
    return path


class Server:
    """`dateline serve` on a free port; ended, with its status, by `stop`."""

    def __init__(self, archive: pathlib.Path, *arguments: object, variables: dict[str, str] | None = None, web: str | None = 'none',
                 program: pathlib.Path | str = PROGRAM) -> None:
        self.process = subprocess.Popen([program, 'serve', '--archive', str(archive), '--port', '0', *(['--web', web] if web else []),
                                         *map(str, arguments)], stderr=subprocess.PIPE,
                                        cwd=archive.parent, env=environment(**(variables or {})),
                                        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))  # a background job ignores it
        self.port = 0
        self.head: list[dict] = []
        for line in self.process.stderr:
            self.head.append(json.loads(line))
            if self.head[-1]['event'] == 'listening':
                self.port = urllib.parse.urlparse(self.head[-1]['url']).port
                break
        # The log is read on, so that the pipe never fills.
        self.log_path = archive.parent / 'serve.log'
        with open(self.log_path, 'wb') as log:
            self._reader = subprocess.Popen(['cat'], stdin=self.process.stderr, stdout=log)

    def stop(self, number: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(timeout=20)
        self._reader.wait(timeout=10)
        self.process.stderr.close()
        return status

    def log(self) -> list[dict]:
        return [json.loads(line) for line in self.log_path.read_text().splitlines()]


class Client:
    """Sends requests, keeps cookies as a browser does, and gets the form token by itself."""

    def __init__(self, port: int, host: str = '127.0.0.1') -> None:
        self.port, self.host = port, host
        self.cookies: dict[str, str] = {}

    def request(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=20)
        given = {k.replace('_', '-'): v for k, v in headers.items()}
        if self.cookies:
            given['Cookie'] = '; '.join(f'{k}={v}' for k, v in self.cookies.items())
        connection.request(method, path, body, given)
        response = connection.getresponse()
        response.body = response.read()
        connection.close()
        for header, value in response.getheaders():
            if header == 'Set-Cookie':
                name, _, rest = value.partition('=')
                self.cookies[name] = rest.split(';')[0]
        return response

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        return self.request('GET', path, **headers)

    def json(self, path: str) -> dict:
        response = self.get(path)
        assert response.status == 200, (path, response.status, response.body)
        return json.loads(response.body)

    def token(self) -> str:
        return self.json('/session.json')['csrf']

    def post(self, path: str, fields: dict[str, str], **headers: str) -> http.client.HTTPResponse:
        """As a form, with the token, asking for JSON."""
        body = urllib.parse.urlencode({'csrf': self.token(), **fields})
        return self.request('POST', path, body, Content_Type='application/x-www-form-urlencoded', Accept='application/json', **headers)


def ingest(archive: pathlib.Path, source: pathlib.Path) -> None:
    result = run('ingest', '--archive', archive, source)
    assert result.returncode == 0, result.stderr
