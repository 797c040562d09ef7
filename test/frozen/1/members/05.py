#!/usr/bin/env python3
"""member-5: table, linear, xavier-normal, rmsprop

Written by a2-lab 0.1.0. It trains the lab's trials with PyTorch: the same split, initial
weights and batches bit for bit on x86 processors with AVX2 (elsewhere PyTorch may draw other last
digits of the weights), the same losses up to rounding.

    python3 -m pip install torch numpy
    python3 member_5.py --data FOLDER --out results.json

On Windows with `py` in place of `python3`.
FOLDER holds: table-03f789d84da7.npz, the columns used of table.csv, which the lab gives beside this
program.
"""

import argparse
import json
import math
import platform
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split


# What all trials share.
BASE = {
    "missing": "mean",
    "train_count": 44,
    "train_size": None,
    "test_size": None,
    "depth": 2,
    "width": 17,
    "activation": "linear",
    "init": {"name": "xavier-normal", "gain": 1.6666666666666667},
    "optimizer": {"name": "rmsprop", "lr": 0.01},
    "batch_size": 20,
    "epochs": 2,
    "seed": 437,
    "gradient_norms": True,
}

# What each trial has of its own; `values` is how the experiment's axes say it.
TRIALS = [
    {
        "id": "c913e4f720f7dd3a8558c7f0452b68d071039eaf12ca35efac58a9e8b0993821",
        "values": {},
        "settings": {},
    },
]


def find(folder):
    """The file in the folder or one below it."""
    for path in [folder / "table-03f789d84da7.npz", *sorted(folder.glob("*/table-03f789d84da7.npz"))]:
        if path.is_file():
            return path
    raise SystemExit(f"table-03f789d84da7.npz is not in {folder}: name the folder that holds it with --data")


def add_up(values):
    """Every column's sum, row after row: np.sum adds a single column in another order."""
    return np.cumsum(values, axis=0)[-1]


def scale_of(rows):
    """Every feature's mean and population standard deviation; missing values count as the mean."""
    known = ~np.isnan(rows)
    mean = add_up(np.where(known, rows, 0)) / np.maximum(known.sum(axis=0), 1)
    # The rounded mean of equal values need not be that value; their deviation must still be 0.
    least = np.where(known, rows, np.inf).min(axis=0)
    most = np.where(known, rows, -np.inf).max(axis=0)
    mean = np.where(least == most, least, mean)
    deviation = np.sqrt(add_up(np.where(known, rows - mean, 0) ** 2) / len(rows))
    # A feature that is the same in all rows is not divided.
    return mean, np.where(deviation > 0, deviation, 1)


def load_data(folder, settings):
    """The table's features, missing ones handled, split and standardised, and its target."""
    with np.load(find(folder)) as file:
        features, targets = file["features"], file["targets"]
    if settings["missing"] == "drop":
        whole = ~np.isnan(features).any(axis=1)
        features, targets = features[whole], targets[whole]
    train_rows, test_rows = random_split(
        TensorDataset(torch.arange(len(features))),
        [settings["train_count"], len(features) - settings["train_count"]],
        generator=torch.Generator().manual_seed(settings["seed"]),
    )
    train = np.asarray(train_rows.indices)[: settings["train_size"]]
    test = np.asarray(test_rows.indices)[: settings["test_size"]]

    # Only the rows trained on may be looked at, for the scale and for what is filled in.
    mean, deviation = scale_of(features[train])
    # A missing value is taken for the mean, which becomes 0.
    features = np.where(np.isnan(features), 0, (features - mean) / deviation)
    parts = []
    for rows in (train, test):
        x = torch.from_numpy(features[rows].astype(np.float32))
        y = torch.from_numpy(targets[rows].astype(np.float32)).unsqueeze(1)
        parts.append(TensorDataset(x, y))
    return parts


ACTIVATIONS = {
    "linear": nn.Identity(),
}


class MLP(nn.Module):
    """`depth` hidden layers of `width` neurons each, and a linear output layer."""

    def __init__(self, inputs, depth, width, outputs, activation):
        super().__init__()
        sizes = [inputs] + [width] * depth
        self.hidden = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.output = nn.Linear(sizes[-1], outputs)
        self.activation = ACTIVATIONS[activation]

    def initialise(self, init):
        """Draws all weights again and sets the biases to zero."""
        for layer in [*self.hidden, self.output]:
            nn.init.xavier_normal_(layer.weight, gain=init.get("gain", 1.0))
            nn.init.zeros_(layer.bias)

    def forward(self, x, outputs=None):
        """[batch, inputs] -> [batch, outputs]; the hidden layers' outputs go into the list."""
        for layer in self.hidden:
            x = self.activation(layer(x))
            if outputs is not None:
                x.retain_grad()
                outputs.append(x)
        return self.output(x)


def make_optimizer(settings, parameters):
    arguments = {key: value for key, value in settings["optimizer"].items() if key != "name"}
    return torch.optim.RMSprop(parameters, **arguments)


@torch.no_grad()
def evaluate(model, data):
    """Mean squared and mean absolute error."""
    squared, absolute = 0.0, 0.0
    for x, y in DataLoader(data, batch_size=4096, generator=torch.Generator()):
        error = model(x) - y
        # Added up in float64, as the lab does: in float32 a sum can be infinite where no term is.
        squared += (error**2).double().sum().item()
        absolute += error.abs().double().sum().item()
    return {"Mse": squared / len(data), "Mae": absolute / len(data)}


def gradient_norms(model, criterion, loader):
    """The first batch's loss, and the norm of its dL/da for every hidden layer's output a."""
    x, y = next(iter(loader))
    outputs = []
    loss = criterion(model(x, outputs), y)
    loss.backward()
    model.zero_grad()
    # In float64: squares of gradients below 1e-19 are lost in float32.
    return loss.item(), [a.grad.double().norm().item() for a in outputs]


def finite_or_none(value):
    """JSON has no word for infinity or NaN: the lab writes null, which is None here."""
    return value if math.isfinite(value) else None


def train_epoch(model, criterion, optimizer, loader, losses):
    """One pass over the batches; ends early with a loss that is no finite number, else None."""
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        if not math.isfinite(loss.item()):
            return loss.item()
        losses.append(loss.item())
    return None


def diverged(step, loss):
    """What the results document says of a trial whose loss is no finite number."""
    word = "NaN" if math.isnan(loss) else "Infinity"
    what = f"the loss became {word} at step {step}"
    print(f"  diverged: {what}")
    message = f"{what}: a smaller learning rate or initialisation may help"
    return {"status": "diverged", "error": {"code": "diverged", "message": message}}


def train(settings, folder):
    """One trial: seed, build, initialise, train; returns what the results document holds."""
    train_data, test_data = load_data(folder, settings)
    started = time.perf_counter()

    torch.manual_seed(settings["seed"])
    model = MLP(5, settings["depth"], settings["width"], 1, settings["activation"])
    model.initialise(settings["init"])
    criterion = nn.MSELoss()

    def make_loader():
        # A generator of its own: evaluation then cannot shift the order of the batches.
        generator = torch.Generator().manual_seed(settings["seed"])
        return DataLoader(train_data, settings["batch_size"], shuffle=True, generator=generator)

    result = {"status": "done", "epochs": [], "batchLosses": []}
    if settings["gradient_norms"]:
        loss, norms = gradient_norms(model, criterion, make_loader())
        print("  gradient norms:", *(f"{norm:.3e}" for norm in norms))
        result["gradientNorms"] = {
            "loss": finite_or_none(loss),
            "activations": [finite_or_none(norm) for norm in norms],
        }
    optimizer = make_optimizer(settings, model.parameters())
    loader = make_loader()
    for epoch in range(1, settings["epochs"] + 1):
        losses = result["batchLosses"]
        bad = train_epoch(model, criterion, optimizer, loader, losses)
        if bad is not None:
            result.update(diverged(len(losses) + 1, bad))
            break
        record = {"epoch": epoch}
        for part, data in [("train", train_data), ("test", test_data)]:
            record.update({part + name: value for name, value in evaluate(model, data).items()})
        # The epoch's last step may have ruined the network, which none of its batches shows.
        bad = next((value for value in record.values() if not math.isfinite(value)), None)
        if bad is not None:
            result.update(diverged(len(losses), bad))
            break
        result["epochs"].append(record)
        print(" ", ", ".join(f"{name} {value:.4g}" for name, value in record.items()))
    result["seconds"] = time.perf_counter() - started
    return result


# The experiment as the lab holds it, for the results document.
EXPERIMENT = {
    "format": "a2-experiment",
    "version": 1,
    "name": "member-5",
    "title": "table, linear, xavier-normal, rmsprop",
    "question": "",
    "notes": [],
    "trial": {
        "dataset": {
            "name": "table",
            "table": {
                "sha256": "03f789d84da72d7c2e1e857724f4fe7faef5c49f49a608de7f3915088ac2be41",
                "title": "table.csv",
                "csv": {
                    "delimiter": ",",
                    "header": True,
                    "decimal": ".",
                    "encoding": "utf-8",
                    "skip": 0,
                    "comment": "",
                    "thousands": "",
                    "signs": False,
                    "missing": None,
                    "wrapped": False,
                    "rules": 2,
                },
                "target": "y",
                "task": "regression",
                "features": ["size", "colour=deep blue", "colour=green", "colour=red", "weight"],
                "classes": [],
                "rows": 59,
                "complete": 56,
                "missing": "mean",
                "testFraction": 0.25,
            },
            "validation": None,
        },
        "model": {"depth": 2, "width": 17, "activation": "linear"},
        "init": {"name": "xavier-normal", "gain": 1.6666666666666667},
        "optimizer": {
            "name": "rmsprop",
            "learningRate": 0.01,
            "alpha": 0.99,
            "epsilon": 1e-8,
            "momentum": 0,
            "centered": False,
            "weightDecay": 0,
        },
        "batchSize": 20,
        "epochs": 2,
        "seed": 437,
        "measure": {"gradientNorms": True, "batchLosses": True},
    },
    "axes": [],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("."), help="folder with the dataset")
    parser.add_argument("--out", type=Path, default=Path("results.json"), help="results to write")
    parser.add_argument("--trial", type=int, help="run only this trial, counted from 1")
    parser.add_argument("--threads", type=int, help="threads of PyTorch (its default otherwise)")
    options = parser.parse_args()
    if options.threads is not None:
        torch.set_num_threads(options.threads)

    results = []
    for number, trial in enumerate(TRIALS, start=1):
        if options.trial not in (None, number):
            continue
        print(f"trial {number} of {len(TRIALS)}:", trial["values"] or "the only one")
        result = train({**BASE, **trial["settings"]}, options.data)
        results.append({"id": trial["id"], "values": trial["values"], "engine": "pytorch", **result})

    document = {
        "format": "a2-results",
        "version": 1,
        "experiment": EXPERIMENT,
        "environment": {
            "lab": "0.1.0",
            "engine": "pytorch " + torch.__version__,
            "userAgent": f"Python {platform.python_version()} on {platform.machine()}",
            "datasets": {"table [\"03f789d84da72d7c2e1e857724f4fe7faef5c49f49a608de7f3915088ac2be41\",\"regression\",\"y\",[\"size\",\"colour=deep blue\",\"colour=green\",\"colour=red\",\"weight\"],{\"delimiter\":\",\",\"header\":true,\"decimal\":\".\",\"encoding\":\"utf-8\",\"skip\":0,\"comment\":\"\",\"thousands\":\"\",\"signs\":false,\"missing\":null,\"wrapped\":false,\"rules\":2}]": "as found in --data"},
        },
        "trials": results,
    }
    options.out.write_text(json.dumps(document, indent=1, allow_nan=False))
    print("results written to", options.out)


if __name__ == "__main__":
    main()
