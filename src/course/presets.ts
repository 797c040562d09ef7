/** The assignment's experiments, which the lab comes with; each is a document in public/experiments. */
import type { Preset } from '../lab/ports/services.ts';

export interface PresetGroup {
  readonly title: string;
  readonly presets: readonly Preset[];
}

/** Titles are those of the documents, repeated here so that the navigation need not fetch them. */
export const presetGroups: readonly PresetGroup[] = [
  {
    title: 'FashionMNIST',
    presets: [
      { name: 'I1c', title: 'Gradients before training' },
      { name: 'I1d', title: 'Four initialisations, five epochs' },
      { name: 'I1f', title: 'Three optimisers' },
    ],
  },
  {
    title: 'California housing',
    presets: [
      { name: 'I2c', title: 'House prices, 100 epochs' },
      { name: 'I2d', title: 'Grid search: learning rate × batch size' },
    ],
  },
];

export const presets: readonly Preset[] = presetGroups.flatMap(({ presets: each }) => each);

export const presetUrl = (name: string, base: string): URL =>
  new URL(`experiments/${name}.json`, base);
