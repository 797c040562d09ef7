#!/usr/bin/env python3
"""I2d: Grid search: learning rate × batch size

Written by a2-lab development. It trains the lab's trials with PyTorch: the same split, initial
weights and batches bit for bit on x86 processors with AVX2 (elsewhere PyTorch may draw other last
digits of the weights), the same losses up to rounding.

    python3 -m pip install torch numpy
    python3 i2d.py --data FOLDER --out results.json

On Windows with `py` in place of `python3`.
FOLDER holds: cal_housing.data of the StatLib archive (scikit-learn fetches the same file).
"""

import argparse
import base64
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
    "train_size": None,
    "test_size": None,
    "validation_size": 3096,
    "depth": 2,
    "width": 64,
    "activation": "relu",
    "init": {"name": "torch-default"},
    "epochs": 100,
    "seed": 433,
    "gradient_norms": False,
}

# What each trial has of its own; `values` is how the experiment's axes say it.
TRIALS = [
    {
        "id": "2108149cebc453f6c5d30e3bb10dc734ba544363ac3bdb9ef9d725560720809f",
        "values": {"optimizer.learningRate": 0.1, "batchSize": 16},
        "settings": {"optimizer": {"name": "adam", "lr": 0.1}, "batch_size": 16},
    },
    {
        "id": "3dfbf41d22b16a2963d69766fb2523fbd21a038837966333325abc7fc5c50fcc",
        "values": {"optimizer.learningRate": 0.1, "batchSize": 32},
        "settings": {"optimizer": {"name": "adam", "lr": 0.1}, "batch_size": 32},
    },
    {
        "id": "2d4a27678644ca197012bf418d3273ac5e7ac755290fafe64faad2ee1039b3c4",
        "values": {"optimizer.learningRate": 0.1, "batchSize": 64},
        "settings": {"optimizer": {"name": "adam", "lr": 0.1}, "batch_size": 64},
    },
    {
        "id": "24cb6e0383efad342ce1c9be2d924b927029dd9f60a26ec3b77ab5450586871f",
        "values": {"optimizer.learningRate": 0.01, "batchSize": 16},
        "settings": {"optimizer": {"name": "adam", "lr": 0.01}, "batch_size": 16},
    },
    {
        "id": "6dd71ff2c28d262c54545d06bfe6cd99e266a631ce42c116f61b86e333d13149",
        "values": {"optimizer.learningRate": 0.01, "batchSize": 32},
        "settings": {"optimizer": {"name": "adam", "lr": 0.01}, "batch_size": 32},
    },
    {
        "id": "fbe8f7e89094ac1cd1827218853b5003953478a5cc611b4c6ab0aeba82764ce5",
        "values": {"optimizer.learningRate": 0.01, "batchSize": 64},
        "settings": {"optimizer": {"name": "adam", "lr": 0.01}, "batch_size": 64},
    },
    {
        "id": "7a45cf7b5c37f2b8418f4d6f365675415979973749f3d36d60da4d9421eb558b",
        "values": {"optimizer.learningRate": 0.001, "batchSize": 16},
        "settings": {"optimizer": {"name": "adam", "lr": 0.001}, "batch_size": 16},
    },
    {
        "id": "6fd8438d312ac588fb2e6ef2958bd170c8ae4ae8272713acad33a9ac9dbb5dd8",
        "values": {"optimizer.learningRate": 0.001, "batchSize": 32},
        "settings": {"optimizer": {"name": "adam", "lr": 0.001}, "batch_size": 32},
    },
    {
        "id": "0f06ce486388afd5e496ba6af726aa2396d3c22e0119040b228dc30413eabfd3",
        "values": {"optimizer.learningRate": 0.001, "batchSize": 64},
        "settings": {"optimizer": {"name": "adam", "lr": 0.001}, "batch_size": 64},
    },
]


def find(folder):
    """The file in the folder or one below it."""
    for path in [folder / "cal_housing.data", *sorted(folder.glob("*/cal_housing.data"))]:
        if path.is_file():
            return path
    raise SystemExit(f"cal_housing.data is not in {folder}: name the folder that holds it with --data")


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
    """scikit-learn's eight features and the value in $100,000, split 75:25 and standardised."""
    table = np.loadtxt(find(folder), delimiter=",", dtype=np.float64)
    longitude, latitude, age, rooms, bedrooms, population, households, income, value = table.T
    features = np.stack(
        [
            income,
            age,
            rooms / households,
            bedrooms / households,
            population,
            population / households,
            latitude,
            longitude,
        ],
        axis=1,
    )
    values = value / 100_000
    everything = TensorDataset(torch.arange(len(features)))
    train_count = int(len(features) * 0.75)
    train_rows, test_rows = random_split(
        everything,
        [train_count, len(features) - train_count],
        generator=torch.Generator().manual_seed(settings["seed"]),
    )
    # The last rows of the training part are held back to choose by.
    kept = train_count - (settings["validation_size"] or 0)
    train = np.asarray(train_rows.indices)[:kept][: settings["train_size"]]
    validation = np.asarray(train_rows.indices)[kept:]
    test = np.asarray(test_rows.indices)[: settings["test_size"]]

    # Only the rows trained on may be looked at for the scale.
    mean, deviation = scale_of(features[train])
    features = (features - mean) / deviation
    parts = []
    for rows in (train, test, validation):
        x = torch.from_numpy(features[rows].astype(np.float32))
        y = torch.from_numpy(values[rows].astype(np.float32)).unsqueeze(1)
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
        """PyTorch's default, which nn.Linear has drawn already."""

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
    return torch.optim.Adam(parameters, **arguments)


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
    train_data, test_data, validation_data = load_data(folder, settings)
    started = time.perf_counter()

    torch.manual_seed(settings["seed"])
    model = MLP(8, settings["depth"], settings["width"], 1, settings["activation"])
    model.initialise(settings["init"])
    criterion = nn.MSELoss()

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
    targets = train_data.tensors[1].double()
    mean = targets.mean()
    deviation = (targets - mean).square().mean().sqrt()
    result["targets"] = {"mean": mean.item(), "deviation": deviation.item()}
    return result


# How the results document names the figures.
METRICS = {"Mse": "mse", "Mae": "mae"}


def figure_columns(records):
    """The figures of all epochs in columns, by part and metric."""
    columns = {}
    for part in ("train", "test", "validation"):
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
    "name": "I2d",
    "title": "Grid search: learning rate × batch size",
    "question": "Which learning rate and which batch size suit the housing network best?\nEvery pair of 0.1, 0.01, 0.001 and 16, 32, 64 trains 100 epochs.\nThe best cell is chosen on 3,096 validation districts; the test districts only judge it.",
    "notes": [
        "The task's text says “mean average error”; read here as mean absolute error.",
        "The task ends its list of batch sizes with “…”; the values of an axis can be edited.",
        "Selecting a cell on the test set is optimistic: 3,096 training districts are held back to select it. The winner is not refitted on all 15,480.",
    ],
    "trial": {
        "dataset": {"name": "california-housing", "validation": 3096},
        "model": {"depth": 2, "width": 64, "activation": "relu"},
        "init": {"name": "torch-default"},
        "optimizer": {"name": "adam", "learningRate": 0.001},
        "batchSize": 32,
        "epochs": 100,
        "seed": 433,
    },
    "axes": [
        {"path": "optimizer.learningRate", "values": [0.1, 0.01, 0.001]},
        {"path": "batchSize", "values": [16, 32, 64]},
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
            "datasets": {"california-housing": "as found in --data"},
        },
        "trials": results,
    }
    options.out.write_text(json.dumps(document, indent=1, allow_nan=False))
    print("results written to", options.out)


if __name__ == "__main__":
    main()
