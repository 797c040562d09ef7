/** Fixtures for every test of the preparation: a folder, hosts, and the printed output. */
import { assert } from 'chai';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { prepare } from '../../data/prepare.mjs';
import type { Manifest, PrepareOptions, Prepared } from '../../data/prepare.mjs';
import { settings } from '../support/settings.mjs';
import { until } from '../support/until.ts';
import { broken, noise, serve } from './hosts.ts';
import type { Answer, Host } from './hosts.ts';

/** The content of the only published file. */
export const bytes = noise(300_000);

export class Workbench {
  readonly root: string;
  cache: string;
  printed = '';
  readonly #hosts: Host[] = [];

  private constructor(root: string) {
    this.root = root;
    this.cache = path.join(root, 'cache');
  }

  static async open(): Promise<Workbench> {
    return new Workbench(await mkdtemp(path.join(os.tmpdir(), 'a2-prepare-')));
  }

  async close(): Promise<void> {
    await Promise.all(this.#hosts.map((host) => host.close()));
    await rm(this.root, { recursive: true, force: true });
  }

  async host(...answers: readonly Answer[]): Promise<Host> {
    const started = await serve(...answers);
    this.#hosts.push(started);
    return started;
  }

  run(manifest: Manifest, options: PrepareOptions = {}): Promise<Prepared> {
    return prepare({
      manifest,
      cache: this.cache,
      env: {},
      timeouts: { connect: settings.patience, stall: settings.patience },
      output: { write: (text) => (this.printed += text) },
      ...options,
    });
  }

  /** Sends `count` bytes of the file, and breaks the connection when one more line tells of them all. */
  broken(count: number): Answer {
    const line = `${Math.floor((100 * count) / bytes.length)} %`;
    const lines = () => this.printed.split(line).length;
    return broken(bytes, count, () => {
      const before = lines();
      return until(`${line} have arrived`, () => lines() > before);
    });
  }

  get final(): string {
    return path.join(this.cache, 'numbers', 'numbers.bin');
  }

  get part(): string {
    return `${this.final}.part`;
  }

  /** Why the one dataset is missing, of which then nothing may have its final name. */
  reasonOf({ missing }: Prepared): string {
    assert.lengthOf(missing, 1);
    assert.isFalse(existsSync(this.final), 'nothing under the final name');
    return missing[0]!.reason;
  }

  /** Names in the dataset's folder that are not the preparation's own. */
  async visible(): Promise<string[]> {
    const names = await readdir(path.join(this.cache, 'numbers'));
    return names.filter((name) => !name.startsWith('.'));
  }
}
