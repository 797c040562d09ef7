/**
 * Python that runs a question's program as it is and notes what it does: the weights of each network before its
 * first pass, the order of its batches, and what it collects. The program itself knows nothing of it.
 */
export const watcher = `
import hashlib, json, math, os, platform, runpy, sys

program, out = sys.argv[1:3]
import numpy as np
import torch
from torch.nn.modules.module import register_module_forward_pre_hook
from torch.utils.data import RandomSampler

weights, orders, seen = [], [], []


def sha256(arrays):
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def before_first_pass(module, inputs):
    if not (hasattr(module, "hidden") and hasattr(module, "output")):
        return
    if not any(module is other for other in seen):
        seen.append(module)
        weights.append(sha256(p.detach().numpy().astype("<f4") for p in module.parameters()))


rows_of = RandomSampler.__iter__


def noted_rows(self):
    rows = list(rows_of(self))
    orders.append(sha256([np.asarray(rows, dtype="<i4")]))
    return iter(rows)


register_module_forward_pre_hook(before_first_pass)
RandomSampler.__iter__ = noted_rows
sys.argv = [program]
found = runpy.run_path(program, run_name="__main__")


def finite(value):
    return value if isinstance(value, (int, float)) and math.isfinite(value) else None


def result(value):
    if isinstance(value, dict):
        history = [
            {part: {key: finite(each) for key, each in all.items()} for part, all in record.items()}
            for record in value["history"]
        ]
        return {"losses": [finite(loss) for loss in value["losses"]], "history": history}
    return {"values": [finite(each) for each in value if not isinstance(each, tuple)]}


rows = {key: sha256([np.asarray(found[key], dtype="<i4")]) for key in ("train_rows", "test_rows") if key in found}
document = {
    "python": platform.python_version(),
    "torch": torch.__version__,
    "weights": weights,
    "orders": orders,
    "rows": rows,
    "results": {name: result(value) for name, value in found.get("results", {}).items()},
}
with open(out, "w", encoding="utf-8") as file:
    json.dump(document, file, allow_nan=False)
`;

/** What it writes. */
export interface Watched {
  readonly python: string;
  readonly torch: string;
  /** sha256 of each network's parameters before its first pass, as \`weightsHash\` has it. */
  readonly weights: readonly string[];
  /** sha256 of each pass's order of rows, as little-endian int32. */
  readonly orders: readonly string[];
  readonly rows: Readonly<Record<string, string>>;
  /** By the network's name. Null where a number is not finite. */
  readonly results: Readonly<Record<string, WatchedResult>>;
}

export interface WatchedResult {
  readonly losses?: readonly (number | null)[];
  readonly history?: readonly Readonly<Record<string, Readonly<Record<string, number | null>>>>[];
  /** One figure for each layer. */
  readonly values?: readonly (number | null)[];
}
