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
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import sirv from 'sirv';
import { launchOptions, patient } from './support.ts';

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
  #versions = 0;
  #origin = '';
  #gone: Nobody | null = null;
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
    await new Promise<void>((resolve, reject) => {
      host.#server.once('error', reject);
      host.#server.listen(0, 'localhost', resolve);
    });
    host.#origin = `http://localhost:${(host.#server.address() as AddressInfo).port}`;
    return host;
  }

  get url(): string {
    return this.#origin + this.base;
  }

  /** Nobody answers any more, as without a network. */
  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
    this.#gone = await Nobody.at(this.#origin);
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.stop();
    await this.#gone?.close();
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

/**
 * Holds the port of a server that has gone, so that no other program gets it and answers in its place. Whoever
 * connects is refused at once.
 */
export class Nobody {
  readonly #server = createSocketServer((socket) => socket.resetAndDestroy());

  /** @param origin where the server was, on localhost */
  static async at(origin: string): Promise<Nobody> {
    const nobody = new Nobody();
    await new Promise<void>((resolve, reject) => {
      nobody.#server.once('error', reject);
      nobody.#server.listen(Number(new URL(origin).port), 'localhost', resolve);
    });
    return nobody;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** A browser of its own with a profile that outlives it. */
export async function openProfile(
  profile: string,
  more: { readonly args?: readonly string[] } = {},
): Promise<BrowserContext> {
  const { args, ...options } = launchOptions();
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    // An installed app leaves entries for the desktop at home.
    env: { ...process.env, HOME: profile },
    args: [...args, ...(more.args ?? [])],
    viewport: { width: 1280, height: 800 },
  });
  return patient(context);
}
