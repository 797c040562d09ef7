/** The program's data: how each dataset is read, split and scaled, in Python. */
import { tableOf, type DatasetIdentity } from '../../experiment/parameters.ts';
import type { DatasetName } from '../../experiment/schema.ts';
import type { TableSettings } from '../../experiment/table.ts';

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

/** The lab's `columnStatistics`, operation by operation. */
const scaleOf = `def add_up(values):
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
    return mean, np.where(deviation > 0, deviation, 1)`;

const find = (file: string) => `def find(folder):
    """The file in the folder or one below it."""
    for path in [folder / "${file}", *sorted(folder.glob("*/${file}"))]:
        if path.is_file():
            return path
    raise SystemExit(f"${file} is not in {folder}: name the folder that holds it with --data")`;

const fashionStandIn = (validates: boolean) => `${find('fashion-synthetic.npz')}


def load_data(folder, settings):
    """The stand-in's images as float32 in [0, 1], flattened to 784; classes as int64."""
    with np.load(find(folder)) as file:
        images, labels = file["features"], file["targets"]
    train_count = 12_000
${
  validates
    ? `    # The last rows of the training part are held back to choose by.
    kept = train_count - (settings["validation_size"] or 0)
`
    : ''
}    parts = []
    for rows, size in [
        (slice(0, ${validates ? 'kept' : 'train_count'}), settings["train_size"]),
        (slice(train_count, None), settings["test_size"]),
${validates ? '        (slice(kept, train_count), None),\n' : ''}    ]:
        x = torch.from_numpy(images[rows][:size].astype(np.float32)) / 255
        y = torch.from_numpy(labels[rows][:size].astype(np.int64))
        parts.append(TensorDataset(x, y))
    return parts`;

const housing = (file: string, read: string, what: string, validates: boolean) => `${find(file)}


${scaleOf}


def load_data(folder, settings):
    """${what}, split 75:25 and standardised."""
${read}
    everything = TensorDataset(torch.arange(len(features)))
    train_count = int(len(features) * 0.75)
    train_rows, test_rows = random_split(
        everything,
        [train_count, len(features) - train_count],
        generator=torch.Generator().manual_seed(settings["seed"]),
    )
${
  validates
    ? `    # The last rows of the training part are held back to choose by.
    kept = train_count - (settings["validation_size"] or 0)
    train = np.asarray(train_rows.indices)[:kept][: settings["train_size"]]
    validation = np.asarray(train_rows.indices)[kept:]`
    : `    train = np.asarray(train_rows.indices)[: settings["train_size"]]`
}
    test = np.asarray(test_rows.indices)[: settings["test_size"]]

    # Only the rows trained on may be looked at for the scale.
    mean, deviation = scale_of(features[train])
    features = (features - mean) / deviation
    parts = []
    for rows in (train, test${validates ? ', validation' : ''}):
        x = torch.from_numpy(features[rows].astype(np.float32))
        y = torch.from_numpy(values[rows].astype(np.float32)).unsqueeze(1)
        parts.append(TensorDataset(x, y))
    return parts`;

const readColumns = `    table = np.loadtxt(find(folder), delimiter=",", dtype=np.float64)
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
    values = value / 100_000`;

const readStandIn = `    with np.load(find(folder)) as file:
        features, values = file["features"], file["targets"]`;

export interface DataPart {
  /** @param validates whether any trial holds rows back, which are then a third part */
  readonly code: (validates: boolean) => string;
  readonly imports: readonly string[];
  /** Where the files come from, for the program's head. */
  readonly files: string;
}

const fashionFiles =
  'The four .gz files of Fashion-MNIST (github.com/zalandoresearch/fashion-mnist, data/fashion).';

const dataParts: Readonly<Record<DatasetName, DataPart>> = {
  'fashion-mnist': {
    code: (validates) => (validates ? idxValidated : idx),
    imports: ['gzip'],
    files: fashionFiles,
  },
  'fashion-synthetic': {
    code: fashionStandIn,
    imports: [],
    files: 'fashion-synthetic.npz, the stand-in, which the lab gives beside this program.',
  },
  'california-housing': {
    code: (validates) =>
      housing(
        'cal_housing.data',
        readColumns,
        "scikit-learn's eight features and the value in $100,000",
        validates,
      ),
    imports: [],
    files: 'cal_housing.data of the StatLib archive (scikit-learn fetches the same file).',
  },
  'housing-synthetic': {
    code: (validates) =>
      housing(
        'housing-synthetic.npz',
        readStandIn,
        "The stand-in's eight features and target",
        validates,
      ),
    imports: [],
    files: 'housing-synthetic.npz, the stand-in, which the lab gives beside this program.',
  },
};

/** The file that the lab gives for a table: what is used of it, as numbers. */
export const tableFileName = ({ sha256 }: TableSettings): string =>
  `table-${sha256.slice(0, 12)}.npz`;

/** One text for all datasets that one file serves. */
export function sourceOf(dataset: DatasetIdentity): string {
  const table = tableOf(dataset);
  if (table === null) return dataset.name;
  const { sha256, task, target, features, csv } = table;
  return `table ${JSON.stringify([sha256, task, target, features, csv])}`;
}

/** A table may be small: one row is left to train on, however many are asked for. */
const trainRows = (validates: boolean): string =>
  validates
    ? `    # The last rows of the training part are held back to choose by.
    kept = max(settings["train_count"] - (settings["validation_size"] or 0), 1)
    train = np.asarray(train_rows.indices)[:kept][: settings["train_size"]]
    validation = np.asarray(train_rows.indices)[kept:]`
    : `    train = np.asarray(train_rows.indices)[: settings["train_size"]]`;

const table = (settings: TableSettings, validates: boolean): string => {
  const classes = settings.task === 'classification';
  const target = classes
    ? 'y = torch.from_numpy(targets[rows].astype(np.int64))'
    : 'y = torch.from_numpy(targets[rows].astype(np.float32)).unsqueeze(1)';
  return `${find(tableFileName(settings))}


${scaleOf}


def load_data(folder, settings):
    """The table's features, missing ones handled, split and standardised, and its target."""
    with np.load(find(folder)) as file:
        features, targets = file["features"], file["targets"]
    if settings["missing"] == "drop":
        whole = ~np.isnan(features).any(axis=1)
        features, targets = features[whole], targets[whole]
    train_rows, test_rows = random_split(
        TensorDataset(torch.arange(len(features))),
        [settings["train_count"], len(features) - settings["train_count"]],
        generator=torch.Generator().manual_seed(settings["seed"]),
    )
${trainRows(validates)}
    test = np.asarray(test_rows.indices)[: settings["test_size"]]

    # Only the rows trained on may be looked at, for the scale and for what is filled in.
    mean, deviation = scale_of(features[train])
    # A missing value is taken for the mean, which becomes 0.
    features = np.where(np.isnan(features), 0, (features - mean) / deviation)
    parts = []
    for rows in (train, test${validates ? ', validation' : ''}):
        x = torch.from_numpy(features[rows].astype(np.float32))
        ${target}
        parts.append(TensorDataset(x, y))
    return parts`;
};

/** How a trial's dataset is read. */
export function dataPartOf(dataset: DatasetIdentity): DataPart {
  const own = tableOf(dataset);
  if (own !== null) {
    const files = `${tableFileName(own)}, the columns used of ${own.title}, which the lab gives beside this program.`;
    return { code: (validates) => table(own, validates), imports: [], files };
  }
  if (dataset.name === 'table') throw new RangeError('a table is named and not described');
  return dataParts[dataset.name];
}
