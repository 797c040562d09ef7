"""How far two versions of PyTorch agree with each other: the losses of the first steps, seed by seed.

Run it with each version, and once more with what they wrote:

    python3 make-versions-apart.py run --data FOLDER > one.json     (FOLDER: as for an exported program)
    python3 make-versions-apart.py run --data FOLDER > other.json
    python3 make-versions-apart.py compare one.json other.json > versions-apart.json

Each kind is one of those that trajectories.json has for seed 433 (and I1d's two small initialisations),
for as many steps, with 20 other seeds: on all rows, and on the first 12,800 of Fashion-MNIST. For I1c's
four initialisations likewise the loss of the first batch and the norms of dL/da before any step.

    python3 make-versions-apart.py run --data FOLDER --seeds 433 > seed433.json

has what test/golden/seed-433.json holds: by PyTorch 2.13 the norms, and the losses of I1d with ±0.1 and
±0.01.
"""

import argparse
import gzip
import json
import platform
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)
SEEDS = list(range(100, 120))
FASHION = {"data": "fashion", "sizes": [784] + [16] * 8 + [10], "batch": 128}
HOUSING = {"data": "housing", "sizes": [8, 64, 64, 1], "batch": 32}
KINDS = {
    "xavier sgd": {**FASHION, "init": "xavier", "optimizer": "SGD", "lr": 0.01, "steps": 300},
    "xavier adam": {**FASHION, "init": "xavier", "optimizer": "Adam", "lr": 0.01, "steps": 15},
    "xavier rmsprop": {**FASHION, "init": "xavier", "optimizer": "RMSprop", "lr": 0.01, "steps": 4},
    "uniform 1 sgd": {**FASHION, "init": 1.0, "optimizer": "SGD", "lr": 0.01, "steps": 30},
    "uniform 0.1 sgd": {**FASHION, "init": 0.1, "optimizer": "SGD", "lr": 0.01, "steps": 100},
    "uniform 0.01 sgd": {**FASHION, "init": 0.01, "optimizer": "SGD", "lr": 0.01, "steps": 100},
    "housing adam": {**HOUSING, "init": None, "optimizer": "Adam", "lr": 0.001, "steps": 300},
}


def pixels(path, header):
    data = gzip.decompress(path.read_bytes())
    return np.frombuffer(data, dtype=np.uint8, offset=header)


def fashion(folder):
    x = pixels(folder / "train-images-idx3-ubyte.gz", 16).reshape(-1, 784)
    y = pixels(folder / "train-labels-idx1-ubyte.gz", 8)
    return torch.from_numpy(x.astype(np.float32)) / 255, torch.from_numpy(y.astype(np.int64))


def housing(folder, seed):
    raw = np.loadtxt(folder / "cal_housing.data", delimiter=",")
    longitude, latitude, age, rooms, bedrooms, people, households, income, value = raw.T
    x = np.column_stack([
        income, age, rooms / households, bedrooms / households, people, people / households,
        latitude, longitude,
    ])
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(seed)).numpy()[:15480]
    x, y = x[order], value[order] / 100_000
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    return torch.from_numpy(x.astype(np.float32)), torch.from_numpy(y.astype(np.float32)).reshape(-1, 1)


def build(kind, seed):
    """protocol.md, steps 1 to 3."""
    torch.manual_seed(seed)
    layers = []
    for inputs, outputs in zip(kind["sizes"], kind["sizes"][1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    model = nn.Sequential(*layers[:-1])
    if kind["init"] is not None:
        for layer in model:
            if not isinstance(layer, nn.Linear):
                continue
            if kind["init"] == "xavier":
                nn.init.xavier_uniform_(layer.weight)
            else:
                nn.init.uniform_(layer.weight, -kind["init"], kind["init"])
            nn.init.zeros_(layer.bias)
    return model


def trial(kind, seed, x, y):
    """protocol.md, steps 1 to 5, without what follows an epoch: all losses up to kind["steps"]."""
    model = build(kind, seed)
    criterion = nn.CrossEntropyLoss() if kind["data"] == "fashion" else nn.MSELoss()
    optimizer = getattr(torch.optim, kind["optimizer"])(model.parameters(), lr=kind["lr"])
    generator = torch.Generator().manual_seed(seed)
    losses = []
    while True:
        # What a DataLoader draws: a base seed, the order, and once it is used up another one.
        torch.empty((), dtype=torch.int64).random_(generator=generator)
        order = torch.randperm(len(x), generator=generator)
        for rows in order.split(kind["batch"]):
            if len(losses) == kind["steps"]:
                return losses
            optimizer.zero_grad()
            loss = criterion(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        torch.randperm(len(x), generator=generator)


def norms(init, seed, x, y):
    """protocol.md, step 6: the loss of the first batch, then the norm of every hidden layer in order."""
    kind = {**FASHION, "init": init}
    model = build(kind, seed)
    generator = torch.Generator().manual_seed(seed)
    torch.empty((), dtype=torch.int64).random_(generator=generator)
    rows = torch.randperm(len(x), generator=generator)[: kind["batch"]]
    a, outputs = x[rows], []
    for layer in model:
        a = layer(a)
        if isinstance(layer, nn.ReLU):
            a.retain_grad()
            outputs.append(a)
    loss = nn.CrossEntropyLoss()(a, y[rows])
    loss.backward()
    # In float64, because squares of small gradients leave float32.
    return [loss.item(), *(each.grad.double().norm().item() for each in outputs)]


def run(folder, seeds):
    images, classes = fashion(folder)
    out = {"torch": torch.__version__, "machine": platform.machine(), "losses": {}, "norms": {}}
    inits = {"xavier": "xavier", "uniform 1": 1.0, "uniform 0.1": 0.1, "uniform 0.01": 0.01}
    for name, init in inits.items():
        out["norms"][name] = {str(seed): norms(init, seed, images, classes) for seed in seeds}
    for name, kind in KINDS.items():
        for rows in (None, 12800) if kind["data"] == "fashion" else (None,):
            for seed in seeds:
                x, y = images[:rows], classes[:rows]
                if kind["data"] == "housing":
                    x, y = housing(folder, seed)
                key = name if rows is None else f"{name}, {rows} rows"
                out["losses"].setdefault(key, {})[str(seed)] = trial(kind, seed, x, y)
    json.dump(out, sys.stdout)


def apart(one, other):
    """Of the largest relative difference of each seed the median, and the largest that is finite."""
    values, parted = [], 0
    for seed, losses in one.items():
        pairs = [(a, b) for a, b in zip(losses, other[seed]) if a != b]
        if all(np.isfinite(pair).all() for pair in pairs):
            values.append(max((abs(a - b) / abs(b) for a, b in pairs), default=0.0))
        else:
            # One of the two has left the finite numbers before the other.
            parted += 1
    values.sort()
    return {
        "steps": max(len(losses) for losses in one.values()),
        "seeds": len(values) + parted,
        "median": (values + [None] * parted)[(len(values) + parted) // 2],
        "worst": values[-1],
        "parted": parted,
        "beyond 1e-5": parted + sum(value > 1e-5 for value in values),
    }


def compare(one, other):
    out = {"versions": [{key: each[key] for key in ("torch", "machine")} for each in (one, other)]}
    for what in ("losses", "norms"):
        out[what] = {
            name: apart(by_seed, other[what][name]) for name, by_seed in one[what].items()
        }
    json.dump(out, sys.stdout, indent=1)
    print()


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("what", choices=["run", "compare"])
parser.add_argument("files", nargs="*")
parser.add_argument("--data", type=Path)
parser.add_argument("--seeds", nargs="*", type=int, default=SEEDS)
given = parser.parse_args()
if given.what == "run":
    run(given.data, given.seeds)
else:
    compare(*(json.loads(Path(each).read_text()) for each in given.files))
