"""Settings: a flag goes before a DATELINE_* variable, that before dateline.toml, that before the default."""
import json
import pathlib
import tempfile
import unittest

from program import PAGE, ROOT, run


def format_of(result) -> str:
    """The output format, told by its first byte."""
    assert result.returncode == 0, result.stderr
    return {b'{': 'jsonl', b'[': 'json'}.get(result.stdout[:1], 'text')


class Settings(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def settings(self, text: str, name: str = 'dateline.toml') -> None:
        (self.folder / name).write_text(text)

    def call(self, *arguments, **more):
        return run(*arguments, folder=self.folder, **more)

    def test_order(self):
        self.assertEqual(format_of(self.call('read', PAGE)), 'jsonl')
        self.settings('format = "text"\n')
        self.assertEqual(format_of(self.call('read', PAGE)), 'text')
        json_by_variable = {'DATELINE_FORMAT': 'json'}
        self.assertEqual(format_of(self.call('read', PAGE, variables=json_by_variable)), 'json')
        self.assertEqual(format_of(self.call('read', PAGE, '--format', 'jsonl', variables=json_by_variable)), 'jsonl')
        self.assertEqual(format_of(self.call('read', PAGE, '--format', 'jsonl')), 'jsonl')
        self.assertEqual(format_of(self.call('read', PAGE, variables={'DATELINE_FORMAT': ''})), 'text')

    def test_section_goes_before_top(self):
        self.settings('format = "text"\n[read]\nformat = "json"\n[facets]\nlimit = 1\n')
        self.assertEqual(format_of(self.call('read', PAGE)), 'json')
        self.assertEqual(len(self.call('facets', PAGE, PAGE).stdout.splitlines()), 1)

    def test_keys_of_other_commands_do_no_harm(self):
        self.settings('format = "text"\njobs = 2\n[read]\nlimit = 1\n')
        for arguments in (('doctor',), ('parse', ROOT / 'examples/ceasefire.txt'), ('facets', PAGE)):
            result = self.call(*arguments)
            self.assertEqual(result.returncode, 0, result.stderr)

    def test_each_kind_of_option(self):
        lines = b''.join(json.dumps({'id': str(i), 'text': 'Troops left.' + ' ' * i}).encode() + b'\n' for i in range(200))
        rejects = self.folder / 'rejects.jsonl'
        text = f'stats = true\nquiet = true\nlimit = 150\nmax-line = 128\nrejects = "{rejects}"\n'
        self.settings(text)
        by_file = self.call('read', '-', stdin=lines)
        refused = rejects.read_text()
        self.settings('')
        variables = {'DATELINE_' + key.strip().upper().replace('-', '_'): value.strip().strip('"')
                     for key, value in (line.split('=') for line in text.splitlines())}
        by_variable = self.call('read', '-', stdin=lines, variables=variables)
        self.assertEqual(by_file.returncode, 3)
        self.assertIn(b' read, ', by_file.stderr)
        self.assertNotIn(b'--max-line', by_file.stderr)
        self.assertIn('--max-line', refused)
        self.assertEqual(len(by_file.stdout.splitlines()) + len(refused.splitlines()), 150)
        self.assertEqual((by_variable.returncode, by_variable.stdout, rejects.read_text()), (3, by_file.stdout, refused))
        self.assertIn(b' read, ', by_variable.stderr)

    def test_home(self):
        self.assertEqual(self.call('doctor', variables={'DATELINE_HOME': '/nonexistent'}).returncode, 2)
        self.settings('home = "/nonexistent"\n')
        self.assertEqual(self.call('doctor').returncode, 2)
        self.assertEqual(self.call('doctor', variables={'DATELINE_HOME': str(ROOT)}).returncode, 0)
        self.assertEqual(self.call('doctor', '--home', ROOT).returncode, 0)

    def test_named_file(self):
        self.settings('format = "text"\n')
        self.settings('format = "json"\n', 'other.toml')
        self.assertEqual(format_of(self.call('--config', 'other.toml', 'read', PAGE)), 'json')
        self.assertEqual(format_of(self.call('read', PAGE, '--config', 'other.toml')), 'json')
        result = self.call('read', PAGE, '--config', 'none.toml')
        self.assertEqual(result.returncode, 2)
        self.assertIn(b'none.toml', result.stderr)

    def test_faults_are_named(self):
        for text, words in (('fromat = "text"', b'fromat'), ('[raed]\njobs = 1', b'raed.jobs'), ('jobs = 999', b'--jobs'),
                            ('[read]\nformat = "xml"', b'--format'), ('[[[ ] = ,', b'dateline.toml')):
            self.settings(text + '\n')
            result = self.call('read', PAGE)
            self.assertEqual((result.returncode, result.stdout), (2, b''), text)
            self.assertIn(words, result.stderr)
        self.settings('')
        result = self.call('read', PAGE, variables={'DATELINE_JOBS': 'many'})
        self.assertEqual(result.returncode, 2)
        self.assertIn(b'--jobs', result.stderr)


if __name__ == '__main__':
    unittest.main()
