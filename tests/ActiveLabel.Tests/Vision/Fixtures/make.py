"""Draws the pictures of this folder with Pillow (Debian's python3-pil 9.4), which also says what they must become.

quadrants.*: 48 x 32, red and green above blue and white, in every format; exif-N.jpg hold it stored the way that
orientation N undoes. photo.jpg is a small noisy picture and photo-decoded.png what Pillow makes of it. resize-*.png are
sources, and resize-*-FILTER-MODE.png what Pillow's antialiased filters make of them at 23 x 17: stretched, padded with
black, or cut out of the middle.
"""
import numpy as np
from PIL import Image, ImageOps

rng = np.random.default_rng(20)


def photo(width, height):
    y, x = np.mgrid[0:height, 0:width]
    waves = [128 + 90 * np.sin(x / 7 + y / 11), 128 + 80 * np.cos(x / 9 - y / 5), 255 * x / width]
    return Image.fromarray((np.stack(waves, -1) + rng.normal(0, 20, (height, width, 3))).clip(0, 255).astype("uint8"))


quadrants = Image.new("RGB", (48, 32), (255, 0, 0))
quadrants.paste((0, 255, 0), (24, 0, 48, 16))
quadrants.paste((0, 0, 255), (0, 16, 24, 32))
quadrants.paste((255, 255, 255), (24, 16, 48, 32))

jpeg = dict(quality=95, subsampling=0)
quadrants.save("quadrants.jpg", **jpeg)
quadrants.save("quadrants-progressive.jpg", progressive=True, **jpeg)
quadrants.convert("CMYK").save("quadrants-cmyk.jpg", **jpeg)
quadrants.save("quadrants.png")
quadrants.quantize(4).save("quadrants-palette.png")
quadrants.save("quadrants.gif")
quadrants.save("quadrants.bmp")
quadrants.save("quadrants.webp", lossless=True)
quadrants.save("quadrants.tif", compression="tiff_lzw")
quadrants.convert("CMYK").save("quadrants-cmyk.tif", compression="tiff_lzw")
holes = quadrants.convert("RGBA")
holes.putalpha(255)
holes.paste((90, 90, 90, 0), (24, 16, 48, 32))
holes.save("quadrants-alpha.png")
holes.save("quadrants-alpha.webp", lossless=True)

inverse = {2: [ImageOps.mirror], 3: [lambda i: i.rotate(180)], 4: [ImageOps.flip],
           5: [lambda i: i.transpose(Image.Transpose.TRANSPOSE)], 6: [lambda i: i.rotate(90, expand=True)],
           7: [lambda i: i.transpose(Image.Transpose.TRANSVERSE)], 8: [lambda i: i.rotate(-90, expand=True)]}
for orientation in range(1, 9):
    stored = quadrants
    for step in inverse.get(orientation, []):
        stored = step(stored)
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(f"exif-{orientation}.jpg", exif=exif, **jpeg)
    assert ImageOps.exif_transpose(Image.open(f"exif-{orientation}.jpg")).size == (48, 32)

ramp = np.tile((np.arange(48) * 65535 // 47).astype("uint16"), (32, 1))
Image.fromarray(ramp).save("ramp-16-bit.png")
Image.fromarray(ramp).save("ramp-16-bit.tif")
Image.fromarray((ramp >> 8).astype("uint8")).save("ramp-grey.jpg", quality=95)
Image.fromarray((ramp >> 8).astype("uint8")).save("ramp-grey.png")

photo(61, 45).save("photo.jpg", quality=85)
Image.open("photo.jpg").convert("RGB").save("photo-decoded.png")
for name, size in {"shrink": (97, 61), "grow": (9, 7), "mixed": (13, 80)}.items():
    source = photo(*size)
    source.save(f"resize-{name}.png")
    for filter in Image.Resampling.BILINEAR, Image.Resampling.BICUBIC:
        for mode in "stretch", "pad", "crop":
            across, down = 23 / source.width, 17 / source.height
            scale = min(across, down) if mode == "pad" else max(across, down)
            width, height = (23, 17) if mode == "stretch" else (max(1, round(source.width * scale)), max(1, round(source.height * scale)))
            resized = Image.new("RGB", (23, 17))
            resized.paste(source.resize((width, height), filter), ((23 - width) // 2, (17 - height) // 2))
            resized.save(f"resize-{name}-{filter.name.lower()}-{mode}.png")
