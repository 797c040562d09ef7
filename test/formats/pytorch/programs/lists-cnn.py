#!/usr/bin/env python3
"""edge: Edge

Written by a2-lab development. It trains the lab's trials with PyTorch: the same split, initial
weights and batches bit for bit on x86 processors with AVX2 (elsewhere PyTorch may draw other last
digits of the weights), the same losses up to rounding.

    python3 -m pip install torch numpy
    python3 edge.py --data FOLDER --out results.json

On Windows with `py` in place of `python3`.
FOLDER holds: The four .gz files of Fashion-MNIST (github.com/zalandoresearch/fashion-mnist,
data/fashion).
"""

import argparse
import base64
import gzip
import json
import math
import platform
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


# What all trials share.
BASE = {
    "train_size": 12000,
    "test_size": None,
    "init": {"name": "torch-default"},
    "optimizer": {"name": "adam", "lr": 0.001},
    "batch_size": 64,
    "epochs": 1,
    "seed": 433,
    "gradient_norms": False,
}

# What each trial has of its own; `values` is how the experiment's axes say it.
TRIALS = [
    {
        "id": "217f36a33a169ded58d846e256931fc88fdcee33937b1c5014684148e97d2c57",
        "values": {},
        "settings": {},
    },
]


def read_idx(path):
    """An IDX file (gzip or plain) as an array of unsigned bytes."""
    raw = path.read_bytes()
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    dimensions = raw[3]
    shape = [int.from_bytes(raw[4 + 4 * i : 8 + 4 * i], "big") for i in range(dimensions)]
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def find(folder, name):
    """The file, gzipped or not, in the folder or one below it."""
    for candidate in [name + ".gz", name]:
        for path in [folder / candidate, *sorted(folder.glob("*/" + candidate))]:
            if path.is_file():
                return path
    raise SystemExit(f"{name}.gz is not in {folder}: name the folder that holds it with --data")


def load_data(folder, settings):
    """Images as float32 in [0, 1], flattened to 784 features; classes as int64."""
    parts = []
    for part, size in [("train", settings["train_size"]), ("t10k", settings["test_size"])]:
        images = read_idx(find(folder, f"{part}-images-idx3-ubyte"))[:size]
        labels = read_idx(find(folder, f"{part}-labels-idx1-ubyte"))[:size]
        x = torch.from_numpy(images.reshape(len(images), 784).astype(np.float32)) / 255
        y = torch.from_numpy(labels.astype(np.int64))
        parts.append(TensorDataset(x, y))
    return parts


class Network(nn.Module):
    """Layers in their order, which read each row in the given shape."""

    def __init__(self, layers, shape):
        super().__init__()
        self.layers = layers
        self.shape = shape

    def initialise(self, init):
        """PyTorch's default, which the modules have drawn already."""

    def forward(self, x):
        """[batch, inputs] -> [batch, outputs]."""
        return self.layers(x.reshape(-1, *self.shape))


def network():
    """52,138 parameters."""
    layers = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(784, 64),
        nn.ReLU(),
        nn.Dropout(0.25),
        nn.Linear(64, 10),
    )
    return Network(layers, (1, 28, 28))


def make_optimizer(settings, parameters):
    arguments = {key: value for key, value in settings["optimizer"].items() if key != "name"}
    return torch.optim.Adam(parameters, **arguments)


@torch.no_grad()
def evaluate(model, data):
    """Mean cross-entropy and the share of right answers."""
    model.eval()
    loss, right = 0.0, 0
    for x, y in DataLoader(data, batch_size=4096, generator=torch.Generator()):
        scores = model(x)
        # Added up in float64, as the lab does: in float32 a sum can be infinite where no term is.
        loss += nn.functional.cross_entropy(scores, y, reduction="none").double().sum().item()
        right += (scores.argmax(dim=1) == y).sum().item()
    return {"Loss": loss / len(data), "Accuracy": right / len(data)}


def train_epoch(model, criterion, optimizer, loader, losses):
    """One pass over the batches; ends early with a loss that is no finite number, else None."""
    model.train()
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
    end = {"step": step, "loss": word}
    return {"status": "diverged", "end": end, "error": {"code": "diverged", "message": message}}


def train(settings, folder):
    """One trial: seed, build, initialise, train; returns what the results document holds."""
    train_data, test_data = load_data(folder, settings)
    started = time.perf_counter()

    torch.manual_seed(settings["seed"])
    model = network()
    model.initialise(settings["init"])
    criterion = nn.CrossEntropyLoss()

    def make_loader():
        # A generator of its own: evaluation then cannot shift the order of the batches.
        generator = torch.Generator().manual_seed(settings["seed"])
        return DataLoader(train_data, settings["batch_size"], shuffle=True, generator=generator)

    result = {"status": "done", "epochs": [], "batchLosses": []}
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


# How the results document names the figures.
METRICS = {"Loss": "loss", "Accuracy": "accuracy"}


def figure_columns(records):
    """The figures of all epochs in columns, by part and metric."""
    columns = {}
    for part in ("train", "test"):
        for key, metric in METRICS.items():
            column = [record.get(part + key) for record in records]
            if any(value is not None for value in column):
                columns.setdefault(part, {})[metric] = column
    return columns


def trial_record(result):
    """A trial for the results document: figures in columns, losses as base64 of float32."""
    records, losses = result.pop("epochs"), result.pop("batchLosses")
    reason = "finished" if result["status"] == "done" else result["status"]
    last = records[-1]["epoch"] if records else 0
    trial = {
        **result,
        "end": {"reason": reason, "epoch": last, **result.get("end", {})},
        "epochs": [record["epoch"] for record in records],
        "figures": figure_columns(records),
    }
    if losses:
        data = base64.b64encode(np.asarray(losses, dtype="<f4").tobytes()).decode("ascii")
        trial["losses"] = {"encoding": "base64-float32-le", "count": len(losses), "data": data}
    return trial


# The experiment as the lab holds it, for the results document.
EXPERIMENT = {
    "format": "a2-experiment",
    "version": 1,
    "name": "edge",
    "title": "Edge",
    "question": "",
    "notes": [],
    "trial": {
        "dataset": {"name": "fashion-mnist", "trainSize": 12000},
        "model": {
            "layers": [
                {"name": "conv2d", "channels": 8, "kernel": 3, "padding": 1},
                {"name": "relu"},
                {"name": "max-pool2d"},
                {"name": "conv2d", "channels": 16, "kernel": 3, "padding": 1},
                {"name": "relu"},
                {"name": "max-pool2d"},
                {"name": "flatten"},
                {"name": "linear", "width": 64},
                {"name": "relu"},
                {"name": "dropout", "p": 0.25},
            ],
        },
        "optimizer": {"name": "adam", "learningRate": 0.001},
        "batchSize": 64,
        "epochs": 1,
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
        own = {"id": trial["id"], "values": trial["values"], "engine": "pytorch"}
        results.append({**own, **trial_record(result)})

    document = {
        "format": "a2-results",
        "version": 2,
        "experiment": EXPERIMENT,
        "environment": {
            "lab": "development",
            "engine": "pytorch " + torch.__version__,
            "userAgent": f"Python {platform.python_version()} on {platform.machine()}",
            "datasets": {"fashion-mnist": "as found in --data"},
        },
        "trials": results,
    }
    options.out.write_text(json.dumps(document, indent=1, allow_nan=False))
    print("results written to", options.out)


if __name__ == "__main__":
    main()
