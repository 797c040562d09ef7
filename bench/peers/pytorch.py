"""PyTorch on one thread: trains the works of a folder, a request a line (lib/line-protocol.mjs).

    python3 pytorch.py <folder of the works> [plain | fused]

The data lies in memory as float32 before the clock starts, a batch is one index_select, and losses
are read only where they are asked for: the least that a training loop of PyTorch can do.
"""

import json
import os
import pathlib
import statistics
import sys
import time

os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"

try:
    import torch
    from torch import nn
except ImportError as problem:
    print(json.dumps({"missing": str(problem)}), flush=True)
    raise SystemExit(0) from None

torch.set_num_threads(1)
torch.set_num_interop_threads(1)

BLOCKS = 5
DTYPES = {"uint8": torch.uint8, "float32": torch.float32, "int32": torch.int32}
data_by_file = {}


def read(file, dtype):
    """A file of bare values as a tensor [values]."""
    return torch.frombuffer(bytearray(pathlib.Path(file).read_bytes()), dtype=DTYPES[dtype])


def read_part(part, task):
    """x: float32 [rows, inputs]; y: int64 [rows], or float32 [rows, 1]. Works share them."""
    file = part["features"]["file"]
    if file not in data_by_file:
        x = read(file, part["features"]["type"]).float() / part["divisor"]
        y = read(part["targets"]["file"], part["targets"]["type"])
        y = y.long() if task == "classification" else y.unsqueeze(1)
        data_by_file[file] = (x.reshape(part["count"], -1), y)
    return data_by_file[file]


class Residual(nn.Module):
    """x + F(x)."""

    def __init__(self, body):
        super().__init__()
        self.body = body

    def forward(self, x):
        return x + self.body(x)


def build_layer(layer, shape):
    """A module of a list of layers, and the shape of its output for a row of this shape."""
    name = layer["name"]
    if name == "linear":
        return nn.Linear(shape[0], layer["width"]), [layer["width"]]
    if name == "relu":
        return nn.ReLU(), shape
    if name == "dropout":
        return nn.Dropout(layer["p"]), shape
    if name == "batch-norm":
        kind = nn.BatchNorm1d if len(shape) == 1 else nn.BatchNorm2d
        return kind(shape[0]), shape
    if name == "conv2d":
        kernel, padding = layer["kernel"], layer["padding"]
        side = shape[1] + 2 * padding - kernel + 1
        convolution = nn.Conv2d(shape[0], layer["channels"], kernel, padding=padding)
        return convolution, [layer["channels"], side, side]
    if name == "max-pool2d":
        side = shape[1] // layer["kernel"]
        return nn.MaxPool2d(layer["kernel"]), [shape[0], side, side]
    if name == "flatten":
        return nn.Flatten(), [shape[0] * shape[1] * shape[2]]
    if name == "residual":
        body, shape = build_list(layer["layers"], shape)
        return Residual(body), shape
    raise ValueError(f"no work has a layer {name}")


def build_list(layers, shape):
    modules = []
    for layer in layers:
        module, shape = build_layer(layer, shape)
        modules.append(module)
    return nn.Sequential(*modules), shape


def is_for_pictures(work):
    return any(layer["name"] == "conv2d" for layer in work["list"])


def build_listed(work):
    """A list of layers, drawn from the seed; steps draw on from there."""
    torch.manual_seed(work["seed"])
    body, shape = build_list(work["list"], [1, 28, 28] if is_for_pictures(work) else [784])
    return nn.Sequential(*body, nn.Linear(shape[0], 10))


def build_model(work):
    """The network with the lab's first weights."""
    if "list" in work:
        return build_listed(work)
    sizes, layers = work["sizes"], []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    model = nn.Sequential(*layers[:-1])
    values = read(work["parameters"], "float32")
    nn.utils.vector_to_parameters(values, model.parameters())
    # The vector's pieces are views of one memory; PyTorch's own parameters are not.
    for parameter in model.parameters():
        parameter.data = parameter.data.clone()
    return model


def build_optimizer(work, parameters, fused):
    settings = work["optimizer"]
    more = {"fused": True} if fused else {}
    if settings["name"] == "sgd":
        return torch.optim.SGD(parameters, lr=settings["learningRate"], momentum=settings["momentum"], **more)
    if settings["name"] == "adam":
        betas = (settings["beta1"], settings["beta2"])
        rate, epsilon = settings["learningRate"], settings["epsilon"]
        return torch.optim.Adam(parameters, lr=rate, betas=betas, eps=epsilon, **more)
    raise ValueError(f"no work trains with {settings['name']}")


class Training:
    """One network in training."""

    def __init__(self, folder, name, fused):
        work = json.loads((folder / name / "work.json").read_text())
        self.batch_size = work["batchSize"]
        self.seed = work["seed"]
        self.x, self.y = read_part(work["train"], work["task"])
        self.test = read_part(work["test"], work["task"])
        if "list" in work and is_for_pictures(work):
            self.x = self.x.view(-1, 1, 28, 28)
        self.order = read(work["order"], "int32").long().split(self.batch_size)
        self.model = build_model(work)
        self.criterion = nn.CrossEntropyLoss() if work["task"] == "classification" else nn.MSELoss()
        self.optimizer = build_optimizer(work, self.model.parameters(), fused)
        self.next = 0

    def train(self, steps):
        """Goes on along the order of the work; returns the loss of every step, unread."""
        batches = [self.order[(self.next + step) % len(self.order)] for step in range(steps)]
        self.next += steps
        return self.train_on(batches)

    def train_on(self, batches):
        model, criterion, optimizer, x, y = self.model, self.criterion, self.optimizer, self.x, self.y
        losses = []
        for rows in batches:
            optimizer.zero_grad()
            loss = criterion(model(x.index_select(0, rows)), y.index_select(0, rows))
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        return losses

    def train_epochs(self, epochs):
        """A regression trial by the lab's protocol: DataLoader's order, measured after every epoch."""
        generator, records = torch.Generator().manual_seed(self.seed), []
        for _ in range(epochs):
            # What DataLoader draws: a seed for workers, the order, one more order at the end.
            torch.empty((), dtype=torch.int64).random_(generator=generator)
            order = torch.randperm(len(self.x), generator=generator)
            torch.randperm(len(self.x), generator=generator)
            self.train_on(order.split(self.batch_size))
            record = {}
            for part, (x, y) in [("train", (self.x, self.y)), ("test", self.test)]:
                with torch.no_grad():
                    error = self.model(x) - y
                    record[f"{part}Mse"] = (error**2).mean().item()
                    record[f"{part}Mae"] = error.abs().mean().item()
            records.append(record)
        return records


def seconds_of(work):
    """Runs work(); returns its seconds and its result."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def answer(question, folder, fused, opened):
    """The first run of a work warms up and returns its losses; the others are timed in blocks."""
    if "train" in question:
        trial = Training(folder, question["train"], fused)
        seconds, records = seconds_of(lambda: trial.train_epochs(question["epochs"]))
        return {"seconds": seconds, "epochs": records}
    name, steps = question["run"], question["steps"]
    if name not in opened:
        opened[name] = Training(folder, name, fused)
        seconds, losses = seconds_of(lambda: opened[name].train(steps))
        return {"ms": 1000 * seconds / steps, "losses": [loss.item() for loss in losses]}
    times, count = [], min(BLOCKS, steps)
    for block in range(count):
        size = (block + 1) * steps // count - block * steps // count
        seconds, _ = seconds_of(lambda: opened[name].train(size))
        times.append(1000 * seconds / size)
    return {"ms": statistics.median(times), "losses": []}


def main():
    folder = pathlib.Path(sys.argv[1])
    fused = sys.argv[2:] == ["fused"]
    name = f"PyTorch {torch.__version__}{', fused optimiser' if fused else ''}"
    capability = torch.backends.cpu.get_cpu_capability()
    print(json.dumps({"name": name, "device": f"{capability}, 1 thread"}), flush=True)
    opened = {}
    for line in sys.stdin:
        try:
            print(json.dumps(answer(json.loads(line), folder, fused, opened)), flush=True)
        except Exception as problem:  # whatever it is, the runner has to hear of it
            print(json.dumps({"error": f"{type(problem).__name__}: {problem}"}), flush=True)


if __name__ == "__main__":
    main()
