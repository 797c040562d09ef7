#!/usr/bin/env python3
"""I1d: Four initialisations, five epochs

Written by a2-lab development. It trains the lab's trials with PyTorch: the same split, initial
weights and batches bit for bit on x86 processors with AVX2 (elsewhere PyTorch may draw other last
digits of the weights), the same losses up to rounding.

    python3 -m pip install torch numpy
    python3 i1d.py --data FOLDER --out results.json

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
    "train_size": None,
    "test_size": None,
    "depth": 8,
    "width": 16,
    "activation": "relu",
    "optimizer": {"name": "sgd", "lr": 0.01},
    "batch_size": 128,
    "epochs": 5,
    "seed": 433,
    "gradient_norms": False,
}

# What each trial has of its own; `values` is how the experiment's axes say it.
TRIALS = [
    {
        "id": "ff03128bbab90b3768194fd788648a552878e51c55751edcb3da74139805c4e2",
        "values": {"init": {"name": "uniform", "d": 0.01}},
        "settings": {"init": {"name": "uniform", "d": 0.01}},
    },
    {
        "id": "b1f2a9aa8d0cae27f86f81c84c6715cb3020bf3a901a5f71a82f4dad0b7fc4e3",
        "values": {"init": {"name": "uniform", "d": 0.1}},
        "settings": {"init": {"name": "uniform", "d": 0.1}},
    },
    {
        "id": "1c118a0f276511baeefc448662cfeaf5e7254230d6d47337f3812f4202f4032d",
        "values": {"init": {"name": "uniform", "d": 1}},
        "settings": {"init": {"name": "uniform", "d": 1.0}},
    },
    {
        "id": "b3d57c07aa7e4f8935a47e55df001b1c18c19d70c84528519f2ca37b65f5c484",
        "values": {"init": {"name": "xavier-uniform"}},
        "settings": {"init": {"name": "xavier-uniform"}},
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
            if init["name"] == "uniform":
                nn.init.uniform_(layer.weight, -init["d"], init["d"])
            elif init["name"] == "xavier-uniform":
                nn.init.xavier_uniform_(layer.weight, gain=init.get("gain", 1.0))
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
    return torch.optim.SGD(parameters, **arguments)


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
    end = {"step": step, "loss": word}
    return {"status": "diverged", "end": end, "error": {"code": "diverged", "message": message}}


def train(settings, folder):
    """One trial: seed, build, initialise, train; returns what the results document holds."""
    train_data, test_data = load_data(folder, settings)
    started = time.perf_counter()

    torch.manual_seed(settings["seed"])
    model = MLP(784, settings["depth"], settings["width"], 10, settings["activation"])
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
    "name": "I1d",
    "title": "Four initialisations, five epochs",
    "question": "Weights are uniform in ±d, with d = 0.01, 0.1, 1 or Xavier’s √(6 / (nᵢ + nₒ)); biases are 0.\nEach network trains 5 epochs with cross-entropy, SGD at 0.01 and batches of 128.\nWhich of them learn, how fast, and does the test accuracy follow the training accuracy?",
    "notes": [
        "“Depth 8” does not say whether the output layer counts; here it is 8 hidden layers and the output layer, 9 linear maps.",
    ],
    "trial": {
        "dataset": {"name": "fashion-mnist"},
        "model": {"depth": 8, "width": 16, "activation": "relu"},
        "init": {"name": "xavier-uniform"},
        "optimizer": {"name": "sgd", "learningRate": 0.01},
        "batchSize": 128,
        "epochs": 5,
        "seed": 433,
    },
    "axes": [
        {
            "path": "init",
            "values": [
                {"name": "uniform", "d": 0.01},
                {"name": "uniform", "d": 0.1},
                {"name": "uniform", "d": 1},
                {"name": "xavier-uniform"},
            ],
        },
    ],
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
