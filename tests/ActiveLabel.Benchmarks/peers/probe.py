#!/usr/bin/env python3
"""How well several networks' vectors of the same labelled images tell the classes apart, judged in pairs.

    /usr/bin/python3 tests/ActiveLabel.Benchmarks/peers/probe.py DATA_FOLDER PROJECT

All featurizers under which the project's images have vectors (as 32-bit floats), the first of them the measure of the
others; a class is the first folder of a file's name. Balanced accuracy of a class-balanced logistic regression (C = 1, columns scaled by their
largest magnitude), 3 folds, 4 times; the difference with its standard error over the 12. Needs scikit-learn.
"""
import pathlib, sqlite3, sys, warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import StratifiedKFold

warnings.filterwarnings("ignore")
HEADER = 256


def load(folder, project):
    database = sqlite3.connect(next(folder.glob("*.db")))
    rows = database.execute(
        "select i.FileName, v.Row, v.FeaturizerId from Images i join Projects p on p.Id = i.ProjectId join Vectors v on v.Hash = i.Hash "
        "where p.Name = ? order by i.FileName", (project,)).fetchall()
    featurizers = {}
    for name, row, featurizer in rows:
        featurizers.setdefault(featurizer, []).append((name, row))
    return featurizers


def vectors(folder, featurizer, rows):
    file = folder / "vectors" / f"{featurizer}.f32"
    width = int(np.fromfile(file, dtype="<i4", count=4)[3])
    stored = np.fromfile(file, dtype="<f4", offset=HEADER)
    stored = stored[:len(stored) // width * width].reshape(-1, width)
    return stored[[row for _, row in rows]]


def accuracies(values, labels):
    found = []
    for seed in range(4):
        for train, test in StratifiedKFold(3, shuffle=True, random_state=seed).split(values, labels):
            scale = np.abs(values[train]).max(0)
            scale[scale == 0] = 1
            model = LogisticRegression(C=1, class_weight="balanced", max_iter=100).fit(values[train] / scale, labels[train])
            found.append(balanced_accuracy_score(labels[test], model.predict(values[test] / scale)))
    return np.array(found)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, project = pathlib.Path(sys.argv[1]), sys.argv[2]
    first = None
    for featurizer, rows in load(folder, project).items():
        labels = np.array([name.split("/")[0] for name, _ in rows])
        found = accuracies(vectors(folder, featurizer, rows), labels)
        first = found if first is None else first
        off = 100 * (found - first)
        print(f"{featurizer}: {len(rows)} images, balanced accuracy {found.mean():.4f}, {off.mean():+.2f} points "
              f"± {off.std(ddof=1) / len(off) ** 0.5:.2f} against the first", flush=True)


if __name__ == "__main__":
    main()
