/**
 * A plain static host, as GitHub Pages is one: the build below some path, no headers but the file's
 * type. Files are read at every request, so that a new version can be published under a page; an answer
 * can be held back in its middle, as a slow line does.
 */
import {
  copyFileSync,
  cpSync,
  createReadStream,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import sirv from 'sirv';
import { chromiumFlags, findChromium } from '../support/chromium.mjs';

export interface Asked {
  /** Below the build's folder, "datasets/index.json" for instance. */
  readonly file: string;
  readonly range: string | null;
}

export class StaticHost {
  /** The build that is served: a copy, which a test may change. */
  readonly folder: string;
  readonly base: string;
  readonly asked: Asked[] = [];
  readonly #server = createServer((request, response) => this.#answer(request, response));
  readonly #files: ReturnType<typeof sirv>;
  #port = 0;
  #versions = 0;
  #held: { readonly file: string; readonly bytes: number } | null = null;

  private constructor(base: string) {
    this.base = base;
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'a2-dist-'));
    cpSync('dist', this.folder, { recursive: true });
    this.#files = sirv(this.folder, {
      dev: true,
      // Files are sent as they are, as hosts do that know nothing of gzip.
      setHeaders: (response, file) => {
        if (file.endsWith('.gz')) response.setHeader('Content-Encoding', 'identity');
      },
    });
  }

  static async open(base = '/'): Promise<StaticHost> {
    const host = new StaticHost(base);
    await host.start();
    return host;
  }

  get url(): string {
    return `http://localhost:${this.#port}${this.base}`;
  }

  /** At the same port as before, where it was stopped. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, 'localhost', () => {
        this.#port = (this.#server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  /** Nobody answers any more, as without a network. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The next answer with this file ends in silence after so many bytes; those after it are whole. */
  holdOnce(file: string, bytes: number): void {
    this.#held = { file, bytes };
  }

  /**
   * Publishes a new version over the old one, as a build does of which every part has changed: each file
   * whose name holds its hash has another one, and none of the old is there any more.
   * @param words by which the new page is known
   */
  publish(words: string): void {
    const assets = path.join(this.folder, 'assets');
    const names = readdirSync(assets).filter((name) => !name.endsWith('.map'));
    const mark = `v${++this.#versions}`;
    const any = new RegExp(
      names.map((name) => name.replaceAll('.', String.raw`\.`)).join('|'),
      'g',
    );
    const renamed = (text: string) =>
      text.replaceAll(any, (name) => name.replace(/\.\w+$/, (ending) => `${mark}${ending}`));
    for (const name of names) {
      const file = path.join(assets, name);
      const to = path.join(assets, renamed(name));
      if (/\.(js|css)$/.test(name)) writeFileSync(to, renamed(readFileSync(file, 'utf8')));
      else copyFileSync(file, to);
      rmSync(file);
    }
    const page = path.join(this.folder, 'index.html');
    writeFileSync(
      page,
      renamed(readFileSync(page, 'utf8')).replace(
        /content="[^"]*\bdeep/i,
        `content="${words}, a deep`,
      ),
    );
    const worker = path.join(this.folder, 'service-worker.js');
    const text = renamed(readFileSync(worker, 'utf8'));
    const revised = text.replace(/\{[^{}]*"?url"?:\s*"index\.html"[^{}]*\}/, (entry) =>
      entry.replace(/"?revision"?:\s*"[^"]*"/, `"revision":"${mark}"`),
    );
    if (revised === text) throw new Error('the service worker does not list the page');
    writeFileSync(worker, revised);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith(this.base)) {
      response.writeHead(404).end();
      return;
    }
    const file = pathname.slice(this.base.length);
    this.asked.push({ file, range: request.headers.range ?? null });
    if (this.#held?.file === file) {
      const { bytes } = this.#held;
      this.#held = null;
      const whole = path.join(this.folder, file);
      response.writeHead(200, { 'Content-Length': statSync(whole).size });
      createReadStream(whole, { end: bytes - 1 }).pipe(response, { end: false });
      return;
    }
    request.url = `/${file}`;
    this.#files(request, response, () => {
      response.writeHead(404).end();
    });
  }
}

/** A browser of its own with a profile that outlives it. */
export function openProfile(
  profile: string,
  options: { readonly args?: readonly string[]; readonly width?: number } = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: findChromium()!,
    // An installed app leaves entries for the desktop at home.
    env: { ...process.env, HOME: profile },
    args: [
      ...chromiumFlags.filter((flag) => !flag.startsWith('--headless')),
      ...(options.args ?? []),
    ],
    viewport: { width: options.width ?? 1280, height: 800 },
  });
}

export function newProfile(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'a2-profile-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
