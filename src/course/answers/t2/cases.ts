/** The cases of question T2: the batch size determines how often parameters are updated. */
import { whole } from '../../theory/tex.ts';
import { updates, updatesPerEpoch, type Schedule } from '../../theory/updates.ts';
import { count } from '../../../base/numbers.ts';
import type { TableData } from '../blocks.ts';

/** The assignment's numbers. */
export const askedSchedule = { samples: 1_000_000, batchSize: 128, epochs: 5 } as const;

export interface Case {
  readonly name: string;
  /** Its symbol, in TeX. */
  readonly key: string;
  readonly schedule: Schedule;
}

export function casesOf({ samples, batchSize, epochs }: Omit<Schedule, 'dropLast'>): Case[] {
  const schedule = { samples, epochs, batchSize };
  return [
    {
      name: 'SGD, one sample per step',
      key: 'U_{\\text{SGD}}',
      schedule: { ...schedule, batchSize: 1, dropLast: false },
    },
    {
      name: 'mini-batches, short last batch kept',
      key: 'U_{\\text{kept}}',
      schedule: { ...schedule, dropLast: false },
    },
    {
      name: 'mini-batches, short last batch dropped',
      key: 'U_{\\text{dropped}}',
      schedule: { ...schedule, dropLast: true },
    },
    {
      name: 'full batch',
      key: 'U_{\\text{full}}',
      schedule: { ...schedule, batchSize: samples, dropLast: false },
    },
  ];
}

export const updatesFormula =
  'U = E \\cdot \\left\\lceil \\frac{N}{B} \\right\\rceil \\quad\\text{with the short last batch kept}, \\qquad U = E \\cdot \\left\\lfloor \\frac{N}{B} \\right\\rfloor \\quad\\text{with it dropped}';

export function updatesLine(key: string, schedule: Schedule): string {
  const { samples, batchSize, epochs, dropLast } = schedule;
  const [open, close] = dropLast ? ['\\lfloor', '\\rfloor'] : ['\\lceil', '\\rceil'];
  return `${key} = ${whole(epochs)} \\cdot \\left${open} \\frac{${whole(samples)}}{${whole(batchSize)}} \\right${close} = ${whole(epochs)} \\cdot ${whole(updatesPerEpoch(schedule))} = ${whole(updates(schedule))}`;
}

export const updatesTable = (cases: readonly Case[]): TableData => ({
  caption: 'Updates of every parameter',
  head: ['method', 'batch size', 'per epoch', 'in total'],
  rows: cases.map(({ name, schedule }) => [
    name,
    count(schedule.batchSize),
    count(updatesPerEpoch(schedule)),
    count(updates(schedule)),
  ]),
});
