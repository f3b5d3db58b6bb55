"""Trustworthiness of scikit-learn's maps of the same points: map.py POINTS.f32 VALUES."""
import sys
import time

import numpy
import sklearn
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness

points = numpy.fromfile(sys.argv[1], numpy.float32).reshape(-1, int(sys.argv[2]))
print(f"scikit-learn {sklearn.__version__}, {len(points)} points of {points.shape[1]}")
print(f"PCA {trustworthiness(points, PCA(2, random_state=1).fit_transform(points), n_neighbors=12, metric='cosine'):.4f}")
start = time.perf_counter()
places = TSNE(2, init="pca", random_state=1, metric="cosine", n_jobs=2).fit_transform(points)
took = time.perf_counter() - start
print(f"t-SNE {trustworthiness(points, places, n_neighbors=12, metric='cosine'):.4f} in {took:.1f} s")
