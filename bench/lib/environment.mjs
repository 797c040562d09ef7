/** The environment of a measurement: without it, different machines look like progress. */
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import { root } from '../../cli/install.mjs';

/** @param {Record<string, string>} peers by id: name and device */
export function environment(peers) {
  return {
    date: new Date().toISOString(),
    commit: git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+'),
    processor: os.cpus()[0]?.model.trim() ?? 'unknown',
    processors: os.cpus().length,
    memoryGB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    /** Runnable programs at the start; any of them disturbs the figures. */
    load: Number(os.loadavg()[0]?.toFixed(2)),
    peers,
  };
}

/** @param {...string} args */
const git = (...args) =>
  spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';
