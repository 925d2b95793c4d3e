"""Pages over HTTP, from a server of the test."""
import gzip
import pathlib
import subprocess
import tempfile
import time
import unittest

from program import records, run
from web_server import PAGE, WebServer

QUICK = ('--allow-private', '--host-delay', '0')


class FetchTest(unittest.TestCase):
    def setUp(self) -> None:
        self.site = WebServer()
        self.addCleanup(self.site.close)

    def read(self, *paths: str, more: tuple[str, ...] = QUICK) -> subprocess.CompletedProcess:
        return run('read', *(self.site.url + path for path in paths), '--format', 'jsonl', *more, timeout=60)

    def refused(self, path: str, word: str, more: tuple[str, ...] = QUICK) -> None:
        result = self.read(path, more=more)
        self.assertEqual((result.returncode, result.stdout), (2, b''), result.stderr)
        self.assertIn(word, result.stderr.decode())

    def test_a_page_is_read(self) -> None:
        self.site.paths['/a'] = (200, {}, PAGE.encode())
        result = self.read('/a')
        self.assertEqual(result.returncode, 0, result.stderr)
        source = records(result)[0]['source']
        self.assertEqual(source['url'], self.site.url + '/a')
        self.assertRegex(source['fetched'], r'^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$')
        self.assertIn('dateline', self.site.asked[0][1]['User-Agent'])

    def test_redirects_are_followed_up_to_a_bound(self) -> None:
        for i in range(1, 4):
            self.site.paths[f'/{i}'] = (301, {'Location': f'/{i + 1}'}, b'')
        self.site.paths['/4'] = (200, {}, PAGE.encode())
        self.assertEqual(records(self.read('/1'))[0]['source']['url'], self.site.url + '/4')
        self.site.paths['/loop'] = (302, {'Location': '/loop'}, b'')
        self.refused('/loop', 'redirects')
        self.site.paths['/out'] = (302, {'Location': 'file:///etc/passwd'}, b'')
        self.refused('/out', 'no http or https URL')

    def test_statuses(self) -> None:
        self.refused('/missing', '404')
        self.site.paths['/broken'] = (500, {}, b'')
        self.refused('/broken', '500')
        self.site.paths['/gif'] = (200, {'Content-Type': 'image/gif'}, b'GIF89a')
        self.refused('/gif', 'image/gif')
        self.site.paths['/busy'] = (429, {'Retry-After': '3600'}, b'')
        begun = time.monotonic()
        self.refused('/busy', '429')
        self.assertLess(time.monotonic() - begun, 10)
        self.assertEqual(len([p for p, _ in self.site.asked if p == '/busy']), 1)

    def test_a_busy_site_is_asked_again_when_it_says_so(self) -> None:
        for status in (429, 503):
            answers = [(status, {'Retry-After': '1'}, b''), (200, {}, PAGE.encode())]
            self.site.paths['/soon'] = lambda _, answers=answers: answers.pop(0)
            self.site.times.clear()
            self.assertEqual(self.read('/soon').returncode, 0)
            self.assertGreaterEqual(self.site.times[1] - self.site.times[0], 0.95)

    def test_dead_and_slow_connections_end(self) -> None:
        self.site.paths['/half'] = lambda handler: time.sleep(20)
        self.refused('/half', 'try again', (*QUICK, '--timeout', '1'))

        def drip(handler) -> None:
            handler.send_response(200)
            handler.end_headers()
            for _ in range(100):
                handler.wfile.write(b'<p>')
                time.sleep(0.2)
        self.site.paths['/slow'] = drip
        self.refused('/slow', 'try again', (*QUICK, '--timeout', '1'))

        def cut(handler) -> None:
            handler.send_response(200)
            handler.send_header('Content-Length', '1000')
            handler.end_headers()
            handler.wfile.write(b'<p>half')
        self.site.paths['/cut'] = cut
        self.refused('/cut', 'try again')

    def test_a_broken_connection_is_tried_again(self) -> None:
        # Without robots.txt each connection is a new one: on one that is used again libcurl itself tries again at once.
        answers, alone = [None, (200, {}, PAGE.encode())], (*QUICK, '--no-robots')  # the first is closed without a word
        self.site.paths['/shaky'] = lambda _: answers.pop(0)
        self.assertEqual(self.read('/shaky', more=alone).returncode, 0)
        self.assertGreaterEqual(self.site.times[1] - self.site.times[0], 0.95)

        self.site.times.clear()
        self.site.paths['/dead'] = lambda _: None
        self.refused('/dead', 'try again', alone)
        self.assertEqual(len(self.site.times), 3)
        self.assertGreaterEqual(self.site.times[2] - self.site.times[1], 1.9)

    def test_charset_and_codings(self) -> None:
        page = PAGE.replace('<head>', '<head><meta charset="iso-8859-1">')
        self.site.paths['/latin'] = (200, {'Content-Type': 'text/html; charset=iso-8859-2'}, page.encode('iso-8859-2'))
        self.site.paths['/gzip'] = (200, {'Content-Encoding': 'gzip'}, gzip.compress(PAGE.encode()))
        got = records(self.read('/latin', '/gzip'))
        self.assertEqual(got[0]['source']['charset'].lower(), 'iso-8859-2')
        for record in got:
            self.assertIn('Gda\u0144sk', record['article']['text'])

    def test_sizes_are_bounded(self) -> None:
        self.site.paths['/bomb'] = (200, {'Content-Encoding': 'gzip'}, gzip.compress(b'<p>' + b'a' * 50_000_000))
        self.refused('/bomb', '--max-document', (*QUICK, '--max-document', '100000'))

    def test_robots(self) -> None:
        self.site.paths['/robots.txt'] = (200, {'Content-Type': 'text/plain'}, b'User-agent: dateline\nDisallow: /private\n')
        self.site.paths['/private/a'] = self.site.paths['/open'] = (200, {}, PAGE.encode())
        self.site.paths['/way'] = (302, {'Location': '/private/a'}, b'')
        self.refused('/private/a', 'robots.txt')
        self.refused('/way', 'robots.txt')
        self.assertEqual(self.read('/open').returncode, 0)
        self.assertEqual(self.read('/private/a', more=(*QUICK, '--no-robots')).returncode, 0)
        self.site.paths['/robots.txt'] = (500, {}, b'')
        self.refused('/open', 'robots.txt')

    def test_private_addresses_are_refused(self) -> None:
        self.site.paths['/a'] = (200, {}, PAGE.encode())
        for host in ('127.0.0.1', 'localhost', '127.1', '0x7f000001', '[::ffff:127.0.0.1]'):
            url = self.site.url.replace('127.0.0.1', host) + '/a'
            result = run('read', url, '--no-robots')
            self.assertEqual(result.returncode, 2, host)
            self.assertIn(b'--allow-private', result.stderr, host)
        self.assertEqual(self.site.asked, [])

    def test_requests_to_one_host_are_apart_and_in_order(self) -> None:
        for i in range(4):
            self.site.paths[f'/{i}'] = (200, {}, PAGE.replace('March', f'March {i}').encode())
        with tempfile.TemporaryDirectory() as folder:
            urls = pathlib.Path(folder) / 'urls.txt'
            urls.write_text('# pages\n' + ''.join(f'{self.site.url}/{i}\n' for i in range(4)))
            result = run('read', '--urls', urls, '--allow-private', '--host-delay', '0.3', '--format', 'jsonl')
            archive = pathlib.Path(folder) / 'a.db'
            ingested = run('ingest', '--archive', archive, '--urls', urls, *QUICK)
        self.assertEqual([r['source']['url'][-1] for r in records(result)], ['0', '1', '2', '3'])
        times = self.site.times[:4]
        self.assertTrue(all(b - a > 0.28 for a, b in zip(times, times[1:], strict=False)), times)
        self.assertIn(b'4 added', ingested.stderr)

    def test_a_feed_is_read_item_by_item(self) -> None:
        feed = ('<rss version="2.0"><channel><title>Gazette</title><item><title>Arrests</title><link>/3</link>'
                '<description>Police arrested three protesters in Minsk.</description></item></channel></rss>')
        self.site.paths['/feed'] = (200, {'Content-Type': 'application/rss+xml'}, feed.encode())
        self.assertEqual(records(self.read('/feed'))[0]['source']['url'], self.site.url + '/3')


if __name__ == '__main__':
    unittest.main()
