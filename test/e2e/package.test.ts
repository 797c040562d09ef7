/**
 * The packed package on strangers' pages, under the policy that its README asks for: without a
 * bundler, bundled by Vite, webpack and esbuild, and in React.
 */
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { assert } from 'chai';
import { build as esbuild } from 'esbuild';
import type { Page } from 'playwright-core';
import sirv from 'sirv';
import { build as vite, createServer as createViteServer } from 'vite';
import webpack from 'webpack';
import type { ResultsDocument } from '../../src/formats/results/document.ts';
import { root, smallExperiment } from '../cli/support.ts';
import { FreshProject } from '../package/fresh-project.ts';
import { newPage, openLab, type Lab } from './support.ts';

const small = smallExperiment({}, [{ path: 'seed', values: [1, 2] }]);
/** So long that it is never over by itself while a test looks at it. */
const long = smallExperiment({
  dataset: { name: 'housing-synthetic', trainSize: 3_200, testSize: 100 },
  epochs: 10_000,
});

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self' data:",
  "img-src 'self' data: blob:",
].join('; ');

/** What the pages below leave on their window. */
interface Told {
  readonly events: string[];
  readonly results: Promise<ResultsDocument>;
  readonly workers: () => number;
}
declare global {
  // Of the strangers' pages.
  var told: Told;
  var page: { mount(): void; unmount(): void; readonly events: string[] };
}

/** Runs the page's element, and the same experiment without it. */
const script = (from: string, more = '') => `
import { runExperiment, sharedPool } from '${from}';
${more}
const small = ${JSON.stringify(small)};
const element = document.querySelector('a2-experiment');
const events = [];
for (const name of ['start', 'trial', 'complete', 'error']) {
  element.addEventListener('a2-' + name, (event) => {
    events.push(name + (event.message ? ': ' + event.message : ''));
  });
}
element.experiment = small;
const run = async () => {
  const shown = await element.run();
  const alone = await runExperiment(small, { workers: 1 }).results;
  if (alone.passport.losses !== shown.passport.losses) throw new Error('other bits');
  return shown;
};
globalThis.told = { events, results: run(), workers: () => sharedPool.workers };
`;

const html = (source: string, before = '') => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>A stranger’s page</title>${before}</head>
  <body>
    <a2-experiment><h2 slot="title">Mine</h2></a2-experiment>
    <script type="module" src="${source}"></script>
  </body>
</html>`;

describe('the packed package on strangers’ pages', () => {
  let project: FreshProject;
  let server: Server;
  let lab: Lab;
  let url: string;
  let wanted: ResultsDocument;

  before(async () => {
    lab = await openLab();
    project = await FreshProject.create();
    project.write('small.json', JSON.stringify(small));
    const program = project.at('node_modules', '.bin', 'a2-lab');
    const printed = await project.run(program, ['run', 'small.json', '--quiet', '--out', '-']);
    wanted = JSON.parse(printed) as ResultsDocument;
    const files = sirv(project.path, { dev: true });
    server = createServer((request, response) => {
      response.setHeader('Content-Security-Policy', policy);
      files(request, response, () => {
        // No page here has an icon, which browsers ask for all the same.
        response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const address = server.address();
    url = `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    project.remove();
  });

  /** Opens a page and gives it to the act; whatever it reports as wrong fails the test. */
  async function visit(
    address: string,
    act: (page: Page) => Promise<void>,
    at = url,
  ): Promise<void> {
    const { page, context, problems } = await newPage(lab);
    try {
      await page.goto(`${at}/${address}`);
      await act(page);
      assert.deepEqual(problems, []);
    } finally {
      await context.close();
    }
  }

  /** The element has trained what the command line trains, and shows it. */
  async function trained(page: Page): Promise<void> {
    const results = await page.evaluate(() => globalThis.told.results);
    assert.equal(results.passport?.losses, wanted.passport?.losses);
    assert.deepEqual(
      results.trials.map(({ figures }) => figures),
      wanted.trials.map(({ figures }) => figures),
    );
    const events = await page.evaluate(() => globalThis.told.events);
    assert.deepEqual(events, ['start', 'trial', 'trial', 'complete']);
    await page.getByRole('heading', { name: 'Mine' }).waitFor();
    await page.locator('a2-experiment').getByRole('table').first().waitFor();
  }

  it('trains without a bundler, from a script tag', async () => {
    project.write('plain/main.js', script('../node_modules/a2-lab/index.js'));
    const tag = '<script type="module" src="../node_modules/a2-lab/embed.js"></script>';
    project.write('plain/index.html', html('./main.js', tag));
    await visit('plain/', trained);
  });

  it('trains when Vite has built the page, also on tfjs, whose parts are fetched', async () => {
    project.write('vite/main.js', script('a2-lab', `import 'a2-lab/define';`));
    project.write('vite/index.html', html('./main.js'));
    const warnings: string[] = [];
    await vite({
      root: project.at('vite'),
      base: './',
      configFile: false,
      logLevel: 'silent',
      worker: { format: 'es' },
      build: {
        outDir: project.at('vite-built'),
        emptyOutDir: true,
        rolldownOptions: {
          onLog: (level, { code, message }) => {
            if (level === 'warn' && code !== 'PLUGIN_TIMINGS') warnings.push(message);
          },
        },
      },
    });
    assert.deepEqual(warnings, []);
    await visit('vite-built/', async (page) => {
      await trained(page);
      const engine = await page.evaluate(async () => {
        const element = document.querySelector('a2-experiment') as HTMLElement & {
          engine: string;
          run(): Promise<ResultsDocument>;
        };
        element.engine = 'tfjs-wasm';
        await new Promise((resolve) => requestAnimationFrame(resolve));
        return (await element.run()).environment.engine;
      });
      assert.match(engine, /^tfjs-wasm \(revision \d+\)$/);
    });
  });

  it('trains while Vite serves the sources, for whoever writes the page', async () => {
    project.write('vite-dev/main.js', script('a2-lab', `import 'a2-lab/define';`));
    project.write('vite-dev/index.html', html('./main.js', '<link rel="icon" href="data:," />'));
    const dev = await createViteServer({
      root: project.at('vite-dev'),
      configFile: false,
      logLevel: 'silent',
      worker: { format: 'es' },
      optimizeDeps: { exclude: ['a2-lab'] },
      server: { port: 0, host: 'localhost', hmr: false },
    });
    try {
      await dev.listen();
      await visit('', trained, dev.resolvedUrls?.local[0]?.replace(/\/$/, ''));
    } finally {
      await dev.close();
    }
  });

  it('trains when webpack has built the page, which knows its worker by itself', async () => {
    project.write('webpack/main.mjs', script('a2-lab', `import 'a2-lab/define';`));
    const told = await new Promise<webpack.StatsCompilation>((resolve, reject) => {
      const compiler = webpack(
        {
          mode: 'production',
          // To make it small takes most of the time, and is not what is looked at.
          optimization: { minimize: false },
          performance: false,
          context: project.path,
          entry: './webpack/main.mjs',
          output: { path: project.at('webpack-built'), filename: 'main.js' },
        },
        (error, stats) => {
          if (stats === undefined) reject(error ?? new Error('webpack said nothing'));
          else resolve(stats.toJson({ all: false, errors: true, warnings: true }));
        },
      );
      if (compiler === null) reject(new Error('webpack made no compiler'));
    });
    assert.deepEqual(told.errors, []);
    assert.deepEqual(told.warnings, []);
    project.write('webpack-built/index.html', html('./main.js'));
    await visit('webpack-built/', trained);
  });

  it('trains when esbuild has built the page, with the workers’ files served beside it', async () => {
    const more = `import { configure } from 'a2-lab';
import 'a2-lab/define';
configure({ worker: './a2-lab/worker.js' });`;
    project.write('esbuild/main.js', script('a2-lab', more));
    await bundle('esbuild/main.js', 'esbuild-built');
    project.write('esbuild-built/index.html', html('./main.js'));
    served('esbuild-built');
    await visit('esbuild-built/', trained);
  });

  it('is an element of React’s: attributes, a property, events; unmounted, its workers end', async () => {
    project.write('react/main.jsx', reactPage);
    await bundle('react/main.jsx', 'react-built');
    served('react-built');
    const page = `<!doctype html><html lang="en"><title>React</title><div id="root"></div>
<script type="module" src="./main.js"></script></html>`;
    project.write('react-built/index.html', page);
    await visit('react-built/', async (page) => {
      const element = page.locator('a2-experiment');
      await element.waitFor();
      const seen = await element.evaluate((each) => ({
        compact: (each as HTMLElement & { compact: unknown }).compact,
        engine: each.getAttribute('engine'),
        document: typeof (each as HTMLElement & { experiment: unknown }).experiment,
      }));
      assert.deepEqual(seen, { compact: true, engine: 'wasm', document: 'object' });

      await element.getByRole('button', { name: 'Run' }).click();
      await page.waitForFunction(() => globalThis.page.events.includes('progress'));
      assert.isAbove(await page.evaluate(() => globalThis.told.workers()), 0);
      await page.evaluate(() => globalThis.page.unmount());
      await page.waitForFunction(() => globalThis.told.workers() === 0);

      // Once more, with what ends by itself.
      await page.evaluate(() => globalThis.page.mount());
      await element.getByRole('button', { name: 'Run' }).click();
      await page.waitForFunction(() => globalThis.page.events.includes('complete 2'));
      await page.getByText('React says 2 trials').waitFor();
    });
  });

  async function bundle(entry: string, output: string): Promise<void> {
    const { warnings } = await esbuild({
      entryPoints: [project.at(entry)],
      bundle: true,
      format: 'esm',
      splitting: true,
      minify: true,
      outdir: project.at(output),
      entryNames: 'main',
      define: { 'process.env.NODE_ENV': '"production"' },
      jsx: 'automatic',
      // React is the workshop's, so that one package is installed and no more.
      nodePaths: [path.join(root, 'node_modules')],
      logLevel: 'silent',
    });
    assert.deepEqual(
      warnings.map(({ text }) => text),
      [],
    );
  }

  /** What the README says to copy. */
  function served(output: string): void {
    const target = project.at(output, 'a2-lab');
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(project.installed())) {
      if (/\.(js|wasm)$/.test(name)) cpSync(project.installed(name), path.join(target, name));
    }
  }
});

const reactPage = `
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { configure, sharedPool } from 'a2-lab';
import 'a2-lab/react';

configure({ worker: './a2-lab/worker.js' });
const documents = [${JSON.stringify(long)}, ${JSON.stringify(small)}];
const events = [];
let mounted = 0;

function Lab({ document }) {
  const [count, setCount] = useState(0);
  return (
    <>
      <a2-experiment
        experiment={document}
        engine="wasm"
        compact
        ona2-progress={() => events.push('progress')}
        ona2-complete={({ results }) => {
          events.push('complete ' + results.trials.length);
          setCount(results.trials.length);
        }}
      />
      <p>React says {count} trials</p>
    </>
  );
}

const root = createRoot(document.getElementById('root'));
globalThis.told = { events, workers: () => sharedPool.workers };
globalThis.page = {
  events,
  mount: () => root.render(<StrictMode><Lab key={mounted} document={documents[mounted++]} /></StrictMode>),
  unmount: () => root.render(null),
};
globalThis.page.mount();
`;
