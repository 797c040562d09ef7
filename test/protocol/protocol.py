"""A trial of an experiment document, from the written protocol alone.

An independent reading of what a trial is (protocol.md, and PyTorch's documentation): it knows the
experiment's JSON document, the published data files and a person's CSV table, and nothing of the
lab's code or of the programs that the lab exports. test/protocol compares all three.
"""

import copy
import hashlib
import itertools
import json
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader

import protocol_data

# ---------------------------------------------------------------- the document


def trials_of(document):
    """Every trial of the document, axes filled in, the last axis varying fastest."""
    axes = document.get("axes", [])
    trials = []
    for values in itertools.product(*(axis["values"] for axis in axes)):
        trial = copy.deepcopy(document["trial"])
        for axis, value in zip(axes, values):
            apply(trial, axis["path"].split("."), value)
        trials.append(trial)
    return trials


def apply(trial, path, value):
    """Sets one setting; another optimiser keeps of the former one's settings what it knows."""
    if path == ["optimizer", "name"]:
        known = OPTIMIZERS[value][1]
        kept = {key: each for key, each in trial["optimizer"].items() if key in known}
        trial["optimizer"] = {**kept, "name": value}
        return
    for key in path[:-1]:
        trial = trial.setdefault(key, {})
    trial[path[-1]] = value


# ---------------------------------------------------------------- the network

ACTIVATIONS = {
    "relu": nn.ReLU,
    "leaky-relu": nn.LeakyReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "linear": nn.Identity,
}

# torch.optim's classes, and their arguments under the document's names.
MOVING = {"learningRate": "lr", "weightDecay": "weight_decay", "epsilon": "eps"}
ADAM = {**MOVING, "beta1": None, "beta2": None, "amsgrad": "amsgrad"}
OPTIMIZERS = {
    "sgd": (
        torch.optim.SGD,
        {
            "learningRate": "lr",
            "momentum": "momentum",
            "dampening": "dampening",
            "nesterov": "nesterov",
            "weightDecay": "weight_decay",
        },
    ),
    "rmsprop": (
        torch.optim.RMSprop,
        {**MOVING, "alpha": "alpha", "momentum": "momentum", "centered": "centered"},
    ),
    "adam": (torch.optim.Adam, ADAM),
    "adamw": (torch.optim.AdamW, ADAM),
}


def optimizer_of(settings, parameters):
    """What the document does not say is torch.optim's own default."""
    make, names = OPTIMIZERS[settings["name"]]
    given = {key: value for key, value in settings.items() if key != "name"}
    arguments = {"lr": 0.001} if settings["name"] == "sgd" else {}
    for key, value in given.items():
        if names[key] is not None:
            arguments[names[key]] = value if isinstance(value, bool) else float(value)
    if "beta1" in given or "beta2" in given:
        arguments["betas"] = (float(given.get("beta1", 0.9)), float(given.get("beta2", 0.999)))
    return make(parameters, **arguments)


def network_of(trial, inputs, outputs):
    """Steps 1 to 3 of the protocol: seed, construct, initialise."""
    torch.manual_seed(trial.get("seed", 433))
    model = trial["model"]
    sizes = [inputs] + model["depth"] * [model["width"]] + [outputs]
    maps = [nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:])]
    init = trial.get("init", {"name": "torch-default"})
    if init["name"] != "torch-default":
        for each in maps:
            draw(each.weight, init)
            nn.init.zeros_(each.bias)
    return maps, ACTIVATIONS[model.get("activation", "relu")]()


def draw(weight, init):
    name = init["name"]
    if name == "uniform":
        nn.init.uniform_(weight, a=-init["d"], b=init["d"])
    elif name == "normal":
        nn.init.normal_(weight, std=init["std"])
    elif name == "xavier-uniform":
        nn.init.xavier_uniform_(weight, **{key: init[key] for key in init if key == "gain"})
    elif name == "xavier-normal":
        nn.init.xavier_normal_(weight, **{key: init[key] for key in init if key == "gain"})
    elif name == "kaiming-uniform":
        nn.init.kaiming_uniform_(weight)
    else:
        nn.init.kaiming_normal_(weight)


def forward(maps, activation, x):
    """The outputs, and every hidden layer's output after its activation."""
    hidden = []
    for each in maps[:-1]:
        x = activation(each(x))
        hidden.append(x)
    return maps[-1](x), hidden


# ---------------------------------------------------------------- a trial


def run(trial, folder, table_file, change=None):
    """All figures of a trial. `change` makes a run that differs from it by rounding only.

    change: None, "float64" (the same weights, computed in float64) or a number (each weight moved
    by an ulp or two, up or down, as the number's own draws say).
    """
    (train, test, validation), outputs = protocol_data.parts_of(trial, folder, table_file)
    maps, activation = network_of(trial, train.tensors[0].shape[1], outputs)
    parameters = [each for layer in maps for each in (layer.weight, layer.bias)]
    result = {
        "weights": fingerprint(*parameters),
        "data": {
            "train": fingerprint(*train.tensors),
            "test": fingerprint(*test.tensors),
            "validation": fingerprint(*validation.tensors) if len(validation) > 0 else None,
        },
        "batches": [],
        "status": "done",
        "step": None,
        "losses": [],
        "epochs": [],
        "undecided": [],
        "norms": None,
    }
    number = torch.float64 if change == "float64" else torch.float32
    if change == "float64":
        maps = [each.double() for each in maps]
    elif change is not None:
        signs = np.random.RandomState(change)
        with torch.no_grad():
            for each in parameters:
                sign = torch.tensor(signs.choice([-1.0, 1.0], tuple(each.shape)))
                each.mul_((1 + sign * 2.0**-23).float())
    # Cross-entropy's targets are classes, the mean squared error's are numbers like the outputs.
    classes = train.tensors[1].dtype == torch.int64
    loss_of = functional.cross_entropy if classes else functional.mse_loss

    def ready(x, y):
        return x.to(number), y if classes else y.to(number)

    def loader():
        generator = torch.Generator().manual_seed(trial.get("seed", 433))
        return DataLoader(train, trial["batchSize"], shuffle=True, generator=generator)

    if trial.get("measure", {}).get("gradientNorms", False):
        x, y = ready(*next(iter(loader())))
        scores, hidden = forward(maps, activation, x)
        loss = loss_of(scores, y)
        slopes = torch.autograd.grad(loss, hidden) if hidden else []
        norms = [float(np.linalg.norm(slope.numpy().astype(np.float64))) for slope in slopes]
        result["norms"] = {
            "loss": or_none(loss.item()),
            "activations": [or_none(norm) for norm in norms],
        }

    optimizer = optimizer_of(trial["optimizer"], [p for layer in maps for p in layer.parameters()])
    batches = loader()
    for epoch in range(1, trial["epochs"] + 1):
        for given in batches:
            x, y = ready(*given)
            result["batches"].append(fingerprint(*given))
            optimizer.zero_grad()
            loss = loss_of(forward(maps, activation, x)[0], y)
            loss.backward()
            optimizer.step()
            if not math.isfinite(loss.item()):
                result.update(status="diverged", step=len(result["losses"]) + 1)
                return result
            result["losses"].append(loss.item())
        record, undecided = {"epoch": epoch}, {}
        for word, part in (("train", train), ("test", test), ("validation", validation)):
            if len(part) > 0:
                x, y = ready(*part.tensors)
                scores = forward(maps, activation, x)[0].detach()
                record.update(measured(word, scores, y, classes))
                undecided[word] = near_ties(scores) if classes else []
        # The epoch's last step may be what ruins the network.
        if not all(math.isfinite(value) for value in record.values()):
            result.update(status="diverged", step=len(result["losses"]))
            return result
        result["epochs"].append(record)
        result["undecided"].append(undecided)
    return result


def measured(word, scores, y, classes):
    """A part's figures, their sums in float64."""
    if classes:
        losses = functional.cross_entropy(scores, y, reduction="none").double()
        right = (scores.argmax(1) == y).double()
        return {word + "Loss": losses.mean().item(), word + "Accuracy": right.mean().item()}
    squares = functional.mse_loss(scores, y, reduction="none").double()
    sizes = functional.l1_loss(scores, y, reduction="none").double()
    return {word + "Mse": squares.mean().item(), word + "Mae": sizes.mean().item()}


def near_ties(scores):
    """How many rows have their two largest scores within 1e-4, 1e-3, ... 1 of the scores' size."""
    largest = scores.topk(2, dim=1).values
    gaps = (largest[:, 0] - largest[:, 1]) / scores.abs().max(dim=1).values
    # Scores that are all 0 are a tie, too.
    return [int((~(gaps > near)).sum()) for near in (1e-4, 1e-3, 1e-2, 1e-1, 1)]


def fingerprint(*tensors):
    """sha256 over tensors as float32, one after the other."""
    digest = hashlib.sha256()
    for each in tensors:
        digest.update(each.detach().numpy().astype("<f4").tobytes())
    return digest.hexdigest()


def or_none(value):
    return value if math.isfinite(value) else None


if __name__ == "__main__":
    import sys
    from pathlib import Path

    if len(sys.argv) < 3:
        raise SystemExit("python protocol.py DOCUMENT.json DATA_FOLDER [TABLE.csv]")
    experiment = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    table = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    for each in trials_of(experiment):
        print(json.dumps(run(each, Path(sys.argv[2]), table), indent=1))
