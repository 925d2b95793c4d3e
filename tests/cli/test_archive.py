"""Archives on the command line: ingest, kills, faults of the disk, lists and their formats."""
import csv
import io
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import tempfile
import time
import unittest

from program import PAGE, PROGRAM, environment, records, run

KILLS = int(os.environ.get('DATELINE_TEST_KILLS', '25'))


def corpus(folder: pathlib.Path, count: int) -> pathlib.Path:
    """A JSON Lines file of `count` short articles of our own."""
    towns = ['Bergen', 'Malmo', 'Gdansk', 'Porto', 'Split', 'Varna']
    path = folder / 'corpus.jsonl'
    with open(path, 'w') as out:
        for i in range(count):
            text = (f'Dockers marched in {towns[i % 6]} on Monday. The union said {100 + i} people took part. '
                    f'Norway will hold talks with Poland on May {i % 28 + 1}, 2014.')
            out.write(json.dumps({'id': f'a{i}', 'url': f'https://gazette.example/{i}', 'title': f'March number {i}',
                                  'published': '2014-03-07', 'text': text}) + '\n')
    return path


def documents(archive: pathlib.Path) -> int:
    result = run('check', '--archive', archive)
    assert result.returncode == 0, result.stderr
    return int(result.stdout.decode().split('sound; ')[1].split()[0])


class ArchiveTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.archive = self.folder / 'a.db'

    def test_a_page_twice(self) -> None:
        first = run('ingest', '--archive', self.archive, PAGE)
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertIn(b'1 added, 0 revised, 0 unchanged', first.stderr)
        self.assertIn(b'0 added, 0 revised, 1 unchanged', run('ingest', '--archive', self.archive, PAGE).stderr)
        self.assertEqual([p.name for p in self.folder.iterdir()], ['a.db'])  # one file, nothing beside it

    def test_lists_hold_what_the_record_holds(self) -> None:
        run('ingest', '--archive', self.archive, PAGE)
        record = records(run('read', PAGE, '--format', 'jsonl'))[0]
        for what in ('events', 'statements', 'figures', 'disputes', 'schedule'):
            rows = records(run(what, '--archive', self.archive, '--limit', 1000))
            self.assertEqual(sorted(row['item'] for row in rows), sorted(item['id'] for item in record[what]), what)
        event = next(r for r in records(run('events', '--archive', self.archive)) if r['item'] == 'v1')
        self.assertIn(event['words'], record['article']['text'])

    def test_formats(self) -> None:
        run('ingest', '--archive', self.archive, corpus(self.folder, 12))
        table = run('events', '--archive', self.archive, '--format', 'table').stdout.decode()
        self.assertTrue(table.startswith('date_from'))
        rows = list(csv.DictReader(io.StringIO(run('events', '--archive', self.archive, '--format', 'csv').stdout.decode())))
        self.assertGreaterEqual(len(rows), 12)
        collection = json.loads(run('events', '--archive', self.archive, '--format', 'geojson').stdout)
        self.assertEqual(collection['type'], 'FeatureCollection')
        longitude, latitude = collection['features'][0]['geometry']['coordinates']
        self.assertTrue(-180 <= longitude <= 180 and -90 <= latitude <= 90)

    def test_search(self) -> None:
        run('ingest', '--archive', self.archive, corpus(self.folder, 12))
        found = records(run('search', '--archive', self.archive, 'dockers varna'))
        self.assertEqual({row['document'] for row in found}, {'https://gazette.example/5', 'https://gazette.example/11'})
        self.assertIn('Varna', found[0]['snippet'])
        self.assertEqual(run('search', '--archive', self.archive, 'zeppelin').returncode, 1)
        wrong = run('search', '--archive', self.archive, '"open')
        self.assertEqual(wrong.returncode, 2)
        self.assertIn(b'quotation marks', wrong.stderr)

    def test_pages_of_a_list(self) -> None:
        run('ingest', '--archive', self.archive, corpus(self.folder, 12))
        seen, after = [], None
        while True:
            page = run('articles', '--archive', self.archive, '--limit', 5, *(['--after', after] if after else []))
            seen += [row['document'] for row in records(page)]
            if b'--after' not in page.stderr:
                break
            after = page.stderr.decode().split("'")[1]
        self.assertEqual(len(seen), 12)
        self.assertEqual(len(set(seen)), 12)

    def test_changes(self) -> None:
        source = corpus(self.folder, 3)
        run('ingest', '--archive', self.archive, source)
        first = run('changes', '--archive', self.archive, '--limit', 2)
        self.assertEqual([row['kind'] for row in records(first)], ['added', 'added'])
        cursor = records(first)[-1]['cursor']
        self.assertIn(f"--since '{cursor}'".encode(), first.stderr)
        source.write_text(source.read_text().replace('March number 1', 'March and strike number 1', 1))
        run('ingest', '--archive', self.archive, source)
        rest = records(run('changes', '--archive', self.archive, '--since', cursor))
        self.assertEqual([(row['kind'], row['revision']) for row in rest], [('added', 1), ('revised', 2)])
        self.assertEqual(rest[-1]['headline'], 'March and strike number 1')
        self.assertEqual(run('changes', '--archive', self.archive, '--since', rest[-1]['cursor']).returncode, 1)

    def test_kills(self) -> None:
        """Killed at any moment, taken up again: nothing that was committed is lost, nothing is there twice."""
        source = corpus(self.folder, 1500)
        chance = random.Random(7)
        before = 0
        for _ in range(KILLS):
            process = subprocess.Popen([PROGRAM, 'ingest', '--archive', self.archive, source, '--quiet'], env=environment(),
                                       stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.02, 0.25))
            process.send_signal(signal.SIGKILL)
            process.wait()
            if self.archive.exists() and run('articles', '--archive', self.archive, '--limit', 1).returncode in (0, 1):
                now = documents(self.archive)
                self.assertGreaterEqual(now, before)
                before = now
        self.assertEqual(run('ingest', '--archive', self.archive, source).returncode, 0)
        self.assertEqual(documents(self.archive), 1500)

    def test_a_second_writer_is_told(self) -> None:
        process = subprocess.Popen([PROGRAM, 'ingest', '--archive', self.archive, '-', '--quiet'], env=environment(),
                                   stdin=subprocess.PIPE)
        try:
            for _ in range(400):
                if self.archive.exists():
                    break
                time.sleep(0.05)
            second = run('ingest', '--archive', self.archive, PAGE)
            self.assertEqual(second.returncode, 2)
            self.assertIn(b'another program writes', second.stderr)
        finally:
            process.communicate(b'')

    def test_full_disk(self) -> None:
        """Where no more can be written, the run ends with the reason and what was committed stays."""
        first = corpus(self.folder, 30)
        run('ingest', '--archive', self.archive, first)
        size = self.archive.stat().st_size

        def small() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 65536, size + 65536))

        more = corpus(self.folder, 3000)
        result = subprocess.run([PROGRAM, 'ingest', '--archive', self.archive, more], env=environment(), capture_output=True,
                                preexec_fn=small, timeout=120)
        self.assertEqual(result.returncode, 2)
        self.assertIn(b'a.db', result.stderr)
        self.assertGreaterEqual(documents(self.archive), 30)
        self.assertEqual(run('ingest', '--archive', self.archive, more).returncode, 0)
        self.assertEqual(documents(self.archive), 3000)

    def test_wrong_files(self) -> None:
        self.assertEqual(run('events', '--archive', self.folder / 'none.db').returncode, 2)
        self.assertEqual(run('ingest', '--archive', '/no/such/folder/a.db', PAGE).returncode, 2)
        text = self.folder / 'text.db'
        text.write_text('no archive ' * 1000)
        result = run('events', '--archive', text)
        self.assertEqual(result.returncode, 2)
        self.assertIn(b'is not a dateline archive', result.stderr)


if __name__ == '__main__':
    unittest.main()
