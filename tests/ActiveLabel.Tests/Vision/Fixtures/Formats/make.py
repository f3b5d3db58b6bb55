"""Writes one small picture in every kind of file that is read, and beside NAME.EXT what it must become as NAME.expected.png.

Run in this folder with Debian's python3-pil 9.4. What Pillow writes is written by it; the rest (bit depths, interlacing,
tiles, byte orders, run lengths, YCCK) by hand below. What must come out is what Pillow reads, upright, over white and in
8 bits; of 16 bits it is v / 257, rounded, since Pillow cuts some of those off at 255.
"""
import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps, features

assert features.check("webp") and features.check("libtiff")
W, H = 24, 18
y, x = np.mgrid[0:H, 0:W]
# Slow waves, that lossy formats keep.
planes = np.stack([128 + 110 * np.sin(x / 5 + y / 9), 128 + 100 * np.cos(y / 6 - x / 11), 250 * x / W * (1 - y / (2 * H))], -1)
rgb8 = planes.clip(0, 255).round().astype("uint8")
rgb16 = (planes.clip(0, 255) * 257).astype("uint16")
grey16 = rgb16[..., 0]
alpha8 = np.minimum(255, x * 255 // (W - 1) + 20).astype("uint8")
rgb = Image.fromarray(rgb8)
grey = Image.fromarray(rgb8[..., 0])
rgba = Image.fromarray(np.dstack([rgb8, alpha8]))
bit = Image.fromarray(((x // 3 + y // 3) % 2 * 255).astype("uint8")).convert("1")
palette = rgb.quantize(16, dither=Image.Dither.NONE)
palette256 = rgb.quantize(200, dither=Image.Dither.NONE)


def over_white(image):
    # Of TIFF, Pillow 9.4 turns the picture by itself, and would do it twice.
    image = image.copy() if image.format == "TIFF" else ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return image.convert("RGB")


def keep(name, data, expected=None):
    with open(name, "wb") as file:
        file.write(data)
    if expected is None:
        expected = over_white(Image.open(io.BytesIO(data)))
    elif isinstance(expected, np.ndarray):
        expected = Image.fromarray(expected).convert("RGB")
    expected.save(name.rsplit(".", 1)[0] + ".expected.png", optimize=True)


def saved(image, format, **options):
    stream = io.BytesIO()
    image.save(stream, format, **options)
    return stream.getvalue()


def eight(values16):
    return (values16.astype(float) / 257).round().astype("uint8")


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags


def packed(values, depth, shift=0):
    """Rows of samples, [height, samples], as bytes; the first sample in the highest bits."""
    if depth == 16:
        return [row.astype(">u2").tobytes() for row in values]
    bits = ((values[..., None] >> np.arange(depth - 1, -1, -1)) & 1).astype("uint8").reshape(len(values), -1)
    return [np.packbits(row).tobytes() for row in bits]


# JPEG
keep("jpeg-baseline.jpg", saved(rgb, "JPEG", quality=90))
keep("jpeg-progressive.jpg", saved(rgb, "JPEG", quality=90, progressive=True))
keep("jpeg-444.jpg", saved(rgb, "JPEG", quality=90, subsampling=0))
keep("jpeg-grey.jpg", saved(grey, "JPEG", quality=90))
keep("jpeg-grey-progressive.jpg", saved(grey, "JPEG", quality=90, progressive=True))
cmyk = rgb.convert("CMYK")
dark = np.dstack([np.asarray(cmyk)[..., :3], (x + y).astype("uint8") * 2])
keep("jpeg-cmyk.jpg", saved(Image.fromarray(dark, "CMYK"), "JPEG", quality=95))
# YCCK: the three inks as YCbCr, black as it is. Pillow turns all four planes over when it writes, hence the 255 - ... .
inks = Image.fromarray(dark[..., :3]).convert("YCbCr")
ycck = np.dstack([np.asarray(inks), 255 - dark[..., 3]])
data = bytearray(saved(Image.fromarray(255 - ycck, "CMYK"), "JPEG", quality=95))
data[data.index(b"Adobe") + 11] = 2
keep("jpeg-ycck.jpg", bytes(data))


# PNG
def png(kind, depth, rows_of, size=(W, H), interlace=0, chunks=()):
    """rows_of(xs, ys) gives the packed rows of the pixels at those columns and rows."""
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    raw = b""
    passes = [(0, 0, 1, 1)] if not interlace else [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    for left, top, dx, dy in passes:
        xs, ys = np.arange(left, size[0], dx), np.arange(top, size[1], dy)
        if len(xs):
            raw += b"".join(b"\0" + row for row in rows_of(xs, ys))
    head = struct.pack(">IIBBBBB", *size, depth, kind, 0, 0, interlace)
    body = [chunk(b"IHDR", head), *(chunk(*c) for c in chunks), chunk(b"IDAT", zlib.compress(raw, 9)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def rows(values, depth):
    return lambda xs, ys: packed(values[ys][:, xs].reshape(len(ys), -1), depth)


for depth in 1, 2, 4, 8:
    keep(f"png-grey-{depth}.png", png(0, depth, rows(rgb8[..., 0] >> (8 - depth), depth)))
keep("png-grey-16.png", png(0, 16, rows(grey16, 16)), eight(grey16))
keep("png-rgb.png", png(2, 8, rows(rgb8, 8)))
keep("png-rgb-16.png", png(2, 16, rows(rgb16, 16)), eight(rgb16))
keep("png-rgb-interlaced.png", png(2, 8, rows(rgb8, 8), interlace=1))
keep("png-grey-1-interlaced.png", png(0, 1, rows(rgb8[..., 0] >> 7, 1), interlace=1))
keep("png-rgb-16-interlaced.png", png(2, 16, rows(rgb16, 16), interlace=1), eight(rgb16))
keep("png-rgba.png", saved(rgba, "PNG"))
rgba16 = np.dstack([rgb16, alpha8.astype("uint16") * 257])
weight = (alpha8 / 255.0)[..., None]
keep("png-rgba-16.png", png(6, 16, rows(rgba16, 16)), (rgb16 / 257 * weight + 255 * (1 - weight)).round().astype("uint8"))
keep("png-grey-alpha.png", saved(rgba.convert("LA"), "PNG"))
keep("png-palette.png", saved(palette256, "PNG"))
keep("png-palette-4.png", saved(palette, "PNG", bits=4))
keep("png-palette-transparent.png", saved(palette, "PNG", transparency=bytes([0, 128, 255, 40])))
keep("png-rgb-key-transparent.png", saved(rgb, "PNG", transparency=tuple(int(v) for v in rgb8[3, 3])))
keep("png-orientation-6.png", saved(rgb, "PNG", exif=exif(6)))

# WebP
keep("webp-lossy.webp", saved(rgb, "WEBP", quality=90))
keep("webp-lossless.webp", saved(rgb, "WEBP", lossless=True))
keep("webp-lossy-alpha.webp", saved(rgba, "WEBP", quality=90))
keep("webp-lossless-alpha.webp", saved(rgba, "WEBP", lossless=True, exact=True))
keep("webp-animated.webp", saved(rgb, "WEBP", save_all=True, append_images=[ImageOps.invert(rgb)], lossless=True))
keep("webp-orientation-6.webp", saved(rgb, "WEBP", lossless=True, exif=exif(6)))

# GIF
keep("gif-plain.gif", saved(palette, "GIF"))
keep("gif-transparent.gif", saved(palette, "GIF", transparency=2))
keep("gif-interlaced.gif", saved(palette, "GIF", interlace=1))
keep("gif-animated.gif", saved(palette, "GIF", save_all=True, append_images=[ImageOps.invert(rgb).quantize(16)], transparency=1, disposal=2))
# A first frame smaller than the canvas: what it leaves free shows nothing.
small = Image.fromarray(rgb8[:9, :12]).quantize(16)
data = bytearray(saved(small, "GIF"))
data[6:10] = struct.pack("<HH", W, H)
canvas = Image.new("RGB", (W, H), "white")
frame = data.index(b",", 13 + 3 * (2 << (data[10] & 7)))
data[frame + 1:frame + 5] = struct.pack("<HH", 5, 4)
canvas.paste(small.convert("RGB"), (5, 4))
keep("gif-small-frame.gif", bytes(data), canvas)

# BMP
keep("bmp-1.bmp", saved(bit, "BMP"))
keep("bmp-8.bmp", saved(palette256, "BMP"))
keep("bmp-grey.bmp", saved(grey, "BMP"))
keep("bmp-24.bmp", saved(rgb, "BMP"))


def bmp(depth, body, compression=0, colours=(), height=H, extra=b""):
    table = b"".join(bytes([b, g, r, 0]) for r, g, b in colours)
    offset = 14 + 40 + len(extra) + len(table)
    info = struct.pack("<IiiHHIIiiII", 40, W, height, 1, depth, compression, len(body), 2835, 2835, len(colours), 0)
    return b"BM" + struct.pack("<IHHI", offset + len(body), 0, 0, offset) + info + extra + table + body


colours = np.array(palette.getpalette()[:48]).reshape(-1, 3).tolist()
indices = np.asarray(palette)
expected = palette.convert("RGB")


def padded(row):
    return row + b"\0" * (-len(row) % 4)


keep("bmp-4.bmp", bmp(4, b"".join(padded(r) for r in packed(indices[::-1], 4)), colours=colours), expected)
keep("bmp-32.bmp", bmp(32, np.dstack([rgb8[::-1, :, ::-1], np.zeros((H, W), "uint8")]).tobytes()), rgb)
keep("bmp-24-top-down.bmp", bmp(24, rgb8[..., ::-1].tobytes(), height=-H), rgb)
five = rgb8.astype("uint16")
keep("bmp-16-565.bmp", bmp(16, ((five[..., 0] >> 3 << 11) | (five[..., 1] >> 2 << 5) | five[..., 2] >> 3)[::-1].astype("<u2").tobytes(),
                           compression=3, extra=struct.pack("<III", 0xF800, 0x7E0, 0x1F)))


def run_lengths(row):
    runs, start = b"", 0
    for at in range(1, len(row) + 1):
        if at == len(row) or row[at] != row[start]:
            runs += bytes([at - start, row[start]])
            start = at
    return runs + b"\0\0"


keep("bmp-8-rle.bmp", bmp(8, b"".join(run_lengths(r.tolist()) for r in indices[::-1]) + b"\0\1", compression=1, colours=colours), expected)

# TIFF, by Pillow
for compression in "raw", "tiff_lzw", "tiff_adobe_deflate", "packbits":
    keep(f"tiff-rgb-{compression.split('_')[-1]}.tif", saved(rgb, "TIFF", compression=compression))
keep("tiff-rgb-jpeg.tif", saved(rgb, "TIFF", compression="jpeg", quality=95))
keep("tiff-grey.tif", saved(grey, "TIFF"))
keep("tiff-palette.tif", saved(palette256, "TIFF"))
keep("tiff-rgba.tif", saved(rgba, "TIFF"))
keep("tiff-cmyk.tif", saved(Image.fromarray(dark, "CMYK"), "TIFF", compression="tiff_lzw"))
keep("tiff-bit.tif", saved(bit, "TIFF"))
keep("tiff-bit-g3.tif", saved(bit, "TIFF", compression="group3"))
keep("tiff-bit-g4.tif", saved(bit, "TIFF", compression="group4"))
keep("tiff-pages.tif", saved(rgb, "TIFF", save_all=True, append_images=[ImageOps.invert(rgb)]))
for orientation in range(2, 9):
    keep(f"tiff-orientation-{orientation}.tif", saved(rgb, "TIFF", compression="tiff_lzw", tiffinfo={0x0112: orientation}))


# TIFF, by hand
def tiff(order, tags, parts, offsets_tag, counts_tag):
    """One directory behind the header, then what does not fit into it, then the strips or tiles."""
    tags = {**tags, offsets_tag: ("I", [0] * len(parts)), counts_tag: ("I", [len(p) for p in parts])}
    start = 8 + 2 + 12 * len(tags) + 4
    spare = sum(len(v) * struct.calcsize(t) for t, v in tags.values() if len(v) * struct.calcsize(t) > 4)
    at = start + spare
    for i, part in enumerate(parts):
        tags[offsets_tag][1][i] = at
        at += len(part)
    entries, behind = b"", b""
    for tag, (kind, values) in sorted(tags.items()):
        body = struct.pack(f"{order}{len(values)}{kind}", *values)
        if len(body) > 4:
            place = start + len(behind)
            behind += body
            body = struct.pack(order + "I", place)
        entries += struct.pack(order + "HHI", tag, {"H": 3, "I": 4}[kind], len(values)) + body.ljust(4, b"\0")
    magic = b"II" if order == "<" else b"MM"
    head = magic + struct.pack(order + "HIH", 42, 8, len(tags))
    return head + entries + struct.pack(order + "I", 0) + behind + b"".join(parts)


def strips(order, values, photometric=None, **more):
    samples = 1 if values.ndim == 2 else values.shape[2]
    bits = values.dtype.itemsize * 8
    tags = {256: ("I", [W]), 257: ("I", [H]), 258: ("H", [bits] * samples), 259: ("H", [1]),
            262: ("H", [photometric if photometric is not None else 1 if samples == 1 else 2]), 277: ("H", [samples]), 278: ("I", [7])}
    tags.update({int(tag[1:]): value for tag, value in more.items()})
    data = values.astype(values.dtype.newbyteorder(order))
    return tiff(order, tags, [data[top:top + 7].tobytes() for top in range(0, H, 7)], 273, 279)


keep("tiff-grey-16.tif", strips("<", grey16), eight(grey16))
keep("tiff-grey-16-big-endian.tif", strips(">", grey16), eight(grey16))
keep("tiff-rgb-16.tif", strips("<", rgb16), eight(rgb16))
keep("tiff-rgb-16-big-endian.tif", strips(">", rgb16), eight(rgb16))
keep("tiff-rgb-big-endian.tif", strips(">", rgb8), rgb8)
keep("tiff-grey-white-is-zero.tif", strips("<", 255 - rgb8[..., 0], photometric=0), rgb8[..., 0])
keep("tiff-rgb-16-orientation-6.tif", strips("<", rgb16, t274=("H", [6])), np.rot90(eight(rgb16), -1))
tags = {256: ("I", [W]), 257: ("I", [H]), 258: ("H", [8] * 3), 259: ("H", [8]), 262: ("H", [2]), 277: ("H", [3]), 322: ("I", [16]), 323: ("I", [16])}
full = np.zeros((32, 32, 3), "uint8")
full[:H, :W] = rgb8
tiles = [zlib.compress(full[top:top + 16, left:left + 16].tobytes()) for top in (0, 16) for left in (0, 16)]
keep("tiff-rgb-tiled.tif", tiff("<", tags, tiles, 324, 325), rgb8)
planar = {256: ("I", [W]), 257: ("I", [H]), 258: ("H", [8] * 3), 259: ("H", [1]), 262: ("H", [2]), 277: ("H", [3]), 278: ("I", [H]), 284: ("H", [2])}
# Refused, hence without an expectation: where black and white lie among floats is nowhere said.
with open("../floats.tif", "wb") as file:
    file.write(saved(Image.fromarray(np.zeros((4, 4), "float32")), "TIFF"))
keep("tiff-rgb-planar.tif", tiff("<", planar, [rgb8[..., c].tobytes() for c in range(3)], 273, 279), rgb8)
