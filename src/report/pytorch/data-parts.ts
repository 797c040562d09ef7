/** The program's data: how each dataset is read, split and scaled, in Python. */
import type { DatasetName } from '../../experiment/schema.ts';

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
        x = torch.from_numpy(images.reshape(len(images), -1).astype(np.float32)) / 255
        y = torch.from_numpy(labels.astype(np.int64))
        parts.append(TensorDataset(x, y))
    return parts`;

const housing = (file: string, columns: boolean) => `def load_data(folder, settings):
    """The eight features of scikit-learn, split 75:25 and standardised; values in $100,000."""
    paths = [folder / "${file}", *sorted(folder.glob("*/${file}"))]
    path = next((each for each in paths if each.is_file()), None)
    if path is None:
        raise SystemExit(f"${file} is not in {folder}: name the folder that holds it with --data")
    table = np.loadtxt(path, delimiter=",", dtype=np.float64)
${columns ? housingColumns : standInColumns}
    everything = TensorDataset(torch.arange(len(features)))
    train_count = int(len(features) * 0.75)
    train_rows, test_rows = random_split(
        everything,
        [train_count, len(features) - train_count],
        generator=torch.Generator().manual_seed(settings["seed"]),
    )
    train = np.asarray(train_rows.indices)[: settings["train_size"]]
    test = np.asarray(test_rows.indices)[: settings["test_size"]]

    # Only the training part may be looked at for the scale.
    mean, deviation = features[train].mean(axis=0), features[train].std(axis=0)
    deviation[deviation == 0] = 1
    features = (features - mean) / deviation
    parts = []
    for rows in (train, test):
        x = torch.from_numpy(features[rows].astype(np.float32))
        y = torch.from_numpy(values[rows].astype(np.float32)).unsqueeze(1)
        parts.append(TensorDataset(x, y))
    return parts`;

const housingColumns = `    longitude, latitude, age, rooms, bedrooms, population, households, income, value = table.T
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

const standInColumns = `    features, values = table[:, :8], table[:, 8]`;

export interface DataPart {
  readonly code: string;
  readonly imports: readonly string[];
  /** Where the files come from, for the program's head. */
  readonly files: string;
  /** File names by which the results document names what was trained on. */
  readonly standIn: boolean;
}

const fashionFiles =
  'The four .gz files of Fashion-MNIST (github.com/zalandoresearch/fashion-mnist, data/fashion).';

export const dataParts: Readonly<Record<DatasetName, DataPart>> = {
  'fashion-mnist': { code: idx, imports: ['gzip'], files: fashionFiles, standIn: false },
  'fashion-synthetic': {
    code: idx,
    imports: ['gzip'],
    files: 'The stand-in’s four IDX files, which the lab gives beside this program.',
    standIn: true,
  },
  'california-housing': {
    code: housing('cal_housing.data', true),
    imports: [],
    files: 'cal_housing.data of the StatLib archive (scikit-learn fetches the same file).',
    standIn: false,
  },
  'housing-synthetic': {
    code: housing('housing-synthetic.csv', false),
    imports: [],
    files: 'housing-synthetic.csv, the stand-in’s rows, which the lab gives beside this program.',
    standIn: true,
  },
};
