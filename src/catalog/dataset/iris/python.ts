import type { DatasetPython } from '../../kinds/dataset.ts';
import { seededTable } from '../../shared/python-data.ts';
import { measured } from './lib/measured.ts';
import meta from './meta.ts';

const before = `# Sepal length and width, petal length and width in tenths of a centimetre: two digits each.
MEASURED = """${measured}"""`;

const read = `    features = np.array([[int(row[i : i + 2]) for i in (0, 2, 4, 6)] for row in MEASURED.split()]) / 10
    values = np.repeat([0, 1, 2], 50)`;

export default {
  code: (validates) =>
    seededTable({
      before,
      read,
      what: 'The four features in centimetres and the species, split and standardised.',
      validates,
      trainCount: String(meta.counts.train),
      classes: true,
    }),
  imports: [],
  files: 'None: the 150 rows are in the program.',
} satisfies DatasetPython;
