/** All that was measured of a trial, but its losses, as JSON. */
import * as v from 'valibot';
import {
  baselineSchema,
  classesSchema,
  deadUnitsSchema,
  epochSchema,
  targetsSchema,
} from '../results/figures-schema.ts';
import type { RecordedTrial } from '../results/trial.ts';

export type Figures = Pick<
  RecordedTrial,
  'epochs' | 'gradientNorms' | 'deadUnits' | 'baseline' | 'targets' | 'classes'
>;

const norm = v.nullable(v.pipe(v.number(), v.finite()));

export const figuresSchema = v.looseObject({
  epochs: v.array(epochSchema),
  gradientNorms: v.exactOptional(v.object({ loss: norm, activations: v.array(norm) })),
  deadUnits: v.exactOptional(deadUnitsSchema),
  baseline: v.exactOptional(baselineSchema),
  targets: v.exactOptional(targetsSchema),
  classes: v.exactOptional(classesSchema),
});

/** JSON has no infinity: as in results documents, norms that are not finite become null. */
const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

export const figuresDocument = (trial: Figures): v.InferOutput<typeof figuresSchema> => ({
  epochs: [...trial.epochs],
  ...(trial.gradientNorms === null
    ? {}
    : {
        gradientNorms: {
          loss: finiteOrNull(trial.gradientNorms.loss),
          activations: trial.gradientNorms.activations.map(finiteOrNull),
        },
      }),
  ...(trial.deadUnits === undefined
    ? {}
    : { deadUnits: { ...trial.deadUnits, shares: [...trial.deadUnits.shares] } }),
  ...(trial.baseline === undefined ? {} : { baseline: trial.baseline }),
  ...(trial.targets === undefined ? {} : { targets: trial.targets }),
  ...(trial.classes === undefined ? {} : { classes: copied(trial.classes) }),
});

const copied = ({ train, test, confusion }: NonNullable<Figures['classes']>) => ({
  train: [...train],
  test: [...test],
  ...(confusion === undefined ? {} : { confusion: confusion.map((row) => [...row]) }),
});

export const figuresOf = ({
  epochs,
  gradientNorms,
  deadUnits,
  baseline,
  targets,
  classes,
}: v.InferOutput<typeof figuresSchema>): Figures => ({
  epochs,
  gradientNorms:
    gradientNorms === undefined
      ? null
      : {
          loss: gradientNorms.loss ?? NaN,
          activations: gradientNorms.activations.map((each) => each ?? NaN),
        },
  ...(deadUnits === undefined ? {} : { deadUnits }),
  ...(baseline === undefined ? {} : { baseline }),
  ...(targets === undefined ? {} : { targets }),
  ...(classes === undefined ? {} : { classes }),
});
