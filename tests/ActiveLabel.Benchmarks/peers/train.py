#!/usr/bin/env python3
"""The same training by scikit-learn: made-up vectors for both, and both objectives by one formula.

train.py data DIR                 writes the vectors and classes of every size
train.py judge DIR SIZE L1 L2     trains by scikit-learn and compares with the model and times that are in DIR

scikit-learn gets its columns scaled beforehand, in doubles and in floats (the faster counts). Its time is that of the
fewest iterations that come within 1e-4 of the best objective that either program found, so that it waits for no digit
that is not asked for. Needs numpy and scikit-learn; with Debian's, OpenBLAS makes it several times as fast
(libopenblas0-pthread).
"""
import json
import os
import sys
import time
import warnings

import numpy as np

SIZES = {"small": (5_000, 512, 4), "large": (20_000, 2_048, 7)}
PATIENCE = float(os.environ.get("PATIENCE", "60"))  # seconds of one fit after which no longer one is tried
RUNS = int(os.environ.get("RUNS", "3"))
FROM = int(os.environ.get("FROM", "10"))  # iterations of the first fit: more saves the fits that are known not to get there


def data(folder):
    for name, (n, d, k) in SIZES.items():
        rng = np.random.default_rng(1)
        # As pooled activations are: nothing below 0, many columns that say the same, classes that overlap.
        causes = rng.standard_normal((n, 64), dtype=np.float32)
        classes = np.argmax(causes @ rng.standard_normal((64, k), dtype=np.float32) + 4 * rng.gumbel(size=(n, k)), axis=1)
        x = causes @ rng.standard_normal((64, d), dtype=np.float32) / 8 + rng.standard_normal((n, d), dtype=np.float32) / 2
        x *= np.exp(rng.standard_normal(d, dtype=np.float32))
        np.maximum(x, 0).astype("<f4").tofile(f"{folder}/{name}.features")
        classes.astype("<i4").tofile(f"{folder}/{name}.classes")


def objective(x, classes, w, b, l1, l2):
    scores = x @ w.T + b
    scores -= scores.max(axis=1, keepdims=True)
    loss = np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(classes)), classes]
    return loss.sum() + l1 * np.abs(w).sum() + l2 / 2 * (w**2).sum()


def fit(x, classes, l1, l2, iterations, tol):
    from sklearn.linear_model import LogisticRegression

    kind = dict(solver="lbfgs", C=1 / l2) if l1 == 0 else dict(
        solver="saga", penalty="elasticnet", C=1 / (l1 + l2), l1_ratio=l1 / (l1 + l2), random_state=1)
    model = LogisticRegression(multi_class="multinomial", max_iter=iterations, tol=tol, **kind)
    start = time.perf_counter()
    model.fit(x, classes)
    return time.perf_counter() - start, model


def judge(folder, name, l1, l2):
    n, d, k = SIZES[name]
    raw = np.fromfile(f"{folder}/{name}.features", "<f4").reshape(n, d)
    classes = np.fromfile(f"{folder}/{name}.classes", "<i4")
    scale = np.fromfile(f"{folder}/{name}.scale", "<f4")
    floats = raw * scale
    x = floats.astype(np.float64)
    del raw

    def ours(kind):
        w = np.fromfile(f"{folder}/{name}.{kind}.weights", "<f4").reshape(k, d).astype(np.float64)
        b = np.fromfile(f"{folder}/{name}.{kind}.bias", "<f4").astype(np.float64)
        return objective(x, classes, w, b, l1, l2)

    told = json.load(open(f"{folder}/{name}.times"))
    reached, best = ours("round"), ours("best")
    found = None
    for iterations in [10, 15, 20, 30, 40, 60, 80, 120, 160, 240, 320, 480, 640, 1000]:
        if iterations < FROM:
            continue
        tries = [fit(kind, classes, l1, l2, iterations, 1e-12) + (kind,) for kind in ((x, floats) if l1 == 0 else (floats,))]
        took, model, kind = min(tries, key=lambda t: t[0])
        theirs = objective(x, classes, model.coef_, model.intercept_, l1, l2)
        best = min(best, theirs)
        found = (iterations, took, theirs, kind.dtype.name)
        print(f"  scikit-learn, {iterations} iterations: {took:.2f} s ({kind.dtype.name}), {theirs / best - 1:.1e} above", file=sys.stderr)
        if theirs <= best * (1 + 1e-4) or took > PATIENCE:
            break
    iterations, took, theirs, kind = found
    if took < PATIENCE / 4:
        took = float(np.median([took] + [fit(x if kind == "float64" else floats, classes, l1, l2, iterations, 1e-12)[0] for _ in range(RUNS - 1)]))
    more = "" if theirs <= best * (1 + 1e-4) else ">"
    mine = float(np.median(told["seconds"]))
    print(f"{n} x {d} x {k}, L1 = {l1:g}, L2 = {l2:g}: ours {mine:.3f} s ({told['iterations']} iterations, {reached / best - 1:.1e} above the best, "
          f"converged: {told['converged']}); scikit-learn {took:.2f} s ({iterations} iterations, {theirs / best - 1:.1e} above, {kind}); "
          f"ours / theirs {'<' if more else ''}{mine / took:.3f}")


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    if sys.argv[1] == "data":
        data(sys.argv[2])
    else:
        judge(sys.argv[2], sys.argv[3], float(sys.argv[4]), float(sys.argv[5]))
