"""The same work as our scoring, the usual way in Python: scikit-learn's probabilities of a pool, sorted by margin.

Arguments: FILE ROWS LENGTH CLASSES FOLDER. FILE holds [ROWS, LENGTH] 32-bit floats, row i of class i modulo CLASSES.
Trains on the first rows and writes the weights to FOLDER/weights.f32 and FOLDER/bias.f32. Then each line of standard
input is answered by the seconds that the probabilities of all rows, their margins and the 100 smallest of these took:
"plain" as scikit-learn trains, with 64-bit weights, for which numpy widens all values first; "narrow" with 32-bit ones.
The last probabilities lie in FOLDER/probabilities.f32 when the input ends.
"""
import sys
import time
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("ignore")
rows, length, classes = (int(number) for number in sys.argv[2:5])
folder = sys.argv[5]
values = np.fromfile(sys.argv[1], dtype="<f4").reshape(rows, length)
few = min(rows, 2000)
model = LogisticRegression(C=1e-3, max_iter=30).fit(values[:few], np.arange(few) % classes)
wide, narrow = model.coef_, model.coef_.astype("<f4")
narrow.tofile(f"{folder}/weights.f32")
model.intercept_.astype("<f4").tofile(f"{folder}/bias.f32")
print("ready", flush=True)

probabilities = np.empty(0)
for line in sys.stdin:
    model.coef_ = narrow if line.strip() == "narrow" else wide
    start = time.perf_counter()
    probabilities = model.predict_proba(values)
    best = np.sort(probabilities, axis=1)
    first = np.argsort(best[:, -1] - best[:, -2], kind="stable")[:100]
    print(time.perf_counter() - start, flush=True)
probabilities.astype("<f4").tofile(f"{folder}/probabilities.f32")
