import type { DatasetPython } from '../../kinds/dataset.ts';
import { find, seededTable } from '../../shared/python-data.ts';

const readStandIn = `    with np.load(find(folder)) as file:
        features, values = file["features"], file["targets"]`;

export default {
  code: (validates) =>
    seededTable({
      before: find('housing-synthetic.npz'),
      read: readStandIn,
      what: "The stand-in's eight features and target, split 75:25 and standardised.",
      validates,
    }),
  imports: [],
  files: 'housing-synthetic.npz, the stand-in, which the lab gives beside this program.',
} satisfies DatasetPython;
