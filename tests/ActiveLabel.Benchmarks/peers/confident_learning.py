"""Confident learning by the formulas of Northcutt, Jiang, Chuang (2021), in plain Python: the numbers of ConfidentJointTests.

python3 confident_learning.py [seed]: makes labels and probabilities up, and prints them with thresholds, confident joint,
calibrated joint, expected number of wrong labels, and the places that prune-by-noise-rate and the normalized margin put first.
"""
import json
import random
import sys


def thresholds(labels, probabilities, classes):
    """t_j: mean of p_j over the images labelled j."""
    of = [[p[j] for label, p in zip(labels, probabilities) if label == j] for j in range(classes)]
    return [sum(values) / len(values) if values else float("inf") for values in of]


def confident_joint(labels, probabilities, t):
    """C[i][j]: images labelled i whose most probable class among those that reach their threshold is j."""
    classes = len(t)
    joint = [[0] * classes for _ in range(classes)]
    for label, p in zip(labels, probabilities):
        confident = [j for j in range(classes) if p[j] >= t[j]]
        if confident:
            joint[label][max(confident, key=lambda j: p[j])] += 1
    return joint


def calibrate(joint, labels):
    """Q[i][j]: the rows brought to the share of their label, so that all sum to one."""
    calibrated = []
    for i, row in enumerate(joint):
        share = labels.count(i) / len(labels)
        total = sum(row)
        calibrated.append([share * c / total if total else share * (i == j) for j, c in enumerate(row)])
    return calibrated


def prune_by_noise_rate(labels, probabilities, calibrated):
    """For each i != j the n Q[i][j] images labelled i with the greatest p_j - p_i."""
    pruned = set()
    for i in range(len(calibrated)):
        places = [n for n, label in enumerate(labels) if label == i]
        for j in range(len(calibrated)):
            if i != j:
                count = round(len(labels) * calibrated[i][j])
                pruned |= set(sorted(places, key=lambda n: probabilities[n][i] - probabilities[n][j])[:count])
    return sorted(pruned)


def normalized_margin(labels, probabilities):
    """Places by p(label) - p(best other), the least first."""
    def margin(n):
        p, label = probabilities[n], labels[n]
        return p[label] - max(q for k, q in enumerate(p) if k != label)
    return sorted(range(len(labels)), key=margin)


def make_up(seed, count=60, classes=3, wrong=0.2):
    rng = random.Random(seed)
    labels, probabilities = [], []
    for n in range(count):
        truth = n % classes
        weights = [rng.random() + (1.6 if k == truth else 0) for k in range(classes)]
        p = [round(w / sum(weights), 3) for w in weights]
        p[truth] = round(1 - sum(q for k, q in enumerate(p) if k != truth), 3)
        probabilities.append(p)
        labels.append((truth + 1 + rng.randrange(classes - 1)) % classes if rng.random() < wrong else truth)
    return labels, probabilities


if __name__ == "__main__":
    labels, probabilities = make_up(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
    t = thresholds(labels, probabilities, len(probabilities[0]))
    joint = confident_joint(labels, probabilities, t)
    calibrated = calibrate(joint, labels)
    print(json.dumps({
        "labels": labels,
        "probabilities": probabilities,
        "thresholds": t,
        "joint": joint,
        "calibrated": calibrated,
        "wrong": len(labels) * sum(q for i, row in enumerate(calibrated) for j, q in enumerate(row) if i != j),
        "pruned": prune_by_noise_rate(labels, probabilities, calibrated),
        "margin": normalized_margin(labels, probabilities)[:10],
    }))
