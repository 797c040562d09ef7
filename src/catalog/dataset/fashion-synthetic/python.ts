import type { DatasetPython } from '../../kinds/dataset.ts';
import { find } from '../../shared/python-data.ts';

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

export default {
  code: fashionStandIn,
  imports: [],
  files: 'fashion-synthetic.npz, the stand-in, which the lab gives beside this program.',
} satisfies DatasetPython;
