"""The same work as our pipeline's front end, the usual way in Python: Pillow decodes, converts and resizes, numpy packs.

Arguments: a file with one path a line. Each line of standard input is answered by the processor seconds that the files
took: "plain" is open, RGB, 224 x 224 antialiased bilinear, then floats 0..1 with channels first, as torchvision's
Resize and ToTensor do; "draft" lets the JPEG decoder shrink first, to no less than twice the target.
"""
import sys
import time

import numpy as np
from PIL import Image

SIDE = 224


def tensor(path, draft):
    with Image.open(path) as image:
        if draft:
            image.draft("RGB", (2 * SIDE, 2 * SIDE))
        image = image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    return np.ascontiguousarray(np.asarray(image).transpose(2, 0, 1), dtype=np.float32) / np.float32(255)


with open(sys.argv[1], encoding="utf-8") as lines:
    paths = [line.rstrip("\n") for line in lines]
for line in sys.stdin:
    start = time.process_time()
    for path in paths:
        tensor(path, line.strip() == "draft")
    print(time.process_time() - start, flush=True)
