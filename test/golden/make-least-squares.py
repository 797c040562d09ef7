"""Writes least-squares.json: rank, singular values and minimisers of small tables, by numpy.

    python make-least-squares.py > least-squares.json

`rank` is numpy.linalg.matrix_rank of X, `w` and `loss` are those of numpy.linalg.lstsq with its own
cut-off, and the loss is 1/(2N) times the sum of squares.
"""

import json
import sys

import numpy as np

rng = np.random.default_rng(433)


def case(name, x, y):
    x, y = np.array(x, dtype=np.float64), np.array(y, dtype=np.float64)
    w, _, rank, sizes = np.linalg.lstsq(x, y, rcond=None)
    assert rank == np.linalg.matrix_rank(x), name
    loss = ((x @ w - y) ** 2).sum() / (2 * len(y))
    return {
        "name": name, "features": x.shape[1], "x": x.flatten().tolist(), "y": y.tolist(),
        "rank": int(rank), "sizes": sizes.tolist(), "w": w.tolist(), "loss": loss,
    }


def main():
    k = np.arange(5.0)
    ones = np.ones(5)
    cases = [
        case(f"a column of {start:g} and more beside ones", np.column_stack([ones, start + k]), 2 * k + 1)
        for start in (2, 1990, 5000, 80331, 1e6, 1e7, 1e8, 1e9, 1e12)
    ]
    cases += [
        case("prices and ids", np.column_stack([ones, 1e5 * (k + 3), 7e6 + k * k]), k - 2),
        case("a small column beside a large one", np.column_stack([1e-6 * k, 1e6 + k % 2]), k),
        case("columns of very different size", np.column_stack([k, 1e-9 * k**2, 1e9 * k**3]), k**2),
        case("a column twice", np.column_stack([k, k]), k),
        case("a sum of columns", np.column_stack([k, k**2, k + k**2]), k),
        case("a third of a column", np.column_stack([k + 1, (k + 1) / 3]), k),
        case("seven elevenths", np.column_stack([k, k**2, k / 3 + k**2 * 7 / 11]), k**3),
        case("two large columns that differ by 1", np.column_stack([5e5 + k, 5e5 + 1 + k]), k),
        case("nothing", np.zeros((3, 2)), [1, 2, 3]),
        case("one row", [[3.0, 4.0]], [5.0]),
        case("fewer rows than features", [[1.0, 2, 3], [4, 5, 6]], [1, 2]),
        case("very small numbers", 1e-100 * np.column_stack([k + 1, k**2]), 1e-100 * k),
    ]
    for rows, features in ((3, 3), (8, 4), (12, 5), (40, 6)):
        x = rng.integers(-20, 21, (rows, features)) / 4
        y = rng.integers(-20, 21, rows) / 4
        cases.append(case(f"random, {rows} rows of {features}", x, y))
        x[:, -1] = x[:, 0] - 2 * x[:, 1]
        cases.append(case(f"random, {rows} rows of {features}, one too many", x, y))
        x[:, 0] += 40_000
        cases.append(case(f"random, {rows} rows of {features}, one large", x, y))
    json.dump({"by": f"numpy {np.__version__}", "cases": cases}, sys.stdout)
    print()


main()
