"""Searches for the likest rows with numpy: cosines of all with one, then the greatest. Prints one line."""
import sys
import time

import numpy

values = numpy.fromfile(sys.argv[1], numpy.float32).reshape(-1, int(sys.argv[2]))
wanted, searches = int(sys.argv[3]), int(sys.argv[4])
lengths = numpy.linalg.norm(values, axis=1)
times = []
for at in range(-3, searches):
    sought = values[(at * 7919) % len(values)]
    start = time.perf_counter()
    cosines = (values @ sought) / lengths
    best = numpy.argpartition(-cosines, wanted)[:wanted]
    best = best[numpy.argsort(-cosines[best])]
    if at >= 0:
        times.append(1000 * (time.perf_counter() - start))
times.sort()
print(f"numpy {numpy.__version__}: {times[len(times) // 2]:.1f} {times[len(times) * 95 // 100]:.1f} {times[-1]:.1f} ms")
