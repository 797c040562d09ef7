/** The progress of loading a dataset, in words. */
import type { DatasetProgress } from '../protocol/dataset.ts';
import { megabytes, percent } from '../base/numbers.ts';

const phases: Readonly<Record<DatasetProgress['phase'], string>> = {
  cache: 'Reading the dataset',
  download: 'Downloading the dataset',
  verify: 'Checking the dataset',
  inflate: 'Unpacking the dataset',
  generate: 'Generating the stand-in data',
};

export function progressText({ phase, loaded, total }: DatasetProgress): string {
  if (total === 0) return `${phases[phase]} …`;
  const bytes = phase === 'generate' ? '' : ` of ${megabytes(total)}`;
  return `${phases[phase]}: ${percent(Math.min(1, loaded / total), 0)}${bytes}`;
}
