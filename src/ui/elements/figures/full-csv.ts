/** Everything a figure was drawn from as CSV: every trial, every x, in full precision. */
import { yieldToEventLoop } from '../../../base/event-loop.ts';
import { withLosses } from '../../../lab/kept/losses.ts';
import type { TrialState } from '../../../lab/state.ts';
import { csvField, csvText } from '../../../formats/csv.ts';
import { trialLabel } from '../../../text/labels.ts';
import type { Figure } from '../../../figures/specs.ts';

interface Column {
  readonly head: string;
  readonly length: number;
  /** @param index from 0 */
  readonly read: (index: number) => number | undefined;
}

/** Fields written between pauses; a few milliseconds of work. */
const fieldsPerSlice = 20_000;

/**
 * One row for each epoch, step or layer, one column for each line of each trial; seeds are not
 * averaged. Non-finite values are written by name, because a NaN loss is a finding too.
 * @throws the signal's reason when it is aborted
 */
export async function fullCsv(
  figure: Figure,
  trials: readonly TrialState[],
  signal?: AbortSignal,
): Promise<string> {
  const whole = figure.kind === 'steps' ? await withLosses(trials, signal) : trials;
  const columns = whole.flatMap((trial) => columnsOf(figure, trial));
  const length = Math.max(0, ...columns.map((column) => column.length));
  const parts = [csvText([[figure.spec.xLabel, ...columns.map(({ head }) => head)]])];
  const rows = Math.max(1, Math.floor(fieldsPerSlice / (columns.length + 1)));
  for (let start = 0; start < length; start += rows) {
    const lines: string[] = [];
    for (let row = start; row < Math.min(length, start + rows); row++) {
      lines.push([row + 1, ...columns.map(({ read }) => field(read(row)))].join(',') + '\r\n');
    }
    parts.push(lines.join(''));
    await yieldToEventLoop();
    signal?.throwIfAborted();
  }
  return parts.join('');
}

const field = (value: number | undefined): string => {
  if (value === undefined) return '';
  return Number.isFinite(value) ? csvField(value) : String(value);
};

function columnsOf(
  figure: Figure,
  { plan, epochs, batchLosses, gradientNorms }: TrialState,
): Column[] {
  const label = trialLabel(plan.values);
  switch (figure.kind) {
    case 'epochs': {
      const length = Math.max(0, ...epochs.map(({ epoch }) => epoch));
      const byEpoch = new Map(epochs.map((record) => [record.epoch, record]));
      const column = (name: 'train' | 'test'): Column => ({
        head: figure.isSingle ? label : `${label} ${name}`,
        length,
        read: (index) => {
          const record = byEpoch.get(index + 1);
          return record === undefined ? undefined : figure[name](record);
        },
      });
      return figure.isSingle ? [column('train')] : [column('train'), column('test')];
    }
    case 'steps':
      return [{ head: label, length: batchLosses.length, read: (index) => batchLosses[index] }];
    case 'layers': {
      const norms = gradientNorms?.activations ?? [];
      return [{ head: label, length: norms.length, read: (index) => norms[index] }];
    }
    default:
      return figure satisfies never;
  }
}
