/** What a trained network reads and what it predicts, as far as its model file says. */
import { isListed } from '../../catalog/lookup/dataset.ts';
import { tableOf } from '../../document/parameters.ts';
import type { Trial } from '../../document/schema.ts';
import type { TableSettings } from '../../document/table.ts';
import { datasetInfo } from '../../data/registry.ts';

export interface Subject {
  /** In the order of the network's inputs; empty for images. */
  readonly features: readonly string[];
  /** In the order of its outputs; empty for a regression. */
  readonly classes: readonly string[];
  /** The column with the truth; null if it has no name. */
  readonly target: string | null;
  /** Of the target; '' if unknown. */
  readonly unit: string;
  /** Pixels per row of an image; null for tables. */
  readonly width: number | null;
  /** The settings of a user's own table; null for all other datasets. */
  readonly table: TableSettings | null;
}

/** Throws RangeError if a table is named but not described, which no model file can. */
export function subjectOf({ dataset }: Pick<Trial, 'dataset'>): Subject {
  const { name } = dataset;
  const table = tableOf(dataset);
  if (table !== null) {
    const { features, classes, target } = table;
    return { features, classes, target, unit: '', width: null, table };
  }
  if (!isListed(name)) throw new RangeError(`a dataset "${name}" needs the key table, got none`);
  const { features, classNames, target, view } = datasetInfo[name];
  return {
    features: features.map((feature) => feature.name),
    classes: classNames,
    target: target?.name ?? null,
    unit: target?.unit ?? '',
    width: view.kind === 'images' ? view.width : null,
    table: null,
  };
}
