/** Finds a Python with torch and matplotlib, and runs a question's program in it. */
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packagesOf, programSource } from '../../../src/course/programs/source.ts';
import type { StudentProgram } from '../../../src/course/programs/types.ts';
import { watcher, type Watched } from './watcher.ts';

export interface FoundPython {
  readonly python: string;
  /** "torch 2.13.0". */
  readonly torch: string;
}

/** The programs to try, best first. */
const candidates = (named: string | undefined, platform: NodeJS.Platform): string[] => [
  ...new Set([
    ...(named === undefined || named === '' ? [] : [named]),
    ...(platform === 'win32' ? ['py', 'python'] : ['python3', '/usr/bin/python3']),
  ]),
];

const asks = 'import matplotlib, numpy, torch; print("torch", torch.__version__)';

/** Milliseconds that a Python may take to import torch. */
const importLimit = 120_000;

/**
 * The first Python that can import torch, numpy and matplotlib; null where none can.
 * @param tell called with a sentence for each Python that is tried
 */
export async function findPython(
  tell: (text: string) => void,
  signal: AbortSignal,
  { env = process.env, platform = process.platform } = {},
): Promise<FoundPython | null> {
  for (const python of candidates(env.A2_PYTHON, platform)) {
    const { code, stdout, stderr } = await runPython(python, ['-c', asks], {
      cwd: process.cwd(),
      env,
      limit: importLimit,
      signal,
    });
    const torch = stdout.trim();
    if (code === 0) {
      tell(`Programs run in ${python}, ${torch}.`);
      return { python, torch };
    }
    const why = stderr.trim().split('\n').at(-1) ?? '';
    tell(`Not in ${python}: ${why === '' ? 'it did not start' : why}.`);
  }
  return null;
}

interface Ended {
  /** Null where it was ended, or never started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly late: boolean;
}

interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds after which it is ended. */
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly onLine?: (line: string) => void;
}

/** Throws the signal's reason on abort, after the program has ended. */
async function runPython(
  python: string,
  args: readonly string[],
  { cwd, env, limit, signal, onLine }: RunOptions,
): Promise<Ended> {
  signal.throwIfAborted();
  const ended = await new Promise<Ended>((resolve) => {
    const child = spawn(python, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr, line, late] = ['', '', '', false];
    const stop = (): void => void child.kill('SIGKILL');
    const timer = setTimeout(() => {
      late = true;
      stop();
    }, limit);
    signal.addEventListener('abort', stop);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      const lines = (line + chunk).split('\n');
      line = lines.pop() ?? '';
      for (const each of lines) onLine?.(each);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    const end = (code: number | null, why = ''): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve({ code, stdout, stderr: stderr + why, late });
    };
    child.on('error', (error) => {
      end(null, error.message);
    });
    child.on('close', (code) => {
      end(code);
    });
  });
  signal.throwIfAborted();
  return ended;
}

export interface ProgramRun {
  readonly program: StudentProgram;
  readonly stdout: string;
  /** What it did; null where it failed, and `why` says how. */
  readonly watched: Watched | null;
  readonly why: string;
  /** Its figures as PNG, in its order; those that it saved. */
  readonly figures: readonly { readonly name: string; readonly png: Uint8Array }[];
}

export interface ProgramPlace {
  readonly python: string;
  /** An existing folder: programs, figures and downloads go below it. */
  readonly folder: string;
  /** Where the published files of the datasets are. */
  readonly datasets: string | null;
  /** Seconds that one program may take. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly onLine?: (line: string) => void;
}

/** Runs a program in a folder of its own. Throws only the signal's reason. */
export async function runProgram(
  program: StudentProgram,
  { python, folder, datasets, seconds, signal, onLine }: ProgramPlace,
  source = programSource(program),
): Promise<ProgramRun> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, program.file);
  const watch = path.join(folder, 'watch.py');
  const out = path.join(folder, `${program.question}.json`);
  await writeFile(file, source);
  await writeFile(watch, watcher);
  const env = {
    ...process.env,
    MPLBACKEND: 'Agg',
    PYTHONIOENCODING: 'utf-8',
    PYTHONUNBUFFERED: '1',
    ...(datasets === null ? {} : { A2_DATASETS: path.resolve(datasets) }),
  };
  const { code, stdout, stderr, late } = await runPython(
    python,
    ['watch.py', program.file, path.basename(out)],
    { cwd: folder, env, limit: 1000 * seconds, signal, ...(onLine && { onLine }) },
  );
  if (code !== 0) {
    const last = stderr.trim().split('\n').at(-1) ?? '';
    const missing = last.includes('No module named')
      ? ` It needs ${packagesOf([program]).join(', ')}.`
      : '';
    const why = late ? `it took longer than ${seconds} seconds` : `${last}${missing}`;
    return { program, stdout, watched: null, why, figures: [] };
  }
  const saved = new Set(await readdir(folder));
  const figures = await Promise.all(
    program.figures
      .filter((name) => saved.has(name))
      .map(async (name) => ({
        name,
        png: new Uint8Array(await readFile(path.join(folder, name))),
      })),
  );
  const watched = JSON.parse(await readFile(out, 'utf8')) as Watched;
  return { program, stdout, watched, why: '', figures };
}
