"""The data of a trial for protocol.py, from the published files or a person's CSV table."""

import csv
import gzip
import math

import numpy as np
import torch
from torch.utils.data import TensorDataset, random_split


def found(folder, name):
    """The file in the folder or in one below it."""
    return next(iter(sorted(folder.rglob(name))))


def images(folder):
    """The IDX files: images as bytes [70000, 784], and their classes; the last 10,000 test."""
    pixels, labels = [], []
    for part in ("train", "t10k"):
        with gzip.open(found(folder, f"{part}-images-idx3-ubyte.gz")) as file:
            pixels.append(np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784))
        with gzip.open(found(folder, f"{part}-labels-idx1-ubyte.gz")) as file:
            labels.append(np.frombuffer(file.read(), np.uint8, offset=8))
    return np.concatenate(pixels), np.concatenate(labels)


def housing(folder):
    """California housing as scikit-learn has it: eight features, the value in $100,000."""
    longitude, latitude, age, rooms, bedrooms, people, households, income, value = np.loadtxt(
        found(folder, "cal_housing.data"), delimiter=",", unpack=True
    )
    features = [income, age, rooms / households, bedrooms / households]
    features += [people, people / households, latitude, longitude]
    return np.column_stack(features), value / 100000


def stand_in(folder, name):
    """The generated datasets exist nowhere but in the lab, which writes them as NumPy's files."""
    with np.load(found(folder, f"{name}.npz")) as file:
        return file["features"], file["targets"]


def own_table(path, table):
    """A CSV file's features (NaN where missing) and targets, of the rows whose target is known."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row[table["target"]] != ""]
    features = np.array([[cell(row, name) for name in table["features"]] for row in rows])
    if table["task"] == "classification":
        targets = [table["classes"].index(row[table["target"]]) for row in rows]
    else:
        targets = [float(row[table["target"]]) for row in rows]
    if table.get("missing", "drop") == "drop":
        whole = ~np.isnan(features).any(axis=1)
        return features[whole], np.array(targets)[whole]
    return features, np.array(targets)


def cell(row, feature):
    """A number, or of "column=category" whether the row has it."""
    if feature in row:
        return float(row[feature]) if row[feature] != "" else math.nan
    column, category = feature.split("=", 1)
    return float(row[column] == category) if row[column] != "" else math.nan


def standardised(features, train):
    """(x - mean) / deviation of the training rows in float64; constant and missing become 0."""
    result = np.zeros(features.shape)

    def total(values):
        # Row after row, as the sums of whole tables are made: the last bit is the order's.
        return np.add.accumulate(values)[-1]

    for column in range(features.shape[1]):
        x = features[:, column]
        known = x[train][~np.isnan(x[train])]
        if len(known) == 0:
            mean, deviation = 0.0, 0.0
        elif np.all(known == known[0]):
            mean, deviation = known[0], 0.0
        else:
            mean = total(known) / len(known)
            # Missing rows count as the mean: they add nothing to the squares.
            deviation = math.sqrt(total((known - mean) ** 2) / len(train))
        values = (x - mean) / (deviation if deviation > 0 else 1)
        result[:, column] = np.where(np.isnan(x), 0, values)
    return result


def parts_of(trial, folder, table_file):
    """The training, test and validation part as datasets of float32 features and their targets."""
    settings = trial["dataset"]
    name = settings["name"]
    held = settings.get("validation") or 0
    if name == "fashion-mnist":
        x, y = images(folder)
        train, test = np.arange(60000), np.arange(60000, 70000)
    elif name == "fashion-synthetic":
        x, y = stand_in(folder, name)
        train, test = np.arange(12000), np.arange(12000, 14000)
    else:
        if name == "california-housing":
            (x, y), test_count = housing(folder), 5160
        elif name == "housing-synthetic":
            (x, y), test_count = stand_in(folder, name), 5160
        else:
            x, y = own_table(table_file, settings["table"])
            wanted = math.floor(len(y) * settings["table"].get("testFraction", 0.25) + 0.5)
            test_count = min(len(y) - 1, max(1, wanted))
        split = random_split(
            range(len(y)),
            [len(y) - test_count, test_count],
            generator=torch.Generator().manual_seed(trial.get("seed", 433)),
        )
        train, test = (np.array(list(part), dtype=np.int64) for part in split)
    # Held back are the last rows of the training part; the sizes keep the first of the others.
    train, validation = train[: len(train) - held], train[len(train) - held :]
    train, test = train[: settings.get("trainSize")], test[: settings.get("testSize")]
    pictures = name.startswith("fashion")
    if not pictures:
        x = standardised(x, train)
    classes = pictures or (name == "table" and settings["table"]["task"] == "classification")
    datasets = []
    for rows in (train, test, validation):
        inputs = torch.tensor(x[rows].astype(np.float32))
        wanted = torch.tensor(y[rows].astype(np.int64 if classes else np.float32))
        datasets.append(
            TensorDataset(inputs / 255 if pictures else inputs, wanted if classes else wanted[:, None])
        )
    outputs = (len(settings["table"]["classes"]) if name == "table" else 10) if classes else 1
    return datasets, outputs
