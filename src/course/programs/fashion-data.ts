/** FashionMNIST with torchvision, and the lab's stand-in for it. */
import { countsOf, trialCounts } from '../../document/parameters.ts';
import type { Trial } from '../../document/schema.ts';
import { partsLine } from './pieces.ts';
import type { Part } from './types.ts';

const published = `FILES = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte",
         "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]
RAW = Path("data/FashionMNIST/raw")  # where torchvision looks before it downloads


def place_files():
    """Unpacks the four published files to RAW, if a folder has them."""
    RAW.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        for folder in FOLDERS:
            packed = folder / f"{name}.gz"
            if packed.is_file() and not (RAW / name).is_file():
                (RAW / name).write_bytes(gzip.decompress(packed.read_bytes()))


def fashion_mnist(train):
    """Images [N, 784] as float32 from 0 to 1, as ToTensor() makes them, and classes [N]."""
    place_files()
    if FashionMNIST is not None:
        data = FashionMNIST("data", train=train, download=True)
        return data.data.reshape(-1, 784).float() / 255, data.targets
    # Without torchvision: the same bytes, from the published files.
    images, labels = FILES[:2] if train else FILES[2:]
    if not (RAW / images).is_file():
        raise SystemExit("FashionMNIST is missing: install torchvision, or put its .gz files into data/")
    pixels = np.fromfile(RAW / images, np.uint8, offset=16).reshape(-1, 784)
    classes = np.fromfile(RAW / labels, np.uint8, offset=8)
    return torch.tensor(pixels).float() / 255, torch.tensor(classes).long()`;

const standIn = (train: number) => `def fashion_mnist(train):
    """The stand-in's images [N, 784] as float32 from 0 to 1, and classes [N]."""
    found = [folder / "fashion-synthetic.npz" for folder in FOLDERS]
    with np.load(next((file for file in found if file.is_file()), found[0])) as data:
        images, labels = data["features"], data["targets"]
    rows = slice(0, ${train}) if train else slice(${train}, None)
    return torch.tensor(images[rows]).float() / 255, torch.tensor(labels[rows]).long()`;

/** `train_data`, `test_data` and PARTS, for trials that share a dataset. */
export function fashionParts(trial: Trial): Part[] {
  const { dataset } = trial;
  const all = countsOf(dataset);
  const used = trialCounts(trial);
  const real = dataset.name === 'fashion-mnist';
  const some = (rows: number, of: number): string => (rows === of ? '' : `[:${rows}]`);
  const cut = (rows: number, of: number): string => {
    const slice = some(rows, of);
    return slice === '' ? 'images, labels' : `images${slice}, labels${slice}`;
  };
  const from = all.train - used.validation;
  return [
    { name: 'reading FashionMNIST', code: real ? published : standIn(all.train) },
    {
      name: 'data',
      code: [
        'images, labels = fashion_mnist(train=True)',
        `train_data = TensorDataset(${cut(used.train, all.train)})`,
        ...(used.validation === 0
          ? []
          : [
              '# The last images are held back to choose by.',
              `validation_data = TensorDataset(images[${from}:], labels[${from}:])`,
            ]),
        'images, labels = fashion_mnist(train=False)',
        `test_data = TensorDataset(${cut(used.test, all.test)})`,
        partsLine(dataset.validation !== null),
      ].join('\n'),
    },
  ];
}
