"""Where the bar of a6's codebook comes from: what good choices reach on other images than the notebook's.

    python benchmarks/codebook_bar.py [--data shapes] [--draws 10]

For each draw of 1,000 images to learn from and 500 to judge by, the best of eight choices; the bar of the
notebook must lie below the worst of these.
"""

import argparse
from itertools import product

import numpy as np

from pixgrad.check.codebooks import codebook

PATCH_SIZES, NUM_WORDS, REGIONS = (5, 6), (100, 200), (2, 3)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", default="shapes")
    parser.add_argument("--draws", type=int, default=10)
    options = parser.parse_args()
    print("| draw | patch size | words | regions | accuracy | on 500 more |\n|---|---|---|---|---:|---:|")
    reached = []
    for seed in range(1, options.draws + 1):
        choices = product(PATCH_SIZES, NUM_WORDS, REGIONS)
        runs = {choice: codebook(options.data, *choice, split_seed=seed) for choice in choices}
        best = max(runs, key=lambda choice: runs[choice][0].accuracy)
        here, others = runs[best]
        print(f"| {seed} | {' | '.join(map(str, best))} | {here.accuracy:.1%} | {others.accuracy:.1%} |")
        reached.append(here.accuracy)
    print(f"\nworst {min(reached):.1%}, median {np.median(reached):.1%}")


if __name__ == "__main__":
    main()
