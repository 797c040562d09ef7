/** What is tried with one version of Node for Windows: what a student does, in the same order. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { tsImport } from 'tsx/esm/api';
import { root } from '../../cli/install.mjs';
import { commandsOfReadme } from './commands.mjs';
import { tree } from './tree.mjs';
import { compiled, home, runWindows, startWindows, windowsPath } from './wine.mjs';

/**
 * @typedef {object} Check
 * @property {string} title
 * @property {() => void | Promise<void>} run throws where it fails
 */

/** @type {typeof import('../support/until.ts')} */
const { until } = await tsImport('../support/until.ts', import.meta.url);
/** @type {typeof import('../support/small-experiment.ts')} */
const { smallExperiment } = await tsImport('../support/small-experiment.ts', import.meta.url);

/** The checks' output folder, where a student would have it. */
const own = path.join(tree, 'out');

/** Files that a fresh checkout does not have: builds, and output of the checks with an earlier Node. */
const built = ['dist', 'dist-cli', 'workers/engine/wasm/built', 'data/cache'];
const left = ['out', 'hand-in', 'FOLDER', 'mine.csv', 'mine.json', 'results.json', 'i1d.py'];

/** @param {boolean} condition @param {string} message */
function want(condition, message) {
  if (!condition) throw new Error(message);
}

/**
 * @param {string} node the program of this version
 * @param {string | null} datasets a folder with the published files; null trains on generated ones
 * @returns {Check[]}
 */
export function checksOf(node, datasets) {
  const given = datasets === null ? [] : ['--datasets', windowsPath(datasets)];
  const env = { A2_OFFLINE: datasets === null ? '1' : '' };
  const run = (/** @type {readonly string[]} */ args) => runWindows(node, args, { cwd: tree, env });
  const a2 = (/** @type {readonly string[]} */ ...args) => run(['cli/a2.mjs', ...args]);
  const assignment = (/** @type {string} */ out) =>
    a2(
      ...['assignment', '--name', 'Ada Lovelace', '--id', '1815', '--out', out],
      ...(datasets === null ? ['--stand-ins'] : given),
    );

  return [
    {
      title: 'node cli/start.mjs builds and serves the lab, and its page trains in Chromium',
      async run() {
        for (const name of [...built, ...left])
          rmSync(path.join(tree, name), { recursive: true, force: true });
        mkdirSync(own);
        const server = startWindows(node, ['cli/start.mjs', '--port', '0', ...given], {
          cwd: tree,
          env,
        });
        try {
          const address = () => /a2-lab is at (http:\S+)/.exec(server.said().stdout)?.[1] ?? '';
          const said = () => Object.values(server.said()).join('\n');
          await until(
            'the lab is served or the program has ended',
            () => address() !== '' || !server.isRunning(),
            said,
          );
          want(address() !== '', `it ended without serving:\n${said()}`);
          /** @type {typeof import('./page.ts')} */
          const { trainsInChromium } = await tsImport('./page.ts', import.meta.url);
          await trainsInChromium(address());
        } finally {
          await server.stop();
        }
      },
    },
    {
      title: 'a2 run gives the same bits as on this system',
      async run() {
        const preset = datasets === null ? smallFile() : 'I2c';
        const here = path.join(own, 'here.json');
        const there = path.join(own, 'there.json');
        const ended = await a2('run', preset, '--out', windowsPath(there), ...given);
        want(ended.code === 0, `exit code ${ended.code}: ${ended.stderr}`);
        const options = datasets === null ? [] : ['--datasets', datasets];
        const program = path.join(root, 'cli/a2.mjs');
        const expected = spawnSync(
          process.execPath,
          [program, 'run', preset, '--out', here, ...options],
          {
            cwd: root,
            encoding: 'utf8',
          },
        );
        want(expected.status === 0, `on this system: ${expected.stderr}`);
        want(isDeepStrictEqual(figuresOf(there), figuresOf(here)), 'the figures differ');
      },
    },
    {
      title: 'a2 assignment makes the hand-in',
      async run() {
        const { code, stdout, stderr } = await assignment('hand-in');
        // Without a browser, only the PDF is missing, and the command says so.
        const lacking = stderr.split('\n').filter((line) => line.startsWith('a2: '));
        want(
          code === 1 && lacking.length === 1 && /No PDF.* as HTML/.test(lacking.join()),
          `exit code ${code}: ${stdout}\n${stderr}`,
        );
        const made = readdirSync(path.join(tree, 'hand-in')).toSorted().join();
        want(
          made === 'Ada_Lovelace_1815.html,Ada_Lovelace_1815.zip',
          `made ${made}: ${stdout}\n${stderr}`,
        );
      },
    },
    {
      title: 'a2 assignment keeps the second hand-in beside files that a reader has open',
      async run() {
        const holder = compiled('hold.c', path.join(home, 'hold.exe'), ['-municode']);
        const folder = path.join(tree, 'hand-in');
        const names = readdirSync(folder);
        const before = names.map((name) => readFileSync(path.join(folder, name)));
        const held = names.map((name) => {
          const mark = path.join(own, `${name}.held`);
          const program = startWindows(holder, [path.join('hand-in', name), windowsPath(mark)], {
            cwd: tree,
          });
          return { mark, program };
        });
        try {
          await until('the files are held', () => held.every(({ mark }) => existsSync(mark)));
          const { stdout, stderr } = await assignment('hand-in');
          const said = `${stdout}\n${stderr}`;
          for (const [index, name] of names.entries()) {
            const kept = readFileSync(path.join(folder, name));
            want(kept.equals(before[index] ?? Buffer.alloc(0)), `${name} was changed: ${said}`);
            const { name: stem, ext } = path.parse(name);
            const second = path.join(folder, `${stem}-2${ext}`);
            want(
              existsSync(second) && statSync(second).size > 10_000,
              `no ${stem}-2${ext}: ${said}`,
            );
            want(said.includes(`${stem}-2${ext}`), `it does not say ${stem}-2${ext}: ${said}`);
          }
        } finally {
          for (const { program } of held) await program.stop();
        }
      },
    },
    ...commandsOfReadme(datasets !== null).map((command) => ({
      title: `from the README, at the Windows command prompt: ${command}`,
      run: async () => {
        exampleFiles(datasets);
        const { code, stdout, stderr } = await runWindows('cmd', ['/d', '/c', command], {
          cwd: tree,
          env: { ...env, WINEPATH: windowsPath(path.dirname(node)) },
        });
        want(code === 0, `exit code ${code}: ${stdout}\n${stderr}`);
      },
    })),
  ];
}

/** Creates the files that the README's commands name. @param {string | null} datasets */
function exampleFiles(datasets) {
  const table = path.join(tree, 'mine.csv');
  if (existsSync(table)) return;
  const rows = Array.from({ length: 60 }, (_, row) => `${row % 7},${(row * 5) % 11},${row / 4}`);
  writeFileSync(table, `size,age,price\n${rows.join('\n')}\n`);
  cpSync(smallFile(), path.join(tree, 'mine.json'));
  mkdirSync(path.join(tree, 'FOLDER'));
  if (datasets !== null) cpSync(datasets, path.join(tree, 'FOLDER'), { recursive: true });
}

/** An experiment on generated data that takes a second, as a file. */
function smallFile() {
  const file = path.join(own, 'small.json');
  const document = smallExperiment({}, [{ path: 'seed', values: [1, 2, 3] }]);
  writeFileSync(file, JSON.stringify(document));
  return file;
}

/** The computed results, without times. @param {string} file a results document */
function figuresOf(file) {
  /** @type {{ trials: Record<string, unknown>[] }} */
  const { trials } = JSON.parse(readFileSync(file, 'utf8'));
  return trials.map(({ id, status, figures, losses }) => ({ id, status, figures, losses }));
}
