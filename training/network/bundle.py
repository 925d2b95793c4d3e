"""Arrays of a TensorFlow checkpoint (`variables.index` beside `variables.data-00000-of-00001`), read without TensorFlow.

The index is a LevelDB table: blocks of (shared key bytes, own key bytes, value bytes) as varints, found through the block
of blocks that the footer names; each value is a BundleEntryProto: 1 type, 2 shape, 4 offset, 5 size.
"""

import numpy as np

FLOAT = 1


def _varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def _block(data, at, size):
    if data[at + size] != 0:
        raise ValueError("variables.index: compressed blocks are not read")
    end = at + size - 4 * (1 + int.from_bytes(data[at + size - 4 : at + size], "little"))
    key = b""
    while at < end:
        shared, at = _varint(data, at)
        own, at = _varint(data, at)
        length, at = _varint(data, at)
        key = key[:shared] + data[at : at + own]
        at += own
        yield key, data[at : at + length]
        at += length


def _fields(message):
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        if tag & 7 == 2:
            size, at = _varint(message, at)
            yield tag >> 3, message[at : at + size]
            at += size
        elif tag & 7 == 5:
            at += 4
        else:
            value, at = _varint(message, at)
            yield tag >> 3, value


def read(folder):
    """Name to array, of every variable of 32-bit floats."""
    with open(f"{folder}/variables.index", "rb") as file:
        index = file.read()
    values = np.memmap(f"{folder}/variables.data-00000-of-00001", np.uint8, "r")
    footer = len(index) - 48
    _, at = _varint(index, footer)
    _, at = _varint(index, at)
    start, at = _varint(index, at)
    size, at = _varint(index, at)
    arrays = {}
    for _, handle in _block(index, start, size):
        at, after = _varint(handle, 0)
        length, _ = _varint(handle, after)
        for key, message in _block(index, at, length):
            entry = dict(_fields(message))
            if not key or entry.get(1) != FLOAT:
                continue
            shape = [dict(_fields(part)).get(1, 0) for number, part in _fields(entry.get(2, b"")) if number == 2]
            offset = entry.get(4, 0)
            arrays[key.decode()] = values[offset : offset + entry[5]].view(np.float32).reshape(shape)
    return arrays
