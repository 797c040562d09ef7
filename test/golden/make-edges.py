"""Writes edges.json: what PyTorch gives at the edges of float32, where an engine may give another thing.

Run with PyTorch 2.13 on an x86 CPU with AVX2 or AVX-512:

    python make-edges.py > edges.json

Every case holds its network, rows and settings in full, float32 as the exact double, and the loss of
every step up to the first that is no finite number. PyTorch 1.13 gives the same up to rounding, but for
centred RMSprop with alpha above 0, whose average of gradients it rounds in another way.
"""

import json
import math
import sys

import torch
from torch import nn

torch.set_num_threads(1)

ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}
SGD = {"name": "sgd", "momentum": 0, "dampening": 0, "nesterov": False, "weightDecay": 0}
RMSPROP = {
    "name": "rmsprop", "learningRate": 0.001, "alpha": 0.99, "epsilon": 1e-8,
    "momentum": 0, "centered": False, "weightDecay": 0,
}
ADAM = {
    "name": "adam", "learningRate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8,
    "amsgrad": False, "weightDecay": 0,
}
ADAMW = {**ADAM, "name": "adamw", "weightDecay": 0.1}


def plain(value):
    """As JSON can hold it and JavaScript's Number() reads it."""
    return value if math.isfinite(value) else str(value).replace("inf", "Infinity").replace("nan", "NaN")


def optimizer_of(s, parameters):
    if s["name"] == "sgd":
        return torch.optim.SGD(
            parameters, lr=s["learningRate"], momentum=s["momentum"], dampening=s["dampening"],
            nesterov=s["nesterov"], weight_decay=s["weightDecay"],
        )
    if s["name"] == "rmsprop":
        return torch.optim.RMSprop(
            parameters, lr=s["learningRate"], alpha=s["alpha"], eps=s["epsilon"],
            momentum=s["momentum"], centered=s["centered"], weight_decay=s["weightDecay"],
        )
    kind = torch.optim.Adam if s["name"] == "adam" else torch.optim.AdamW
    return kind(
        parameters, lr=s["learningRate"], betas=(float(s["beta1"]), float(s["beta2"])),
        eps=s["epsilon"], amsgrad=s["amsgrad"], weight_decay=s["weightDecay"],
    )


def model_of(sizes, activation):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), ACTIVATIONS[activation]()]
    return nn.Sequential(*layers[:-1])


def case(name, kind, sizes, activation, task, optimizer, x, y, model, batch, passes):
    """Trains, and returns the case with its losses. `kind` is the fault that it shows."""
    linear = [layer for layer in model if isinstance(layer, nn.Linear)]
    entry = {
        "name": name, "kind": kind, "sizes": sizes, "activation": activation, "task": task,
        "optimizer": optimizer, "batchSize": batch, "passes": passes,
        "features": x.flatten().tolist(), "targets": y.flatten().tolist(),
        "parameters": [
            {"weight": layer.weight.flatten().tolist(), "bias": layer.bias.tolist()} for layer in linear
        ],
    }
    criterion = nn.CrossEntropyLoss() if task == "classification" else nn.MSELoss()
    each = nn.functional.cross_entropy if task == "classification" else nn.functional.mse_loss
    with torch.no_grad():
        # Of all rows, each loss in float32 and their sum in float64, before the first step.
        entry["sumBefore"] = plain(each(model(x), y, reduction="none").double().sum().item())
    o = optimizer_of(optimizer, model.parameters())
    losses = []
    for _ in range(passes):
        for rows, targets in zip(x.split(batch), y.split(batch)):
            o.zero_grad()
            loss = criterion(model(rows), targets)
            loss.backward()
            o.step()
            losses.append(plain(loss.item()))
            if not math.isfinite(loss.item()):
                return {**entry, "losses": losses}
    return {**entry, "losses": losses}


def random_case(name, kind, sizes, activation, optimizer, scale, batch=8, rows=21, passes=3):
    """Normal features and weights, and a short last batch. More outputs than one are classes."""
    torch.manual_seed(433)
    model = model_of(sizes, activation)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.normal_(0, scale)
    x = torch.randn(rows, sizes[0])
    task = "classification" if sizes[-1] > 1 else "regression"
    y = torch.randint(sizes[-1], (rows,)) if sizes[-1] > 1 else torch.randn(rows, 1)
    return case(name, kind, sizes, activation, task, optimizer, x, y, model, batch, passes)


def given_case(name, kind, weights, biases, activation, task, optimizer, x, y, batch, passes=1):
    """Weights [outputs][inputs] as lists, a row of features a sample."""
    sizes = [len(weights[0][0])] + [len(each) for each in weights]
    model = model_of(sizes, activation)
    linear = [layer for layer in model if isinstance(layer, nn.Linear)]
    with torch.no_grad():
        for layer, weight, bias in zip(linear, weights, biases):
            layer.weight.copy_(torch.tensor(weight))
            layer.bias.copy_(torch.tensor(bias))
    y = torch.tensor(y) if task == "classification" else torch.tensor(y, dtype=torch.float32).reshape(-1, 1)
    x = torch.tensor(x, dtype=torch.float32)
    return case(name, kind, sizes, activation, task, optimizer, x, y, model, batch, passes)


def small_epsilons():
    """Gradients of 1e-17 and less, that only so small an epsilon lets through."""
    deep = [5, 6, 7, 6, 5, 3]
    settings = {
        "Adam, epsilon 1e-20": {**ADAM, "epsilon": 1e-20},
        "Adam, epsilon 1e-17": {**ADAM, "epsilon": 1e-17},
        "Adam, epsilon 1e-24, beta 0.5 and 0.9": {**ADAM, "epsilon": 1e-24, "beta1": 0.5, "beta2": 0.9},
        "AMSGrad, epsilon 1e-22": {**ADAM, "epsilon": 1e-22, "amsgrad": True},
        "AdamW, epsilon 1e-18": {**ADAMW, "epsilon": 1e-18},
        "RMSprop, epsilon 1e-20": {**RMSPROP, "epsilon": 1e-20},
        "RMSprop, alpha 0.5, epsilon 1e-18": {**RMSPROP, "epsilon": 1e-18, "alpha": 0.5},
        "RMSprop with momentum, epsilon 1e-20": {**RMSPROP, "epsilon": 1e-20, "momentum": 0.9},
        "centred RMSprop, epsilon 1e-19": {**RMSPROP, "epsilon": 1e-19, "alpha": 0.9, "centered": True},
        "Adam, epsilon 1e-8": ADAM,
        # Squares of 1e-37 count for nothing beside this epsilon, but less than the mean's own square.
        "centred RMSprop, epsilon 1e-8": {**RMSPROP, "alpha": 0.5, "centered": True},
        "centred RMSprop with weight decay": {**RMSPROP, "alpha": 0.521, "centered": True, "weightDecay": 1},
    }
    return [
        random_case(name, "small epsilon", deep, "tanh", each, 3e-5) for name, each in settings.items()
    ]


def no_epsilon():
    """An epsilon that float32 does not hold: what only fills up memory must not divide 0 by 0."""
    settings = {
        "Adam": {**ADAM, "epsilon": 1e-46},
        "AdamW": {**ADAMW, "epsilon": 1e-60},
        "AMSGrad": {**ADAM, "epsilon": 1e-300, "amsgrad": True},
        "RMSprop": {**RMSPROP, "epsilon": 1e-46},
        "RMSprop with momentum": {**RMSPROP, "epsilon": 1e-46, "momentum": 0.5},
        "centred RMSprop": {**RMSPROP, "epsilon": 1e-46, "centered": True},
    }
    shapes = {"one output": ([5, 6, 1], "tanh"), "three classes": ([3, 5, 2, 3], "sigmoid")}
    return [
        random_case(f"{name}, {shape}", "no epsilon", sizes, activation, each, 0.5)
        for name, each in settings.items()
        for shape, (sizes, activation) in shapes.items()
    ]


def infinite_weights():
    """One unit's gradient overflows; its weights are -inf afterwards, and its ReLU is shut."""
    step = {**SGD, "learningRate": 1e-12}
    x = [[1 + r / 8, 0.5 + r / 16, 2 - r / 8] for r in range(11)]
    y = [r / 4 for r in range(11)]
    one = (
        [[[1e-20, 1e-20, 1e-20], [0.5, 0.25, -0.125], [-0.25, 0.5, 0.5]], [[1e30, 0.25, 0.5]]],
        [[0.0, 0.125, 0.25], [0.5]],
    )
    two = (
        [
            [[1e-20, 1e-20, 1e-20], [0.5, 0.25, -0.125], [-0.25, 0.5, 0.5], [0.25, 0.25, 0.25], [0.5, 0, 0]],
            [[1e15, 0, 0, 0, 0], [0, 0.5, 0.25, -0.25, 0.5]],
            [[1e15, 0.5]],
        ],
        [[0.0, 0.125, 0.25, 0.5, 0.25], [0.0, 0.25], [0.5]],
    )
    return [
        given_case(
            f"{name}, batches of {batch}", "infinite weights", *network, "relu", "regression", step, x, y,
            batch, 3,
        )
        for name, network in {"one hidden layer": one, "two hidden layers": two}.items()
        for batch in (11, 8, 3)
    ]


def no_numbers():
    """An infinite gradient at a feature that is zero: its weight is no number, which no ReLU may hide."""
    step = {**SGD, "learningRate": 1e-12}
    x = [[1.0, 0.0], [0.5, 0.0], [0.25, 0.0], [0.75, 0.0], [1.5, 0.0]]
    weights = [[[1e-20, 1e-20], [0.5, 0.25], [-0.25, 0.5]], [[1e30, 0.25, 0.5]]]
    return [
        given_case(
            "a feature of zeros", "no numbers", weights, [[0.0, 0.125, 0.25], [0.5]], "relu",
            "regression", step, x, [r / 4 for r in range(5)], 5, 3,
        )
    ]


def shut_units():
    """An infinite gradient arrives at a ReLU that is shut, and stops there."""
    step = {**SGD, "learningRate": 1e-12}
    x = [[1 + r / 8, 0.5 + r / 16] for r in range(7)]
    y = [-1e10 + r * 1e8 for r in range(7)]
    one = ([[[0.5, 0.25], [-1.0, -1.0], [0.25, 0.5]], [[0.5, 1e30, -1e31]]], [[0.125, -0.5, -9.0], [0.5]])
    two = (
        [
            [[0.5, 0.25], [-0.25, 0.5], [0.25, 0.25]],
            [[0.5, 0.25, 0.5], [-1.0, -1.0, -1.0], [0.25, -0.25, 0.5]],
            [[0.5, 1e30, 0.25]],
        ],
        [[0.125, 0.25, 0.5], [0.0, -0.25, 0.125], [0.5]],
    )
    return [
        given_case(
            f"{name}, batches of {batch}", "shut units", *network, "relu", "regression", step, x, y, batch, 3
        )
        for name, network in {"one hidden layer": one, "two hidden layers": two}.items()
        for batch in (7, 4)
    ]


def sums_of_losses():
    """Means that float32 holds, of sums that it holds or not."""
    step = {**SGD, "learningRate": 2e-38}
    out = []
    for rows in (8, 30, 40, 64):
        x = [[3e18 if r % 2 else 4e18] for r in range(rows)]
        out.append(
            given_case(
                f"squared errors, {rows} rows", "sum of losses", [[[1.0]]], [[0.0]], "relu", "regression",
                step, x, [0.0] * rows, rows,
            )
        )
        x = [[1.0 if r % 2 else 1.25] for r in range(rows)]
        out.append(
            given_case(
                f"cross-entropies, {rows} rows", "sum of losses", [[[1e37], [2e36], [0.0]]],
                [[0.0, 0.0, 0.0]], "relu", "classification", step, x, [2] * rows, rows,
            )
        )
    x = [[3e19], [-2e19], [1e18]]
    out.append(
        given_case(
            "squared errors that leave float32 each", "sum of losses", [[[1.0]]], [[0.0]], "relu",
            "regression", step, x, [0.0] * 3, 3,
        )
    )
    return out


def infinite_logits():
    """The largest logit less the smallest is infinite; no row is of that class."""
    step = {**SGD, "learningRate": 0.001}
    weights = [[[3e38], [-3e38], [1e38]]]
    return [
        given_case(
            f"targets {targets}", "infinite logits", weights, [[0.0, 0.0, 0.0]], "relu", "classification",
            step, [[1.0]] * len(targets), targets, len(targets), 2,
        )
        for targets in ([0], [0, 2, 0, 0, 0], [0, 1, 0])
    ]


def still_gradients():
    """Centred RMSprop where the gradient stays as it is: the variance is rounding, and may be negative."""
    x = [[4099.0, 6143.0, -5477.0, 7919.0, 4801.0, -6007.0, 5153.0, 7001.0]]
    weights = [[[0.25, -0.5, 0.125, 0.25, -0.25, 0.5, 0.125, -0.125]]]
    return [
        given_case(
            f"alpha {alpha}, target {target}", "still gradients", weights, [[1.0]], "relu", "regression",
            {**RMSPROP, "alpha": alpha, "learningRate": 1e-30, "centered": True}, x, [target], 1, 40,
        )
        for alpha, target in ((0, 17.0), (0.3, 17.0), (0.5, 17.0), (0.5, -40.0), (0.7, 3.0), (0.9, 17.0))
    ]


def main():
    cases = [
        *small_epsilons(), *no_epsilon(), *infinite_weights(), *no_numbers(), *shut_units(),
        *sums_of_losses(), *infinite_logits(), *still_gradients(),
    ]
    json.dump({"engine": f"pytorch {torch.__version__}", "cases": cases}, sys.stdout, indent=None)
    print()


main()
