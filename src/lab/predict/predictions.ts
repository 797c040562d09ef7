/** A network's outputs as lines of CSV: the class and its probabilities, or the value. */
import { csvField } from '../../formats/csv.ts';
import { numberIn } from '../../data/tables/numbers.ts';
import { float32Text } from '../../formats/float32-text.ts';
import { largest, softmax } from '../model/forward.ts';
import type { Subject } from './subject.ts';

/** Whether a spreadsheet shows it as it is: a number, or a lone sign. */
const isHarmless = (name: string): boolean =>
  /^[-+]$/.test(name) || !Number.isNaN(numberIn(name, '.'));

/** A class as a field: "-1" stays a number; a text that a spreadsheet would run is marked by an apostrophe. */
const classField = (name: string): string => (isHarmless(name) ? name : csvField(name));

export interface PredictionLines {
  /** The names of the columns. */
  readonly header: string;
  /** One row's line. @param outputs [outputs] of the network @returns null if an output is not finite */
  line(outputs: Float32Array): string | null;
  /** The line of a row without a prediction: as many cells, all of them empty. */
  readonly empty: string;
}

/**
 * Lines without their breaks. The probabilities are the page's: e^z / Σ e^z in float64, rounded to float32.
 * @param first names of columns before the prediction's, whose fields the caller writes
 * @param raw the network's outputs in place of probabilities
 */
export function predictionLines(
  { classes, target, unit }: Pick<Subject, 'classes' | 'target' | 'unit'>,
  { first = [], raw = false }: { readonly first?: readonly string[]; readonly raw?: boolean } = {},
): PredictionLines {
  const names =
    classes.length === 0
      ? [`predicted ${target ?? 'value'}${unit === '' ? '' : ` (${unit})`}`]
      : ['prediction', ...classes.map((name) => (raw ? `output(${name})` : `P(${name})`))];
  const fields = classes.map(classField);
  return {
    header: [...first, ...names].map((name) => csvField(name)).join(','),
    // Readers skip a blank line, and the rows below it would move up.
    empty: names.length === 1 && first.length === 0 ? '""' : ','.repeat(names.length - 1),
    line(outputs) {
      if (!outputs.every((value) => Number.isFinite(value))) return null;
      if (classes.length === 0) return float32Text(outputs[0]!);
      const numbers = raw ? outputs : Float32Array.from(softmax(outputs));
      let line = fields[largest(outputs)]!;
      for (const value of numbers) line += `,${float32Text(value)}`;
      return line;
    },
  };
}
