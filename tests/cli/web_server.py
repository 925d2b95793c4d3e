"""A web server on this machine whose answers a test chooses."""
import http.server
import threading
import time
from collections.abc import Callable

Answer = tuple[int, dict[str, str], bytes]
PAGE = ('<html><head><title>March in Gdansk</title></head><body><article><h1>March in Gdansk</h1>'
        '<p>Dockers marched in Gda\u0144sk on Monday. The union said 300 people took part, and police arrested two of them.</p>'
        '</article></body></html>')


class WebServer:
    """Answers by path from `paths`: (status, headers, body), or a function of the handler that gives one or writes itself.

    `asked` has the paths and headers of all requests but those for robots.txt, `times` when they came.
    """

    def __init__(self) -> None:
        self.paths: dict[str, Answer | Callable] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.times: list[float] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_GET(self) -> None:
                if self.path != '/robots.txt':
                    outer.asked.append((self.path, dict(self.headers)))
                    outer.times.append(time.monotonic())
                answer = outer.paths.get(self.path, (404, {}, b'not here'))
                if callable(answer):
                    answer = answer(self)
                    if answer is None:
                        self.close_connection = True
                        return
                status, headers, body = answer
                self.send_response(status)
                for name, value in ({'Content-Type': 'text/html; charset=utf-8', 'Content-Length': str(len(body))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                pass  # a client that went away

        self.server = Server(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.server.server_port}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
