"""Runs exported programs and protocol.py beside each other, many documents in one process.

A line of JSON on the standard input asks for one document:
    {"program": PATH, "document": PATH, "data": FOLDER, "table": PATH or null, "moved": HOW MANY}
and a line of JSON on the standard output answers it (after a first one, which says "ready"):
    {"program": [figures of each trial], "protocol": [...], "moved": [[courses of each trial], ...]}
where a program or protocol.py that fails answers {"error": ...} in its place. The programs run as they
are: what they start from is seen by standing in for PyTorch's classes that they use.
"""

import base64
import contextlib
import functools
import gzip
import io
import json
import runpy
import struct
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

import numpy as np
import torch
from torch.utils import data

import protocol
import protocol_data

torch.set_num_threads(1)
warnings.filterwarnings("ignore")

# Each program reads and unpacks the published files again, which takes longer than its training.
gzip.decompress = functools.lru_cache(maxsize=4)(gzip.decompress)
protocol_data.images = functools.lru_cache(maxsize=1)(protocol_data.images)
protocol_data.housing = functools.lru_cache(maxsize=1)(protocol_data.housing)
protocol_data.stand_in = functools.lru_cache(maxsize=2)(protocol_data.stand_in)
read_text_table = functools.lru_cache(maxsize=1)(np.loadtxt)


def loadtxt(path, *, delimiter, **others):
    """np.loadtxt, once for each file; nobody writes into what it gives."""
    return read_text_table(path, delimiter=delimiter, **others)


np.loadtxt = loadtxt


class Witness:
    """What the program under way has made: a list for each trial."""

    def __init__(self):
        self.parts, self.loaders, self.weights = [], [], []


witness = Witness()


class SeenDataset(data.TensorDataset):
    def __init__(self, *tensors):
        super().__init__(*tensors)
        if len(tensors) == 2:
            witness.parts.append(tensors)


class SeenLoader(data.DataLoader):
    """Notes the batches of the loaders that shuffle, which are those to train on."""

    def __init__(self, dataset, *args, shuffle=False, **others):
        super().__init__(dataset, *args, shuffle=shuffle, **others)
        self.seen = [] if shuffle else None
        if shuffle:
            witness.loaders.append(self.seen)

    def __iter__(self):
        for batch in super().__iter__():
            if self.seen is not None:
                self.seen.append(protocol.fingerprint(*batch))
            yield batch


def seen(optimizer):
    class Seen(optimizer):
        def __init__(self, parameters, **arguments):
            parameters = list(parameters)
            witness.weights.append(protocol.fingerprint(*parameters))
            super().__init__(parameters, **arguments)

    return Seen


@contextlib.contextmanager
def watched():
    """PyTorch's classes are the watching ones within."""
    optimizers = {name: getattr(torch.optim, name) for name in ("SGD", "RMSprop", "Adam", "AdamW")}
    plain = data.TensorDataset, data.DataLoader
    try:
        data.TensorDataset, data.DataLoader = SeenDataset, SeenLoader
        for name, optimizer in optimizers.items():
            setattr(torch.optim, name, seen(optimizer))
        yield
    finally:
        data.TensorDataset, data.DataLoader = plain
        for name, optimizer in optimizers.items():
            setattr(torch.optim, name, optimizer)


def refuse(word):
    raise ValueError(f"the results hold {word}, which is no JSON")


def losses_of(trial):
    """The loss of every batch, float32 as a double."""
    if "losses" not in trial:
        return []
    data = base64.b64decode(trial["losses"]["data"], validate=True)
    return [value for (value,) in struct.iter_unpack("<f", data)]


def records_of(trial):
    """One record an epoch, as protocol.py has them: "testLoss" for the loss of the test part."""
    return [
        {
            "epoch": epoch,
            **{
                part + metric[0].upper() + metric[1:]: column[at]
                for part, columns in trial["figures"].items()
                for metric, column in columns.items()
            },
        }
        for at, epoch in enumerate(trial["epochs"])
    ]


def program(path, folder):
    """Runs the program to its end, as a person does, and reads its results."""
    global witness
    witness = Witness()
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "results.json"
        sys.argv = [path, "--data", folder, "--out", str(out), "--threads", "1"]
        with contextlib.redirect_stdout(io.StringIO()), watched():
            runpy.run_path(path, run_name="__main__")
        results = json.loads(out.read_text(), parse_constant=refuse)
    parts = iter(witness.parts)
    loaders = iter(witness.loaders)
    validates = '"validation_size"' in Path(path).read_text(encoding="utf-8")
    figures = []
    for trial, weights in zip(results["trials"], witness.weights):
        given = [next(parts) for _ in range(3 if validates else 2)]
        names = ("train", "test", "validation")
        norms = trial.get("gradientNorms")
        if norms is not None:
            next(loaders)
        message = trial.get("error", {}).get("message", "")
        figures.append(
            {
                "weights": weights,
                "data": {
                    "validation": None,
                    **{
                        name: protocol.fingerprint(*part) if len(part[0]) > 0 else None
                        for name, part in zip(names, given)
                    },
                },
                "batches": next(loaders),
                "status": trial["status"],
                "step": int(message.split("at step ")[1].split(":")[0]) if message else None,
                "losses": losses_of(trial),
                "epochs": records_of(trial),
                "norms": norms,
            }
        )
    return figures


def answer(job):
    folder, table = Path(job["data"]), job["table"]
    trials = protocol.trials_of(json.loads(Path(job["document"]).read_text(encoding="utf-8")))

    def course(trial, change):
        result = protocol.run(trial, folder, table, change)
        return {key: result[key] for key in ("status", "losses", "epochs")}

    changes = ["float64", *range(job["moved"])]
    return {
        "program": attempt(lambda: program(job["program"], job["data"])),
        "protocol": attempt(lambda: [protocol.run(trial, folder, table) for trial in trials]),
        "moved": attempt(
            lambda: [[course(trial, change) for trial in trials] for change in changes]
        ),
    }


def attempt(work):
    try:
        return work()
    except (Exception, SystemExit):
        return {"error": traceback.format_exc(limit=-4)}


def main():
    answers = sys.stdout
    print(json.dumps("ready"), file=answers, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line)), allow_nan=False), file=answers, flush=True)


if __name__ == "__main__":
    main()
