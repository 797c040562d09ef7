/** How far what a question's program did is what the lab did: weights, batches, losses, figures. */
import { figureKey } from '../../../src/catalog/lookup/metric.ts';
import { initParameters } from '../../../src/catalog/lookup/init.ts';
import { sha256Of } from '../../../src/base/digest.ts';
import { count, significant } from '../../../src/base/numbers.ts';
import type { PlannedTrial } from '../../../src/document/expand.ts';
import { trialCounts, trialLayerSizes } from '../../../src/document/parameters.ts';
import { weightsHash } from '../../../src/formats/model/weights-hash.ts';
import type { TrialState } from '../../../src/lab/state.ts';
import { explicitOrder } from '../../../src/torch/loader-order.ts';
import { Generator } from '../../../src/torch/mt19937.ts';
import type { TableData } from '../../../src/course/answers/blocks.ts';
import type { StudentProgram } from '../../../src/course/programs/types.ts';
import type { Watched } from './watcher.ts';

export interface NetworkAgreement {
  readonly name: string;
  /** Whether its initial weights are the lab's, bit for bit. */
  readonly weights: boolean;
  /** Whether its first pass over the training part visits the rows in the lab's order. */
  readonly batches: boolean;
  readonly steps: number;
  /** Steps before the first whose loss, as float32, has other bits than the lab's. */
  readonly sameBits: number;
  /** Steps before the first whose loss differs from the lab's by more than `tolerance`, relative to it. */
  readonly close: number;
  /** Figures after the last epoch, or one for each layer. */
  readonly figures: readonly {
    readonly name: string;
    readonly program: number | null;
    readonly lab: number | null;
  }[];
}

/** Relative difference of two losses up to which they count as close. */
export const tolerance = 1e-5;

async function labWeights({ trial }: PlannedTrial): Promise<string> {
  const parameters = initParameters(trialLayerSizes(trial), trial.init, new Generator(trial.seed));
  return weightsHash({ parameters, statistics: null });
}

function labOrder({ trial }: PlannedTrial): Promise<string> {
  const order = explicitOrder(trialCounts(trial).train, new Generator(trial.seed)).nextEpoch();
  const bytes = new Uint8Array(order.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [at, row] of order.entries()) view.setInt32(4 * at, row, true);
  return sha256Of(bytes);
}

/** The metric's name in programs. */
const metrics = [
  ['accuracy', 'accuracy'],
  ['mse', 'MSE'],
  ['mae', 'MAE'],
] as const;

function lastFigures(state: TrialState, watched: Watched['results'][string]) {
  const record = state.epochs.at(-1) as Readonly<Record<string, number>> | undefined;
  const last = watched.history?.at(-1);
  return (['train', 'test'] as const).flatMap((part) =>
    metrics.flatMap(([metric, key]) => {
      const lab = record?.[figureKey(part, metric)];
      if (lab === undefined) return [];
      const program = last?.[part === 'train' ? 'training' : part]?.[key] ?? null;
      return [{ name: `${part === 'train' ? 'training' : part} ${key}`, program, lab }];
    }),
  );
}

/** Steps before the first that fails. */
function until(steps: number, holds: (step: number) => boolean): number {
  for (let step = 0; step < steps; step++) if (!holds(step)) return step;
  return steps;
}

/**
 * @param states the lab's trials, by id; with losses in memory
 * @returns an entry for each network that the program collects and that the lab has
 */
export async function agreementOf(
  { networks }: StudentProgram,
  watched: Watched,
  states: ReadonlyMap<string, TrialState>,
): Promise<NetworkAgreement[]> {
  const found: NetworkAgreement[] = [];
  /** Passes before the network's: one for each epoch that it trained. */
  let passes = 0;
  for (const [at, { name, plan }] of networks.entries()) {
    const result = watched.results[name];
    const weights = watched.weights[at] === (await labWeights(plan));
    const batches = watched.orders[passes] === (await labOrder(plan));
    const trained = result?.losses ?? [];
    passes += Math.max(1, Math.ceil(trained.length / perEpoch(plan)));
    const state = states.get(plan.id);
    const losses = state?.batchLosses ?? new Float32Array();
    const steps = Math.min(losses.length, trained.length);
    const norms = state?.gradientNorms?.activations ?? [];
    found.push({
      name,
      weights,
      batches,
      steps,
      sameBits: until(steps, (step) => Math.fround(trained[step] ?? NaN) === losses[step]),
      close: until(
        steps,
        (step) => Math.abs((trained[step] ?? NaN) - losses[step]!) <= tolerance * losses[step]!,
      ),
      figures:
        state === undefined
          ? []
          : result?.history === undefined
            ? norms.map((lab, layer) => ({
                name: `layer ${layer + 1}`,
                program: result?.values?.[layer] ?? null,
                lab,
              }))
            : lastFigures(state, result),
    });
  }
  return found;
}

const perEpoch = ({ trial }: PlannedTrial): number =>
  Math.ceil(trialCounts(trial).train / trial.batchSize);

/** Largest difference of two figures, relative to the lab's; what one side lacks is counted and not hidden. */
function apartText(figures: NetworkAgreement['figures']): string {
  const both = figures.flatMap(({ program, lab }) =>
    program === null || lab === null ? [] : [program === lab ? 0 : Math.abs((program - lab) / lab)],
  );
  const lacking = figures.length - both.length;
  const missing =
    lacking === 0
      ? ''
      : `${count(lacking)} of ${count(figures.length)} figures ${lacking === 1 ? 'is' : 'are'} on one side only`;
  if (both.length === 0) return missing;
  const most = `figures differ by at most ${significant(Math.max(...both), 2)} of their size`;
  return missing === '' ? most : `${most}, and ${missing}`;
}

function lossText({ steps, sameBits, close }: NetworkAgreement): string {
  if (sameBits === steps) return `all ${count(steps)} losses have the lab’s bits`;
  const first =
    sameBits === 0
      ? `of ${count(steps)} losses the first already has other last bits than the lab’s`
      : sameBits === 1
        ? `the first of ${count(steps)} losses has the lab’s bits`
        : `the first ${count(sameBits)} of ${count(steps)} losses have the lab’s bits`;
  const within =
    close === steps
      ? 'all stay within 1×10⁻⁵ of it'
      : close === 0
        ? 'none is within 1×10⁻⁵ of it'
        : `they stay within 1×10⁻⁵ of it for ${count(close)} ${close === 1 ? 'step' : 'steps'}`;
  return `${first}; relative to the lab’s loss, ${within}`;
}

/** What holds for all networks, in sentences; of causes, only what was measured. */
export function agreementSaid(networks: readonly NetworkAgreement[]): string[] {
  if (networks.length === 0) return [];
  const all = networks.length;
  const same = (what: 'weights' | 'batches'): number =>
    networks.filter((each) => each[what]).length;
  const ofAll = (number: number): string =>
    number === all ? '' : ` in ${number} of ${all} networks`;
  return [
    same('weights') > 0
      ? `Initial weights have the lab’s bits${ofAll(same('weights'))}.`
      : 'Initial weights are not the lab’s.',
    same('batches') > 0
      ? `The batches are the lab’s, row by row${ofAll(same('batches'))}.`
      : 'The batches are not the lab’s.',
  ];
}

const figureText = (value: number | null): string =>
  value === null ? 'none' : significant(value, 4);

/** The agreement of each network, a sentence each. */
export function agreementEach(networks: readonly NetworkAgreement[]): string[] {
  return networks.flatMap((network) => {
    const { name, steps, figures } = network;
    const losses = steps === 0 ? [] : [lossText(network)];
    const values =
      figures.length === 0
        ? []
        : steps === 0
          ? [apartText(figures)]
          : figures.map(
              (each) => `${each.name} ${figureText(each.program)} (lab ${figureText(each.lab)})`,
            );
    const said = [...losses, ...values].join('; ');
    if (said === '') return [];
    const whole = networks.length === 1 ? said : `${name}: ${said}`;
    return [`${whole.slice(0, 1).toUpperCase()}${whole.slice(1)}.`];
  });
}

const stepsText = (number: number, steps: number): string =>
  number === steps ? `all ${count(steps)}` : `${count(number)} of ${count(steps)}`;

/** The same for the report: a row for each network. Null where nothing was compared. */
export function agreementTable(networks: readonly NetworkAgreement[]): TableData | null {
  const compared = networks.filter(({ steps, figures }) => steps > 0 || figures.length > 0);
  const [first] = compared;
  if (first === undefined) return null;
  if (compared.every(({ steps }) => steps === 0)) {
    return {
      caption: 'The program’s figures beside the lab’s',
      head: ['network', 'figures', 'agreement'],
      texts: [2],
      rows: compared.map(({ name, figures }) => [name, count(figures.length), apartText(figures)]),
    };
  }
  const names = first.figures.map(({ name }) => name);
  return {
    caption:
      'The program’s results, the lab’s in brackets; steps before the first loss with other bits, and before the first that is more than 1×10⁻⁵ of it apart',
    head: ['network', 'same bits', 'within 1×10⁻⁵', ...names],
    rows: compared.map(({ name, steps, sameBits, close, figures }) => [
      name,
      stepsText(sameBits, steps),
      stepsText(close, steps),
      ...names.map((each) => {
        const found = figures.find((figure) => figure.name === each);
        return found === undefined
          ? '–'
          : `${figureText(found.program)} (${figureText(found.lab)})`;
      }),
    ]),
  };
}
