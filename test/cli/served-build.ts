/** A server of a small build, and clients that ask it over bare sockets. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { serve } from '../../cli/serve.mjs';
import { until } from '../support/until.ts';

export const big = Buffer.alloc(6_000_000, 'abcdefghij');
export const page = '<!doctype html><title>the lab</title>';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export class ServedBuild {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'a2-server-'));
  readonly dist = path.join(this.folder, 'dist');
  port = 0;
  #server: Awaited<ReturnType<typeof serve>> | null = null;

  static async open(): Promise<ServedBuild> {
    const served = new ServedBuild();
    served.write(served.dist, 'one');
    served.#server = await serve({ port: 0, folder: served.dist });
    served.port = Number(new URL(served.#server.url).port);
    return served;
  }

  async close(): Promise<void> {
    await this.#server?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What a build leaves, as small as it may be, but for one dataset. */
  write(place: string, words: string): void {
    for (const below of ['assets', 'datasets'])
      mkdirSync(path.join(place, below), { recursive: true });
    writeFileSync(path.join(place, 'index.html'), page);
    writeFileSync(path.join(place, 'embed.html'), 'embedded');
    writeFileSync(path.join(place, 'digits.txt'), '0123456789');
    writeFileSync(path.join(place, 'empty.json'), '');
    writeFileSync(path.join(place, '.stamp'), 'hidden');
    writeFileSync(path.join(place, `assets/main-${words}.js`), words);
    writeFileSync(path.join(place, 'datasets/big.gz'), big);
  }

  /** Sends these bytes and reads until the server has closed. */
  raw(bytes: string, to = this.port): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = [];
      const socket = net.connect(to, 'localhost', () => socket.write(bytes, 'latin1'));
      socket.on('data', (part) => parts.push(part));
      socket.once('error', reject);
      socket.once('close', () => resolve(Buffer.concat(parts)));
    });
  }

  async ask(
    target: string,
    headers: Readonly<Record<string, string>> = {},
    { method = 'GET', host = `localhost:${this.port}`, to = this.port } = {},
  ): Promise<Answer> {
    const lines = Object.entries({ Host: host, Connection: 'close', ...headers });
    const text = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const bytes = await this.raw(`${method} ${target} HTTP/1.1\r\n${text}\r\n`, to);
    const end = bytes.indexOf('\r\n\r\n');
    const [first = '', ...rest] = bytes.subarray(0, end).toString('latin1').split('\r\n');
    const pairs = rest.map((line) => line.split(': ', 2) as [string, string]);
    return {
      status: Number(first.split(' ')[1]),
      headers: Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value])),
      body: bytes.subarray(end + 4),
    };
  }

  /** The page comes, and no file of the build stays open where the system tells. */
  async stillServes(): Promise<void> {
    const { status, body } = await this.ask('/');
    assert.deepEqual([status, body.toString()], [200, page]);
    await until('no file is held', () => this.#openFiles().length === 0);
  }

  #openFiles(): string[] {
    const descriptors = '/proc/self/fd';
    if (!existsSync(descriptors)) return [];
    return readdirSync(descriptors).filter((fd) => {
      try {
        return readlinkSync(`${descriptors}/${fd}`).startsWith(this.folder);
      } catch {
        // The one with which the folder was read.
        return false;
      }
    });
  }
}
