"""Outputs that cannot be written, streams that are closed, and signals."""
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from program import PAGE, PROGRAM, ROOT, environment

TEXT = ROOT / 'examples/ceasefire.txt'
LINE = json.dumps({'text': 'Police arrested three protesters in Minsk on Friday.', 'published': '2020-08-14'}).encode() + b'\n'


def heed_interrupts() -> None:
    """A shell lets its background jobs ignore SIGINT, and these tests may be one."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(*arguments: object, **more) -> subprocess.Popen:
    options = {'stdin': subprocess.DEVNULL, 'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, 'bufsize': 0,
               'preexec_fn': heed_interrupts} | more
    return subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=tempfile.gettempdir(), env=environment(), **options)


class Outputs(unittest.TestCase):
    COMMANDS = (('read', PAGE, '--format', 'jsonl'), ('read', PAGE, '--format', 'json'), ('read', PAGE, '--format', 'text'),
                ('facets', PAGE), ('parse', TEXT), ('explain', PAGE, 'v1'), ('explain', 'Troops left.'), ('doctor',),
                ('--help',), ('--version',))

    def test_full_disk(self):
        for arguments in self.COMMANDS:
            with self.subTest(arguments=arguments), open('/dev/full', 'wb') as full:
                process = start(*arguments, stdout=full)
                _, messages = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 2)
                self.assertEqual(messages.count(b'standard output cannot be written'), 1, messages)

    def test_closed_pipe_ends_quietly(self):
        for arguments in self.COMMANDS:
            with self.subTest(arguments=arguments):
                reading, writing = os.pipe()
                os.close(reading)
                process = start(*arguments, stdout=writing)
                os.close(writing)
                _, messages = process.communicate(timeout=60)
                self.assertEqual((process.returncode, messages), (2, b''))

    def test_closed_pipe_ends_a_long_run(self):
        with subprocess.Popen(['yes', LINE.decode().strip()], stdout=subprocess.PIPE) as feeder:
            process = start('read', '-', '--jobs', '3', stdin=feeder.stdout)
            feeder.stdout.close()
            process.stdout.read(1000)
            process.stdout.close()
            process.stdout = None
            _, messages = process.communicate(timeout=60)
            self.assertEqual((process.returncode, messages), (2, b''))

    def test_closed_streams(self):
        def without(fd: int, *arguments: object) -> subprocess.Popen:
            return start(*arguments, preexec_fn=lambda: os.close(fd))

        process = without(1, 'read', PAGE)
        _, messages = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2)
        self.assertIn(b'standard output cannot be written', messages)
        process = without(2, 'read', PAGE, '/nonexistent.html')
        output, _ = process.communicate(timeout=60)
        self.assertEqual((process.returncode, output.count(b'\n')), (3, 1))
        process = without(0, 'read', '-')
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2)

    def test_rejects_on_a_full_disk(self):
        process = start('read', PAGE, '/nonexistent.html', '--rejects', '/dev/full')
        output, messages = process.communicate(timeout=60)
        self.assertEqual((process.returncode, output.count(b'\n')), (2, 1))
        self.assertIn(b'/dev/full: cannot be written', messages)


class Signals(unittest.TestCase):
    def interrupt(self, number: int, *options: str) -> tuple[int, bytes, bytes]:
        """Reads many lines, sends the signal when records come, and gives status, output and messages."""
        with tempfile.TemporaryDirectory() as folder:
            pages = pathlib.Path(folder, 'many.jsonl')
            pages.write_bytes(LINE * 200_000)
            process = start('read', pages, *options)
            output = process.stdout.read(100)
            process.send_signal(number)
            rest, messages = process.communicate(timeout=60)
            return process.returncode, output + rest, messages

    def test_interrupted_run_ends_with_whole_records(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            for jobs in ('1', '3'):
                with self.subTest(number=number, jobs=jobs):
                    status, output, messages = self.interrupt(number, '--format', 'jsonl', '--jobs', jobs)
                    self.assertEqual(status, -number)
                    self.assertTrue(output.endswith(b'}\n'))
                    self.assertTrue(0 < len([json.loads(line) for line in output.splitlines()]) < 200_000)
                    self.assertIn(b'interrupted', messages)

    def test_interrupted_array_is_whole(self):
        status, output, _ = self.interrupt(signal.SIGINT, '--format', 'json', '--jobs', '2')
        self.assertEqual(status, -signal.SIGINT)
        self.assertTrue(json.loads(output))

    @unittest.skipIf('/tsan/' in PROGRAM, 'ThreadSanitizer holds signals back while a thread waits for a lock')
    def test_interrupt_while_waiting_for_a_pipe(self):
        for jobs in ('1', '3'):
            with self.subTest(jobs=jobs):
                process = start('read', '-', '--jobs', jobs, stdin=subprocess.PIPE)
                process.stdin.write(LINE)
                process.stdin.flush()
                output = b''
                while not output.endswith(b'\n'):  # the record comes though the pipe stays open
                    output += process.stdout.read(1 << 16)
                time.sleep(0.3)
                process.send_signal(signal.SIGINT)
                self.assertEqual(process.wait(timeout=30), -signal.SIGINT)
                self.assertEqual(json.loads(output)['article']['text'], json.loads(LINE)['text'])
                for stream in (process.stdin, process.stdout, process.stderr):
                    stream.close()


if __name__ == '__main__':
    unittest.main()
