/** The settings of a document's trials in Python: constants for what they share, a table for what varies. */
import type { OptimizerPython } from '../../catalog/kinds/optimizer.ts';
import { activationPython } from '../../catalog/registry/activation.python.ts';
import { initMeta } from '../../catalog/registry/init.meta.ts';
import { optimizerPython } from '../../catalog/registry/optimizer.python.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { requireShortForm } from '../../document/network-form.ts';
import { countsOf, splitOf, tableOf } from '../../document/parameters.ts';
import type { InitSettings, OptimizerSettings, Trial } from '../../document/schema.ts';
import { asFloats, pythonLiteral, pythonString } from '../../formats/pytorch/python.ts';
import { trialLabel } from '../../text/labels.ts';
import type { ProgramNetwork } from './types.ts';

/** Settings in the order of the constants. `data` is how the dataset is cut and its seed. */
const order = [
  'seed',
  'depth',
  'width',
  'activation',
  'init',
  'batch_size',
  'epochs',
  'optimizer',
  'arguments',
  'rows',
] as const;

export type Key = (typeof order)[number];

/** What a question's network, initialisation and batches need. */
export const networkKeys: readonly Key[] = ['seed', 'depth', 'width', 'activation', 'init', 'rows'];
export const batchKeys: readonly Key[] = [...networkKeys, 'batch_size'];
export const trainingKeys: readonly Key[] = order;

/** An initialisation's own settings, with its name; defaults omitted. */
export function initArguments(init: InitSettings): Readonly<Record<string, unknown>> {
  const { fields } = initMeta[init.name];
  return Object.fromEntries(
    Object.entries(init).filter(([key, value]) => key === 'name' || fields[key]?.default !== value),
  );
}

function optimizerArguments(optimizer: OptimizerSettings): Readonly<Record<string, unknown>> {
  // The cast is safe: a member's part takes the settings of the same member's fields.
  const member = optimizerPython[optimizer.name] as OptimizerPython<OptimizerSettings>;
  return member.arguments(optimizer);
}

/** Every number a float: PyTorch refuses betas such as (0, 0.999). */
const floats = (value: unknown): string => pythonLiteral(asFloats(value));

/** The rows that a trial uses, as the exact program's `load_data` takes them. */
function rowsOf({ dataset, seed }: Pick<Trial, 'dataset' | 'seed'>): object {
  const table = tableOf(dataset);
  return {
    ...(table === null ? {} : { missing: table.missing, train_count: countsOf(dataset).train }),
    train_size: dataset.trainSize,
    test_size: dataset.testSize,
    validation_size: dataset.validation,
    ...(splitOf(dataset) === 'seeded' ? { seed } : {}),
  };
}

/** A trial's settings as Python expressions. */
function expressionsOf({
  dataset,
  model: written,
  init,
  optimizer,
  batchSize,
  epochs,
  seed,
}: Trial) {
  const model = requireShortForm(written, 'write a program of');
  return {
    rows: pythonLiteral(rowsOf({ dataset, seed })),
    seed: pythonLiteral(seed),
    depth: pythonLiteral(model.depth),
    width: pythonLiteral(model.width),
    activation: activationPython[model.activation].callable,
    init: floats(initArguments(init)),
    batch_size: pythonLiteral(batchSize),
    epochs: pythonLiteral(epochs),
    optimizer: `torch.optim.${optimizerPython[optimizer.name].className}`,
    arguments: floats(optimizerArguments(optimizer)),
  } satisfies Record<Key, string>;
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Labels that differ, and that matplotlib does not take for formulas. */
function labelsOf(plans: readonly PlannedTrial[]): string[] {
  const taken = new Set<string>();
  return plans.map(({ values }) => {
    const plain = trialLabel(values).replaceAll(/[$\\]/g, '').replace(/^_+/, '');
    let label = plain;
    for (let next = 2; taken.has(label); next++) label = `${plain} (${next})`;
    taken.add(label);
    return label;
  });
}

/** The name of a network that is alone. */
const only = 'network';

export class Setup {
  readonly plans: readonly PlannedTrial[];
  readonly first: Trial;
  readonly labels: readonly string[];
  readonly #keys: readonly Key[];
  readonly #expressions: readonly Record<Key, string>[];
  readonly #varied: ReadonlySet<Key>;

  /**
   * @param plans those that differ only in other settings than `keys` count once
   * @throws RangeError when there are none
   */
  constructor(plans: readonly PlannedTrial[], keys: readonly Key[]) {
    const own = new Map<string, PlannedTrial>();
    for (const plan of plans) {
      const all = expressionsOf(plan.trial);
      const same = JSON.stringify([keys.map((key) => all[key]), plan.trial.dataset]);
      if (!own.has(same)) own.set(same, plan);
    }
    this.plans = [...own.values()];
    const [first] = this.plans;
    if (first === undefined) throw new RangeError('a program needs at least one trial, got none');
    this.first = first.trial;
    this.#keys = order.filter((key) => keys.includes(key));
    this.labels = labelsOf(this.plans);
    this.#expressions = this.plans.map(({ trial }) => expressionsOf(trial));
    this.#varied = new Set(
      this.#keys.filter((key) => distinct(this.#expressions.map((each) => each[key])).length > 1),
    );
  }

  /** Names of the optimiser's arguments that vary, if all trials have the same ones; else null. */
  get #apart(): string[] | null {
    if (this.varies('optimizer') || !this.varies('arguments')) return null;
    const all = this.plans.map(({ trial }) => optimizerArguments(trial.optimizer));
    const [first] = all;
    const names = Object.keys(first ?? {});
    if (all.some((each) => Object.keys(each).join() !== names.join())) return null;
    return names.filter((name) => distinct(all.map((each) => floats(each[name]))).length > 1);
  }

  #argumentsOf(at: number, names: readonly string[]): string[] {
    const all = optimizerArguments(this.plans[at]!.trial.optimizer);
    return names.map((name) => `"${name}": ${floats(all[name])}`);
  }

  /** As `collect` names them. */
  get networks(): ProgramNetwork[] {
    const name = (at: number): string => (this.several ? this.labels[at]! : only);
    return this.plans.map((plan, at) => ({ name: name(at), plan }));
  }

  get several(): boolean {
    return this.plans.length > 1;
  }

  /** "trial" as parameter and argument of functions that need what varies; '' where nothing does. */
  get trial(): string {
    return this.several ? 'trial' : '';
  }

  varies(key: Key): boolean {
    return this.#varied.has(key);
  }

  /** A setting in a function that has `trial`: a constant, or what the trial has. */
  at(key: Key): string {
    if (this.varies(key)) return `trial["${key}"]`;
    return constants[key] ?? this.#expressions[0]![key];
  }

  /** The initialisations of all trials, each name once. */
  get inits(): InitSettings['name'][] {
    return distinct(this.plans.map(({ trial }) => trial.init.name));
  }

  /** The optimiser's call: `torch.optim.SGD(net.parameters(), lr=0.01)`. */
  get optimizer(): string {
    const parameters = 'net.parameters()';
    if (this.varies('arguments') && this.#apart === null) {
      return `${this.at('optimizer')}(${parameters}, **trial["arguments"])`;
    }
    const named = Object.entries(optimizerArguments(this.first.optimizer));
    const keywords = named.map(([key, value]) =>
      this.#apart?.includes(key) === true ? `${key}=trial["${key}"]` : `${key}=${floats(value)}`,
    );
    return `${this.at('optimizer')}(${[parameters, ...keywords].join(', ')})`;
  }

  /** The constants of what all trials share. */
  get constants(): string {
    const lines = this.#keys.flatMap((key) => {
      const name = constants[key];
      if (name === undefined || this.varies(key)) return [];
      const note = notes[key] ?? '';
      return [`${name} = ${this.#expressions[0]![key]}${note}`];
    });
    return lines.join('\n');
  }

  /** The table of what varies; '' where nothing does. */
  get table(): string {
    if (!this.several) return '';
    const rows = this.labels.map((label, at) => {
      const own = this.#keys
        .filter((key) => this.varies(key))
        .flatMap((key) =>
          key === 'arguments' && this.#apart !== null
            ? this.#argumentsOf(at, this.#apart)
            : [`"${key}": ${this.#expressions[at]![key]}`],
        );
      return `    ${pythonString(label)}: {${own.join(', ')}},`;
    });
    return `# The networks differ in this, and in nothing else.\nTRIALS = {\n${rows.join('\n')}\n}`;
  }

  /** A statement that calls `name` for every trial and collects what it gives by label. */
  collect(name: string): string {
    if (!this.several) return `results = {${pythonString(only)}: ${name}()}`;
    return `results = {}
for name, trial in TRIALS.items():
    print(name)
    results[name] = ${name}(trial)`;
  }
}

/** Settings that stand as a constant at the top where they do not vary. */
const constants: Partial<Record<Key, string>> = {
  seed: 'SEED',
  depth: 'DEPTH',
  width: 'WIDTH',
  batch_size: 'BATCH_SIZE',
  epochs: 'EPOCHS',
};

const notes: Partial<Record<Key, string>> = {
  depth: '  # hidden layers; the output layer is not counted',
  width: '  # units of every hidden layer',
};
