"""`dateline watch` against a server of the test."""
import json
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from program import PROGRAM, environment, run
from web_server import PAGE, WebServer


class WatchTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.archive = self.folder / 'a.db'
        self.site = WebServer()
        self.addCleanup(self.site.close)
        self.arguments = ['watch', '--archive', str(self.archive), '--allow-private', '--host-delay', '0', self.site.url + '/feed']

    def serve(self, *numbers: int, etag: str = '') -> None:
        """The feed with these items, newest first, and their pages."""
        items = ''.join(f'<item><guid isPermaLink="false">n{n}</guid><link>{self.site.url}/{n}</link></item>' for n in numbers)
        body = f'<rss version="2.0"><channel><title>Gazette</title>{items}</channel></rss>'.encode()

        def answer(handler) -> tuple:
            if etag and handler.headers.get('If-None-Match') == etag:
                return 304, {'Content-Length': '0'}, b''
            return 200, {'Content-Type': 'application/rss+xml'} | ({'ETag': etag} if etag else {}), body
        self.site.paths['/feed'] = answer
        for n in numbers:
            self.site.paths[f'/{n}'] = (200, {}, PAGE.replace('Gdansk', f'Town {n}').encode())

    def asked(self, path: str) -> int:
        return sum(p == path for p, _ in self.site.asked)

    def once(self, *more: str) -> subprocess.CompletedProcess:
        return run(*self.arguments, '--once', *more)

    def articles(self) -> list[str]:
        result = run('articles', '--archive', self.archive, '--format', 'jsonl')
        return sorted(json.loads(line)['url'].rsplit('/', 1)[1] for line in result.stdout.splitlines())

    def test_new_items_are_read_once(self) -> None:
        self.serve(2, 1, etag='"one"')
        first = self.once()
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertIn(b'2 added', first.stderr)
        self.assertEqual(self.once().returncode, 1)
        self.serve(3, 2, 1, etag='"two"')
        self.assertIn(b'1 added', self.once().stderr)
        self.assertEqual(self.articles(), ['1', '2', '3'])
        self.assertEqual([self.asked(f'/{n}') for n in (1, 2, 3)], [1, 1, 1])
        conditional = [headers.get('If-None-Match') for path, headers in self.site.asked if path == '/feed']
        self.assertEqual(conditional, [None, '"one"', '"one"'])

    def test_lists_and_sitemaps(self) -> None:
        self.serve(1)
        self.site.paths['/index.xml'] = (200, {'Content-Type': 'text/xml'},
                                         f'<sitemapindex><sitemap><loc>{self.site.url}/map.xml</loc></sitemap></sitemapindex>'.encode())
        self.site.paths['/map.xml'] = (200, {'Content-Type': 'text/xml'}, f'<urlset><url><loc>{self.site.url}/7</loc></url></urlset>'.encode())
        self.site.paths['/7'] = (200, {}, PAGE.replace('Gdansk', 'Town 7').encode())
        opml = self.folder / 'feeds.opml'
        opml.write_text(f'<opml><body><outline xmlUrl="{self.site.url}/feed"/></body></opml>')
        self.arguments[-1:] = [str(opml), self.site.url + '/index.xml']
        result = self.once()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.articles(), ['1', '7'])

    def test_a_killed_run_is_taken_up(self) -> None:
        self.serve(*range(12, 0, -1), etag='"one"')
        for n in range(1, 13):
            page = self.site.paths[f'/{n}']
            self.site.paths[f'/{n}'] = lambda _, page=page: (time.sleep(0.1), page)[1]
        for wait in (0.6, 1.0, 1.4):
            process = subprocess.Popen([PROGRAM, *self.arguments, '--every', '1'], stderr=subprocess.DEVNULL, env=environment(), cwd=self.folder)
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.once()
        self.assertEqual(self.articles(), sorted(map(str, range(1, 13))))
        self.assertEqual(run('check', '--archive', self.archive).returncode, 0)
        before = len(self.site.asked)
        self.assertEqual(self.once().returncode, 1)
        self.assertEqual([p for p, _ in self.site.asked[before:]], ['/feed'])

    def test_it_goes_on_until_it_is_told_to_end(self) -> None:
        self.serve(1)
        process = subprocess.Popen([PROGRAM, *self.arguments, '--every', '1'], stderr=subprocess.PIPE, env=environment(), cwd=self.folder)
        self.addCleanup(process.kill)
        self.wait_for(lambda: self.asked('/1') == 1)
        self.serve(2, 1)
        self.wait_for(lambda: self.articles() == ['1', '2'])
        process.send_signal(signal.SIGTERM)
        _, messages = process.communicate(timeout=20)
        self.assertEqual(process.returncode, -signal.SIGTERM, messages)
        self.assertEqual(self.asked('/1'), 1)

    def wait_for(self, condition) -> None:
        for _ in range(200):
            if condition():
                return
            time.sleep(0.1)
        self.fail('it did not come')

    def test_robots_txt_is_known_to_the_next_run(self) -> None:
        asked = []

        def robots(_) -> tuple:
            asked.append(1)
            return 200, {'Content-Type': 'text/plain'}, b'User-agent: *\nDisallow: /2\n'
        self.site.paths['/robots.txt'] = robots
        for newest in (1, 2):
            self.serve(*range(newest, 0, -1))
            subprocess.run([PROGRAM, *self.arguments, '--once'], env=environment(), stderr=subprocess.PIPE, check=False, timeout=60)
        self.assertEqual(len(asked), 1)
        self.assertEqual([self.asked('/1'), self.asked('/2')], [1, 0])

    def test_robots_txt_is_asked_for_once(self) -> None:
        asked = []

        def robots(_) -> tuple:
            asked.append(1)
            return 404, {}, b''
        self.serve(1)
        self.site.paths['/robots.txt'] = robots
        process = subprocess.Popen([PROGRAM, *self.arguments, '--every', '1s'], env=environment(), stderr=subprocess.PIPE)
        try:
            deadline = time.monotonic() + 60
            while self.asked('/feed') < 3 and time.monotonic() < deadline:
                if self.asked('/1') and self.asked('/feed') == 1:
                    self.serve(2, 1)
                time.sleep(0.1)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
        self.assertGreaterEqual(self.asked('/feed'), 3)
        self.assertEqual([self.asked('/1'), self.asked('/2')], [1, 1])
        self.assertEqual(len(asked), 1)

    def test_a_busy_feed_is_left_alone(self) -> None:
        self.site.paths['/feed'] = (429, {'Retry-After': '3'}, b'')
        first = self.once('--every', '1')
        self.assertEqual(first.returncode, 3)
        self.assertIn(b'left alone for', first.stderr)
        self.serve(1)
        self.once('--every', '1')
        self.assertEqual(self.asked('/feed'), 1)
        time.sleep(3.2)
        self.assertIn(b'1 added', self.once('--every', '1').stderr)

    def test_a_feed_that_is_gone_is_dropped(self) -> None:
        self.site.paths['/feed'] = (410, {}, b'')
        self.assertIn(b'watched no longer', self.once().stderr)
        self.serve(1)
        self.once()
        self.assertEqual(self.asked('/feed'), 1)

    def test_pages_that_fail_are_tried_again_and_given_up(self) -> None:
        self.serve(1)
        self.site.paths['/1'] = (500, {}, b'')
        for _ in range(7):
            self.once('--every', '1')
        self.assertEqual(self.asked('/1'), 5)


if __name__ == '__main__':
    unittest.main()
