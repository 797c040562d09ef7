/** Models on tables and images with weights drawn from a seed, and predictions collected. */
import { shapeOf, trialLayerSizes } from '../../../src/document/parameters.ts';
import type { TrialDocument } from '../../../src/document/schema.ts';
import { trialData } from '../../../src/data/prepare-trial.ts';
import { tableDataset } from '../../../src/data/tables/dataset.ts';
import { parseTable } from '../../../src/data/tables/parse.ts';
import { countRows, suggestedChoice, tableSettings } from '../../../src/data/tables/plan.ts';
import type { TableChoice } from '../../../src/data/tables/plan.ts';
import type { TableSettings } from '../../../src/document/table.ts';
import type { ColumnStatistics } from '../../../src/protocol/dataset.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import {
  predictTable,
  type PredictTableOptions,
  type TableReport,
} from '../../../src/lab/predict/predict-table.ts';
import type { TableReading } from '../../../src/lab/predict/table-reader.ts';
import { trialOf } from '../../workers/trials.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** @param statistics by default means of 0 and deviations of 1; null for images */
export function modelOn(
  dataset: TrialDocument['dataset'],
  statistics?: ColumnStatistics | null,
): TrainedModel {
  const trial = trialOf({
    dataset,
    model: { depth: 1, width: 4 },
    optimizer: { name: 'sgd' },
    batchSize: 16,
    epochs: 1,
  });
  let state = 7;
  const number = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const sizes = trialLayerSizes(trial);
  const { inputs } = shapeOf(trial.dataset);
  return {
    id: 'a test',
    trial,
    parameters: sizes.slice(1).map((outputs, at) => ({
      inputs: sizes[at]!,
      outputs,
      weight: Float32Array.from({ length: sizes[at]! * outputs }, number),
      bias: Float32Array.from({ length: outputs }, number),
    })),
    statistics:
      statistics === undefined
        ? { mean: new Float64Array(inputs), deviation: new Float64Array(inputs).fill(1) }
        : statistics,
    engine: 'wasm',
    trainedAt: 0,
  };
}

export const tableDatasetOf = (table: TableSettings): TrialDocument['dataset'] => ({
  name: 'table',
  table,
});

/** Settings on the suggested columns of a file. */
export async function settingsOf(
  text: string,
  change: Partial<TableChoice> = {},
): Promise<TableSettings> {
  const own = await parseTable(new Blob([text]), { title: 'training.csv' });
  const choice = { ...suggestedChoice(own.info)!, ...change };
  return tableSettings(own.info, choice, countRows(own, choice.target, choice.columns));
}

/** A model with the statistics that training on the file would give it. */
export async function modelOfTable(
  text: string,
  change: Partial<TableChoice> = {},
  settings?: TableSettings,
): Promise<TrainedModel> {
  const own = await parseTable(new Blob([text]), { title: 'training.csv' });
  const table = settings ?? (await settingsOf(text, change));
  const whole = { name: 'table', trainSize: null, testSize: null } as const;
  const { statistics } = trialData(tableDataset(own, table, false), whole, 1);
  return modelOn(tableDatasetOf(table), statistics);
}

export async function* inCuts(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Bytes> {
  let from = 0;
  for (const at of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    // Empty pieces come as well.
    yield await Promise.resolve(Uint8Array.from(bytes.subarray(from, at)));
    from = Math.max(from, at);
  }
}

export interface Predicted {
  readonly lines: readonly string[];
  readonly report: TableReport;
  readonly reading: TableReading | null;
}

/** The lines of a file's predictions, the header first, without their breaks. */
export async function predictionsOf(
  model: TrainedModel,
  content: string | Uint8Array,
  options: Partial<PredictTableOptions> & { readonly cuts?: readonly number[] } = {},
): Promise<Predicted> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const { cuts = [], ...others } = options;
  const readings: TableReading[] = [];
  const parts = predictTable(model, inCuts(bytes, cuts), {
    title: 'rows.csv',
    csv: {},
    keepGoing: false,
    raw: false,
    signal: new AbortController().signal,
    onRows: () => undefined,
    onReading: (reading) => readings.push(reading),
    ...others,
  });
  let text = '';
  for (;;) {
    const part = await parts.next();
    if (part.done === true) {
      const lines = text.split('\n').slice(0, -1);
      return { lines, report: part.value, reading: readings[0] ?? null };
    }
    text += part.value;
  }
}

export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('nothing was refused');
}
