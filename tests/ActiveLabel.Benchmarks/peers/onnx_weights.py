"""The weights in an ONNX file, read without the onnx package: just enough of Protocol Buffers for initialisers in raw form."""

import numpy


def _varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def _fields(data):
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        if key & 7 == 0:
            value, at = _varint(data, at)
        elif key & 7 == 2:
            size, at = _varint(data, at)
            value, at = data[at:at + size], at + size
        else:
            size = 8 if key & 7 == 1 else 4
            value, at = data[at:at + size], at + size
        yield key >> 3, value


def _dims(value):
    if isinstance(value, int):
        return [value]
    dims, at = [], 0
    while at < len(value):
        dim, at = _varint(value, at)
        dims.append(dim)
    return dims


def read(path):
    """Name -> float32 array, for the initialisers of the main graph."""
    with open(path, "rb") as file:
        model = memoryview(file.read())
    graph = next(value for field, value in _fields(model) if field == 7)
    weights = {}
    for field, tensor in _fields(graph):
        if field != 5:
            continue
        dims, name, kind, raw = [], "", 0, b""
        for part, value in _fields(tensor):
            if part == 1:
                dims += _dims(value)
            elif part == 2:
                kind = value
            elif part == 8:
                name = bytes(value).decode()
            elif part == 9:
                raw = value
        if kind == 1 and len(raw):
            weights[name] = numpy.frombuffer(raw, "<f4").reshape(dims)
    return weights
