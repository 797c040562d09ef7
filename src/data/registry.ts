/** Metadata of each dataset: titles, names of classes and features. */
import type { DatasetMeta } from '../catalog/kinds/dataset.ts';
import { inOrder } from '../catalog/kinds/members.ts';
import { datasetFiles } from '../catalog/registry/dataset.files.ts';
import { datasetMeta, type DatasetName } from '../catalog/registry/dataset.meta.ts';
import type { RealDatasetName } from './files.ts';

export interface DatasetInfo extends DatasetMeta {
  readonly name: DatasetName;
  /** A generated stand-in; every chart and result must say so. */
  readonly synthetic: boolean;
  /** The stand-in used if its files are unavailable; null if there is none, and for a stand-in itself. */
  readonly standIn: DatasetName | null;
}

const names = inOrder(datasetMeta);

export const datasetInfo = Object.fromEntries(
  names.map((name): [DatasetName, DatasetInfo] => {
    const meta = datasetMeta[name];
    const standIn = names.find((each) => datasetMeta[each].standsInFor === name) ?? null;
    return [name, { ...meta, name, synthetic: meta.standsInFor !== undefined, standIn }];
  }),
) as Readonly<Record<DatasetName, DatasetInfo>>;

/** Those that are fetched from files. */
export const realDatasets: readonly RealDatasetName[] = names.filter((name) => isReal(name));

export function isReal(name: string): name is RealDatasetName {
  return Object.hasOwn(datasetFiles, name);
}
