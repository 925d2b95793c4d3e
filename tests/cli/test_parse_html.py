"""`dateline parse-html`: trees, tokens and charsets of pages."""
import json
import pathlib
import tempfile
import unittest

from program import records, run


class ParseHtmlTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / 'a.html'

    def test_a_page_is_printed(self) -> None:
        self.path.write_bytes('<meta charset=iso-8859-2><p>Gda\u0144sk'.encode('iso-8859-2'))
        self.assertEqual(run('parse-html', self.path).stdout.decode(),
                         '| <html>\n|   <head>\n|     <meta>\n|       charset="iso-8859-2"\n|   <body>\n|     <p>\n|       "Gda\u0144sk"\n')
        self.assertEqual(run('parse-html', '--print', 'charset', self.path).stdout, b'ISO-8859-2\n')
        self.assertEqual(json.loads(run('parse-html', '--print', 'tokens', self.path).stdout)[1:], [['StartTag', 'p', {}], ['Character', 'Gda\u0144sk']])
        self.assertEqual(run('parse-html', self.path.with_name('none.html')).returncode, 2)

    def test_cases_are_answered_line_by_line(self) -> None:
        self.path.write_text('{"html":"<td>a","context":"tr"}\n{"html":"<g/>","context":"svg desc"}\n{"html":"<noscript><p>b","scripting":false}\n')
        trees = [r['tree'] for r in records(run('parse-html', '--cases', self.path))]
        self.assertEqual(trees[:2], ['| <td>\n|   "a"\n', '| <g>\n'])
        self.assertIn('<p>', trees[2])
        self.path.write_text('{"html":"</b>","state":"RAWTEXT","end":"b"}\n{"html":"\\u0000&lt;","state":"RCDATA"}\n')
        tokens = [r['tokens'] for r in records(run('parse-html', '--cases', '--print', 'tokens', self.path))]
        self.assertEqual(tokens, [[['EndTag', 'b']], [['Character', '\ufffd<']]])


if __name__ == '__main__':
    unittest.main()
