"""Writes torch-more.json: what PyTorch gives beyond the vectors of torch.json.

Run with PyTorch 2.13 on an x86 CPU with AVX2 or AVX-512:

    python make-torch-more.py > torch-more.json

float32 values are printed as the exact double of the float32; sha256 is over the little-endian
bytes (float32 or int32). Every entry starts from a fresh seed.
"""

import hashlib
import json
import sys

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.set_num_threads(1)
SEEDS = [0, 1, 12345, 2**32 - 1]


def sha(*tensors):
    digest = hashlib.sha256()
    for t in tensors:
        digest.update(t.detach().contiguous().numpy().tobytes())
    return digest.hexdigest()


def i32(values):
    return torch.tensor(values, dtype=torch.int32)


def next_rand(generator=None):
    return torch.rand(1, generator=generator).item()


def streams():
    out = {}
    for seed in SEEDS:
        entry = {}
        g = torch.Generator().manual_seed(seed)
        entry["rand_1000_sha256"] = sha(torch.rand(1000, generator=g))
        g.manual_seed(seed)
        entry["rand_f64_1000_sha256"] = sha(torch.rand(1000, generator=g, dtype=torch.float64))
        g.manual_seed(seed)
        entry["randperm"] = {}
        for n in (1, 2, 7, 1000, 60000):
            g.manual_seed(seed)
            p = torch.randperm(n, generator=g).to(torch.int32)
            entry["randperm"][n] = {"sha256": sha(p), "next_rand": next_rand(g)}
        g.manual_seed(seed)
        parts = random_split(range(1010), [700, 300, 10], generator=g)
        entry["split_700_300_10"] = {
            "sha256": [sha(i32(list(p.indices))) for p in parts],
            "next_rand": next_rand(g),
        }
        entry["randn"] = {}
        for n in (1, 2, 15, 16, 17, 31, 32, 33, 1000, 100003):
            g.manual_seed(seed)
            entry["randn"][n] = {"sha256": sha(torch.randn(n, generator=g)), "next_rand": next_rand(g)}
        # The cached half of a Box-Muller pair outlives a tensor, and a tensor of 16 or more.
        g.manual_seed(seed)
        pieces = [torch.empty(n).normal_(0.5, 0.3, generator=g) for n in (3, 16, 4, 20, 1)]
        entry["normal_pieces_3_16_4_20_1_mean_.5_std_.3"] = {
            "sha256": sha(*pieces),
            "next_rand": next_rand(g),
        }
        # So narrow that values round up to the upper bound.
        g.manual_seed(seed)
        narrow = torch.empty(1000).uniform_(1, 1 + 2**-22, generator=g)
        entry["uniform_1000_narrow_sha256"] = sha(narrow)
        out[str(seed)] = entry
    return out


def loaders():
    """Orders and after-states, including passes broken off after their first batch."""
    out = []
    data = TensorDataset(torch.arange(1000))
    for seed in SEEDS:
        def visit(loader, whole):
            rows = []
            for (batch,) in loader:
                rows += batch.tolist()
                if not whole:
                    break
            return rows

        for kind in ("explicit", "global", "sequential"):
            torch.manual_seed(seed)
            g = torch.Generator().manual_seed(seed)
            loader = DataLoader(
                data,
                batch_size=64,
                shuffle=kind != "sequential",
                generator=g if kind == "explicit" else None,
            )
            first = visit(loader, False)
            after_break = (g if kind == "explicit" else torch.default_generator).get_state()
            broken_rand = next_rand(g if kind == "explicit" else None)
            (g if kind == "explicit" else torch.default_generator).set_state(after_break)
            second = visit(loader, True)
            out.append(
                {
                    "seed": seed,
                    "kind": kind,
                    "broken_first64_sha256": sha(i32(first)),
                    "broken_next_rand": broken_rand,
                    "whole_sha256": sha(i32(second)),
                    "whole_next_rand": next_rand(g if kind == "explicit" else None),
                }
            )
    return out


INITS = {
    "torch-default": ({"name": "torch-default"}, None),
    "uniform .05": ({"name": "uniform", "d": 0.05}, lambda w: nn.init.uniform_(w, -0.05, 0.05)),
    "normal .02": ({"name": "normal", "std": 0.02}, lambda w: nn.init.normal_(w, 0, 0.02)),
    "xavier-uniform": ({"name": "xavier-uniform", "gain": 1}, nn.init.xavier_uniform_),
    "xavier-uniform tanh": (
        {"name": "xavier-uniform", "gain": 5 / 3},
        lambda w: nn.init.xavier_uniform_(w, nn.init.calculate_gain("tanh")),
    ),
    "xavier-uniform leaky relu": (
        {"name": "xavier-uniform", "gain": (2 / (1 + 0.01**2)) ** 0.5},
        lambda w: nn.init.xavier_uniform_(w, nn.init.calculate_gain("leaky_relu", 0.01)),
    ),
    "xavier-normal": ({"name": "xavier-normal", "gain": 1}, nn.init.xavier_normal_),
    "xavier-normal 2": (
        {"name": "xavier-normal", "gain": 2},
        lambda w: nn.init.xavier_normal_(w, 2),
    ),
    "kaiming-uniform": ({"name": "kaiming-uniform"}, nn.init.kaiming_uniform_),
    "kaiming-normal": ({"name": "kaiming-normal"}, nn.init.kaiming_normal_),
}
SIZES = [[784, 16, 16, 10], [3, 2, 5, 1], [8, 64, 64, 1], [7, 1]]


def inits():
    out = []
    for seed in SEEDS + [433]:
        for sizes in SIZES:
            for name, (init, fill) in INITS.items():
                torch.manual_seed(seed)
                layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
                if fill is not None:
                    for layer in layers:
                        fill(layer.weight)
                        nn.init.zeros_(layer.bias)
                parameters = [p for layer in layers for p in (layer.weight, layer.bias)]
                out.append(
                    {
                        "name": name,
                        "seed": seed,
                        "sizes": sizes,
                        "init": init,
                        "sha256": sha(*parameters),
                        "next_rand": next_rand(),
                    }
                )
    return out


OPTIMIZERS = [
    {"name": "sgd", "learningRate": 0.05, "momentum": 0.9, "dampening": 0.3, "nesterov": False, "weightDecay": 0.01},
    {"name": "sgd", "learningRate": 0.05, "momentum": 0.8, "dampening": 0, "nesterov": True, "weightDecay": 0.02},
    {"name": "sgd", "learningRate": 0.05, "momentum": 0, "dampening": 0, "nesterov": False, "weightDecay": 0.1},
    {"name": "rmsprop", "learningRate": 0.002, "alpha": 0.9, "epsilon": 1e-6, "momentum": 0.5, "centered": True, "weightDecay": 0.01},
    {"name": "rmsprop", "learningRate": 0.002, "alpha": 0.4, "epsilon": 1e-3, "momentum": 0, "centered": True, "weightDecay": 0},
    {"name": "rmsprop", "learningRate": 0.01, "alpha": 0.99, "epsilon": 1e-8, "momentum": 0.9, "centered": False, "weightDecay": 0},
    {"name": "adam", "learningRate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "amsgrad": True, "weightDecay": 0.01},
    {"name": "adam", "learningRate": 0.003, "beta1": 0.3, "beta2": 0.5, "epsilon": 1e-4, "amsgrad": False, "weightDecay": 0},
    {"name": "adam", "learningRate": 0.003, "beta1": 0.0, "beta2": 0.0, "epsilon": 1e-2, "amsgrad": True, "weightDecay": 0},
    {"name": "adamw", "learningRate": 0.01, "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-8, "amsgrad": True, "weightDecay": 0.1},
    {"name": "adamw", "learningRate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "amsgrad": False, "weightDecay": 0.01},
]


def make_optimizer(s, p):
    common = {"lr": s["learningRate"], "weight_decay": s["weightDecay"], "foreach": False}
    if s["name"] == "sgd":
        return torch.optim.SGD([p], momentum=s["momentum"], dampening=s["dampening"], nesterov=s["nesterov"], **common)
    if s["name"] == "rmsprop":
        return torch.optim.RMSprop([p], alpha=s["alpha"], eps=s["epsilon"], momentum=s["momentum"], centered=s["centered"], **common)
    cls = torch.optim.Adam if s["name"] == "adam" else torch.optim.AdamW
    return cls([p], betas=(s["beta1"], s["beta2"]), eps=s["epsilon"], amsgrad=s["amsgrad"], **common)


def optims():
    """p0 = uniform_(-1, 1) of 19, then one randn(19) a step as its gradient."""
    out = []
    for seed, settings in enumerate(OPTIMIZERS):
        g = torch.Generator().manual_seed(seed)
        p = nn.Parameter(torch.empty(19).uniform_(-1, 1, generator=g))
        optimizer = make_optimizer(settings, p)
        after = {}
        for t in range(1, 51):
            p.grad = torch.randn(19, generator=g)
            optimizer.step()
            if t in (1, 2, 10, 50):
                after[t] = p.detach().tolist()
        out.append({"seed": seed, "settings": settings, "after": after})
    return out


ACTIVATIONS = {
    "relu": nn.ReLU,
    "leaky-relu": nn.LeakyReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "linear": nn.Identity,
}


def networks():
    """A 5-6-4-3 net of PyTorch's default float32 parameters, run in float64 on randn(7, 5)."""
    out = []
    for name, activation in ACTIVATIONS.items():
        for task in ("classification", "regression"):
            torch.manual_seed(7)
            layers = [nn.Linear(a, b) for a, b in ((5, 6), (6, 4), (4, 3))]
            x = torch.randn(7, 5).double()
            y = torch.arange(7) % 3 if task == "classification" else torch.rand(7, 3).double()
            kept = []
            a = x
            for layer in layers[:-1]:
                a = activation()(layer.double()(a))
                a.retain_grad()
                kept.append(a)
            z = layers[-1].double()(a)
            loss = (nn.CrossEntropyLoss() if task == "classification" else nn.MSELoss())(z, y)
            loss.backward()
            out.append(
                {
                    "activation": name,
                    "task": task,
                    "loss": loss.item(),
                    "outputs": z.flatten().tolist(),
                    "gradients": [
                        {
                            "weight": layer.weight.grad.flatten().tolist(),
                            "bias": layer.bias.grad.tolist(),
                        }
                        for layer in layers
                    ],
                    "activationNorms": [k.grad.norm().item() for k in kept],
                }
            )
    return out


json.dump(
    {
        "meta": {"torch": torch.__version__, "capability": torch.backends.cpu.get_cpu_capability()},
        "streams": streams(),
        "loaders": loaders(),
        "inits": inits(),
        "optims": optims(),
        "networks": networks(),
    },
    sys.stdout,
    indent=1,
)
print()
