#!/usr/bin/env python3
"""member-6: table, relu, kaiming-uniform, rmsprop

Written by a2-lab 0.1.0. It trains the lab's trials with PyTorch: the same split, initial
weights and batches bit for bit on x86 processors with AVX2 (elsewhere PyTorch may draw other last
digits of the weights), the same losses up to rounding.

    python3 -m pip install torch numpy
    python3 member_6.py --data FOLDER --out results.json

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
    "missing": "drop",
    "train_count": 42,
    "train_size": None,
    "test_size": None,
    "validation_size": 9,
    "depth": 3,
    "width": 20,
    "activation": "relu",
    "init": {"name": "kaiming-uniform"},
    "optimizer": {"name": "rmsprop", "lr": 0.01, "momentum": 0.9, "weight_decay": 0.01},
    "batch_size": 21,
    "epochs": 2,
    "seed": 438,
    "gradient_norms": False,
}

# What each trial has of its own; `values` is how the experiment's axes say it.
TRIALS = [
    {
        "id": "49a5421cfa5fd866467b75e71b1c6b15383191a0ae2bb7cc9cf800b603d46f01",
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
    # The last rows of the training part are held back to choose by.
    kept = max(settings["train_count"] - (settings["validation_size"] or 0), 1)
    train = np.asarray(train_rows.indices)[:kept][: settings["train_size"]]
    validation = np.asarray(train_rows.indices)[kept:]
    test = np.asarray(test_rows.indices)[: settings["test_size"]]

    # Only the rows trained on may be looked at, for the scale and for what is filled in.
    mean, deviation = scale_of(features[train])
    # A missing value is taken for the mean, which becomes 0.
    features = np.where(np.isnan(features), 0, (features - mean) / deviation)
    parts = []
    for rows in (train, test, validation):
        x = torch.from_numpy(features[rows].astype(np.float32))
        y = torch.from_numpy(targets[rows].astype(np.int64))
        parts.append(TensorDataset(x, y))
    return parts


ACTIVATIONS = {
    "relu": torch.relu,
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
            nn.init.kaiming_uniform_(layer.weight)
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
    """Mean cross-entropy and the share of right answers."""
    loss, right = 0.0, 0
    for x, y in DataLoader(data, batch_size=4096, generator=torch.Generator()):
        scores = model(x)
        # Added up in float64, as the lab does: in float32 a sum can be infinite where no term is.
        loss += nn.functional.cross_entropy(scores, y, reduction="none").double().sum().item()
        right += (scores.argmax(dim=1) == y).sum().item()
    return {"Loss": loss / len(data), "Accuracy": right / len(data)}


def class_counts(data, classes):
    """Rows of each class."""
    return torch.bincount(data.tensors[1], minlength=classes).tolist()


@torch.no_grad()
def confusion_matrix(model, data, classes):
    """Rows of each class by the class that they are taken for: [true class][predicted class]."""
    x, y = data.tensors
    pairs = y * classes + model(x).argmax(dim=1)
    return torch.bincount(pairs, minlength=classes**2).reshape(classes, classes).tolist()


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
    train_data, test_data, validation_data = load_data(folder, settings)
    started = time.perf_counter()

    torch.manual_seed(settings["seed"])
    model = MLP(6, settings["depth"], settings["width"], 3, settings["activation"])
    model.initialise(settings["init"])
    criterion = nn.CrossEntropyLoss()

    def make_loader():
        # A generator of its own: evaluation then cannot shift the order of the batches.
        generator = torch.Generator().manual_seed(settings["seed"])
        return DataLoader(train_data, settings["batch_size"], shuffle=True, generator=generator)

    result = {"status": "done", "epochs": [], "batchLosses": []}
    parts = [("train", train_data), ("test", test_data)]
    result["classes"] = {part: class_counts(data, 3) for part, data in parts}
    optimizer = make_optimizer(settings, model.parameters())
    loader = make_loader()
    for epoch in range(1, settings["epochs"] + 1):
        losses = result["batchLosses"]
        bad = train_epoch(model, criterion, optimizer, loader, losses)
        if bad is not None:
            result.update(diverged(len(losses) + 1, bad))
            break
        record = {"epoch": epoch}
        parts = [("train", train_data), ("test", test_data)]
        if len(validation_data) > 0:
            parts.append(("validation", validation_data))
        for part, data in parts:
            record.update({part + name: value for name, value in evaluate(model, data).items()})
        # The epoch's last step may have ruined the network, which none of its batches shows.
        bad = next((value for value in record.values() if not math.isfinite(value)), None)
        if bad is not None:
            result.update(diverged(len(losses), bad))
            break
        result["epochs"].append(record)
        print(" ", ", ".join(f"{name} {value:.4g}" for name, value in record.items()))
    result["seconds"] = time.perf_counter() - started
    if result["epochs"] and result["status"] == "done":
        result["classes"]["confusion"] = confusion_matrix(model, test_data, 3)
    return result


# The experiment as the lab holds it, for the results document.
EXPERIMENT = {
    "format": "a2-experiment",
    "version": 1,
    "name": "member-6",
    "title": "table, relu, kaiming-uniform, rmsprop",
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
                "target": "kind",
                "task": "classification",
                "features": ["size", "colour=deep blue", "colour=green", "colour=red", "weight", "y"],
                "classes": ["large", "middle", "small"],
                "rows": 60,
                "complete": 56,
                "missing": "drop",
                "testFraction": 0.25,
            },
            "validation": 9,
        },
        "model": {"depth": 3, "width": 20, "activation": "relu"},
        "init": {"name": "kaiming-uniform"},
        "optimizer": {
            "name": "rmsprop",
            "learningRate": 0.01,
            "alpha": 0.99,
            "epsilon": 1e-8,
            "momentum": 0.9,
            "centered": False,
            "weightDecay": 0.01,
        },
        "batchSize": 21,
        "epochs": 2,
        "seed": 438,
        "measure": {"gradientNorms": False, "batchLosses": True},
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
            "datasets": {"table [\"03f789d84da72d7c2e1e857724f4fe7faef5c49f49a608de7f3915088ac2be41\",\"classification\",\"kind\",[\"size\",\"colour=deep blue\",\"colour=green\",\"colour=red\",\"weight\",\"y\"],{\"delimiter\":\",\",\"header\":true,\"decimal\":\".\",\"encoding\":\"utf-8\",\"skip\":0,\"comment\":\"\",\"thousands\":\"\",\"signs\":false,\"missing\":null,\"wrapped\":false,\"rules\":2}]": "as found in --data"},
        },
        "trials": results,
    }
    options.out.write_text(json.dumps(document, indent=1, allow_nan=False))
    print("results written to", options.out)


if __name__ == "__main__":
    main()
