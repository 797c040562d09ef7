/** The packed package without a browser: what is in it, its types, its API in Node, its program. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { assert } from 'chai';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import type { ResultsDocument } from '../../src/formats/results/document.ts';
import { root, smallExperiment } from '../cli/support.ts';
import { needsNpm } from '../support/system.ts';
import { FreshProject } from './fresh-project.ts';
import { consumer, reactConsumer } from './consumers.ts';

const small = smallExperiment({}, [{ path: 'seed', values: [1, 2] }]);

describe('the npm package', () => {
  let project: FreshProject;
  let made = false;

  before(async function () {
    needsNpm(this);
    project = await FreshProject.create();
    made = true;
    project.write('small.json', JSON.stringify(small));
  });
  after(() => {
    if (made) project.remove();
  });

  it('has nothing that publint would change', async () => {
    const bytes = readFileSync(project.tarball);
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const { messages, pkg } = await publint({ pack: { tarball } });
    assert.isAbove(Object.keys(pkg).length, 5);
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg as object)),
      [],
    );
  });

  it('brings every file that it names, no source maps and nothing from the workshop', () => {
    const { files, size, unpackedSize } = project.packed;
    const names = files.map((file) => file.path);
    for (const name of [
      ...['README.md', 'LICENSE', 'NOTICES.md', 'index.d.ts', 'react.d.ts'],
      ...['THIRD-PARTY-LICENSES.txt', 'node/THIRD-PARTY-LICENSES.txt'],
    ]) {
      assert.include(names, name);
    }
    const strays = names.filter((name) => /\.map$|\.stamp$|^data\/cache\/|\.test\./.test(name));
    assert.deepEqual(strays, []);
    for (const name of names.filter((each) => /\.m?js$/.test(each))) {
      const text = readFileSync(project.installed(name), 'utf8');
      assert.notMatch(text, /\/\/# sourceMappingURL/, name);
      for (const [, target] of text.matchAll(/(?:from|import\(?)\s*["'](\.[^"']+\.m?js)["']/g)) {
        const wanted = path.posix.join(path.posix.dirname(name), String(target));
        assert.include(names, wanted, `${name} imports it`);
      }
    }
    assert.isBelow(size, 2_000_000, 'packed');
    assert.isBelow(unpackedSize, 8_000_000, 'unpacked');
  });

  it('paints with few kilobytes: embed.js and all that it imports at once', () => {
    const seen = new Set<string>();
    const pending = ['embed.js'];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const text = readFileSync(project.installed(name), 'utf8');
      // Static imports of a minified module: `from"./x.js"`, `import"./x.js"`.
      const found = text.matchAll(/(?:from|import)"\.\/([^"]+)"/g);
      pending.push(...[...found].map(([, target]) => String(target)));
    }
    const bytes = [...seen].map((name) => gzipSync(readFileSync(project.installed(name))).length);
    assert.isAbove(seen.size, 2);
    assert.isBelow(
      bytes.reduce((sum, each) => sum + each, 0),
      30_000,
    );
  });

  it('has no dependency, and names no other package in its types', () => {
    const described = JSON.parse(readFileSync(project.installed('package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    for (const key of Object.keys(described)) assert.notMatch(key, /dependencies|scripts/i);
    assert.deepEqual(readdirSync(project.at('node_modules')).toSorted(), [
      '.bin',
      '.package-lock.json',
      'a2-lab',
    ]);
    assert.notMatch(readFileSync(project.installed('index.d.ts'), 'utf8'), /^import|import\(/m);
  });

  it('type-checks in strict projects, for bundlers and for Node, and in React’s JSX', async () => {
    project.write('consumer.ts', consumer);
    project.write('react.tsx', reactConsumer);
    const types = path.join(root, 'node_modules', '@types');
    const compilerOptions = {
      target: 'es2022',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      skipLibCheck: false,
      noEmit: true,
      jsx: 'react-jsx',
      // React is the workshop's, so that one package is installed and no more.
      paths: {
        react: [path.join(types, 'react', 'index.d.ts')],
        'react/*': [path.join(types, 'react', '*.d.ts')],
        csstype: [path.join(root, 'node_modules', 'csstype', 'index.d.ts')],
      },
    };
    const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    for (const [moduleResolution, module] of [
      ['bundler', 'esnext'],
      ['nodenext', 'nodenext'],
    ]) {
      const config = {
        compilerOptions: { ...compilerOptions, module, moduleResolution },
        files: ['consumer.ts', 'react.tsx'],
      };
      const file = project.write(`tsconfig.${moduleResolution}.json`, JSON.stringify(config));
      assert.equal(await project.run(process.execPath, [tsc, '-p', file]), '');
    }
  });

  it('trains in Node: events in order, the command line’s bits, and the program ends', async () => {
    project.write(
      'train.js',
      `import { readFileSync } from 'node:fs';
import { runExperiment } from 'a2-lab';
const run = runExperiment(readFileSync('small.json', 'utf8'), { workers: 2 });
const events = [];
for await (const { type } of run) if (events.at(-1) !== type) events.push(type);
console.log(JSON.stringify({ events, results: await run.results }));
`,
    );
    const { events, results } = JSON.parse(await project.run(process.execPath, ['train.js'])) as {
      events: string[];
      results: ResultsDocument;
    };
    assert.equal(events[0], 'start');
    assert.equal(events.at(-1), 'complete');
    for (const type of ['progress', 'epoch', 'trial']) assert.include(events, type);

    const program = project.at('node_modules', '.bin', 'a2-lab');
    const printed = await project.run(program, ['run', 'small.json', '--quiet', '--out', '-']);
    const wanted = JSON.parse(printed) as ResultsDocument;
    assert.deepEqual(results.experiment, wanted.experiment);
    assert.deepEqual(results.environment, wanted.environment);
    assert.deepEqual(figures(results), figures(wanted));
    assert.isNotEmpty(results.passport?.losses);
    assert.equal(results.passport?.losses, wanted.passport?.losses);
  });

  it('trains on California housing from a folder of one’s own, and says what it lacks without', async () => {
    const experiment = {
      ...small,
      trial: { ...small.trial, dataset: { name: 'california-housing', trainSize: 320 } },
    };
    project.write('real.json', JSON.stringify(experiment));
    const program = project.at('node_modules', '.bin', 'a2-lab');
    const before = { ...process.env };
    // As on a fresh machine: nothing cached, no folder of datasets.
    delete process.env.A2_DATASETS;
    Object.assign(process.env, { A2_OFFLINE: '1', A2_CACHE: project.at('cache') });
    try {
      const why = await project.run(program, ['run', 'real.json', '--out', '-']).then(
        () => assert.fail('it has no data'),
        (error: unknown) => String(error),
      );
      assert.include(why, 'California housing is unavailable: ');
      const packed = readFileSync(path.join(root, 'data', 'cal_housing.data.gz'));
      project.write('cal_housing.data', gunzipSync(packed).toString('latin1'));
      process.env.A2_DATASETS = project.path;
      const printed = await project.run(program, ['run', 'real.json', '--quiet', '--out', '-']);
      const { trials, environment } = JSON.parse(printed) as ResultsDocument;
      assert.isTrue(trials.every(({ status }) => status === 'done'));
      assert.hasAllKeys(environment.datasets, ['california-housing']);
    } finally {
      process.env = before;
    }
  });

  it('lists the presets from its own program', async () => {
    const program = project.at('node_modules', '.bin', 'a2-lab');
    const listed = await project.run(program, ['list']);
    for (const name of ['I1c', 'I1d', 'I1f', 'I2c', 'I2d']) assert.include(listed, name);
    assert.equal((await project.run(program, ['--version'])).trim(), project.packed.version);
  });

  it('may be imported where pages are rendered in Node', async () => {
    const text = `import 'a2-lab/define'; import 'a2-lab/embed.js'; import 'a2-lab/react'; import { labVersion } from 'a2-lab'; console.log(labVersion);`;
    const printed = await project.run(process.execPath, ['--input-type=module', '--eval', text]);
    assert.match(printed, /^\d+\.\d+\.\d+/);
  });
});

const figures = ({ trials }: ResultsDocument) =>
  trials.map(({ id, values, status, engine, figures: found, losses }) => ({
    id,
    values,
    status,
    engine,
    found,
    losses,
  }));
