"""Dawid and Skene's estimator once more, in plain Python and plain probabilities, to hold the product's against.

    python3 dawid_skene.py            the anaesthetists of the paper (45 patients, 5 of them, the first asked three times)

Prints the shares of the classes, how often each observer says what, and how probable each patient's class is.
"""

ANAESTHETISTS = """
111 1 1 1 1|333 4 3 3 4|112 2 1 2 2|222 3 1 2 1|222 3 2 2 2|222 3 3 2 2|122 2 1 1 1|333 3 4 3 3|222 2 2 2 3|232 2 2 2 3
444 4 4 4 4|222 3 3 4 3|111 1 1 1 1|222 3 2 1 2|121 1 1 1 1|111 2 1 1 1|111 1 1 1 1|111 1 1 1 1|222 2 2 2 1|222 1 3 2 2
222 2 2 2 2|222 2 2 2 1|222 3 2 2 2|221 2 2 2 2|111 1 1 1 1|111 1 1 1 1|232 2 2 2 2|111 1 1 1 1|111 1 1 1 1|112 1 1 2 1
111 1 1 1 1|333 3 2 3 3|111 1 1 1 1|222 2 2 2 2|222 3 2 3 2|433 4 3 4 3|221 2 2 3 2|232 3 2 3 3|333 3 4 3 2|111 1 1 1 1
111 1 1 1 1|121 2 1 1 1|232 2 2 2 2|121 1 1 1 1|222 2 2 2 2
"""


def read(text):
    patients = [p for line in text.split("\n") for p in line.split("|") if p.strip()]
    return [(i, j, int(c) - 1) for i, p in enumerate(patients) for j, seen in enumerate(p.split()) for c in seen]


def fit(answers, patients, observers, classes, steps=2000, tolerance=1e-12):
    belief = [[0.0] * classes for _ in range(patients)]
    for i, _, c in answers:
        belief[i][c] += 1
    belief = [[b / sum(row) for b in row] for row in belief]
    for step in range(steps):
        shares = [sum(row[j] for row in belief) / patients for j in range(classes)]
        rates = [[[0.0] * classes for _ in range(classes)] for _ in range(observers)]
        for i, o, c in answers:
            for j in range(classes):
                rates[o][j][c] += belief[i][j]
        for o in range(observers):
            for j in range(classes):
                whole = sum(rates[o][j])
                rates[o][j] = [r / whole if whole > 0 else 1 / classes for r in rates[o][j]]
        likely = [list(shares) for _ in range(patients)]
        for i, o, c in answers:
            for j in range(classes):
                likely[i][j] *= rates[o][j][c]
        new = [[p / sum(row) for p in row] for row in likely]
        moved = max(abs(a - b) for x, y in zip(new, belief) for a, b in zip(x, y))
        belief = new
        if moved < tolerance:
            break
    return shares, rates, belief, step + 1


if __name__ == "__main__":
    answers = read(ANAESTHETISTS)
    shares, rates, belief, steps = fit(answers, 45, 5, 4)
    print(f"{len(answers)} answers, {steps} steps")
    print("shares  ", " ".join(f"{s:.6f}" for s in shares))
    for o, table in enumerate(rates):
        for j, row in enumerate(table):
            print(f"observer {o + 1}, true class {j + 1}: ", " ".join(f"{r:.6f}" for r in row))
    for i, row in enumerate(belief):
        print(f"patient {i + 1:2}: ", " ".join(f"{p:.6f}" for p in row))
