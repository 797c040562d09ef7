/** A row's inputs, found by the names in a model file alone, are those that training made of the same row. */
import { assert } from 'chai';
import fc from 'fast-check';
import { parseTable } from '../../../src/data/tables/parse.ts';
import { trialData, standardisedValue } from '../../../src/data/prepare-trial.ts';
import { tableDataset } from '../../../src/data/tables/dataset.ts';
import { TableFeatures } from '../../../src/data/tables/features.ts';
import {
  countRows,
  isUsable,
  suggestedTarget,
  tableSettings,
  tasksFor,
} from '../../../src/data/tables/plan.ts';
import { TableInputs, type InputFacts } from '../../../src/lab/predict/table-inputs.ts';
import type { TableInfo } from '../../../src/protocol/table.ts';

const number = fc.constantFrom('0', '1', '1.0', '2', '-3.5', '1e2', '7', '40', '0.25');
const text = fc.constantFrom('M', 'F', 'b (2)', 'a=b', 'x y', '"q"', 'ü', 'none', '+', '01');
const gap = fc.constantFrom('', 'NA', '?');
/** Names that look like values of other columns, and values that look like names. */
const name = fc.constantFrom('sex', 'sex=M', 'sex=F', 'a', 'a (2)', 'größe', 'n', 'Sex', ' z ');

const cellOf = (kind: 'number' | 'text' | 'mixed') =>
  fc.oneof(
    { weight: 8, arbitrary: kind === 'text' ? text : number },
    { weight: 1, arbitrary: gap },
    ...(kind === 'mixed' ? [{ weight: 1, arbitrary: fc.constantFrom('-', 'none') }] : []),
  );

const five = { minLength: 5, maxLength: 5 };
const drawn = fc.array(fc.constantFrom('number', 'text', 'mixed'), five).chain((kinds) =>
  fc.record({
    names: fc.uniqueArray(name, { minLength: 2, maxLength: 5 }),
    missing: fc.constantFrom('drop', 'mean'),
    asCategories: fc.array(fc.boolean(), five),
    seed: fc.nat(1000),
    cells: fc.array(fc.tuple(...kinds.map(cellOf)), { minLength: 12, maxLength: 40 }),
  }),
);

describe('the inputs of a row', () => {
  it('are those of training, bit for bit, whatever columns and categories are called', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(drawn, async ({ names, cells, missing, asCategories, seed }) => {
        const rows = cells.map((row) => row.slice(0, names.length));
        const file = [names, ...rows].map((row) => row.map(quoted).join(',')).join('\n');
        const csv = { header: true, delimiter: ',', skip: 0, comment: '', decimal: '.' } as const;
        const own = await parseTable(new Blob([`${file}\n`]), { title: 'mine.csv', csv });
        const target = suggestedTarget(own.info);
        const columns = own.info.columns.filter((each) => each.name !== target && isUsable(each));
        const [task] = tasksFor(
          own.info.columns.find((each) => each.name === target) ??
            columns[0] ??
            own.info.columns[0]!,
        );
        if (target === null || task === undefined || columns.length === 0) return;
        const chosen = columns.map((each) => each.name);
        const categories = columns
          .filter(
            (each, at) =>
              asCategories[at]! &&
              new TableFeatures(own.info).ofColumn(own.info.columns.indexOf(each), true).length > 0,
          )
          .map((each) => each.name);
        const settings = tableSettings(
          own.info,
          { target, task, columns: chosen, categories, missing },
          countRows(own, target, chosen),
        );
        const usable = missing === 'drop' ? settings.complete : settings.rows;
        if (usable < 4 || settings.features.length === 0) return;
        const dataset = tableDataset(own, settings, false);
        const { statistics } = trialData(
          dataset,
          { name: 'table', trainSize: null, testSize: null },
          seed,
        );
        const whole = statistics!;
        const inputs = inputsOf(
          { features: settings.features, statistics: whole, missing },
          own.info,
        );
        if (inputs === null) return;
        const targetAt = own.info.columns.findIndex((each) => each.name === target);
        const { numbers, codes } = own.columns[targetAt]!;
        const hasTarget = (row: number) =>
          task === 'regression' ? !Number.isNaN(numbers![row]) : codes![row] !== 0;
        const count = settings.features.length;
        const into = new Float32Array(count);
        let at = 0;
        let row = 0;
        for (const each of rows) {
          const problem = inputs.encode(each, into, 0);
          const hasRow = hasTarget(row);
          row += 1;
          if (problem !== null) {
            assert.equal(problem.kind, 'missing', JSON.stringify(problem));
            assert.equal(missing, 'drop');
            continue;
          }
          if (!hasRow) continue;
          const raw = dataset.features.subarray(at * count, (at + 1) * count);
          at += 1;
          const wanted = Float32Array.from(raw, (value, i) =>
            standardisedValue(value, whole.mean[i]!, whole.deviation[i]!),
          );
          assert.deepEqual(into, wanted);
          compared += 1;
        }
        assert.equal(at, dataset.features.length / count);
      }),
    );
    assert.isAbove(compared, 500);
  });
});

/** A cell in quotes where it needs them. */
const quoted = (cell: string): string =>
  /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Null where two columns may have given a feature its name, which is refused. */
function inputsOf(facts: InputFacts, { columns, csv }: TableInfo): TableInputs | null {
  const names = columns.map((each) => each.name);
  try {
    return new TableInputs(facts, names, csv, 'mine.csv');
  } catch (error) {
    assert.match(String(error), /may be a value of the column "([^"]+)" or of "\1=/);
    return null;
  }
}
