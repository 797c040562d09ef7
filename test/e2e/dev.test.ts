/** The lab served from its sources: a change of one of them comes to the open page. */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import type { Page } from 'playwright-core';
import { lockOf, systemOf, writeStamp } from '../../cli/install.mjs';
import { linkOf } from '../../src/document/link.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { smallExperiment } from '../support/small-experiment.ts';
import { needsFolderLinks, needsSignals } from '../support/system.ts';
import { until } from '../support/until.ts';
import { newPage, openLab, runButton, says } from './support.ts';

/** A copy of the sources, whose packages are those of the checkout. */
class Sources {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'a2-dev-'));

  constructor() {
    const rooms = ['src', 'workers', 'public', 'cli', 'data'];
    for (const name of [...rooms, 'package.json', 'package-lock.json', 'tsconfig.json'])
      cpSync(name, this.at(name), {
        recursive: true,
        filter: (file) => path.basename(file) !== 'cache',
      });
    const packages = this.at('node_modules');
    mkdirSync(packages);
    for (const name of readdirSync('node_modules').filter((each) => !each.startsWith('.')))
      symlinkSync(path.resolve('node_modules', name), path.join(packages, name), 'junction');
    const system = systemOf(process.platform, process.arch);
    writeStamp(this.folder, { lock: lockOf(this.folder), system, packages: 'all' });
  }

  at(file: string): string {
    return path.join(this.folder, file);
  }

  /** Writes other words in the place of some, and returns what puts them back. */
  change(file: string, words: string | RegExp, others: string): () => void {
    const before = readFileSync(this.at(file), 'utf8');
    const after = before.replace(words, others);
    assert.notEqual(after, before, `${file} has other words`);
    writeFileSync(this.at(file), after);
    return () => writeFileSync(this.at(file), before);
  }
}

describe('the lab served from its sources', () => {
  let sources: Sources;
  let program: ChildProcess;
  let url = '';
  let said = '';

  before(async function () {
    needsFolderLinks(this);
    sources = new Sources();
    program = spawn(process.execPath, [sources.at('cli/dev.mjs'), '--port', '0'], {
      cwd: sources.folder,
      env: { ...process.env, A2_OFFLINE: '1', A2_DATASETS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [program.stdout, program.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
    await until(
      'it tells its address',
      () => said.includes('is at http'),
      () => said,
    );
    [url = ''] = /http:\S+/.exec(said) ?? [];
  });

  after(async () => {
    program.kill('SIGKILL');
    await until('it has ended', () => program.exitCode !== null || program.signalCode !== null);
    rmSync(sources.folder, { recursive: true, force: true, maxRetries: 10 });
  });

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

  async function opened(place: string): Promise<{ page: Page; problems: string[] }> {
    const { page, problems } = await newPage(await openLab());
    await page.goto(`${url}/#/${place}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return { page, problems };
  }

  it('has the headers of a build, and the same policy on the page', async () => {
    const here = await fetch(`${url}/`);
    const built = await fetch(`${(await openLab()).url}/`);
    for (const name of ['Content-Security-Policy', 'Cross-Origin-Opener-Policy'])
      assert.equal(here.headers.get(name), built.headers.get(name));
    const { page, problems } = await opened('device');
    assert.isTrue(await page.evaluate(() => crossOriginIsolated));
    await says(page, 'a2-device-page', 'Not kept, so it needs the network');
    assert.deepEqual(problems, []);
  });

  it('shows a component and a style sheet that have changed', async () => {
    const { page } = await opened('device');
    const file = 'src/ui/pages/device-page/element.ts';
    const putBack = sources.change(file, '>On this device<', '>On that device<');
    await heading(page, 'On that device').waitFor();
    putBack();
    await heading(page, 'On this device').waitFor();

    await page.evaluate(() => Reflect.set(globalThis, 'stays', true));
    sources.change('public/base.css', /$/, 'body { letter-spacing: 3px; }');
    await page.waitForFunction(() => getComputedStyle(document.body).letterSpacing === '3px');
    assert.isTrue(await page.evaluate(() => 'stays' in globalThis));
  });

  it('shows a style sheet that changed before the page was connected', async () => {
    const { page } = await newPage(await openLab());
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    await page.routeWebSocket(/./, async (socket) => {
      await gate;
      socket.connectToServer();
    });
    await page.goto(`${url}/#/device`);
    await heading(page, 'On this device').waitFor();
    const putBack = sources.change('public/base.css', /$/, 'body { word-spacing: 5px; }');
    await until('the server has the change', async () =>
      (await (await fetch(`${url}/base.css`)).text()).includes('word-spacing: 5px'),
    );
    release();
    await page.waitForFunction(() => getComputedStyle(document.body).wordSpacing === '5px');
    putBack();
    await page.waitForFunction(() => getComputedStyle(document.body).wordSpacing !== '5px');
  });

  it('says on the page and in the terminal what does not compile, until it does', async () => {
    const { page } = await opened('device');
    const problem = page.locator('pre[role=alert]');
    const component = 'src/ui/pages/device-page/element.ts';
    for (const [file, words] of [
      [component, 'class A2DevicePage is broken'],
      ['src/catalog/activation/tanh/kernel.as.ts', 'export function no_word'],
    ] as const) {
      const putBack = sources.change(file, 'export', words);
      await problem.waitFor();
      await until('the terminal says so', () => said.includes(path.basename(file)));
      putBack();
      await problem.waitFor({ state: 'detached' });
      await heading(page, 'On this device').waitFor();
    }
  });

  it('reloads for a kernel and a worker that have changed, and trains with them', async () => {
    const parsed = parseExperiment(
      smallExperiment({ model: { depth: 2, width: 8, activation: 'tanh' } }),
    );
    if (!parsed.ok) throw new Error('the small document is not valid');
    const place = `x/${await linkOf(parsed.experiment)}`;
    /** In a browser that has kept nothing: what was trained before would be shown. */
    const trained = async (tag: string, wanted: RegExp) => {
      const { page } = await opened(place);
      await runButton(page).click();
      const [found] = wanted.exec(await says(page, tag, wanted)) ?? [];
      return { page, found };
    };
    const figure = /\d+\.\d+ \$/;
    const { page, found: before } = await trained('a2-results-table', figure);

    let loaded = page.waitForEvent('load');
    const kernel = 'src/catalog/activation/tanh/kernel.as.ts';
    sources.change(kernel, 'return tanh(z)', 'return f32x4.mul(z, f32x4.splat(0.5))');
    await loaded;
    const { found: after } = await trained('a2-results-table', figure);
    assert.notEqual(after, before);

    loaded = page.waitForEvent('load');
    const worker = 'workers/trial/run-trial.ts';
    sources.change(worker, 'throwIfAborted(signal);', "throw new Error('another worker');");
    await loaded;
    await trained('a2-app', /another worker/);
  });

  it('ends when it is asked to', async function () {
    needsSignals(this);
    program.kill('SIGINT');
    await until('it has ended', () => program.exitCode === 0);
  });
});
