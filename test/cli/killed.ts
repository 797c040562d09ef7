/**
 * Kills a command at random moments, starts it again each time, and looks after each kill whether anything that was
 * finished is gone. A run that gets to its end is compared with one in one piece, and begun anew.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { settings } from '../support/settings.mjs';
import { start } from './support.ts';

export interface Killing {
  /** The command line, for a run folder. */
  readonly args: readonly string[];
  readonly folder: string;
  /** How often it is killed. */
  readonly kills: number;
  /** Looks at what a whole run leaves besides its folder. */
  readonly compare: () => void;
}

/** Mulberry32, so that one seed is one sequence of moments. */
function drawing(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The finished trials of a run folder, with the bytes of all that belongs to each. */
export function finishedIn(folder: string): Map<string, Buffer> {
  const trials = path.join(folder, 'trials');
  if (!existsSync(trials)) return new Map();
  const names = readdirSync(trials).filter((name) => /^[0-9a-f]{64}\.[a-z]+$/.test(name));
  const keys = new Set(
    names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, 64)),
  );
  return new Map(
    names
      .filter((name) => keys.has(name.slice(0, 64)))
      .map((name) => [name, readFileSync(path.join(trials, name))]),
  );
}

export interface Survived {
  /** How often a run got to its end. */
  readonly ends: number;
  /** Kills after which some, but not all trials were kept. */
  readonly inMidRun: number;
  /** How often a trial went on from a checkpoint. */
  readonly continued: number;
}

/** Throws an AssertionError as soon as anything is lost or differs. */
export async function survivesKills({ args, folder, kills, compare }: Killing): Promise<Survived> {
  rmSync(folder, { recursive: true, force: true });
  const began = performance.now();
  const whole = await start(args).ended;
  const milliseconds = performance.now() - began;
  assert.equal(whole.code, 0, whole.stderr);
  const reference = finishedIn(folder);
  assert.isNotEmpty(reference);
  compare();
  rmSync(folder, { recursive: true });

  const draw = drawing(settings.seed);
  const found = { ends: 0, inMidRun: 0, continued: 0 };
  let kept = new Map<string, Buffer>();
  for (let kill = 0; kill < kills;) {
    const running = start(args);
    const timer = setTimeout(() => running.child.kill('SIGKILL'), draw() * milliseconds);
    const { code, stderr } = await running.ended;
    clearTimeout(timer);
    if (/\d continues? at/.test(stderr)) found.continued += 1;
    const now = finishedIn(folder);
    for (const [name, bytes] of kept)
      assert.isTrue(now.get(name)?.equals(bytes), `${name} is lost`);
    for (const [name, bytes] of now)
      assert.isTrue(reference.get(name)?.equals(bytes), `${name} differs from a run in one piece`);
    kept = now;
    const said = [...stderr.matchAll(/: (?:done|diverged) after /g)].length;
    const whole = [...now.keys()].filter((name) => name.endsWith('.json')).length;
    assert.isAtMost(said, whole, 'a trial was said to be done before it was kept');
    if (code === null) {
      kill += 1;
      if (now.size > 0 && now.size < reference.size) found.inMidRun += 1;
      continue;
    }
    assert.equal(code, 0, stderr);
    assert.equal(now.size, reference.size);
    compare();
    found.ends += 1;
    rmSync(folder, { recursive: true });
    kept = new Map();
  }
  const last = await start(args).ended;
  assert.equal(last.code, 0, last.stderr);
  assert.equal(finishedIn(folder).size, reference.size);
  compare();
  return { ...found, ends: found.ends + 1 };
}
