"""The installed library, found by CMake and by pkg-config, in a program that uses it."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from program import PROGRAM, ROOT

BUILD = pathlib.Path(PROGRAM).parent
EXAMPLE = ROOT / 'examples/library'
PAGE = ROOT / 'examples/stalemate.html'


def settings() -> dict[str, str]:
    return dict(re.findall(r'^(CMAKE_CXX_\w+):\w+=(.*)$', (BUILD / 'CMakeCache.txt').read_text(), re.M))


def output(*command: object, **more: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise AssertionError(f'{command}: {done.returncode}\n{done.stdout}\n{done.stderr}')
    return done.stdout


@unittest.skipUnless((BUILD / 'libdateline.a').is_file(), 'the library is not in the program\'s folder')
class Library(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        output('cmake', '--install', BUILD, '--prefix', cls.folder / 'built')
        cls.prefix = (cls.folder / 'built').rename(cls.folder / 'moved')  # nothing in it knows where it was put

    def words_of_events(self, program: pathlib.Path) -> list[str]:
        return output(program, PAGE).splitlines()

    def test_cmake(self) -> None:
        found = settings()
        output('cmake', '-S', EXAMPLE, '-B', self.folder / 'cmake', f'-DCMAKE_PREFIX_PATH={self.prefix}',
               f'-DCMAKE_CXX_FLAGS={found.get("CMAKE_CXX_FLAGS", "")}', f'-DCMAKE_CXX_COMPILER={found["CMAKE_CXX_COMPILER"]}')
        output('cmake', '--build', self.folder / 'cmake')
        lines = self.words_of_events(self.folder / 'cmake/first_events')
        self.assertIn('Moscow denied sending any additional soldiers.', lines)

    def test_pkg_config(self) -> None:
        found = settings()
        paths = os.pathsep.join(str(p) for p in self.prefix.glob('lib*/**/pkgconfig'))
        environment = os.environ | {'PKG_CONFIG_PATH': paths}
        flags = output('pkg-config', '--cflags', '--libs', 'dateline', env=environment).split()
        home = output('pkg-config', '--variable=home', 'dateline', env=environment).strip()
        self.assertEqual(pathlib.Path(home).resolve(), (self.prefix / 'share/dateline').resolve())
        program = self.folder / 'first_events'
        output(found['CMAKE_CXX_COMPILER'], '-std=c++20', *found.get('CMAKE_CXX_FLAGS', '').split(), f'-DDATELINE_HOME="{home}"',
               EXAMPLE / 'first_events.cpp', '-o', program, *flags)
        self.assertIn('Moscow denied sending any additional soldiers.', self.words_of_events(program))


if __name__ == '__main__':
    unittest.main()
