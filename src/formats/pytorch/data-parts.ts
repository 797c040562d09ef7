/** The program's data: how each dataset is read, split and scaled, in Python. */
import type { DatasetPython } from '../../catalog/kinds/dataset.ts';
import { datasetPython } from '../../catalog/registry/dataset.python.ts';
import { find, scaleOf } from '../../catalog/shared/python-data.ts';
import { tableOf, type DatasetIdentity } from '../../document/parameters.ts';
import { isListed } from '../../catalog/lookup/dataset.ts';
import type { TableSettings } from '../../document/table.ts';

/** The file that the lab provides for a table: the columns used, as numbers. */
export const tableFileName = ({ sha256 }: TableSettings): string =>
  `table-${sha256.slice(0, 12)}.npz`;

/** A key that is equal for all datasets served by one file. */
export function sourceOf(dataset: DatasetIdentity): string {
  const table = tableOf(dataset);
  if (table === null) return dataset.name;
  const { sha256, task, target, features, csv } = table;
  return `table ${JSON.stringify([sha256, task, target, features, csv])}`;
}

/** A table may be small: at least one row is left to train on. */
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
export function dataPartOf(dataset: DatasetIdentity): DatasetPython {
  const own = tableOf(dataset);
  if (own !== null) {
    const files = `${tableFileName(own)}, the columns used of ${own.title}, which the lab gives beside this program.`;
    return { code: (validates) => table(own, validates), imports: [], files };
  }
  if (!isListed(dataset.name)) throw new RangeError('a table is named and not described');
  return datasetPython[dataset.name];
}
