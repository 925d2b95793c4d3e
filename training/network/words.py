"""What the network sees of a word: its row of the word table and its pieces.

The same as src/language/word_features.cpp, byte for byte: a change in one needs the other and a new
model.
"""

import json
import re

import numpy as np

PIECES = 10  # pieces of a word: 3 beginnings, 4 endings, shape, flags, length
SMALL_ROWS = 4096  # rows for pieces with few values
LARGE_ROWS = 16384  # rows for beginnings of 3 and endings of 3 and 4 bytes
PIECE_ROWS = SMALL_ROWS + LARGE_ROWS
LONGEST = 64  # bytes of a word that are looked at

NORMAL, UPPER, TITLE = 0, 1, 2

_MASK32 = 0xFFFFFFFF
_MASK64 = 0xFFFFFFFFFFFFFFFF
_MIX_A = 0x9E3779B97F4A7C15
_MIX_B = 0xC2B2AE3D27D4EB4F
_SEED = 0x811C9DC5


def _finish(x):
    x &= _MASK64
    x ^= x >> 32
    return ((x * _MIX_A) & _MASK64) >> 32


def mix(kind, a):
    return _finish((kind * _MIX_B) ^ ((a * _MIX_A) & _MASK64))


def hash_bytes(data):
    value = _SEED
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & _MASK32
    return value


def fingerprint(word):
    """Name of a word in lower case (ASCII) in the word table."""
    return mix(1, hash_bytes(_lower(word.encode())[:LONGEST]))


def _lower(data):
    return bytes(b + 32 if 65 <= b <= 90 else b for b in data)


def _is_upper(character):
    c = ord(character)
    if c < 0x80:
        return 65 <= c <= 90
    if 0xC0 <= c <= 0xDE:
        return c != 0xD7
    if 0x100 <= c <= 0x17F:
        odd = 0x139 <= c <= 0x148 or 0x179 <= c <= 0x17E
        return (c & 1) == 1 if odd else (c & 1) == 0
    return 0x391 <= c <= 0x3A9 or 0x400 <= c <= 0x42F


def _is_letter(character):
    c = ord(character)
    if c < 0x80:
        return character.isalpha()
    if c < 0xC0:
        return c in (0xAA, 0xB5, 0xBA, 0xAD)
    if c in (0xD7, 0xF7, 0x3000):
        return False
    return not (
        0x2000 <= c <= 0x205F
        or 0x20A0 <= c <= 0x20CF
        or 0x2100 <= c <= 0x2BFF
        or 0x3001 <= c <= 0x3003
        or 0x3008 <= c <= 0x3020
        or 0xFF01 <= c <= 0xFF0F
        or 0xFF1A <= c <= 0xFF20
        or 0x1F000 <= c <= 0x1FAFF
    )


def casing_of(words):
    """Case of a sentence: all in capitals, nearly every long word with a capital, or normal."""
    letters = upper = capital = long_words = 0
    for word in words:
        data = word.encode()
        if not _is_letter(word[0]) or len(data) < 2:
            continue
        letters += 1
        if not any(97 <= b <= 122 for b in data[:8]):
            upper += 1
        if len(data) >= 4:
            long_words += 1
            if _is_upper(word[0]):
                capital += 1
    if letters >= 3 and upper * 10 >= letters * 8:
        return UPPER
    if long_words >= 4 and capital * 10 >= long_words * 9:
        return TITLE
    return NORMAL


def _small(kind, value):
    return (mix(kind, value) * SMALL_ROWS) >> 32


def _large(kind, value):
    return SMALL_ROWS + ((mix(kind, value) * LARGE_ROWS) >> 32)


_RUN = re.compile(rb"(.)\1*", re.DOTALL)
_CLASS = bytes(
    120 if 97 <= b <= 122 else 88 if 65 <= b <= 90 else 100 if 48 <= b <= 57 else 117 if b >= 128 else b
    for b in range(256)
)


def pieces_of(word, casing):
    """Rows of the piece table for one word of a sentence cased so."""
    data = word.encode()[:LONGEST]
    lower = _lower(data)
    fold = casing == UPPER and _is_letter(word[0])
    classes = data.translate(_CLASS)
    any_lower, any_upper = 120 in classes, 88 in classes
    flags = 0
    if not fold:
        flags |= 1 if _is_upper(word[0]) else 0
        flags |= 2 if any_upper and not any_lower and len(data) > 1 else 0
    flags |= 4 if 100 in classes else 0
    flags |= 8 if 45 in data else 0
    shape = 7
    if not fold:
        shape = hash_bytes(_RUN.sub(rb"\1", classes)[:10]) + (1 if len(data) == 1 else 0)
        shape &= _MASK32
    n = len(data)

    def part(length, text):
        return hash_bytes(text) if n >= length else 0

    return (
        _small(11, part(1, lower[:1])),
        _small(12, part(2, lower[:2])),
        _large(13, part(3, lower[:3])),
        _small(14, part(1, lower[-1:])),
        _small(15, part(2, lower[: -3 : -1])),
        _large(16, part(3, lower[: -4 : -1])),
        _large(17, part(4, lower[: -5 : -1])),
        _small(18, shape),
        _small(19, flags | casing << 8),
        _small(20, min(n, 20)),
    )


def read_vectors(path, most):
    """Words and unit vectors (n x 100) of a file of wink-embeddings, most frequent first."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    at = text.index('"vectors":{') + len('"vectors":{')
    entry = re.compile(r'"((?:[^"\\]|\\.)*)":\[([^\]]*)\],?')
    names, rows, seen = [], [], set()
    while len(names) < most:
        match = entry.match(text, at)
        if match is None:
            break
        at = match.end()
        name = json.loads('"' + match.group(1) + '"')
        key = fingerprint(name)
        if not name or key in seen:
            continue
        seen.add(key)
        names.append(name)
        rows.append(np.array(match.group(2).split(",")[:100], dtype=np.float32))
    matrix = np.stack(rows)
    return names, matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)
