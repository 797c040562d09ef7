/** `a2 list`: the presets. */
import { datasetFiles, totalSize } from '../../../src/data/files.ts';
import { isReal } from '../../../src/data/registry.ts';
import type { DatasetSettings } from '../../../src/document/schema.ts';
import { counted, megabytes } from '../../../src/base/numbers.ts';
import { nameOf } from '../../../src/text/labels.ts';
import { textTable } from '../columns.ts';
import { atHand, requireFolder, type DatasetPlaces } from '../datasets.ts';
import { presetNames, readPlan } from '../documents.ts';
import { invocation } from '../invocation.ts';
import { parseOptions, quoted } from '../options.ts';
import { shown } from '../streams.ts';
import { exitCodes, UsageProblem } from '../problem.ts';

const help = `${invocation} list [--datasets DIR]

Lists the presets: name, title, trials, and whether their datasets are on this machine.

  --datasets DIR   look in this folder instead of the local cache and A2_DATASETS
`;

export async function list(args: readonly string[], root: string): Promise<number> {
  const { values, operands, help: asked } = parseOptions('list', { datasets: 'string' }, args);
  if (asked) {
    await shown(help);
    return exitCodes.done;
  }
  const [first] = operands;
  if (first !== undefined) {
    throw new UsageProblem(`a2 list takes no operand, got ${quoted(first)}.`);
  }
  await requireFolder(values.datasets);
  const rows: string[][] = [];
  for (const name of await presetNames(root)) {
    const { experiment, trials } = await readPlan(name, root);
    const datasets = [...new Set(trials.map(({ trial }) => trial.dataset.name))];
    const states = datasets.map((each) => datasetState(each, { root, given: values.datasets }));
    const state = (await Promise.all(states)).join('; ');
    rows.push([name, experiment.title, counted(trials.length, 'trial'), state]);
  }
  const columns = rows[0]?.map(() => ({ head: '', right: false })) ?? [];
  await shown(`${textTable(columns, rows)}\n`);
  return exitCodes.done;
}

async function datasetState(name: DatasetSettings['name'], places: DatasetPlaces): Promise<string> {
  switch (await atHand(name, places)) {
    case 'generated':
      return `${nameOf(name)}, generated`;
    case 'here':
      return `${nameOf(name)}, available`;
    case 'missing': {
      const size = isReal(name) ? totalSize(datasetFiles[name]) : 0;
      const where = places.given === undefined ? 'not available' : `not in ${places.given}`;
      return `${nameOf(name)}, ${where} (${megabytes(size)})`;
    }
  }
}
