"""Feeds, sitemaps and OPML on the command line."""
import gzip
import json
import pathlib
import tempfile
import unittest

from program import records, run
from web_server import WebServer

FEED = '''<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Gazette</title><language>en</language>
<item><title>March in Gda&#324;sk</title><link>https://gazette.example/1</link><pubDate>Fri, 07 Mar 2014 09:10:00 GMT</pubDate>
<content:encoded><![CDATA[<p>Dockers marched in Gdansk on Monday. Police arrested two of them.</p>]]></content:encoded></item>
<item><title>Only a title\u202e</title><link>https://gazette.example/2</link></item>
<item><title>Arrests</title><link>https://gazette.example/3</link><description>Police arrested three protesters in Minsk.</description></item>
</channel></rss>'''


class FeedsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_items_are_printed(self) -> None:
        path = self.folder / 'a.xml'
        path.write_text(FEED, encoding='utf-8')
        result = run('feeds', path)
        self.assertEqual(result.returncode, 0, result.stderr)
        head, *items = records(result)
        self.assertEqual((head['version'], head['title'], head['items'], head['well_formed']), ('rss20', 'Gazette', 3, True))
        self.assertEqual([i['link'] for i in items], [f'https://gazette.example/{n}' for n in (1, 2, 3)])
        self.assertEqual(items[0]['published'], '2014-03-07T09:10:00Z')
        table = run('feeds', '--format', 'table', path).stdout.decode()
        self.assertIn('Only a title  https', table)  # no character that turns the line's direction
        opml = run('feeds', '--format', 'opml', path).stdout
        self.assertIn(b'xmlUrl="' + str(path).encode(), opml)
        self.assertEqual(records(run('feeds', '-', stdin=opml))[1]['title'], 'Gazette')

    def test_a_feed_is_fetched(self) -> None:
        site = WebServer()
        self.addCleanup(site.close)
        relative = FEED.replace('https://gazette.example/1', '/1').encode()
        site.paths['/feed'] = (200, {'Content-Type': 'application/rss+xml', 'Content-Language': 'pl'}, relative.replace(b'<language>en</language>', b''))
        result = run('feeds', site.url + '/feed', '--allow-private', '--host-delay', '0')
        self.assertEqual(result.returncode, 0, result.stderr)
        head, *items = records(result)
        self.assertEqual((head['language'], items[0]['link']), ('pl', site.url + '/1'))
        self.assertEqual(run('feeds', site.url + '/feed').returncode, 2)

    def test_limits_are_settable(self) -> None:
        path = self.folder / 'a.xml'
        path.write_text(FEED, encoding='utf-8')
        cut = run('feeds', path, '--max-feed-items', '2')
        self.assertEqual((cut.returncode, len(records(cut))), (0, 3))
        self.assertIn(b'only the first 2 items', cut.stderr)
        refused = run('feeds', path, '--max-feed-marks', '5')
        self.assertEqual(refused.returncode, 2)

    def test_items_with_content_are_read_as_documents(self) -> None:
        for name, data in (('a.rss', FEED.encode()), ('b.feed', FEED.encode()), ('c.rss.gz', gzip.compress(FEED.encode()))):
            path = self.folder / name
            path.write_bytes(data)
            result = run('read', path, '--format', 'jsonl')
            self.assertEqual(result.returncode, 0, result.stderr)
            got = records(result)
            self.assertEqual([r['source']['url'] for r in got], ['https://gazette.example/1', 'https://gazette.example/3'])
            self.assertEqual(got[0]['article']['headline'], 'March in Gda\u0144sk')
            self.assertEqual(got[0]['article']['published']['value'], '2014-03-07T09:10:00Z')
        self.assertEqual(len(records(run('read', '-', stdin=FEED.encode()))), 2)
        json_feed = {'version': 'https://jsonfeed.org/version/1.1', 'title': 'Gazette',
                     'items': [{'id': 'a', 'url': 'https://gazette.example/4', 'title': 'Talks', 'content_html': '<p>Talks began in Minsk.</p>'}]}
        self.assertEqual(records(run('read', '-', stdin=json.dumps(json_feed).encode()))[0]['article']['headline'], 'Talks')
        archive = self.folder / 'a.db'
        self.assertEqual(run('ingest', '--archive', archive, self.folder / 'a.rss').returncode, 0)
        again = run('ingest', '--archive', archive, self.folder / 'a.rss')
        self.assertIn(b'0 added, 0 revised, 2 unchanged', again.stderr)

    def test_what_is_no_feed_is_refused(self) -> None:
        page = self.folder / 'page.html'
        page.write_text('<html><body>no feed</body></html>')
        empty = self.folder / 'empty.xml'
        empty.write_text('')
        good = self.folder / 'a.rss'
        good.write_text(FEED, encoding='utf-8')
        self.assertEqual(run('feeds', page, empty).returncode, 2)
        result = run('feeds', page, good)
        self.assertEqual(result.returncode, 3)
        self.assertIn(b'page.html: no feed', result.stderr)


if __name__ == '__main__':
    unittest.main()
