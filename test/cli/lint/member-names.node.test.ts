/** The rule on members' names: what it finds, and what only looks like it. */
import path from 'node:path';
import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { memberNamesRule } from '../../../cli/lint/member-names.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const catalog = path.join(root, 'src/catalog');

const tester = new RuleTester({
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: {
      tsconfigRootDir: root,
      // The code is of no file: it is read with the options of all.
      projectService: { allowDefaultProject: ['*.ts'], defaultProject: 'tsconfig.json' },
    },
  },
});

const given = `
import { activationMeta, type ActivationName } from './src/catalog/registry/activation.meta.ts';
import type { MetricName } from './src/catalog/registry/metric.meta.ts';
import type { OptimizerMetas, OptimizerName } from './src/catalog/registry/optimizer.meta.ts';
import type { RecordOf } from './src/catalog/lookup/metric.ts';
declare const f: ActivationName;
declare const optimizer: { name: 'sgd'; nesterov: boolean } | { name: 'adam' } | { name: 'adamw' };
declare const perhaps: OptimizerName | undefined;
declare const metric: MetricName;
declare const record: RecordOf<'regression'>;
declare function show(...given: readonly unknown[]): void;
declare function train(name: OptimizerName): void;
`;

const file = (code: string) => ({
  code: `${given}${code}`,
  filename: path.join(root, 'subject.ts'),
  options: [{ catalog }] as [{ catalog: string }],
});

/** Each with the names it is reported for, null where a part of a name is inspected. */
const found: Readonly<Record<string, readonly [string, ...(string | null)[]]>> = {
  'a comparison': [`show(optimizer.name === 'sgd', 'adam' !== perhaps);`, 'sgd', 'adam'],
  'a comparison with a template': ['show(f === `relu`);', 'relu'],
  'a comparison of what is held in a constant': [
    `const wanted = 'relu' as const; show(f === wanted, wanted);`,
    'relu',
  ],
  'a comparison by a type parameter': [
    `export const is = <N extends OptimizerName>(name: N) => name === 'sgd';`,
    'sgd',
  ],
  'a case': [`switch (f) { case 'relu': show(1); break; default: show(2); }`, 'relu'],
  'a record of names': [
    `show({ relu: 1, 'leaky-relu': 2 } satisfies Partial<Record<ActivationName, number>>);`,
    'relu',
    'leaky-relu',
  ],
  'a record that is typed where it goes': [
    `export const labels: Readonly<Partial<Record<OptimizerName, string>>> = { sgd: 'SGD' };`,
    'sgd',
  ],
  'an object keyed by several names': [`export const by = { sgd: 1, adam: 2 };`, 'sgd', 'adam'],
  'a type keyed by several names': [
    `export interface By { readonly sgd: number; readonly adam: number }`,
    'sgd',
    'adam',
  ],
  'a union of names': [`export type Few = 'sgd' | 'adam';`, 'sgd', 'adam'],
  'a name taken out of a union': [`export type Sgd = Extract<OptimizerName, 'sgd'>;`, 'sgd'],
  'a name looked up in a type': [`export type Meta = OptimizerMetas['sgd'];`, 'sgd'],
  'a name looked up in a registry': [
    `show(activationMeta.relu, activationMeta['leaky-relu'], 'tanh' in activationMeta);`,
    'relu',
    'leaky-relu',
    'tanh',
  ],
  'a property taken out of a registry': [`const { relu } = activationMeta; show(relu);`, 'relu'],
  'a list of names': [`show(['sgd', 'plain'].includes(optimizer.name));`, 'sgd'],
  'a set of names': [
    `const known: ReadonlySet<string> = new Set<string>(['sgd']); show(known.has(optimizer.name));`,
    'sgd',
  ],
  'a map of names': [
    `const colours = new Map<string, number>([['sgd', 1], ['plain', 2]]); show(colours.get(optimizer.name));`,
    'sgd',
  ],
  'a default': [
    `export const use = (name: OptimizerName = 'adam') => train(perhaps ?? 'sgd');`,
    'adam',
    'sgd',
  ],
  'an argument': [`train('sgd');`, 'sgd'],
  'a property of a choice': [`export const chosen: typeof optimizer = { name: 'adam' };`, 'adam'],
  'an assertion': [`train('sgd' as OptimizerName);`, 'sgd'],
  'a part of a name': [`show(metric.startsWith('balanced'), metric.split('-'));`, null, null],
  'a pattern over a name': [`show(/f1$/.test(metric), metric.match(/f1/));`, null, null],
  'the key of a metric in a record': [`show(record.testMse);`, 'testMse'],
};

const fine: Readonly<Record<string, string>> = {
  'a scale that is called as an activation': `declare const kind: 'linear' | 'log'; show(kind === 'linear');`,
  'a text that is no name': `declare const text: string; show(text === 'relu', text.startsWith('relu'));`,
  'a part of a calculation': `declare const phase: 'sums' | 'loss'; show(phase === 'loss', { loss: 1, rows: 2 });`,
  'one name as a key among others': `export const sums = { loss: 1, correct: 2 };`,
  'functions of a name': `class Drawn { uniform() { return 1; } normal() { return 2; } } show(new Drawn().uniform());`,
  'functions of a library': `show(Math.tanh(1), Math.max(1, 2));`,
  'one trait or another': `show(activationMeta[f].traits.canDie, activationMeta[f].keeps === 'input');`,
  'a list that is asked for something else': `declare const way: string; show(['sgd', 'adam'].includes(way));`,
  'a name for another': `declare const other: OptimizerName; show(optimizer.name === other);`,
};

describe('the rule that only the catalog names members', () => {
  tester.run('member-names', memberNamesRule as never, {
    valid: Object.entries(fine).map(([name, code]) => ({ name, ...file(code) })),
    invalid: Object.entries(found).map(([name, [code, ...names]]) => ({
      name,
      ...file(code),
      errors: names.map((each) =>
        each === null
          ? { messageId: 'parted' }
          : {
              message: new RegExp(
                `\\("${each}", (activation|optimizer|metric of the test part)\\)`,
              ),
            },
      ),
    })),
  });
});
