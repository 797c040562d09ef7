import type { DatasetPython } from '../../kinds/dataset.ts';

const idx = `def read_idx(path):
    """An IDX file (gzip or plain) as an array of unsigned bytes."""
    raw = path.read_bytes()
    if raw[:2] == b"\\x1f\\x8b":
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
    return parts`;

const idxValidated = idx.replace(
  /def load_data[^]*$/,
  `def load_data(folder, settings):
    """Images as float32 in [0, 1], flattened to 784 features; classes as int64."""
    held = settings["validation_size"] or 0
    parts = []
    for part, size, validates in [
        ("train", settings["train_size"], False),
        ("t10k", settings["test_size"], False),
        ("train", None, True),
    ]:
        images = read_idx(find(folder, f"{part}-images-idx3-ubyte"))
        labels = read_idx(find(folder, f"{part}-labels-idx1-ubyte"))
        # The last rows of the training part are held back to choose by.
        kept = len(labels) - (held if part == "train" else 0)
        rows = slice(kept, None) if validates else slice(0, kept)
        images, labels = images[rows][:size], labels[rows][:size]
        x = torch.from_numpy(images.reshape(len(images), 784).astype(np.float32)) / 255
        y = torch.from_numpy(labels.astype(np.int64))
        parts.append(TensorDataset(x, y))
    return parts`,
);

export default {
  code: (validates) => (validates ? idxValidated : idx),
  imports: ['gzip'],
  files:
    'The four .gz files of Fashion-MNIST (github.com/zalandoresearch/fashion-mnist, data/fashion).',
} satisfies DatasetPython;
