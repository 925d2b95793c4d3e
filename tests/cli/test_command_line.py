"""The program as a user calls it: outputs, exit statuses, bad input."""
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from program import PAGE, ROOT, records, run


class Reading(unittest.TestCase):
    def test_html_page(self):
        result = run('read', PAGE)
        self.assertEqual(result.returncode, 0, result.stderr)
        record, = records(result)
        self.assertEqual(record['article']['headline'], 'Obama and Putin stay apart over Crimea')
        self.assertEqual(record['article']['published']['value'][:10], '2014-03-07')
        self.assertIn('modified', record['article'])
        kinds = {f['kind'] for f in record['article']['furniture']}
        self.assertTrue({'email', 'print', 'share', 'feedback'} <= kinds, kinds)
        self.assertNotIn('Email Article', record['article']['text'])
        self.assertTrue(record['events'] and record['statements'] and record['figures'] and record['schedule'])

    def test_saved_text_page(self):
        record, = records(run('read', ROOT / 'examples/ceasefire.txt'))
        self.assertEqual(record['source']['format'], 'text')
        self.assertNotIn('mailing list', record['article']['text'])
        self.assertEqual(record['article']['modified']['value'][:10], '2014-09-06')

    def test_jsonl_keeps_ids_text_and_order(self):
        documents = [{'id': f'd{i}', 'text': f'Police arrested {i} protesters in Minsk on Friday. Größe bleibt.',
                      'published': '2020-08-14'} for i in range(2, 60)]
        corpus = '\n'.join(json.dumps(d) for d in documents).encode()
        one, eight = run('read', '-', '--jobs', '1', stdin=corpus), run('read', '-', '--jobs', '8', stdin=corpus)
        self.assertEqual(one.stdout, eight.stdout)
        got = records(eight)
        self.assertEqual([r['id'] for r in got], [d['id'] for d in documents])
        self.assertEqual([r['article']['text'] for r in got], [d['text'] for d in documents])

    def test_date_given_for_an_old_article_is_kept(self):
        line = json.dumps({'id': 'old', 'published': '1956-11-04', 'text': 'Soviet troops attacked Hungary yesterday.'})
        record, = records(run('read', '-', stdin=line.encode()))
        self.assertEqual(record['article']['published']['value'], '1956-11-04')
        self.assertEqual(record['events'][0]['time']['from'], '1956-11-03')

    def test_folder_gzip_and_formats(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, 'b.html').write_bytes(PAGE.read_bytes())
            pathlib.Path(folder, 'a.html.gz').write_bytes(gzip.compress(PAGE.read_bytes()))
            lines = run('read', folder, '--format', 'jsonl')
            self.assertEqual(len(records(lines)), 2)
            array = run('read', folder, '--format', 'json')
            self.assertEqual(json.loads(array.stdout), records(lines))
            text = run('read', folder, '--format', 'text').stdout.decode()
            self.assertIn('Events (', text)
            self.assertIn('Where accounts differ', text)
            self.assertNotIn('\x1b', text)

    def test_limit_and_stats(self):
        result = run('read', ROOT / 'examples', '--limit', '2', '--stats')
        self.assertEqual(len(records(result)), 2)
        self.assertIn(b'documents 2 read, 0 refused', result.stderr)

    def test_records_hold_to_schema_and_spans(self):
        result = run('read', ROOT / 'examples')
        check = subprocess.run([sys.executable, ROOT / 'tools/check_records'], input=result.stdout, capture_output=True)
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr)


class Languages(unittest.TestCase):
    TEXT = ('Die Hafenarbeiter zogen am Montag durch die Stadt. "Wir geben nicht nach", sagte der Vorsitzende der Gewerkschaft. Nach seinen Angaben '
            'nahmen dreihundert Menschen teil, und die Polizei nahm zwei von ihnen fest. Der Zug endete vor dem Rathaus.')

    def test_other_languages_are_told_of_and_left_alone(self):
        page = f'<html lang="en"><head><title>Streik</title></head><body><article><h1>Streik</h1><p>{self.TEXT}</p></article></body></html>'
        record, = records(run('read', '-', '--format', 'jsonl', stdin=page.encode()))
        self.assertEqual(record['article']['language'], 'de')
        self.assertEqual([w['code'] for w in record['warnings']], ['other-language'])
        self.assertEqual(record['statements'] + record['figures'] + record['events'], [])
        self.assertIn('Hafenarbeiter', record['article']['text'])


class OtherCommands(unittest.TestCase):
    def test_verify(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, 'records.jsonl')
            path.write_bytes(run('read', ROOT / 'examples').stdout)
            good = run('verify', path, '--source', ROOT / 'examples')
            self.assertEqual(good.returncode, 0, good.stderr)
            first = json.loads(path.read_text().splitlines()[0])
            first['sentences'][0] = [0, 10 ** 7]
            path.write_text(json.dumps(first) + '\n')
            bad = run('verify', path)
            self.assertEqual(bad.returncode, 3)
            self.assertIn(b'outside the text', bad.stderr)

    def test_explain(self):
        result = run('explain', 'Police arrested three protesters in Minsk on Friday.', '--published', '2020-08-14')
        self.assertEqual(result.returncode, 0, result.stderr)
        out = result.stdout.decode()
        self.assertIn('COERCE', out)
        self.assertIn('predicates.tsv', out)
        item = run('explain', PAGE, 'v1')
        self.assertIn('event v1', item.stdout.decode())
        self.assertNotEqual(run('explain', PAGE, 'v999').returncode, 0)

    def test_parse_formats_and_inputs(self):
        text = "Troops didn't leave Crimea. Talks in Geneva failed.\n"
        sentences = records(run('parse', '-', '--format', 'json', stdin=text.encode()))
        self.assertEqual([s['text'] for s in sentences], ["Troops didn't leave Crimea.", 'Talks in Geneva failed.'])
        words = sentences[0]['words']
        self.assertEqual([w['form'] for w in words], ['Troops', 'did', "n't", 'leave', 'Crimea', '.'])
        self.assertTrue(words[2]['joined'])
        self.assertEqual([w['head'] for w in words].count(0), 1)
        for sentence in sentences:
            for part in [sentence, *sentence['words']]:
                begin, end = part['span']
                self.assertEqual(text[begin:end], part.get('form') or part['text'])
        tree = run('parse', '-', '--format', 'tree', stdin=text.encode()).stdout.decode()
        self.assertIn('  leave  root VERB\n', tree)
        self.assertIn('     Troops  nsubj NOUN\n', tree)
        by_line = records(run('parse', '-', '--format', 'json', '--input', 'sentences', stdin=b'Talks failed. They left.\n\nAll quiet\n'))
        self.assertEqual([s['text'] for s in by_line], ['Talks failed. They left.', 'All quiet'])
        given = records(run('parse', '-', '--format', 'json', '--input', 'words', stdin="don't can-do U.S. .\n".encode()))
        self.assertEqual([w['form'] for w in given[0]['words']], ["don't", 'can-do', 'U.S.', '.'])

    def test_parse(self):
        result = run('parse', '-', stdin=b'Troops withdrew from Crimea.\n')
        rows = [line.split('\t') for line in result.stdout.decode().splitlines() if line and line[0] != '#']
        self.assertEqual([r[1] for r in rows], ['Troops', 'withdrew', 'from', 'Crimea', '.'])
        self.assertEqual(sum(r[6] == '0' for r in rows), 1)
        again = run('parse', '--input', 'conllu', '-', stdin=result.stdout)
        self.assertEqual(again.returncode, 0, again.stderr)

    def test_doctor(self):
        result = run('doctor')
        self.assertEqual(result.returncode, 0)
        self.assertIn(b'gazetteer', result.stdout)
        self.assertEqual(run('doctor', '--home', '/nonexistent').returncode, 2)

    def test_help_of_each_command_has_an_example(self):
        for command in ('read', 'explain', 'parse', 'facets', 'verify', 'doctor'):
            result = run(command, '--help')
            self.assertEqual(result.returncode, 0)
            self.assertIn(b'Example', result.stdout)


class Attributions(unittest.TestCase):
    def found(self, text: str) -> list[tuple[str | None, str, str, bool]]:
        """Source, cue, content and whether it is one of the record."""
        result = run('facets', '-', stdin=json.dumps({'id': 'x', 'text': text}).encode())
        row, = records(result)
        words = text.encode()
        at = lambda span: words[span[0]:span[1]].decode() if span else None
        return [(at(a.get('source')), at(a['cue']), ' ... '.join(map(at, a['content'])), a['in_record']) for a in row['attributions']]

    def test_what_is_wanted_backed_or_expected(self):
        for text, *expected in (
                ('The farmers want the dam to be rebuilt.', 'The farmers', 'want', 'the dam to be rebuilt', False),
                ('Ana Luna, who opposes the treaty, left the hall.', 'who', 'opposes', 'the treaty', False),
                ('The council is expected to close the port.', None, 'expected', 'The council ... to close the port', False),
                ('Two ministers voted against the budget.', 'Two ministers', 'voted', 'the budget', False),
                ('Ana Luna is worried that the harbour will close.', 'Ana Luna', 'worried', 'that the harbour will close', False),
                ('The mayor said that the harbour would close.', 'The mayor', 'said', 'that the harbour would close', True)):
            with self.subTest(text):
                self.assertEqual(self.found(text), [tuple(expected)])

    def test_nothing_is_told_twice(self):
        found = self.found('The mayor said the farmers want the dam to be rebuilt. "We want the dam," he said.')
        self.assertEqual([a[3] for a in found], [True, True])


class Quantities(unittest.TestCase):
    def test_unit_change_and_what_is_measured(self):
        for text, *expected in (
                ('The tram line has 40 stops.', (40, 'stop', '=', 'The tram line')),
                ('The index rose 3 points to 210.', (3, 'point', 'up', 'The index'), (210, 'point', '=', 'The index')),
                ('The port took in 60 ships, compared with 40 last year.', (60, 'ship', '=', 'The port'), (40, 'ship', '=', 'The port')),
                ('The pit is 70 feet (21 metres) deep.', (70, 'foot', '=', 'The pit'), (21, 'metre', '=', 'The pit')),
                ('The council cut the price of water by 5 percent.', (5, 'percentage', '=', 'the price of water')),
                ('Employment grew by 1,200 posts.', (1200, 'post', 'up', 'Employment'))):
            with self.subTest(text):
                row, = records(run('facets', '-', stdin=json.dumps({'id': 'x', 'text': text}).encode()))
                self.assertEqual([(q['value'], q['unit'], q['change'], q.get('concept')) for q in row['quantities']], expected)


class BadInput(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, name: str, content: bytes) -> pathlib.Path:
        path = pathlib.Path(self.folder.name, name)
        path.write_bytes(content)
        return path

    def assert_refused(self, path, words: bytes, code: str):
        """Alone: cannot run. Beside a good page: that page is read and the status says that something was refused."""
        alone = run('read', path)
        self.assertEqual(alone.returncode, 2, alone.stderr)
        self.assertIn(words, alone.stderr)
        self.assertIn(str(path).encode(), alone.stderr)
        rejects = pathlib.Path(self.folder.name, 'rejects.jsonl')
        both = run('read', path, PAGE, '--rejects', rejects)
        self.assertEqual(both.returncode, 3, both.stderr)
        self.assertEqual(len(records(both)), 1)
        rejected = json.loads(rejects.read_text().splitlines()[0])
        self.assertEqual(rejected['code'], code)
        self.assertIn(str(path), rejected['location'])

    def test_missing_file(self):
        self.assert_refused(pathlib.Path(self.folder.name, 'no.html'), b'no such file', 'not-found')

    def test_folder_without_pages(self):
        os.mkdir(os.path.join(self.folder.name, 'empty'))
        self.assert_refused(pathlib.Path(self.folder.name, 'empty'), b'no pages', 'empty')

    def test_binary_file(self):
        self.assert_refused(self.file('photo.html', b'\x89PNG\r\n\x1a\n' + bytes(range(256)) * 20), b'binary', 'not-text')

    def test_empty_file(self):
        self.assert_refused(self.file('void.html', b''), b'empty', 'empty')

    def test_page_without_text(self):
        self.assert_refused(self.file('bare.html', b'<!doctype html><html><body></body></html>'), b'', 'empty')

    def test_damaged_gzip(self):
        self.assert_refused(self.file('cut.html.gz', gzip.compress(PAGE.read_bytes())[:300]), b'gzip', 'malformed')

    def test_gzip_bomb(self):
        self.assert_refused(self.file('bomb.html.gz', gzip.compress(b'<p>' + b'a' * (80 << 20))), b'--max-document', 'too-large')

    def test_broken_utf8_is_read_with_a_warning(self):
        path = self.file('broken.txt', 'Talks in Genève\n\nEnvoys of Iran met envoys of France in Genève on Monday, é è ê ë à.\n'.encode() * 9 + b'\nThe end \xff of it.\n')
        result = run('read', path)
        self.assertEqual(result.returncode, 0, result.stderr)
        record, = records(result)
        self.assertIn('\ufffd', record['article']['text'])

    def test_long_line(self):
        path = self.file('line.jsonl', b'{"id":"big","text":"' + b'a' * (200 << 20) + b'"}\n{"id":"good","text":"Troops left."}\n')
        result = run('read', path)
        self.assertEqual(result.returncode, 3)
        self.assertIn(b'--max-line', result.stderr)
        self.assertEqual([r['id'] for r in records(result)], ['good'])

    def test_large_text_of_one_line(self):
        path = self.file('line.txt', b'a ' * (100 << 20))
        self.assert_refused(path, b'--max-document', 'too-large')

    def test_deep_nesting(self):
        path = self.file('deep.html', b'<!doctype html><title>t</title><body>' + b'<div>' * 200000 + b'<p>Troops left the border of Chad on Monday.</p>')
        result = run('read', path)
        self.assertIn(result.returncode, (0, 2), result.stderr)

    def test_text_of_quotation_marks_takes_no_quadratic_time(self):
        for words in ('"He said ', 'He said that "he said" ', "\u2018He said ", '"He said.\n\n'):
            text = 'Title\n\n' + words * (900_000 // len(words.encode()))
            result = run('read', self.file('marks.txt', text.encode()), timeout=300)
            self.assertIn(result.returncode, (0, 3), result.stderr)

    def test_truncated_json_line(self):
        path = self.file('cut.jsonl', b'{"id":"a","text":"Troops left."}\n{"id":"b","text":"Tro')
        result = run('read', path)
        self.assertEqual(result.returncode, 3)
        self.assertIn(b'cut.jsonl:2', result.stderr)
        self.assertEqual([r['id'] for r in records(result)], ['a'])

    def test_byte_order_mark_before_json_lines(self):
        lines = b'\xef\xbb\xbf{"id":"a","text":"Troops left."}\r\n{"id":"b","text":"Troops stayed."}\r\n'
        for result in (run('read', self.file('mark.jsonl', lines)), run('read', '-', stdin=lines)):
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual([r['id'] for r in records(result)], ['a', 'b'])

    def test_unknown_option_and_command(self):
        self.assertEqual(run('read', PAGE, '--colour-of-the-sea').returncode, 2)
        self.assertEqual(run('divine', PAGE).returncode, 2)
        self.assertEqual(run().returncode, 2)

    def test_damaged_model(self):
        home = pathlib.Path(self.folder.name, 'home')
        (home / 'models').mkdir(parents=True)
        (home / 'data').symlink_to(ROOT / 'data')
        for model in ('english.model', 'gazetteer.bin'):
            for other in ('english.model', 'gazetteer.bin'):
                content = bytearray((ROOT / 'models' / other).read_bytes())
                if other == model:
                    content[len(content) // 2] ^= 1
                (home / 'models' / other).write_bytes(content)
            result = run('read', PAGE, '--home', home)
            self.assertEqual(result.returncode, 2)
            self.assertIn(model.encode(), result.stderr)


if __name__ == '__main__':
    unittest.main()
