"""The site: pages, forms of data, feeds, rights, limits, slow clients."""
import concurrent.futures
import csv
import datetime
import email.utils
import gzip
import html.parser
import io
import json
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import xml.etree.ElementTree as ET

from program import PROGRAM, ROOT, environment, run
from site_server import SCRIPT_HEADLINE, Client, Server, articles, ingest

ATOM = '{http://www.w3.org/2005/Atom}'
PAGES = ['/', '/articles', '/events', '/statements', '/figures', '/disputes', '/schedule?since=2014-01-01', '/search?q=parliament', '/articles/1',
         '/articles/1/changes', '/events/1-v1', '/events/1', '/events?merged=1', '/events?since=2014&facets=1', '/statements/1-s1', '/figures/1-f1', '/schedule/1-c1', '/schedule?since=2014-01-01&merged=1',
         '/stories', '/stories/1', '/search?q=parliament&facets=1', '/actors', '/actors/RUS', '/dyads/RUS/UKR', '/map', '/featured', '/saved', '/feedback']


class Page(html.parser.HTMLParser):
    """Collects tags with their attributes, and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.text = ''
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.text += data


class SiteTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.archive = cls.folder / 'a.db'
        ingest(cls.archive, articles(cls.folder))
        cls.server = Server(cls.archive)
        cls.client = Client(cls.server.port)

    @classmethod
    def tearDownClass(cls) -> None:
        status = cls.server.stop()
        cls.temporary.cleanup()
        assert status == 0, status

    def test_every_page_and_its_other_forms(self) -> None:
        for path in PAGES:
            response = self.client.get(path)
            self.assertEqual(response.status, 200, (path, response.body))
            self.assertIn("default-src 'none'", response.getheader('Content-Security-Policy'))
            page = Page(response.body.decode())
            self.assertEqual([a for t, a in page.tags if t == 'script' and 'src' not in a], [])
            self.assertEqual([t for t, a in page.tags if t == 'style' or 'style' in a or any(k.startswith('on') for k in a)], [])
            bare, _, query = path.partition('?')
            data = self.client.json(('/index' if bare == '/' else bare) + '.json' + ('?' + query if query else ''))
            self.assertEqual(data['path'], path)
            for name, link in data['links'].items():
                form = self.client.get(link)
                self.assertEqual(form.status, 200, (link, form.body))
                if name in ('rss', 'atom'):
                    ET.fromstring(form.body)
                elif name in ('json', 'geojson', 'jsonfeed', 'oembed'):
                    json.loads(form.body)
                elif name == 'csv':
                    list(csv.reader(io.StringIO(form.body.decode())))
            for name, link in data['functions'].items():
                self.assertEqual(self.client.get(link).status, 200, (name, link))

    def test_answers_are_what_the_description_says(self) -> None:
        try:
            import jsonschema
        except ImportError:
            self.skipTest('python3-jsonschema is absent')
        description = self.client.json('/openapi.json')
        # Rows have columns of the archive beside those described; what is described has the types that it says.
        validator = jsonschema.Draft202012Validator({'$ref': '#/components/schemas/Page', 'components': description['components']})
        for path in PAGES:
            bare, _, query = path.partition('?')
            data = self.client.json(('/index' if bare == '/' else bare) + '.json' + ('?' + query if query else ''))
            data.pop('record', None)
            for section in data['sections'].values():
                for row in section['items']:
                    self.assertIn('id', row, (path, row))
                    self.assertIn('href', row if section['kind'] not in ('counts', 'evidence') else {'href': ''}, (path, row))
                section['items'] = []
            data.pop('item', None)
            errors = [e.message for e in validator.iter_errors(data)]
            self.assertEqual(errors, [], path)

    def test_a_headline_that_is_markup(self) -> None:
        for path in ('/', '/articles', '/articles/1', '/events', '/search?q=talks', '/email?item=/articles/1', '/articles/1/changes'):
            body = self.client.get(path).body.decode()
            self.assertNotIn('<script>alert', body, path)
        page = Page(self.client.get('/articles/1').body.decode())
        self.assertIn(SCRIPT_HEADLINE, page.text)
        self.assertEqual(self.client.json('/articles/1.json')['title'], SCRIPT_HEADLINE)
        embedded = self.client.json('/oembed?url=' + f'http://127.0.0.1:{self.server.port}/articles/1')
        self.assertNotIn('<script', embedded['html'])

    def test_marks_hold_the_words(self) -> None:
        record = self.client.json('/articles/1.json')['record']
        text = record['article']['text'].encode()
        page = Page(self.client.get('/articles/1').body.decode())
        marked = {i for t, a in page.tags if t == 'mark' for i in a['data-items'].split()}
        self.assertEqual(marked, {item['id'] for kind in ('events', 'statements', 'figures', 'schedule') for item in record[kind]})
        for paragraph in record['article']['paragraphs']:
            begin, end = paragraph['span']
            self.assertIn(text[begin:end].decode(), page.text)

    def test_feeds_read_back(self) -> None:
        rows = self.client.json('/articles.json')['sections']['items']['items']
        rss = ET.fromstring(self.client.get('/articles.rss').body).find('channel')
        items = rss.findall('item')
        self.assertEqual([i.find('title').text for i in items], [r['headline'] for r in rows])
        for item, row in zip(items, rows):
            when = email.utils.parsedate_to_datetime(item.find('pubDate').text)
            self.assertEqual(when.date().isoformat(), row['published'][:10])
            self.assertTrue(item.find('link').text.startswith('http://127.0.0.1:'))
        atom = ET.fromstring(self.client.get('/articles.atom').body)
        entries = atom.findall(ATOM + 'entry')
        self.assertEqual(len(entries), len(rows))
        for entry in [atom, *entries]:
            datetime.datetime.fromisoformat(entry.find(ATOM + 'updated').text.replace('Z', '+00:00'))
        self.assertEqual(len({e.find(ATOM + 'id').text for e in entries}), len(rows))
        feed = self.client.json('/articles.feed.json')
        self.assertEqual(feed['version'], 'https://jsonfeed.org/version/1.1')
        self.assertEqual(len(feed['items']), len(rows))

    def test_calendar(self) -> None:
        body = self.client.get('/schedule.ics?since=2014-01-01').body
        for line in body.split(b'\r\n'):
            self.assertLessEqual(len(line), 75)
        lines = body.replace(b'\r\n ', b'').decode().split('\r\n')
        self.assertEqual(lines.count('BEGIN:VEVENT'), lines.count('END:VEVENT'))
        self.assertGreaterEqual(lines.count('BEGIN:VEVENT'), 6)
        starts = [line.split(':')[1] for line in lines if line.startswith('DTSTART;VALUE=DATE:')]
        self.assertIn('20140501', starts)
        self.assertEqual(len({line for line in lines if line.startswith('UID:')}), lines.count('BEGIN:VEVENT'))

    def test_pages_of_a_list(self) -> None:
        seen, after = [], ''
        while True:
            page = self.client.json(f'/articles.json?limit=2&after={after}')['sections']['items']
            seen += [row['id'] for row in page['items']]
            if 'next' not in page:
                break
            after = page['next']
        self.assertEqual(sorted(seen), [str(i) for i in range(1, 7)])

    def test_facets_lead_to_what_they_count(self) -> None:
        for path in ('/events.json?facets=1', '/search.json?q=ministry&facets=1', '/statements.json?facets=1'):
            facets = self.client.json(path)['facets']
            self.assertTrue(facets)
            for facet in facets:
                for value in facet['values'] if facet['field'] in ('type', 'status', 'country', 'month') else []:
                    bare, _, query = value['href'].partition('?')
                    found = self.client.json(f'{bare}.json?{query}&limit=500')['sections']['items']['items']
                    self.assertEqual(len(found), value['count'], value)

    def test_merged_events_lead_to_their_reports(self) -> None:
        for row in self.client.json('/events.json?merged=1&limit=500')['sections']['items']['items']:
            page = self.client.json(row['href'] + '.json')
            self.assertEqual(len(page['sections']['reports']['items']), row['reports'])
            self.assertEqual(page['item']['merged'], row['merged'])

    def test_stories_hold_their_articles(self) -> None:
        for row in self.client.json('/stories.json')['sections']['items']['items']:
            page = self.client.json(row['href'] + '.json')
            self.assertEqual(len(page['sections']['articles']['items']), row['articles'])

    def test_items_have_pages_of_their_own(self) -> None:
        for kind in ('statements', 'figures', 'schedule', 'events'):
            row = self.client.json(f'/{kind}.json?since=2014-01-01')['sections']['items']['items'][0]
            page = self.client.json(f'/{kind}/{row["id"]}.json')
            self.assertEqual(page['item']['id'], row['id'])
            self.assertEqual(page['sections']['article']['items'][0]['href'], row['article'])
            text = self.client.json(row['article'] + '.json')['record']['article']['text']
            evidence = page['sections']['evidence']['items']
            self.assertTrue(evidence)
            for part in evidence:
                self.assertIn(part['words'], text)
            self.assertIn('apa', page['citation'])
        for wrong in ('/statements/1-f1', '/figures/1-s1', '/figures/1', '/statements/9999-s1', '/disputes/s1-00000000-1-f1', '/disputes/s', '/disputes/s1-0'):
            self.assertEqual(self.client.get(wrong).status, 404, wrong)

    def test_disputes_between_articles(self) -> None:
        """Two papers of one story give figures of one day that cannot both stand."""
        folder = self.folder / 'toll'
        folder.mkdir()
        archive = folder / 'a.db'

        texts = {
            'herald': ('18', 'A bomb exploded at the shipyard of Varna on Friday. The blast killed 31 people, police of Varna said. The yard was closed and '
                             'its cranes stood still until the evening, while relatives waited at the gate for news.'),
            'courier': ('19', 'Smoke rose over the shipyard of Varna on Friday after a bomb went off between two docks. The bomb killed 12 people, the owner '
                              'of the shipyard said. He spoke to reporters at the town hall, where flags were lowered.'),
            'tribune': ('20', 'Dockers in Varna mourned on Friday. The bomb at the shipyard killed 22 people, the mayor of Varna said, and he asked the '
                              'government to send doctors. Trains to the port did not run and schools near the shipyard were shut.')}

        def tell(*names: str) -> None:
            source = folder / f'{names[0]}.jsonl'
            source.write_text(''.join(json.dumps({'id': name, 'url': f'https://{name}.example/blast', 'title': f'Bomb at the Varna shipyard, the {name} reports',
                                                  'published': f'2014-03-07T{texts[name][0]}:00:00Z', 'text': texts[name][1]}) + '\n' for name in names))
            ingest(archive, source)

        tell('herald', 'courier')
        server = Server(archive)
        self.addCleanup(server.stop)
        client = Client(server.port)
        between = [r for r in client.json('/disputes.json')['sections']['items']['items'] if r['scope'] == 'story']
        self.assertEqual(len(between), 1)
        href = between[0]['href']
        self.assertTrue(href.startswith('/disputes/s'))
        page = client.json(href + '.json')
        self.assertEqual(page['title'], between[0]['title'])
        self.assertIn('Figures differ', page['title'])
        self.assertEqual([r['value'] for r in page['sections']['figures']['items']], [31, 12])
        self.assertEqual(set(page['functions']), {'email', 'feedback', 'feature'})
        accounts = list(csv.DictReader(io.StringIO(client.get(href + '.csv').body.decode())))
        self.assertEqual([float(a['value']) for a in accounts], [31, 12])
        story = page['sections']['story']['items'][0]['href']
        self.assertIn(href, [r['href'] for r in client.json(story + '.json')['sections']['disputes']['items']])
        for row in page['sections']['figures']['items']:
            self.assertIn(href, [r['href'] for r in client.json(f'/figures/{row["id"]}.json')['sections']['disputes']['items']])
            self.assertIn(href, [r['href'] for r in client.json(row['article'] + '.json')['sections']['disputes']['items']])
        self.assertEqual(client.post('/feedback', {'item': href, 'kind': 'other', 'note': 'The later one counts'}).status, 200)
        # It keeps its address when another account comes.
        tell('tribune')
        again = client.json(href + '.json')
        self.assertEqual([r['value'] for r in again['sections']['figures']['items']], [31, 12, 22])
        self.assertEqual(again['path'], href)

    def test_titles_are_in_words(self) -> None:
        event = self.client.json('/events/1-v1.json')
        self.assertNotRegex(event['title'], r'[A-Z]{5}|\d{4}-\d{2}|→')
        self.assertRegex(event['title'], r', \d+ March 2014$')
        for form in ('apa', 'chicago', 'mla'):
            self.assertIn(event['title'], event['citation'][form])
        for path in ('/events.rss', '/events.atom', '/events.feed.json', '/schedule.ics?since=2014', '/events/1.rss', '/'):
            body = self.client.get(path).body.decode()
            self.assertNotRegex(body, r'(REJECT|CONSULT|ASSAULT|ACCUSE)[ :]', path)
        story = self.client.json('/stories/1.json')
        self.assertNotRegex(story['title'] + story['what_changed'], r'\d{4}-\d{2}|T\d{2}:')

    def test_wrong_addresses_and_filters(self) -> None:
        for path, status in (('/nothing', 404), ('/articles/999', 404), ('/articles/1-v1', 404), ('/events/1-v999', 404), ('/events/x', 404), ('/articles?since=soon', 400),
                             ('/articles?limit=0', 400), ('/articles?limit=9999', 400), ('/articles?after=nonsense', 400), ('/articles/%FF', 400), ('/articles.ics', 404),
                             ('/actors/rus', 404), ('/assets/../../etc/passwd', 404), ('/assets/%2e%2e/a.db', 404), ('/search?q=%22open', 200), ('/search?q=AND', 200)):
            self.assertEqual(self.client.get(path).status, status, path)
        self.assertEqual(self.client.request('DELETE', '/articles/1').status, 405)
        self.assertEqual(json.loads(self.client.get('/articles/999.json').body)['error'], 'not_found')

    def test_unchanged_and_compressed(self) -> None:
        first = self.client.get('/articles/1')
        again = self.client.get('/articles/1', If_None_Match=first.getheader('ETag'))
        self.assertEqual((again.status, again.body), (304, b''))
        packed = self.client.get('/articles/1', Accept_Encoding='gzip')
        self.assertEqual(packed.getheader('Content-Encoding'), 'gzip')
        self.assertEqual(gzip.decompress(packed.body), first.body)
        self.assertLess(len(packed.body), len(first.body))
        self.assertIsNone(self.client.get('/healthz', Accept_Encoding='gzip').getheader('Content-Encoding'))
        self.assertEqual(len(self.client.request('HEAD', '/articles/1').body), 0)

    def test_health_metrics_and_log(self) -> None:
        self.assertEqual(self.client.get('/healthz').body, b'ok\n')
        text = self.client.get('/metrics').body.decode()
        values = dict(line.rsplit(' ', 1) for line in text.splitlines() if not line.startswith('#'))
        self.assertGreater(float(values['dateline_requests_total{class="2xx"}']), 0)
        self.assertEqual(values['dateline_request_seconds_bucket{le="+Inf"}'], values['dateline_request_seconds_count'])
        line = self.server.log()[-1]
        self.assertEqual((line['event'], line['method']), ('request', 'GET'))

    def test_names_of_other_hosts_are_refused(self) -> None:
        for host, status in (('evil.example', 403), (f'127.0.0.1:{self.server.port}', 200), ('localhost', 200), ('127.0.0.1.evil.example', 403), ('a b', 403)):
            self.assertEqual(self.client.get('/articles', Host=host).status, status, host)

    def test_posts_need_the_visitors_token(self) -> None:
        fields = 'item=/articles/1&kind=other&note=x'
        kind = {'Content_Type': 'application/x-www-form-urlencoded'}
        self.assertEqual(Client(self.server.port).request('POST', '/feedback', fields, **kind).status, 403)
        other = Client(self.server.port).token()
        mine = Client(self.server.port)
        mine.token()
        self.assertEqual(mine.request('POST', '/feedback', fields + '&csrf=' + other, **kind).status, 403)
        self.assertEqual(mine.post('/feedback', {'item': '/articles/1', 'kind': 'other'}, Origin='https://evil.example').status, 403)
        self.assertEqual(mine.post('/feedback', {'item': '/articles/1', 'kind': 'other'}, Sec_Fetch_Site='cross-site').status, 403)
        self.assertEqual(mine.post('/feedback', {'item': '/articles/1', 'kind': 'other'}, Origin=f'http://127.0.0.1:{self.server.port}').status, 200)

    def test_feedback_on_a_statement_and_a_figure(self) -> None:
        for path, kind in (('/statements/2-s1', 'wrong_speaker'), ('/figures/2-f1', 'wrong_value')):
            given = json.loads(self.client.post('/feedback', {'item': path, 'kind': kind, 'correction': '17'}).body)
            row = self.client.json('/feedback.json')['sections']['items']['items'][0]
            self.assertEqual((row['item'], row['kind'], row['decision']), (path, kind, 'open'))
            exported = [json.loads(line) for line in self.client.get('/feedback.jsonl').body.splitlines()][0]
            self.assertEqual(json.loads(exported['context'])['id'], path.rpartition('/')[2])
            self.assertEqual(exported['document'], 'https://gazette.example/1')
            self.assertEqual(self.client.post(f'/feedback/{given["id"]}', {'decision': 'fix', 'correction': '17'}).status, 200)

    def test_feedback_is_reviewed_and_exported(self) -> None:
        client = Client(self.server.port)
        sent = client.post('/feedback', {'item': '/events/1-v1', 'kind': 'wrong_actor', 'note': 'It was <b>the ministry</b>', 'correction': 'RUSGOV'})
        self.assertEqual(sent.status, 200, sent.body)
        number = json.loads(sent.body)['id']
        self.assertEqual(client.post('/feedback', {'item': '/events/1-v99', 'kind': 'other'}).status, 404)
        self.assertEqual(client.post('/feedback', {'item': '/events/1-v1', 'kind': 'nonsense'}).status, 400)
        self.assertNotIn('<b>the', client.get('/feedback').body.decode())

        def standing() -> dict:
            lines = [json.loads(line) for line in client.get('/feedback.jsonl').body.decode().splitlines()]
            return next(line for line in lines if str(line['id']) == number)

        self.assertEqual(standing()['decision'], 'open')
        self.assertEqual(standing()['document'], 'https://gazette.example/0')
        self.assertEqual(json.loads(standing()['context'])['item'], 'v1')
        for decision, result in (('accept', 'accepted'), ('fix', 'fixed'), ('undo', 'accepted'), ('reject', 'rejected'), ('undo', 'accepted'), ('undo', 'open')):
            done = client.post(f'/feedback/{number}', {'decision': decision, 'correction': 'UKRGOV' if decision == 'fix' else ''})
            self.assertEqual(done.status, 200, done.body)
            self.assertEqual(standing()['decision'], result)
            self.assertEqual(standing()['correction'], 'UKRGOV' if result == 'fixed' else 'RUSGOV')
        self.assertEqual(client.post(f'/feedback/{number}', {'decision': 'undo'}).status, 404)
        self.assertEqual(client.post('/feedback/9999', {'decision': 'accept'}).status, 404)

    def test_featured_in_order(self) -> None:
        client = Client(self.server.port)
        ids = {}
        for article, position in (('2', ''), ('3', ''), ('4', '1')):
            done = client.post('/featured', {'item': f'/articles/{article}', 'line': f'why {article}', 'position': position})
            self.assertEqual(done.status, 200, done.body)
            ids[article] = json.loads(done.body)['id']

        def order() -> list[str]:
            return [row['item'].split('/')[-1] for row in client.json('/featured.json')['sections']['items']['items']]

        self.assertEqual(order(), ['4', '2', '3'])
        client.post('/featured/' + ids['3'], {'position': '1'})
        self.assertEqual(order(), ['3', '4', '2'])
        client.post('/featured/' + ids['4'], {'position': '3', 'line': 'another'})
        self.assertEqual(order(), ['3', '2', '4'])
        client.post('/featured/' + ids['2'], {'remove': '1'})
        self.assertEqual(order(), ['3', '4'])
        rows = client.json('/featured.json')['sections']['items']['items']
        self.assertEqual([(row['position'], row['line']) for row in rows], [(1, 'why 3'), (2, 'another')])
        self.assertIn('another', client.get('/').body.decode())

    def test_saved_search(self) -> None:
        client = Client(self.server.port)
        done = client.post('/saved', {'path': '/search?q=ministry&limit=5', 'title': 'Ministries'})
        self.assertEqual(done.status, 200, done.body)
        href = json.loads(done.body)['href']
        page = client.json(href + '.json')
        self.assertEqual(page['title'], 'Ministries')
        self.assertEqual(len(page['sections']['items']['items']), 5)
        self.assertIn('subscribe', page['functions'])
        ET.fromstring(client.get(href + '.rss').body)
        self.assertEqual(client.post('/saved', {'path': '/articles/1', 'title': 'x'}).status, 400)
        self.assertEqual(client.post('/saved', {'path': href, 'title': 'x'}).status, 400)

    def test_a_json_body(self) -> None:
        client = Client(self.server.port)
        body = json.dumps({'item': '/articles/2', 'kind': 'missing', 'csrf': client.token()})
        self.assertEqual(client.request('POST', '/feedback', body, Content_Type='application/json').status, 200)
        self.assertEqual(client.request('POST', '/feedback', '[1]', Content_Type='application/json').status, 400)
        self.assertEqual(client.request('POST', '/feedback', 'x', Content_Type='text/plain').status, 415)

    def test_large_requests_are_refused(self) -> None:
        self.assertEqual(self.client.request('POST', '/feedback', b'x' * 100_000, Content_Type='application/x-www-form-urlencoded').status, 413)
        self.assertIn(self.client.get('/articles', X_Long='x' * 40_000).status, (413, 431))
        with socket.create_connection(('127.0.0.1', self.server.port), timeout=10) as s:  # without a stated length
            s.sendall(b'POST /feedback HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n' + b'2000\r\n' + b'x' * 0x2000 + b'\r\n')
            for _ in range(12):
                s.sendall(b'2000\r\n' + b'x' * 0x2000 + b'\r\n')
            s.sendall(b'0\r\n\r\n')
            self.assertIn(b' 413 ', s.recv(4096).split(b'\r\n')[0])

    def test_slow_clients_hold_nothing_up(self) -> None:
        slow = []
        for i in range(200):
            s = socket.create_connection(('127.0.0.1', self.server.port), timeout=10)
            s.sendall(b'POST /feedback HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nx' if i % 2 else b'GET /articles HTTP/1.1\r\nHo')
            slow.append(s)
        times = []
        for turn in range(40):
            for s in slow[turn::40]:
                s.sendall(b'x')
            begin = time.monotonic()
            self.assertEqual(self.client.get(f'/articles?limit={turn + 1}').status, 200)
            times.append(time.monotonic() - begin)
        for s in slow:
            s.close()
        self.assertLess(sorted(times)[len(times) // 2], 0.1)
        self.assertLess(max(times), 1)

    def test_many_at_once(self) -> None:
        paths = [f'/events.json?limit={n}' for n in range(1, 40)] + PAGES
        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            statuses = list(pool.map(lambda path: Client(self.server.port).get(path).status, paths * 4))
        self.assertEqual(set(statuses), {200})


class LifeTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.archive = self.folder / 'a.db'
        ingest(self.archive, articles(self.folder))

    def test_ends_on_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            server = Server(self.archive)
            idle = socket.create_connection(('127.0.0.1', server.port))  # does not hold it up
            self.assertEqual(Client(server.port).get('/').status, 200)
            begin = time.monotonic()
            self.assertEqual(server.stop(number), 0)
            self.assertLess(time.monotonic() - begin, 8)
            self.assertEqual(server.log()[-1]['event'], 'stopped')
            idle.close()
        self.assertEqual(run('check', '--archive', self.archive).returncode, 0)

    def test_pages_follow_the_archive(self) -> None:
        server = Server(self.archive)
        self.addCleanup(server.stop)
        client = Client(server.port)
        self.assertEqual(len(client.json('/articles.json')['sections']['items']['items']), 6)
        more = self.folder / 'more'
        more.mkdir()
        ingest(self.archive, articles(more, 9))
        self.assertEqual(len(client.json('/articles.json')['sections']['items']['items']), 9)

    def test_what_changed(self) -> None:
        lines = [json.loads(line) for line in (self.folder / 'articles.jsonl').read_text().splitlines()]
        lines[1]['text'] = lines[1]['text'].replace('101 people', '150 people') + ' The parliament of Poland will vote on Monday <i>.'
        source = self.folder / 'revised.jsonl'
        source.write_text(json.dumps(lines[1]) + '\n')
        ingest(self.archive, source)
        server = Server(self.archive)
        self.addCleanup(server.stop)
        client = Client(server.port)
        self.assertIn('version 2', client.json('/articles/2.json')['what_changed'])
        page = client.json('/articles/2/changes.json')
        self.assertEqual((page['diff']['from'], page['diff']['to']), (1, 2))
        figure = next(d for d in page['diff']['differences'] if d['part'] == 'figure' and d['change'] == 'raised')
        self.assertIn('101', figure['before'])
        self.assertIn('150', figure['after'])
        added = ''.join(m['text'] for d in page['diff']['differences'] for m in d.get('marks', []) if m['edit'] == 'added')
        self.assertIn('150', added)
        html = client.get('/articles/2/changes').body.decode()
        self.assertIn('<ins>', html)
        self.assertNotIn('<i>', html)
        self.assertEqual(client.json('/articles/2/changes.json?from=2&to=1')['diff']['to'], 1)
        self.assertEqual(client.get('/articles/2/changes?from=1&to=9').status, 404)

    def test_writing_beside_an_ingest(self) -> None:
        server = Server(self.archive)
        self.addCleanup(server.stop)
        client = Client(server.port)
        more = self.folder / 'more'
        more.mkdir()
        source = articles(more, 3000)
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            ingesting = pool.submit(ingest, self.archive, source)
            sent = 0
            while not ingesting.done() and sent < 25:
                self.assertEqual(client.post('/feedback', {'item': '/articles/1', 'kind': 'other', 'note': str(sent)}).status, 200)
                sent += 1
            ingesting.result()
        self.assertEqual(len(client.get('/feedback.jsonl').body.decode().splitlines()), sent)
        self.assertEqual(run('check', '--archive', self.archive).returncode, 0)

    def test_writing_needs_a_login(self) -> None:
        self.assertEqual(run('user', 'add', 'editor', '--archive', self.archive, stdin=b'short\n').returncode, 2)
        self.assertEqual(run('user', 'add', 'editor', '--archive', self.archive, stdin=b'a long password\n').returncode, 0)
        token = run('user', 'token', 'editor', '--archive', self.archive).stdout.decode().strip()
        server = Server(self.archive, '--require-login')
        self.addCleanup(server.stop)
        client = Client(server.port)
        feature = {'item': '/articles/1', 'line': 'why'}
        self.assertEqual(client.post('/featured', feature).status, 401)
        self.assertEqual(client.get('/feedback.json').status, 401)
        self.assertEqual(client.get('/feedback.jsonl').status, 401)
        self.assertEqual(client.post('/feedback', {'item': '/articles/1', 'kind': 'other'}).status, 200)  # for everybody
        self.assertEqual(client.post('/login', {'name': 'editor', 'password': 'a wrong password'}).status, 401)
        self.assertEqual(client.post('/login', {'name': 'nobody', 'password': 'a long password'}).status, 401)
        self.assertEqual(client.post('/login', {'name': 'editor', 'password': 'a long password'}).status, 200)
        self.assertEqual(client.json('/session.json')['user'], 'editor')
        self.assertEqual(client.post('/featured', feature).status, 200)
        self.assertEqual(client.get('/feedback.json').status, 200)
        kept = dict(client.cookies)
        self.assertEqual(client.post('/logout', {}).status, 200)
        client.cookies = kept
        self.assertEqual(client.post('/featured', feature).status, 401)  # the old cookie is nobody's now
        program = {'Content_Type': 'application/x-www-form-urlencoded', 'Authorization': 'Bearer ' + token}
        self.assertEqual(Client(server.port).request('POST', '/featured', 'item=/articles/2&line=x', **program).status, 200)
        program['Authorization'] = 'Bearer ' + token[:-1]
        self.assertEqual(Client(server.port).request('POST', '/featured', 'item=/articles/2&line=x', **program).status, 403)
        self.assertNotIn(b'a long password', self.archive.read_bytes())
        self.assertNotIn(token.encode(), self.archive.read_bytes())

    def test_too_many_requests_of_one_address(self) -> None:
        server = Server(self.archive, '--behind-proxy', '--rate', '1', '--public-url', 'https://news.example.org')
        self.addCleanup(server.stop)
        client = Client(server.port)
        statuses = [client.get('/articles', Host='news.example.org', X_Forwarded_For='203.0.113.9').status for _ in range(15)]
        self.assertEqual(set(statuses), {200, 429})
        self.assertEqual(client.get('/articles', Host='news.example.org', X_Forwarded_For='203.0.113.10').status, 200)
        self.assertEqual(client.get('/articles', Host='other.example.org', X_Forwarded_For='203.0.113.11').status, 403)
        self.assertIn('https://news.example.org/articles/1', client.get('/articles/1', Host='news.example.org').body.decode())

    def test_guessed_passwords_are_slowed_down(self) -> None:
        server = Server(self.archive, '--require-login')
        self.addCleanup(server.stop)
        client = Client(server.port)
        self.assertIn(429, [client.post('/login', {'name': 'x', 'password': 'y'}).status for _ in range(12)])

    def test_the_built_web_part(self) -> None:
        web = self.folder / 'dist'
        (web / '.vite').mkdir(parents=True)
        (web / 'assets').mkdir()
        (web / '.vite/manifest.json').write_text(json.dumps({'index.html': {'file': 'assets/site-1.js', 'css': ['assets/site-1.css'], 'isEntry': True}}))
        (web / 'assets/site-1.js').write_text('document.title;' * 200)
        (web / 'assets/site-1.css').write_text('body{}')
        server = Server(self.archive, variables={'DATELINE_WEB': str(web)}, web=None)
        self.addCleanup(server.stop)
        client = Client(server.port)
        page = Page(client.get('/').body.decode())
        self.assertIn(('script', {'type': 'module', 'src': '/assets/site-1.js'}), page.tags)
        self.assertIn({'rel': 'stylesheet', 'href': '/assets/site-1.css'}, [a for t, a in page.tags if t == 'link'])
        script = client.get('/assets/site-1.js')
        self.assertEqual(script.getheader('Content-Type'), 'text/javascript; charset=utf-8')
        self.assertIn('immutable', script.getheader('Cache-Control'))
        self.assertEqual(client.get('/assets/.vite/manifest.json').status, 404)

    def test_installed(self) -> None:
        build = pathlib.Path(PROGRAM).parent
        if not (build / 'cmake_install.cmake').is_file():
            self.skipTest('the program is not in its build folder')
        prefix = self.folder / 'prefix'
        done = subprocess.run(['cmake', '--install', build, '--prefix', prefix], capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        moved = prefix.rename(self.folder / 'moved')  # nothing in it knows where it was built or put
        program = moved / 'bin/dateline'
        read = subprocess.run([program, 'read', ROOT / 'examples/stalemate.html'], capture_output=True, cwd=self.folder, env=environment())
        self.assertEqual(read.returncode, 0, read.stderr)
        built = (moved / 'share/dateline/web/dist/.vite/manifest.json').is_file()
        server = Server(self.archive, web=None, program=program)
        self.addCleanup(server.stop)
        page = Page(Client(server.port).get('/').body.decode())
        scripts = [a['src'] for t, a in page.tags if t == 'script']
        self.assertEqual(len(scripts), 1 if built else 0)
        for path in scripts or ['/plain.css']:
            self.assertEqual(Client(server.port).get(path).status, 200)
        # A web part that is not whole is as one that is not there.
        shutil.rmtree(moved / 'share/dateline/web', ignore_errors=True)
        (moved / 'share/dateline/web/dist').mkdir(parents=True)
        plain = Server(self.archive, web=None, program=program)
        self.addCleanup(plain.stop)
        self.assertIn('web', [entry['event'] for entry in plain.head])
        self.assertIn({'rel': 'stylesheet', 'href': '/plain.css'}, [a for t, a in Page(Client(plain.port).get('/').body.decode()).tags if t == 'link'])

    def test_wrong_use(self) -> None:
        self.assertEqual(run('serve', '--archive', self.folder / 'none.db').returncode, 2)
        self.assertEqual(run('serve', '--archive', self.archive, '--listen', 'localhost').returncode, 2)
        server = Server(self.archive)
        self.addCleanup(server.stop)
        taken = run('serve', '--archive', self.archive, '--port', server.port)
        self.assertEqual(taken.returncode, 2)
        self.assertIn(b'--port', taken.stderr)

    def test_examples_of_the_source_tree(self) -> None:
        archive = self.folder / 'examples.db'
        ingest(archive, ROOT / 'examples')
        server = Server(archive)
        self.addCleanup(server.stop)
        client = Client(server.port)
        for article in client.json('/articles.json')['sections']['items']['items']:
            self.assertEqual(client.get(article['href']).status, 200)
            self.assertEqual(client.get(article['href'] + '.bib').status, 200)
        for dispute in client.json('/disputes.json')['sections']['items']['items']:
            self.assertEqual(client.get(dispute['href']).status, 200, dispute)


if __name__ == '__main__':
    unittest.main()
