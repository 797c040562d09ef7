/**
 * Whether the lab, its exported program and protocol.py agree on a trial as far as the protocol promises:
 * initial bits are equal; figures agree up to rounding. The tolerance differs between trials and is measured: the
 * same trial is run with other rounding (another PyTorch version, in float64, with weights an ulp off), and the
 * spread of those runs is the tolerance.
 */
import type { EpochRecord } from '../../src/document/results.ts';
import type { Course, Figures, Undecided } from './figures.ts';
import {
  allowedBy,
  between,
  firstParting,
  floor,
  lost,
  relative,
  spreadOf,
  tiesWithin,
  tolerance,
  type Parting,
} from './rounding.ts';

/** The exported program is held to protocol.py under the same PyTorch, in every bit that is trained with. */
export function sameProgram(program: Figures, protocol: Figures): string[] {
  const found = sameStart('the program', program, 'protocol.py', protocol);
  for (const key of ['status', 'step'] as const) {
    if (program[key] !== protocol[key])
      found.push(`${key}: the program ${program[key]}, protocol.py ${protocol[key]}`);
  }
  const at = program.losses.findIndex((loss, index) => loss !== protocol.losses[index]);
  if (program.losses.length !== protocol.losses.length || at !== -1) {
    found.push(
      `losses: the program ${program.losses[at]}, protocol.py ${protocol.losses[at]} at step ${at + 1} of ${program.losses.length} and ${protocol.losses.length}`,
    );
  }
  for (const [index, record] of program.epochs.entries()) {
    found.push(
      ...farApart(`epoch ${index + 1}`, record, protocol.epochs[index], () => 1e-6, 'protocol.py'),
    );
  }
  found.push(...normsApart('the program', program, 'protocol.py', protocol, 1e-6));
  return found;
}

/** What must be equal bit for bit: initial weights, the split's parts, and the batches. */
export function sameStart(one: string, a: Figures, two: string, b: Figures): string[] {
  const found: string[] = [];
  const equal = (what: string, x: string | null | undefined, y: string | null | undefined) => {
    if (x !== y) found.push(`${what}: ${one} ${x?.slice(0, 8)}, ${two} ${y?.slice(0, 8)}`);
  };
  equal('initial weights', a.weights, b.weights);
  for (const part of ['train', 'test', 'validation'] as const)
    equal(`${part} part`, a.data[part], b.data[part]);
  // One of them may have ended a step before the other, which is said elsewhere.
  const steps = Math.min(a.batches.length, b.batches.length);
  const at = a.batches.slice(0, steps).findIndex((batch, index) => batch !== b.batches[index]);
  if (at !== -1) found.push(`batch ${at + 1} of ${steps} differs between ${one} and ${two}`);
  return found;
}

export interface TrialCounts {
  readonly stepsPerEpoch: number;
  /** Of each part. */
  readonly rows: Readonly<Record<string, number>>;
}

/** A trial, run with other rounding. */
export interface OtherRuns {
  /** In float64, and with weights an ulp off. */
  readonly moved: readonly Course[];
  /** The program's in other versions of PyTorch. */
  readonly versions: readonly Course[];
  readonly undecided: readonly Undecided[];
}

/**
 * The lab is held to the program as far as other rounding leaves its figures the same.
 */
export function sameFigures(
  lab: Figures,
  program: Figures,
  { moved, versions, undecided }: OtherRuns,
  { stepsPerEpoch, rows }: TrialCounts,
): { readonly found: readonly string[]; readonly parting: Parting; readonly worst: number } {
  const others = [...moved, ...versions];
  const spread = spreadOf(program, others);
  const { wrong, worst } = lossesApart(lab, program, spread);
  const found =
    wrong === null
      ? lab.epochs.flatMap((record, at) => {
          const before = spread[Math.min((at + 1) * stepsPerEpoch, spread.length - 1)] ?? 0;
          const ties = (key: string, rounded: number) => {
            const part = key.replace(/[A-Z].*$/, '');
            return tiesWithin(undecided[at]?.[part] ?? [], rounded) / (rows[part] ?? 1);
          };
          return epochApart(at, record, program, others, before, ties);
        })
      : [wrong];
  return {
    found: [...found, ...normsApart('the lab', lab, 'PyTorch', program, tolerance)],
    worst,
    parting: { step: firstParting(spread), versions: firstParting(spreadOf(program, versions)) },
  };
}

/** The first step that is wrong, and how far steps are apart at most before other rounding shows. */
function lossesApart(lab: Figures, program: Figures, spread: readonly number[]) {
  let worst = 0;
  const steps = Math.max(lab.losses.length, program.losses.length);
  // The one after the last says whether both have ended in the same way.
  for (let step = 0; step <= steps; step++) {
    const moved = spread[Math.min(step, spread.length - 1)] ?? 0;
    const apart = between(lab, program, step);
    // One has ended and the other has not: that needs more than a little rounding.
    if (apart === Infinity ? moved >= lost : apart <= allowedBy(moved)) {
      if (moved <= tolerance && apart > worst) worst = apart;
      continue;
    }
    const wrong = `step ${step + 1}: the lab ${said(lab, step)}, PyTorch ${said(program, step)}: ${apart.toExponential(1)} apart, where other rounding moves it by ${moved.toExponential(1)}`;
    return { wrong, worst };
  }
  return { wrong: null, worst };
}

/**
 * An epoch's figures.
 * @param before how far other rounding moved the losses up to its end
 * @param ties the share of a figure's rows whose class is for rounding of that size to say
 */
function epochApart(
  at: number,
  record: EpochRecord,
  program: Course,
  others: readonly Course[],
  before: number,
  ties: (key: string, rounded: number) => number,
): string[] {
  const wanted = program.epochs[at];
  // It has ended before, which was found to be rounding.
  if (wanted === undefined) return [];
  const allowed = (key: string) => {
    const value = figure(wanted, key);
    // Up to this epoch, because diverged runs may cross again.
    const apart = program.epochs
      .slice(0, at + 1)
      .flatMap((each, epoch) =>
        others.map(({ epochs }) => relative(figure(epochs[epoch], key), figure(each, key))),
      );
    const rounded = allowedBy(Math.max(before, ...apart));
    return key.endsWith('Accuracy')
      ? rounded + ties(key, rounded) / Math.max(value ?? 0, floor)
      : rounded;
  };
  return farApart(`epoch ${at + 1}`, record, wanted, allowed, 'PyTorch');
}

const said = (run: Figures, step: number): string =>
  run.losses[step] === undefined ? run.status : String(run.losses[step]);

const figure = (record: EpochRecord | undefined, key: string): number | undefined =>
  record === undefined ? undefined : (Reflect.get(record, key) as number | undefined);

function farApart(
  what: string,
  record: EpochRecord,
  wanted: EpochRecord | undefined,
  allowed: (key: string) => number,
  other: string,
): string[] {
  if (wanted === undefined) return [`${what}: ${other} has none`];
  const keys = Object.keys(record);
  if (keys.toSorted().join(' ') !== Object.keys(wanted).toSorted().join(' '))
    return [`${what}: ${keys.join(', ')}; ${other} ${Object.keys(wanted).join(', ')}`];
  return keys.flatMap((key) => {
    const [x, y] = [figure(record, key), figure(wanted, key)];
    const apart = relative(x, y);
    return apart <= allowed(key)
      ? []
      : [`${what}: ${key} ${x}, ${other} ${y}: ${apart.toExponential(1)} apart`];
  });
}

function normsApart(one: string, a: Figures, two: string, b: Figures, allowed: number): string[] {
  if (a.norms === null || b.norms === null)
    return a.norms === b.norms ? [] : [`gradient norms: ${one} or ${two} has none`];
  const values = (norms: NonNullable<Figures['norms']>) => [norms.loss, ...norms.activations];
  const [x, y] = [values(a.norms), values(b.norms)];
  return x.flatMap((value, index) => {
    const other = y[index];
    const near =
      value === other ||
      (typeof value === 'number' &&
        typeof other === 'number' &&
        Math.abs(value - other) <= allowed * Math.abs(other));
    return near ? [] : [`norm ${index} of loss and layers: ${one} ${value}, ${two} ${other}`];
  });
}
