/** A stranger's page on an origin of its own, with a policy as strict as the element allows. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { newPage, openLab, type Lab } from './support.ts';

interface Host {
  readonly url: string;
  close(): Promise<void>;
}

/** The least that the element needs of its page's Content-Security-Policy. */
export const policyFor = (lab: string): string =>
  [
    "default-src 'none'",
    `script-src ${lab} 'wasm-unsafe-eval'`,
    `worker-src blob: ${lab}`,
    `connect-src 'self' ${lab}`,
    "base-uri 'none'",
  ].join('; ');

interface HostOptions {
  /** Address of the script that registers the element; that of the lab when left out. */
  readonly script?: string | null;
  /** null sends no policy. */
  readonly policy?: string | null;
  /** Another version of the element, which the host has below /element/: its inner tags end in this. */
  readonly version?: string;
  /** More that the host serves, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
};

/** The built element as another version of the lab would have it: with other inner tags. */
function otherVersion(pathname: string, version: string | undefined): string | undefined {
  if (version === undefined || !/^\/element\/[\w.-]+\.js$/.test(pathname)) return undefined;
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const own = `-${manifest.version.replaceAll('.', '-')}`;
  return readFileSync(path.join('dist', pathname), 'utf8').replaceAll(own, `-${version}`);
}

/** Serves one page with this body. The element's own script is asked for by a module script tag. */
export async function openHost(
  lab: string,
  body: string,
  {
    script = `${lab}/element/embed.js`,
    policy = policyFor(lab),
    files = {},
    version,
  }: HostOptions = {},
): Promise<Host> {
  const tag = script === null ? '' : `<script type="module" src="${script}"></script>`;
  const page = `<!doctype html><html lang="en"><meta charset="utf-8" /><meta name="viewport" content="width=device-width" /><title>A stranger’s page</title>${tag}<body>${body}</body></html>`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const file = files[pathname] ?? otherVersion(pathname, version);
    if (pathname !== '/' && file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': file === undefined ? 'text/html' : (types[path.extname(pathname)] ?? ''),
      ...(policy === null ? {} : { 'Content-Security-Policy': policy }),
    });
    response.end(file ?? page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A preset's document, shortened to what a test can wait for. */
function shortDocument(
  name: string,
  change: (trial: Record<string, unknown>) => Record<string, unknown>,
): Record<string, unknown> {
  const text = readFileSync(`public/experiments/${name}.json`, 'utf8');
  const document = JSON.parse(text) as Record<string, unknown> & {
    trial: Record<string, unknown>;
  };
  return { ...document, trial: change(document.trial) };
}

/** What axe finds on the page, a line each. The page's policy must allow the script. */
export async function axeProblems(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: 'node_modules/axe-core/axe.min.js' });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** Housing on its generated stand-in: small, and the same on every machine. */
export const small = shortDocument('I2c', (trial) => ({
  ...trial,
  dataset: { name: 'housing-synthetic', trainSize: 2048, testSize: 512 },
  epochs: 3,
}));
export const smallGrid = {
  ...small,
  name: 'grid',
  axes: [{ path: 'optimizer.learningRate', values: [0.001, 0.002, 0.003] }],
};
/** Housing itself, which the lab serves. */
export const real = shortDocument('I2c', (trial) => ({ ...trial, epochs: 1 }));
/** So long that it is never over by itself while a test looks at it. */
export const long = shortDocument('I2c', (trial) => ({
  ...trial,
  dataset: { name: 'housing-synthetic' },
  epochs: 5000,
}));

export const defined = (page: Page) =>
  page.evaluate(() => customElements.whenDefined('a2-experiment').then(() => undefined));

/** The lab, and strangers’ pages for the tests of a suite: there from its `before` to its `after`. */
export function labAndHosts(): { readonly lab: Lab; readonly hosts: Hosts } {
  let lab: Lab;
  let hosts: Hosts;
  before(async () => {
    lab = await openLab();
    hosts = new Hosts(lab);
  });
  after(() => hosts.close());
  return {
    get lab() {
      return lab;
    },
    get hosts() {
      return hosts;
    },
  };
}

/** Pages of strangers with the element of one lab. */
export class Hosts {
  readonly #lab: Lab;
  readonly #hosts: Host[] = [];

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  async open(
    body: string,
    options: HostOptions = {},
  ): Promise<{ page: Page; context: BrowserContext; problems: string[]; requests: string[] }> {
    const host = await openHost(this.#lab.url, body, options);
    this.#hosts.push(host);
    const opened = await newPage(this.#lab, {
      viewport: { width: 900, height: 800 },
      // A colour under way from one to another has no contrast to be judged by.
      reducedMotion: 'reduce',
    });
    const requests: string[] = [];
    opened.page.on('request', (request) => requests.push(request.url()));
    await opened.page.goto(host.url);
    return { ...opened, requests };
  }

  async close(): Promise<void> {
    await Promise.all(this.#hosts.map((host) => host.close()));
  }
}
