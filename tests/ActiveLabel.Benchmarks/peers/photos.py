"""Makes JPEGs of the sizes of photographs out of small pictures: python3 photos.py SOURCE OUT. The same each time."""
import pathlib
import random
import sys

from PIL import Image

SIZES = {"224x224": 200, "640x427": 100, "1024x768": 50, "1920x1440": 25}

source, out = map(pathlib.Path, sys.argv[1:])
tiles = sorted(p for p in source.rglob("*") if p.suffix in (".jpg", ".png"))
for size, count in SIZES.items():
    width, height = map(int, size.split("x"))
    folder = out / size
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        rng = random.Random(number)
        photo = Image.new("RGB", (width, height))
        x, y = 0, 0
        while y < height:
            tile = Image.open(rng.choice(tiles)).convert("RGB").resize((160, 160), Image.Resampling.BICUBIC)
            photo.paste(tile, (x, y))
            x += 160
            if x >= width:
                x, y = 0, y + 160
        photo.save(folder / f"{number:03}.jpg", quality=88)
