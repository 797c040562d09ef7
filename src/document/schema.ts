/**
 * The experiment document: what it may hold, its defaults and, derived from both, its types.
 * Unknown keys are refused everywhere, so that a misspelt setting is never silently ignored.
 */
import * as v from 'valibot';
import { defaultMembers } from '../catalog/defaults.ts';
import type { ChoiceOf, WrittenChoiceOf } from '../catalog/kinds/fields.ts';
import { noiseOf, ownTable } from '../catalog/lookup/dataset.ts';
import { askedMetrics } from '../catalog/lookup/metric.ts';
import { inOrder } from '../catalog/kinds/members.ts';
import type { ActivationName } from '../catalog/registry/activation.meta.ts';
import { datasetMeta, type DatasetName } from '../catalog/registry/dataset.meta.ts';
import { lossMeta, type LossMetas } from '../catalog/registry/loss.meta.ts';
import { initMeta, type InitMetas } from '../catalog/registry/init.meta.ts';
import { optimizerMeta, type OptimizerMetas } from '../catalog/registry/optimizer.meta.ts';
import type { Warmup } from '../catalog/lookup/schedule.ts';
import { scheduleMeta, type ScheduleMetas } from '../catalog/registry/schedule.meta.ts';
import { choiceSchema } from './choice.ts';
import { limits } from './limits.ts';
import { activations, modelSchema, type WrittenLayer } from './model.ts';
import { tableSchema } from './table.ts';

const count = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));

export const datasetNames = inOrder(datasetMeta);

const noisyNames = datasetNames.filter((name) => noiseOf(name) !== undefined);

const writtenDataset = v.strictObject({
  name: v.picklist([...datasetNames, ownTable]),
  /** Only for a user's table. */
  table: v.optional(tableSchema),
  /** Use only this many first rows of the training part; null uses all. */
  trainSize: v.optional(v.nullable(count(1, limits.samples)), null),
  /** Use only this many first rows of the test part; null uses all. */
  testSize: v.optional(v.nullable(count(1, limits.samples)), null),
  /**
   * Rows held out for validation from the end of the training part, as the split orders it; null holds
   * out none. A count, not a fraction, so that no rounding is needed. `trainSize` then keeps the
   * first of the remaining rows: the validation rows are the same for all trials.
   */
  validation: v.optional(v.nullable(count(1, limits.samples)), null),
  /** Deviation of the noise of generated points; omitted or null where it is the dataset's own. */
  noise: v.exactOptional(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(limits.noise)))),
});

type WrittenDataset = v.InferOutput<typeof writtenDataset>;
type SettledDataset = Omit<WrittenDataset, 'noise'> & { readonly noise?: number };

export const datasetSchema = v.pipe(
  writtenDataset,
  v.check(
    ({ name, table }) => (name === ownTable) === (table !== undefined),
    'the key table if the name is "table", and only then',
  ),
  v.check(
    ({ name, noise = null }) => noise === null || noiseOf(name) !== undefined,
    `no key noise, except with ${noisyNames.join(', ')}`,
  ),
  // Left out at its default, so that the same points have the same id.
  v.transform(({ noise = null, ...rest }): SettledDataset =>
    noise === null || noise === noiseOf(rest.name) ? rest : { ...rest, noise },
  ),
);

export const initSchema = choiceSchema<WrittenChoiceOf<InitMetas>, ChoiceOf<InitMetas>>(initMeta);

/** Names, meaning and defaults are those of torch.optim. */
export const optimizerSchema = choiceSchema<
  WrittenChoiceOf<OptimizerMetas>,
  ChoiceOf<OptimizerMetas>
>(optimizerMeta);

const warmupSchema = v.strictObject({
  /** In this many epochs the rate climbs to the optimiser's own, from `factor` times it. */
  epochs: count(1, limits.epochs),
  factor: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1)), 0.1),
});

/** Names, meaning and values are those of torch.optim.lr_scheduler. */
export const scheduleSchema = choiceSchema<
  WrittenChoiceOf<ScheduleMetas> & { readonly warmup?: v.InferInput<typeof warmupSchema> },
  ScheduleSettings
>(scheduleMeta, { warmup: v.exactOptional(warmupSchema) });

/** What training minimises; names, meaning and defaults are those of torch.nn. */
export const lossSchema = choiceSchema<WrittenChoiceOf<LossMetas>, ChoiceOf<LossMetas>>(lossMeta);

/** In the order of the catalog, each once, so that the same metrics have the same id. Omitted if there are none. */
const metricsSchema = v.pipe(
  v.array(v.picklist(askedMetrics)),
  v.check((names) => new Set(names).size === names.length, 'each metric once'),
  v.transform((names) => askedMetrics.filter((name) => names.includes(name))),
);

const measuredSchema = v.strictObject({
  /** ‖∂L/∂a‖ of the first batch at every hidden layer, before any training. */
  gradientNorms: v.optional(v.boolean(), false),
  /** The loss of every batch, recorded before its step. */
  batchLosses: v.optional(v.boolean(), true),
  /** Metrics of the outputs computed after every epoch, in addition to those of every trial. */
  metrics: v.exactOptional(metricsSchema),
});

type Measured = v.InferOutput<typeof measuredSchema>;

export const measureSchema = v.pipe(
  measuredSchema,
  v.transform(({ metrics = [], ...rest }): Measured =>
    metrics.length === 0 ? rest : { ...rest, metrics },
  ),
);

const limit = v.exactOptional(v.nullable(v.pipe(v.number(), v.finite(), v.gtValue(0))));

/** torch.nn.utils.clip_grad_norm_ and clip_grad_value_: of all gradients together, or of each. null is none. */
export const clipSchema = v.pipe(
  v.strictObject({ norm: limit, value: limit }),
  v.check(
    ({ norm = null, value = null }) => norm === null || value === null,
    'the key norm or the key value, not both',
  ),
);

const settledTrial = v.strictObject({
  dataset: datasetSchema,
  model: modelSchema,
  init: v.optional(initSchema, { name: defaultMembers.init }),
  optimizer: optimizerSchema,
  /** What training minimises. Omitted if it is the task's default, without settings. */
  loss: v.exactOptional(lossSchema),
  /** How the learning rate changes. Omitted if it stays the same. */
  schedule: v.exactOptional(scheduleSchema),
  /** Limits of the gradients before a step. Omitted if there is none. */
  clip: v.exactOptional(clipSchema),
  batchSize: count(1, limits.batchSize),
  /** 0 trains nothing: useful with `measure.gradientNorms`. */
  epochs: count(0, limits.epochs),
  seed: v.optional(count(0, limits.seed), 433),
  measure: v.optional(measureSchema, { gradientNorms: false, batchLosses: true }),
});

type SettledTrial = v.InferOutput<typeof settledTrial>;

/** Without the keys that are null. */
function clipOf({ norm = null, value = null }: v.InferOutput<typeof clipSchema>) {
  if (norm !== null) return { clip: { norm } };
  return value === null ? {} : { clip: { value } };
}

/** One of the other task stays, to be refused. */
const isDefaultLoss = (
  { name, ...own }: LossSettings,
  { name: of, table }: SettledDataset,
): boolean =>
  lossMeta[name].defaultOf === (of === ownTable ? table?.task : datasetMeta[of].task) &&
  Object.entries(own).every(([key, value]) => lossMeta[name].fields[key]?.default === value);

/** Settings at a default that no document of an earlier lab could name are left out, so that ids stay the same. */
export const trialSchema = v.pipe(
  settledTrial,
  v.transform(({ schedule, loss, clip, ...rest }): SettledTrial => {
    const isScheduled =
      schedule !== undefined &&
      (schedule.name !== defaultMembers.schedule || schedule.warmup !== undefined);
    return {
      ...rest,
      ...(loss === undefined || isDefaultLoss(loss, rest.dataset) ? {} : { loss }),
      ...(isScheduled ? { schedule } : {}),
      ...(clip === undefined ? {} : clipOf(clip)),
    };
  }),
);

/**
 * Four steps reach every setting, `dataset.table.csv.delimiter` among them, except those of layers in a list: two
 * steps lead to a layer, and two more to one inside it.
 */
const settingPath = v.regex(
  /^(?:[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*){0,3}|model\.layers(?:\.(?:0|[1-9]\d{0,2})\.layers)*\.(?:0|[1-9]\d{0,2})(?:\.[A-Za-z][A-Za-z0-9]*)?)$/,
);

/** What an instructor sets for a class. It changes no trial, and so no id. */
export const classroomSchema = v.strictObject({
  /**
   * Settings that readers cannot change: dotted paths inside the trial, each with all below it, or "*" for
   * all. A convenience, not security: anyone with the document can edit it.
   */
  lock: v.exactOptional(
    v.pipe(
      v.array(v.union([v.literal('*'), v.pipe(v.string(), settingPath)])),
      v.maxLength(limits.locks),
    ),
  ),
  /** A question to answer before a run; the answer is stored with the result. */
  predict: v.exactOptional(
    v.pipe(
      text(limits.text),
      v.check((question) => question.trim() !== '', 'a question, or no key predict'),
    ),
  ),
  /** Whether the trial's seed is derived from the reader's id. */
  studentSeed: v.exactOptional(v.boolean()),
  /** Whether a report with a run of this experiment says of each answer whether the student or the lab wrote it. */
  markAuthorship: v.exactOptional(v.boolean()),
});

/** The document around its trial; the trial is checked once per expansion. */
export const experimentSchema = v.strictObject({
  format: v.literal('a2-experiment'),
  version: v.literal(1),
  name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
  title: v.pipe(text(limits.title), v.minLength(1)),
  /** The question, in a few lines of plain text. */
  question: v.optional(text(limits.text), ''),
  /** Remarks on the question, such as errors in its text. */
  notes: v.optional(v.pipe(v.array(text(limits.text)), v.maxLength(20)), []),
  trial: v.looseObject({}),
  axes: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          /** A setting's dotted path inside the trial, such as `optimizer.learningRate`. */
          path: v.pipe(v.string(), settingPath),
          values: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(limits.values)),
        }),
      ),
      v.maxLength(limits.axes),
    ),
    [],
  ),
  classroom: v.exactOptional(classroomSchema),
});

export { activations };
export type { DatasetName };
export type Activation = ActivationName;
export type DatasetSettings = v.InferOutput<typeof datasetSchema>;
export type InitSettings = ChoiceOf<InitMetas>;
export type OptimizerSettings = ChoiceOf<OptimizerMetas>;
export type LossSettings = ChoiceOf<LossMetas>;
export type ScheduleSettings = ChoiceOf<ScheduleMetas> & { readonly warmup?: Warmup };
/** One model trained once, every default filled in. */
export type Trial = v.InferOutput<typeof trialSchema>;
/** A trial as written in a document: defaults may be omitted. */
export type TrialDocument = v.InferInput<typeof trialSchema>;
/** A layer of a list as written in a document. The package's types name it beside `TrialDocument`. */
export type LayerDocument = WrittenLayer;

export interface Axis {
  readonly path: string;
  readonly values: readonly unknown[];
}

export interface Classroom {
  readonly lock?: readonly string[];
  readonly predict?: string;
  readonly studentSeed?: boolean;
  readonly markAuthorship?: boolean;
}

/** A validated experiment. `trial` is kept as written, because axes are applied before defaults. */
export interface Experiment {
  readonly format: 'a2-experiment';
  readonly version: 1;
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly notes: readonly string[];
  readonly trial: Readonly<Record<string, unknown>>;
  readonly axes: readonly Axis[];
  /** For instructors; most documents have none. */
  readonly classroom?: Classroom;
}
