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


FIRE = [
    ('gazette', '2014-03-05', 'Fire destroys library in Ferndale',
     'A fire destroyed the Carrow Library in Ferndale, Ostland, on Tuesday night, and 40,000 books are lost, the fire chief, Mara '
     'Lindqvist, said. Two people were killed. The blaze at the Carrow Library began in the reading room around 11 pm. A memorial '
     'meeting will be held on March 9.'),
    ('courier', '2014-03-06', 'Ferndale mourns the Carrow Library',
     'People in Ferndale laid books before the ruins of the Carrow Library on Wednesday, a day after a fire destroyed it. Fire chief '
     'Mara Lindqvist said that the blaze began in the reading room. 40,000 books were lost. Three people were killed, police said.'),
    ('herald', '2014-03-10', 'Carrow Library: wiring blamed',
     'Old wiring in the reading room started the fire that destroyed the Carrow Library in Ferndale, Mara Lindqvist, the fire chief, '
     'said. The memorial meeting was postponed. Norway will send books to Ferndale.'),
]


def fire(folder: pathlib.Path, texts: list = FIRE) -> pathlib.Path:
    """Three articles of our own that tell one story."""
    path = folder / 'fire.jsonl'
    with open(path, 'w') as out:
        for paper, day, title, text in texts:
            out.write(json.dumps({'url': f'https://{paper}.example/fire', 'title': title, 'published': day, 'text': text}) + '\n')
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

    def test_stories(self) -> None:
        run('ingest', '--archive', self.archive, fire(self.folder))
        run('ingest', '--archive', self.archive, corpus(self.folder, 12))
        story = next(s for s in records(run('stories', '--archive', self.archive)) if 'Ferndale' in s['label'])
        self.assertEqual((story['articles'], story['first'], story['last']), (3, '2014-03-05', '2014-03-10'))
        articles = records(run('articles', '--archive', self.archive, '--story', story['story']))
        self.assertEqual([a['document'] for a in articles],
                         [f'https://{paper}.example/fire' for paper in ('herald', 'courier', 'gazette')])
        dispute = records(run('disputes', '--archive', self.archive, '--scope', 'story', '--story', story['story']))[0]
        self.assertEqual((dispute['kind'], dispute['about']), ('update', 'killed'))
        due = records(run('schedule', '--archive', self.archive, '--merged', '--story', story['story']))[0]
        self.assertEqual((due['outcome'], due['outcome_words']), ('postponed', 'The memorial meeting was postponed.'))
        later = records(run('schedule', '--archive', self.archive, '--merged', 'dockers'))
        self.assertEqual({row['outcome'] for row in later}, {'overdue'})

    def test_merged_events(self) -> None:
        text = 'Norway recalled its ambassador from Ostland on Monday. The foreign minister of Norway met the foreign minister of Poland in Oslo on March 5.'
        source = self.folder / 'met.jsonl'
        source.write_text(''.join(json.dumps({'url': f'https://{p}.example/met', 'title': 'Norway recalls its ambassador', 'published': '2014-03-06',
                                              'text': f'{text} {p.title()} was told so by the ministry.'}) + '\n' for p in ('gazette', 'courier')))
        run('ingest', '--archive', self.archive, source)
        merged = records(run('events', '--archive', self.archive, '--merged', '--least', 2))
        self.assertTrue(merged)
        number = merged[0]['merged']
        reports = records(run('events', '--archive', self.archive, '--event', number))
        self.assertEqual(len(reports), 2)
        self.assertEqual(sorted(r['reason'] for r in reports)[0], 'first report')
        taken = run('merge', '--archive', self.archive, '--take-out', f"{reports[0]['document']}#{reports[0]['item']}")
        self.assertIn(b'decision 1', taken.stdout, taken.stderr)
        self.assertEqual(len(records(run('events', '--archive', self.archive, '--event', number))), 1)
        self.assertEqual(records(run('merge', '--archive', self.archive, '--list'))[0]['kind'], 'apart')
        self.assertEqual(run('merge', '--archive', self.archive, '--undo', 1).returncode, 0)
        self.assertEqual(len(records(run('events', '--archive', self.archive, '--merged', '--least', 2))), len(merged))

    def test_revisions(self) -> None:
        run('ingest', '--archive', self.archive, fire(self.folder))
        paper, day, title, text = FIRE[0]
        run('ingest', '--archive', self.archive, fire(self.folder, [(paper, day, title, text.replace('Two people', 'Five people'))]))
        key = 'https://gazette.example/fire'
        self.assertEqual([r['revision'] for r in records(run('revisions', '--archive', self.archive, key))], [2, 1])
        differences = records(run('revisions', '--archive', self.archive, key, '--diff'))
        self.assertEqual([m['text'] for m in differences[0]['marks']], ['Two', 'Five', 'people were killed.'])
        self.assertIn(('figure', 'raised', '2', '5'), {(d['part'], d['change'], d.get('before'), d.get('after')) for d in differences})
        self.assertIn(b'~ [-Two-] {+Five+} people', run('revisions', '--archive', self.archive, key, '--diff', 1, 2, '--format', 'text').stdout)
        self.assertEqual(run('revisions', '--archive', self.archive, 'none', '--diff').returncode, 1)

    def test_another_date_is_read_once(self) -> None:
        run('ingest', '--archive', self.archive, fire(self.folder))
        moved = fire(self.folder, [(FIRE[0][0], '2014-03-04', *FIRE[0][2:])])
        self.assertIn(b'1 revised', run('ingest', '--archive', self.archive, moved).stderr)
        self.assertIn(b'1 unchanged', run('ingest', '--archive', self.archive, moved).stderr)
        self.assertEqual(records(run('changes', '--archive', self.archive))[-1]['kind'], 'metadata')

    def test_reread_verify_remove(self) -> None:
        run('ingest', '--archive', self.archive, PAGE, fire(self.folder))
        before = run('events', '--archive', self.archive).stdout
        self.assertIn(b'0 with faults', run('verify', '--archive', self.archive).stdout)
        self.assertEqual(run('reread', '--archive', self.archive).returncode, 1)  # all is of this program
        again = run('reread', '--archive', self.archive, '--all', '--jobs', 2)
        self.assertIn(b'4 read again, 0 refused', again.stderr)
        self.assertEqual(records(run('changes', '--archive', self.archive))[-1]['kind'], 'reread')
        drop = ('merged', 'reason', 'story')  # numbers of merged events may have gone to others
        bare = [{k: v for k, v in json.loads(line).items() if k not in drop} for line in before.splitlines()]
        now = [{k: v for k, v in row.items() if k not in drop} for row in records(run('events', '--archive', self.archive))]
        self.assertEqual(sorted(map(str, now)), sorted(map(str, bare)))
        self.assertIn(b'0 with faults', run('verify', '--archive', self.archive).stdout)
        gone = run('remove', '--archive', self.archive, 'https://gazette.example/fire', 'https://none.example/')
        self.assertEqual(gone.returncode, 3)
        self.assertIn(b'no such document', gone.stderr)
        self.assertEqual(documents(self.archive), 3)
        last = records(run('changes', '--archive', self.archive))[-1]
        self.assertEqual((last['kind'], last['document']), ('removed', 'https://gazette.example/fire'))
        self.assertEqual(run('search', '--archive', self.archive, '"around 11 pm"').returncode, 1)

    def test_facets_and_boxes(self) -> None:
        run('ingest', '--archive', self.archive, corpus(self.folder, 12))
        counts = {r['value']: r['count'] for r in records(run('events', '--archive', self.archive, '--facets', 'type'))}
        self.assertEqual(sum(counts.values()), len(records(run('events', '--archive', self.archive, '--limit', 1000))))
        self.assertEqual(run('figures', '--archive', self.archive, '--facets', 'status').returncode, 2)
        north = records(run('events', '--archive', self.archive, '--box', '0,54,30,70'))
        self.assertTrue(north)
        self.assertTrue(all(54 <= r['lat'] <= 70 for r in north))

    def test_a_folder_that_cannot_be_written(self) -> None:
        """Readers of a read-only folder see all; a writer is told which file and why."""
        run('ingest', '--archive', self.archive, fire(self.folder))
        self.archive.chmod(0o444)
        self.folder.chmod(0o555)
        try:
            somebody = {'user': 65534} if os.geteuid() == 0 else {}  # root may write everywhere

            def as_somebody(*arguments: object) -> subprocess.CompletedProcess:
                return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=120, cwd='/', env=environment(), **somebody)

            if as_somebody('--version').returncode != 0:
                self.skipTest('no other user may run the program')
            self.assertEqual(len(records(as_somebody('articles', '--archive', self.archive))), 3)
            refused = as_somebody('ingest', '--archive', self.archive, PAGE)
            self.assertEqual(refused.returncode, 2)
            self.assertIn(b'a.db: cannot be opened to write', refused.stderr)
        finally:
            self.folder.chmod(0o755)

    def test_kills(self) -> None:
        """Killed at any moment, taken up again: nothing that was committed is lost, nothing is there twice, and the groups are those
        of a run that nobody killed."""
        source = corpus(self.folder, 1500)
        chance = random.Random(7)
        before = 0
        for _ in range(KILLS):
            process = subprocess.Popen([PROGRAM, 'ingest', '--archive', self.archive, source, '--quiet'], env=environment(),
                                       stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.02, 1.5))  # some before the first commit, some after the second
            process.send_signal(signal.SIGKILL)
            process.wait()
            if self.archive.exists() and run('articles', '--archive', self.archive, '--limit', 1).returncode in (0, 1):
                now = documents(self.archive)
                self.assertGreaterEqual(now, before)
                before = now
                if now == 1500:  # nothing is left to be killed at
                    for ending in ('', '-wal', '-shm'):
                        pathlib.Path(f'{self.archive}{ending}').unlink(missing_ok=True)
                    before = 0
        self.assertEqual(run('ingest', '--archive', self.archive, source).returncode, 0)
        self.assertEqual(documents(self.archive), 1500)
        whole = self.folder / 'whole.db'
        run('ingest', '--archive', whole, source)
        for what in (['articles'], ['events'], ['stories'], ['events', '--merged'], ['schedule', '--merged'], ['disputes']):
            ours, theirs = (run(*what, '--archive', a, '--limit', 10000).stdout for a in (self.archive, whole))
            self.assertEqual(ours, theirs, what)

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
