"""WARC and ARC files on the command line."""
import gzip
import pathlib
import subprocess
import tempfile
import unittest

from program import PROGRAM, environment, records, run

PAGE = ('<html><head><title>March in Gdansk</title><meta charset="iso-8859-2"></head><body><article><h1>March in Gdansk</h1>'
        '<p>Dockers marched in Gda\u0144sk on Monday. The union said 300 people took part, and police arrested two of them.</p>'
        '</article></body></html>')


def response(url: str, body: bytes, headers: str = 'Content-Type: text/html; charset=utf-8', status: str = '200 OK') -> bytes:
    block = f'HTTP/1.1 {status}\r\n{headers}\r\n\r\n'.encode() + body
    return (f'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2014-03-07T09:10:00Z\r\n'
            f'Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n').encode() + block + b'\r\n\r\n'


class WebArchivesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_records_are_listed(self) -> None:
        path = self.folder / 'a.warc.gz'
        broken = response('https://gazette.example/2', b'x').replace(b'Content-Length: ', b'Content-Length: x')
        path.write_bytes(gzip.compress(response('https://gazette.example/1', b'<p>One') + broken + response('https://gazette.example/3', b'')))
        result = run('records', path)
        self.assertEqual(result.returncode, 3, result.stderr)
        listed = records(result)
        self.assertEqual([r.get('url') for r in listed], ['https://gazette.example/1', None, 'https://gazette.example/3'])
        self.assertEqual([r.get('error') for r in listed], [None, 'malformed', None])
        self.assertEqual(run('records', self.folder / 'none').returncode, 2)

    def test_pages_are_read_and_the_rest_is_passed_over(self) -> None:
        parts = [response('https://gazette.example/1', PAGE.encode()),
                 response('https://gazette.example/pixel', b'GIF89a', 'Content-Type: image/gif'),
                 response('https://gazette.example/gone', b'<p>Gone</p>', status='404 Not Found'),
                 response('https://gazette.example/2', gzip.compress(PAGE.encode('iso-8859-2')),
                          'Content-Type: text/html; charset=ISO-8859-2\r\nContent-Encoding: gzip')]
        for name, data in (('a.warc', b''.join(parts)), ('a.warc.gz', b''.join(map(gzip.compress, parts))), ('odd.name', b''.join(parts))):
            path = self.folder / name
            path.write_bytes(data)
            result = run('read', path, '--format', 'jsonl')
            self.assertEqual(result.returncode, 0, result.stderr)
            got = records(result)
            self.assertEqual([r['source']['url'] for r in got], ['https://gazette.example/1', 'https://gazette.example/2'])
            self.assertEqual(got[0]['article'], got[1]['article'] | {'paragraphs': got[0]['article']['paragraphs']})
            self.assertEqual(got[1]['source']['charset'].lower(), 'iso-8859-2')
            self.assertEqual(got[0]['source']['fetched'], '2014-03-07T09:10:00Z')
        piped = subprocess.run([PROGRAM, 'read', '-'], input=data, capture_output=True, env=environment(), cwd=self.folder)
        self.assertEqual(len(piped.stdout.splitlines()), 2, piped.stderr)
        self.assertEqual(len(records(run('read', self.folder))), 4)  # the folder's .warc and .warc.gz

    def test_broken_records_are_told_of_and_the_rest_is_read(self) -> None:
        path = self.folder / 'b.warc'
        good = response('https://gazette.example/1', PAGE.encode())
        path.write_bytes(good + good.replace(b'Content-Length: ', b'Content-Length: x') + good)
        rejects = self.folder / 'rejects.jsonl'
        result = run('read', path, '--rejects', rejects)
        self.assertEqual(result.returncode, 3)
        self.assertEqual(len(records(result)), 2)
        self.assertIn(f'"offset":{len(good)}', rejects.read_text())
        self.assertIn(f'b.warc@{len(good)}', rejects.read_text())

    def test_packed_json_lines(self) -> None:
        path = self.folder / 'c.jsonl.gz'
        path.write_bytes(gzip.compress(b'{"id": "a", "text": "Troops left Minsk."}\n') + gzip.compress(b'{"id": "b", "text": "Talks began."}\n'))
        self.assertEqual([r['id'] for r in records(run('read', path))], ['a', 'b'])
        path.write_bytes(path.read_bytes()[:-20])
        cut = run('read', path)
        self.assertEqual(cut.returncode, 3)
        self.assertIn(b'c.jsonl.gz', cut.stderr)


if __name__ == '__main__':
    unittest.main()
