/** Parts of the exported program that several datasets share, in Python. */

/** The lab's `columnStatistics`, operation by operation. */
export const scaleOf = `def add_up(values):
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

/** A function that finds one file. */
export const find = (file: string) => `def find(folder):
    """The file in the folder or one below it."""
    for path in [folder / "${file}", *sorted(folder.glob("*/${file}"))]:
        if path.is_file():
            return path
    raise SystemExit(f"${file} is not in {folder}: name the folder that holds it with --data")`;

export interface SeededTable {
  /** Statements that make `features` and `values`, arrays of float64. */
  readonly read: string;
  /** Functions before it, which `read` calls. */
  readonly before: string;
  /** The sentence that says what it gives. */
  readonly what: string;
  readonly validates: boolean;
  /** Python's expression of the rows that train; three quarters of them when left out. */
  readonly trainCount?: string;
  /** Whether `values` are class indices. */
  readonly classes?: boolean;
}

/** A table that is split by the trial's seed and standardised by the rows that train. */
export const seededTable = ({
  read,
  before,
  what,
  validates,
  trainCount = 'int(len(features) * 0.75)',
  classes = false,
}: SeededTable): string => `${before}


${scaleOf}


def load_data(folder, settings):
    """${what}"""
${read}
    everything = TensorDataset(torch.arange(len(features)))
    train_count = ${trainCount}
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
        ${
          classes
            ? 'y = torch.from_numpy(values[rows].astype(np.int64))'
            : 'y = torch.from_numpy(values[rows].astype(np.float32)).unsqueeze(1)'
        }
        parts.append(TensorDataset(x, y))
    return parts`;
