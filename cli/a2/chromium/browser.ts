/** A headless browser that prints documents and renders drawings until it is closed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { removeFolderPatiently } from '../../../data/patience.mjs';
import { messageOf } from '../problem.ts';
import { Connection, type Parameters } from './connection.ts';

/** Inches, as the protocol expects. */
const papers = { a4: [210 / 25.4, 297 / 25.4], letter: [8.5, 11] } as const;

export type Paper = keyof typeof papers;
export const paperNames = Object.keys(papers) as readonly Paper[];

/** Time limits in seconds to start, to print and to draw. */
const limits = { start: 30, print: 90, draw: 30 } as const;

/** Milliseconds that it has to exit before it is killed. */
const endMs = 3000;

const isRoot = process.getuid?.() === 0;

const flags = [
  // Chromium does not run its sandbox as root, the usual user in a container.
  ...(isRoot ? ['--no-sandbox'] : []),
  '--headless=new',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-sync',
  '--hide-scrollbars',
  '--mute-audio',
];

/** Draws an SVG at twice its size, as the page does when a figure is saved as PNG. */
const drawing = `async (svg) => {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const [width, height] = ['width', 'height'].map((name) => Math.round(2 * Number(root.getAttribute(name))));
  if (!(width > 0 && height > 0)) throw new Error('a drawing of ' + width + ' × ' + height + ' pixels has no picture');
  const image = new Image(width, height);
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d').drawImage(image, 0, 0, width, height);
  return canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
}`;

/** Waits until the images and fonts of a page are loaded. */
const settled = `Promise.all([...document.images].map((image) => image.decode()))
  .then(() => document.fonts.ready).then(() => true)`;

export class Browser {
  readonly #child: ChildProcess;
  readonly #profile: string;
  readonly #connection: Connection;
  readonly #ended: Promise<void>;
  readonly #signal: AbortSignal;
  /** The page in which PNGs are rendered. */
  #easel: Promise<string> | null = null;

  private constructor(child: ChildProcess, profile: string, signal: AbortSignal) {
    this.#child = child;
    this.#profile = profile;
    this.#signal = signal;
    this.#connection = new Connection(child.stdio[3] as Writable, child.stdio[4] as Readable);
    let words = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words = `${words}${text}`.slice(-2000);
    });
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#connection.end(error);
        resolve();
      });
      child.once('close', (code, by) => {
        const said = words.trim().split('\n').at(-1) ?? '';
        const how = by === null ? `with exit code ${String(code)}` : `by ${by}`;
        this.#connection.end(
          new Error(`the browser exited ${how}${said === '' ? '' : `: ${said}`}`),
        );
        resolve();
      });
    });
    signal.addEventListener('abort', this.#abort);
  }

  /** Throws an Error that says why the program does not start, or the abort's reason. */
  static async open(file: string, signal: AbortSignal): Promise<Browser> {
    signal.throwIfAborted();
    const profile = await mkdtemp(path.join(os.tmpdir(), 'a2-chromium-'));
    const child = spawn(file, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      // A Ctrl-C in the terminal must reach only this program, which ends the browser itself.
      detached: process.platform !== 'win32',
    });
    const browser = new Browser(child, profile, signal);
    try {
      await browser.#within(limits.start, 'start', browser.#connection.send('Browser.getVersion'));
      return browser;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** The document as a PDF, with the page size of its @page rules and headings as bookmarks. */
  async print(html: string, paper: Paper): Promise<Uint8Array> {
    const [paperWidth, paperHeight] = papers[paper];
    const work = async (): Promise<Uint8Array> => {
      const page = await this.#page();
      const { frameTree } = await this.#connection.send('Page.getFrameTree', {}, page);
      const frameId = (frameTree as { readonly frame: { readonly id: string } }).frame.id;
      await this.#connection.send('Page.setDocumentContent', { frameId, html }, page);
      await this.#evaluate(page, settled);
      const { data } = await this.#connection.send(
        'Page.printToPDF',
        {
          printBackground: true,
          paperWidth,
          paperHeight,
          preferCSSPageSize: true,
          displayHeaderFooter: false,
          generateDocumentOutline: true,
          generateTaggedPDF: true,
        },
        page,
      );
      return Buffer.from(String(data), 'base64');
    };
    return this.#within(limits.print, 'print the report', work());
  }

  /** A standalone SVG as a PNG, at twice its size in pixels. */
  async picture(svg: string): Promise<Uint8Array> {
    const work = async (): Promise<Uint8Array> => {
      this.#easel ??= this.#page();
      const value = await this.#evaluate(await this.#easel, `(${drawing})(${JSON.stringify(svg)})`);
      return Buffer.from(String(value), 'base64');
    };
    return this.#within(limits.draw, 'draw a picture', work());
  }

  /**
   * Closes the browser, waits until it has exited and removes its profile folder.
   * @returns a sentence about the folder where it could not be removed; else null
   */
  async close(
    remove: (folder: string) => Promise<void> = removeFolderPatiently,
  ): Promise<string | null> {
    this.#signal.removeEventListener('abort', this.#abort);
    this.#connection.send('Browser.close').catch(() => undefined);
    const timer = setTimeout(() => this.#kill(), endMs);
    await this.#ended;
    clearTimeout(timer);
    // On Windows the browser's processes, or a virus scanner, hold its files for a while. A left-over profile
    // is no reason to call a printed report a failure.
    return remove(this.#profile).then(
      () => null,
      (error: unknown) =>
        `The browser’s folder ${this.#profile} could not be removed: ${messageOf(error)}. Nothing needs it; you can delete it.`,
    );
  }

  async #page(): Promise<string> {
    const { targetId } = await this.#connection.send('Target.createTarget', { url: 'about:blank' });
    const attach = { targetId, flatten: true };
    const { sessionId } = await this.#connection.send('Target.attachToTarget', attach);
    return String(sessionId);
  }

  async #evaluate(page: string, expression: string): Promise<unknown> {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const answer = await this.#connection.send('Runtime.evaluate', options, page);
    const { result, exceptionDetails } = answer as Answer;
    if (exceptionDetails === undefined) return result.value;
    const { exception, text } = exceptionDetails;
    throw new Error((exception?.description ?? text).split('\n')[0]?.replace(/^Error: /, ''));
  }

  /** The work's result. Rejects with an Error that names the work where it takes too long. */
  async #within<T>(seconds: number, what: string, work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`${this.#child.spawnfile} took more than ${seconds} s to ${what}`));
      }, seconds * 1000);
    });
    try {
      return await Promise.race([work, late]);
    } catch (error) {
      this.#signal.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(timer);
      // After a timeout, a later rejection of the work must not count as unhandled.
      work.catch(() => undefined);
    }
  }

  readonly #abort = (): void => {
    this.#connection.end(new Error('cancelled'));
    this.#kill();
  };

  /** Kills it, and its whole process group except on Windows. */
  #kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

interface Answer extends Parameters {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}
