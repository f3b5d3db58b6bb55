"""Krippendorff's alpha and Fleiss' kappa from every pair of answers, with nothing but the standard library.

    agreement.py participant_labels.csv

Slow and plain on purpose: what the product counts, this walks.
"""
import csv
import itertools
import sys
from collections import Counter, defaultdict


def last_answers(file):
    """Each person's last label of each image."""
    last = {}
    for row in csv.DictReader(open(file)):
        last[row["user_id"], row["image"]] = row["label"]
    units = defaultdict(list)
    for (_, image), label in last.items():
        units[image].append(label)
    return [answers for answers in units.values() if len(answers) > 1]


def alpha(units):
    """1 - observed / expected disagreement over the pairs (Krippendorff 2011, section C)."""
    everything = [label for answers in units for label in answers]
    n = len(everything)
    observed = sum(
        sum(a != b for a, b in itertools.permutations(answers, 2)) / (len(answers) - 1) for answers in units) / n
    expected = sum(a != b for a, b in itertools.permutations(everything, 2)) / (n * (n - 1))
    return 1 - observed / expected


def kappa(units):
    """Fleiss 1971, each image counting alike."""
    everything = Counter(label for answers in units for label in answers)
    n = sum(everything.values())
    agree = sum(
        sum(a == b for a, b in itertools.permutations(answers, 2)) / (len(answers) * (len(answers) - 1)) for answers in units) / len(units)
    chance = sum((count / n) ** 2 for count in everything.values())
    return (agree - chance) / (1 - chance)


if __name__ == "__main__":
    found = last_answers(sys.argv[1])
    print(f"images {len(found)}, answers {sum(map(len, found))}, alpha {alpha(found):.7f}, kappa {kappa(found):.7f}")
