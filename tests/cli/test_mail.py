"""Mail of the site, against a real SMTP server: sharing, the mailing list from asking to leaving, digests, kills, bounces, TLS."""
import email
import email.header
import email.message
import email.policy
import json
import os
import pathlib
import random
import re
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
import urllib.parse

from program import PROGRAM, environment, run
from site_server import SCRIPT_HEADLINE, Client, Server, articles, ingest

SYSTEM_PYTHON = '/usr/bin/python3'  # Debian's packages are for this one
KILLS = int(os.environ.get('DATELINE_TEST_KILLS', '25'))


class Sink:
    def __init__(self, folder: pathlib.Path, *arguments: object) -> None:
        self.path = folder / 'messages.jsonl'
        self.path.touch()
        script = pathlib.Path(__file__).with_name('smtp_sink.py')
        self.process = subprocess.Popen([SYSTEM_PYTHON, script, self.path, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.url = f'smtp://127.0.0.1:{int(self.process.stdout.readline())}'

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stdout.close()

    def taken(self) -> list[dict]:
        return [json.loads(line) for line in self.path.read_text().splitlines()]

    def wait(self, count: int, seconds: float = 15) -> list[dict]:
        end = time.monotonic() + seconds
        while len(self.taken()) < count and time.monotonic() < end:
            time.sleep(0.05)
        return self.taken()


def read(taken: dict) -> email.message.EmailMessage:
    return email.message_from_string(taken['message'], policy=email.policy.default)


class MailTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.archive = self.folder / 'a.db'
        ingest(self.archive, articles(self.folder))

    def sink(self, *arguments: object) -> Sink:
        sink = Sink(self.folder, *arguments)
        self.addCleanup(sink.stop)
        return sink

    def serve(self, sink: Sink, *arguments: object) -> Client:
        self.server = Server(self.archive, '--smtp', sink.url, '--mail-from', 'news@site.example', *arguments)
        self.addCleanup(self.server.stop)
        return Client(self.server.port)

    def wait_for(self, sql: str, rows: list[tuple]) -> None:
        end = time.monotonic() + 15
        while self.sql(sql) != rows and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(self.sql(sql), rows)

    def digest(self, sink: Sink, *arguments: object) -> subprocess.CompletedProcess:
        return run('digest', '--archive', self.archive, '--smtp', sink.url, '--mail-from', 'news@site.example', '--public-url', 'https://news.example.org', *arguments)

    def sql(self, text: str, *values: object) -> list[tuple]:
        with sqlite3.connect(self.archive, timeout=10) as database:
            rows = database.execute(text, values).fetchall()
        database.close()
        return rows

    def more_news(self) -> None:
        more = self.folder / 'more'
        more.mkdir(exist_ok=True)
        count = self.sql('SELECT count(*) FROM document')[0][0]
        ingest(self.archive, articles(more, count + 3))

    def subscribe(self, client: Client, sink: Sink, address: str, path: str = '/search?q=ministry') -> None:
        before = len(sink.taken())
        self.assertEqual(client.post('/subscribe', {'list': path, 'email': address, 'every': 'day'}).status, 200)
        asked = read(sink.wait(before + 1)[-1])
        link = urllib.parse.urlparse(re.search(r'http://\S+/confirm\S+', asked.get_body(('plain',)).get_content()).group())
        self.assertEqual(client.post(f'{link.path}?{link.query}', {}).status, 200)

    def test_an_item_by_mail(self) -> None:
        sink = self.sink()
        client = self.serve(sink)
        sent = client.post('/email', {'item': '/articles/1', 'to': 'reader@example.org', 'from': 'Zoë "Z"\r\nBcc: x@example.org', 'note': 'Read <this>\r\n.\r\n\r\nQUIT'})
        self.assertEqual(sent.status, 200, sent.body)
        taken = sink.wait(1)
        self.assertEqual(len(taken), 1)
        self.assertEqual((taken[0]['from'], taken[0]['to']), ('news@site.example', ['reader@example.org']))
        message = read(taken[0])
        self.assertEqual(message['Subject'], SCRIPT_HEADLINE)
        self.assertEqual(set(message.keys()), {'Date', 'From', 'To', 'Subject', 'Message-ID', 'Auto-Submitted', 'MIME-Version', 'Content-Type'})
        self.assertEqual(message.get_content_type(), 'multipart/alternative')
        self.assertEqual(message.defects, [])
        text, html = message.get_body(('plain',)).get_content(), message.get_body(('html',)).get_content()
        self.assertIn(f'http://127.0.0.1:{client.port}/articles/1', text)
        self.assertIn('Read <this>', text)
        self.assertIn('Zoë', text)
        self.assertNotIn('<script', html)
        self.assertIn('Read &lt;this&gt;', html)
        for line in taken[0]['message'].split('\r\n'):
            self.assertLessEqual(len(line), 998)
            line.encode('ascii')

    def test_wrong_addresses(self) -> None:
        sink = self.sink()
        client = self.serve(sink)
        for address in ('', 'reader', 'a@b', 'a@example.org, b@example.org', 'a@example.org\r\nRCPT TO:<b@example.org>', '<a@example.org>'):
            self.assertEqual(client.post('/email', {'item': '/articles/1', 'to': address}).status, 400, address)
        self.assertEqual(client.post('/email', {'item': '/nothing', 'to': 'a@example.org'}).status, 404)
        self.assertEqual(client.post('/subscribe', {'list': '/articles/1', 'email': 'a@example.org', 'every': 'day'}).status, 400)
        time.sleep(0.3)
        self.assertEqual(sink.taken(), [])

    def test_nobody_is_flooded(self) -> None:
        sink = self.sink()
        client = self.serve(sink)
        statuses = [client.post('/email', {'item': '/articles/1', 'to': 'reader@example.org'}).status for _ in range(7)]
        self.assertEqual(statuses, [200] * 5 + [429] * 2)

    def test_without_a_mail_server(self) -> None:
        server = Server(self.archive)
        self.addCleanup(server.stop)
        client = Client(server.port)
        self.assertEqual(client.post('/email', {'item': '/articles/1', 'to': 'a@example.org'}).status, 503)
        self.assertIn('sends no mail', client.get('/email?item=/articles/1').body.decode())
        self.assertEqual(run('serve', '--archive', self.archive, '--smtp', 'smtp://localhost').returncode, 2)

    def test_the_mailing_list(self) -> None:
        sink = self.sink()
        client = self.serve(sink, '--no-digests')
        self.assertEqual(client.post('/subscribe', {'list': '/search?q=ministry', 'email': 'reader@example.org', 'every': 'day'}).status, 200)
        asked = read(sink.wait(1)[0])
        link = urllib.parse.urlparse(re.search(r'http://\S+/confirm\S+', asked.get_body(('plain',)).get_content()).group())
        confirm = f'{link.path}?{link.query}'
        self.assertEqual(client.get(confirm).status, 200)  # a scanner's visit subscribes nobody
        self.assertEqual(self.sql('SELECT state FROM subscriber'), [('asked',)])
        self.assertEqual(client.post(confirm[:-1], {}).status, 400)
        self.assertEqual(client.post(confirm, {}).status, 200)
        self.assertEqual(self.sql('SELECT state FROM subscriber'), [('active',)])
        # Nothing is due yet; then due without news; then with news, once.
        self.assertIn(b'0 digests due', self.digest(sink).stderr)
        self.sql('UPDATE subscriber SET due = 1000')
        self.assertIn(b'1 without news', self.digest(sink).stderr)
        self.more_news()
        self.sql('UPDATE subscriber SET due = 2000')
        done = self.digest(sink)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b'0 digests due', self.digest(sink).stderr)
        taken = sink.wait(2)
        self.assertEqual(len(taken), 2)
        message = read(taken[1])
        text = message.get_body(('plain',)).get_content()
        self.assertEqual(len(re.findall(r'https://news\.example\.org/articles/\d+', text)), 3)  # the new ones only
        self.assertEqual(message['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click')
        leave = urllib.parse.urlparse(message['List-Unsubscribe'].strip('<>'))
        self.assertIn(leave.geturl(), message.get_body(('html',)).get_content().replace('&amp;', '&'))
        # A visit ends nothing; one click of a mail program, without cookies, does.
        path = f'{leave.path}?{leave.query}'
        self.assertEqual(client.get(path).status, 200)
        self.assertEqual(self.sql('SELECT state FROM subscriber'), [('active',)])
        plain = Client(client.port)
        self.assertEqual(plain.request('POST', path[:-1], 'List-Unsubscribe=One-Click', Content_Type='application/x-www-form-urlencoded').status, 400)
        self.assertEqual(plain.request('POST', path, 'List-Unsubscribe=One-Click', Content_Type='application/x-www-form-urlencoded').status, 200)
        self.assertEqual(self.sql('SELECT state FROM subscriber'), [('ended',)])
        self.assertEqual(plain.request('POST', path, 'List-Unsubscribe=One-Click', Content_Type='application/x-www-form-urlencoded').status, 200)
        self.more_news()
        self.sql('UPDATE subscriber SET due = 1000')
        self.assertIn(b'0 digests due', self.digest(sink).stderr)

    def test_the_site_sends_digests_when_they_are_due(self) -> None:
        sink = self.sink()
        client = self.serve(sink)
        self.subscribe(client, sink, 'day@example.org')
        self.subscribe(client, sink, 'week@example.org', '/articles')
        self.sql("UPDATE subscriber SET every = 'week' WHERE email = 'week@example.org'")
        self.server.stop()
        self.more_news()
        now = int(time.time())
        self.sql("UPDATE subscriber SET due = ? WHERE email = 'day@example.org'", now + 3)
        self.sql("UPDATE subscriber SET due = ? WHERE email = 'week@example.org'", now - 40 * 86400)  # the site was down for weeks
        client = self.serve(sink)
        taken = sink.wait(4)
        self.assertEqual([t['to'] for t in taken[2:]], [['week@example.org'], ['day@example.org']])
        self.assertGreaterEqual(time.time(), now + 3)
        self.assertIn(f'http://127.0.0.1:{client.port}/articles/', read(taken[3]).get_body(('plain',)).get_content())
        due = dict(self.sql('SELECT email, due FROM subscriber'))
        self.assertEqual(due['day@example.org'], now + 3 + 86400)
        self.assertEqual(due['week@example.org'], now + 2 * 86400)  # the first of its days that is ahead: one digest, not six
        self.wait_for("SELECT count(*) FROM outbox WHERE state = 'queued'", [(0,)])
        self.server.stop()
        # Neither a restart nor the command sends it again.
        self.serve(sink)
        self.assertIn(b'0 digests due', self.digest(sink).stderr)
        self.server.stop()
        self.assertEqual(len(sink.taken()), 4)

    def test_digests_left_to_cron(self) -> None:
        sink = self.sink()
        client = self.serve(sink)
        self.subscribe(client, sink, 'reader@example.org')
        self.server.stop()
        self.more_news()
        self.sql('UPDATE subscriber SET due = 1000')
        client = self.serve(sink, '--no-digests')
        client.post('/email', {'item': '/articles/1', 'to': 'other@example.org'})
        self.assertEqual([t['to'] for t in sink.wait(2)], [['reader@example.org'], ['other@example.org']])
        self.assertEqual(self.sql('SELECT due FROM subscriber'), [(1000,)])
        self.assertIn(b'1 digests due', self.digest(sink).stderr)

    def test_a_killed_site_sends_each_digest_once(self) -> None:
        sink = self.sink('--pause', '0.005')
        client = self.serve(sink)
        self.subscribe(client, sink, 'reader0@example.org')
        self.server.stop()
        for i in range(1, 30):
            self.sql("INSERT INTO subscriber (email, list, title, every, state, asked, confirmed, cursor, due) "
                     "SELECT ?, list, title, every, state, asked, confirmed, cursor, due FROM subscriber WHERE id = 1", f'reader{i}@example.org')
        self.more_news()
        self.sql('UPDATE subscriber SET due = 1000')
        before = len(sink.taken())
        chance = random.Random(5)
        for _ in range(KILLS):
            self.serve(sink, '--public-url', 'https://news.example.org')
            time.sleep(chance.uniform(0.005, 0.15))
            self.server.stop(signal.SIGKILL)
        self.serve(sink, '--public-url', 'https://news.example.org')
        sink.wait(before + 30)
        self.wait_for("SELECT count(*) FROM outbox WHERE state = 'queued'", [(0,)])
        digests = [(message['to'][0], read(message)['Message-ID']) for message in sink.taken()[before:]]
        self.assertEqual(sorted({to for to, _ in digests}), sorted(f'reader{i}@example.org' for i in range(30)))
        self.assertEqual(len(set(digests)), 30)

    def test_a_saved_search_is_renamed_and_removed(self) -> None:
        sink = self.sink()
        client = self.serve(sink)
        saved = json.loads(client.post('/saved', {'path': '/search?q=ministry', 'title': 'Ministries'}).body)
        path = saved['href']
        self.subscribe(client, sink, 'reader@example.org', path)
        self.assertEqual(client.json('/saved.json')['sections']['items']['items'][0]['subscribers'], 1)
        self.assertEqual(client.post(path, {'title': ''}).status, 400)
        self.assertEqual(client.post(path, {'title': 'All ministries'}).status, 200)
        self.assertEqual(client.json(path + '.json')['title'], 'All ministries')
        self.assertEqual(self.sql('SELECT title FROM subscriber'), [('All ministries',)])
        self.assertEqual(client.get(client.json(path + '.json')['functions']['change']).status, 200)
        self.assertEqual(client.post(path, {'remove': '1'}).status, 200)
        self.assertEqual(client.get(path).status, 404)
        self.assertEqual(client.post(path, {'remove': '1'}).status, 404)
        last = read(sink.wait(2)[1])
        self.assertEqual((last['To'], last['Subject']), ('reader@example.org', 'No more digests: All ministries'))
        self.assertEqual(self.sql('SELECT state FROM subscriber'), [('ended',)])
        # Another search does not get its number.
        again = json.loads(client.post('/saved', {'path': '/search?q=parliament', 'title': 'Parliaments'}).body)
        self.assertNotEqual(again['href'], path)

    def test_links_expire(self) -> None:
        sink = self.sink()
        client = self.serve(sink)
        client.post('/subscribe', {'list': '/articles', 'email': 'reader@example.org', 'every': 'week'})
        asked = read(sink.wait(1)[0])
        token = re.search(r'confirm\?t=(\S+)', asked.get_body(('plain',)).get_content()).group(1)
        content, expires, signature = token.split('.')
        self.assertLess(abs(int(expires) - time.time() - 7 * 86400), 60)
        for wrong in (f'{content}.{int(expires) + 1}.{signature}', f'2.{expires}.{signature}'):
            self.assertEqual(client.post('/confirm?t=' + wrong, {}).status, 400)

    def test_addresses_that_do_not_exist(self) -> None:
        sink = self.sink()
        client = self.serve(sink)
        client.post('/subscribe', {'list': '/articles', 'email': 'nobody@example.org', 'every': 'day'})
        self.wait_for('SELECT state FROM subscriber', [('bounced',)])
        self.assertEqual(self.sql('SELECT state FROM outbox'), [('failed',)])

    def test_tries_again_later(self) -> None:
        sink = self.sink()
        client = self.serve(sink)
        client.post('/email', {'item': '/articles/1', 'to': 'full@example.org'})
        self.wait_for('SELECT tries FROM outbox', [(1,)])
        state, tries, next_try, error = self.sql('SELECT state, tries, next_try, error FROM outbox')[0]
        self.assertEqual((state, tries), ('queued', 1))
        self.assertGreater(next_try, time.time() + 30)
        self.assertIn('452', error)

    def test_reports_of_failed_delivery(self) -> None:
        sink = self.sink()
        client = self.serve(sink)
        self.subscribe(client, sink, 'reader@example.org')
        known = read(sink.taken()[0])['Message-ID']

        def report(recipient: str, action: str, status: str, message_id: str) -> bytes:
            return (f'From: mailer@mx.example\r\nMessage-ID: <dsn@mx.example>\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n'
                    f'Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\n'
                    f'Action: {action}\r\nStatus: {status}\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID:\r\n {message_id}\r\n--b--\r\n').encode()

        for wrong in (report('reader@example.org', 'delayed', '4.2.2', known), report('other@example.org', 'failed', '5.1.1', known),
                      report('reader@example.org', 'failed', '5.1.1', '<guess@site.example>'), b'nonsense'):
            self.assertEqual(run('bounce', '--archive', self.archive, stdin=wrong).returncode, 1)
        self.assertEqual(self.sql('SELECT state FROM subscriber'), [('active',)])
        self.assertEqual(run('bounce', '--archive', self.archive, stdin=report('reader@example.org', 'failed', '5.1.1', known)).returncode, 0)
        self.assertEqual(self.sql('SELECT state FROM subscriber'), [('bounced',)])

    def test_killed_digests(self) -> None:
        sink = self.sink('--pause', '0.005')
        client = self.serve(sink, '--no-digests')
        self.subscribe(client, sink, 'reader0@example.org')
        for i in range(1, 40):
            self.sql("INSERT INTO subscriber (email, list, title, every, state, asked, confirmed, cursor, due) "
                     "SELECT ?, list, title, every, state, asked, confirmed, cursor, due FROM subscriber WHERE id = 1", f'reader{i}@example.org')
        self.more_news()
        self.sql('UPDATE subscriber SET due = 1000')
        before = len(sink.taken())
        command = [PROGRAM, 'digest', '--archive', str(self.archive), '--smtp', sink.url, '--mail-from', 'news@site.example', '--public-url', 'https://news.example.org']
        chance = random.Random(3)
        for _ in range(KILLS):
            process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment(), cwd=self.folder)
            time.sleep(chance.uniform(0.005, 0.15))
            process.send_signal(signal.SIGKILL)
            process.wait()
        last = self.digest(sink)
        self.assertEqual(last.returncode, 0, last.stderr)
        self.wait_for("SELECT count(*) FROM outbox WHERE state = 'queued'", [(0,)])
        digests = [(message['to'][0], read(message)['Message-ID']) for message in sink.taken()[before:]]
        self.assertEqual(sorted({to for to, _ in digests}), sorted(f'reader{i}@example.org' for i in range(40)))
        self.assertEqual(len(set(digests)), 40)  # the same message, if it was sent twice
        self.assertEqual(run('check', '--archive', self.archive).returncode, 0)

    def test_encrypted_with_a_login(self) -> None:
        certificate = self.folder / 'certificate.pem'
        made = subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1',
                               '-keyout', self.folder / 'key.pem', '-out', self.folder / 'only.pem'], capture_output=True)
        self.assertEqual(made.returncode, 0, made.stderr)
        certificate.write_text((self.folder / 'key.pem').read_text() + (self.folder / 'only.pem').read_text())
        sink = self.sink('--certificate', certificate, '--login')
        client = self.serve(sink, '--smtp-tls', 'always', '--smtp-ca', self.folder / 'only.pem', '--smtp-user', 'site', '--smtp-password', 'secret')
        client.post('/email', {'item': '/events/1-v1', 'to': 'reader@example.org'})
        taken = sink.wait(1)
        self.assertEqual([(t['tls'], t['user']) for t in taken], [(True, True)])
        self.server.stop()
        # A certificate that nobody vouches for is not trusted, and a name that is refused sends nothing.
        for wrong in (('--smtp-password', 'secret'), ('--smtp-ca', self.folder / 'only.pem', '--smtp-password', 'wrong')):
            self.sql('DELETE FROM outbox')
            client = self.serve(sink, '--smtp-tls', 'always', '--smtp-user', 'site', *wrong)
            client.post('/email', {'item': '/events/1-v1', 'to': 'second@example.org'})
            self.wait_for('SELECT state, tries FROM outbox', [('queued', 1)])
            self.server.stop()
        self.assertEqual(len(sink.taken()), 1)


if __name__ == '__main__':
    unittest.main()
