/** Runs the questions' programs beside the lab's results: the same data, figures for the report, and how they agree. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { RanProgram } from '../../../src/course/handin/ran-program.ts';
import type { HandIn } from '../../../src/course/handin/types.ts';
import {
  housingFile,
  housingText,
  isInHousingFile,
} from '../../../src/course/programs/housing-file.ts';
import { documentsOf, studentPrograms } from '../../../src/course/programs/programs.ts';
import type { DatasetIdentity } from '../../../src/document/parameters.ts';
import { npzFile } from '../../../src/formats/npz.ts';
import { counted } from '../../../src/base/numbers.ts';
import type { Dataset } from '../../../src/protocol/dataset.ts';
import { messageOf } from '../problem.ts';
import { agreementEach, agreementOf, agreementSaid, agreementTable } from './agree.ts';
import { findPython, runProgram } from './python.ts';

/** Seconds that one program may take. */
export const defaultSeconds = 1800;

export interface RunProgramsOptions {
  readonly dataset: (which: DatasetIdentity) => Promise<Dataset>;
  readonly seconds: number;
  readonly tell: (text: string) => void;
  readonly signal: AbortSignal;
}

export interface RanPrograms {
  readonly ran: readonly RanProgram[];
  /** What was asked for and is missing, a sentence each. */
  readonly missing: readonly string[];
}

const wanted =
  'Install torch, torchvision, scikit-learn and matplotlib in a Python, and name it in the environment variable A2_PYTHON.';

/** Throws only the signal's reason. */
export async function runPrograms(
  handIn: HandIn,
  { dataset, seconds, tell, signal }: RunProgramsOptions,
): Promise<RanPrograms> {
  const found = await findPython(tell, signal);
  if (found === null) {
    return {
      ran: [],
      missing: [
        `The programs were not run: no Python here imports torch, numpy and matplotlib. ${wanted}`,
      ],
    };
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'a2-programs-'));
  try {
    await placeData(handIn, path.join(folder, 'data'), dataset);
    const states = new Map(
      handIn.runs.flatMap(({ trials }) => trials.map((trial) => [trial.plan.id, trial] as const)),
    );
    const programs = studentPrograms(documentsOf(handIn));
    const ran: RanProgram[] = [];
    const missing: string[] = [];
    for (const [at, program] of programs.entries()) {
      tell(`Program ${at + 1} of ${counted(programs.length, 'program')}: ${program.file}`);
      const ended = await runProgram(program, {
        python: found.python,
        folder,
        datasets: null,
        seconds,
        signal,
        onLine: (line) => {
          tell(`  ${line}`);
        },
      });
      const { watched, why, figures } = ended;
      const networks = watched === null ? [] : await agreementOf(program, watched, states);
      const agrees = agreementSaid(networks);
      for (const sentence of [...agrees, ...agreementEach(networks)])
        tell(`${program.question}: ${sentence}`);
      if (watched === null) missing.push(`${program.file} was run and failed: ${why}`);
      ran.push({
        question: program.question,
        file: program.file,
        ranIn: watched === null ? '' : `Python ${watched.python} with torch ${watched.torch}`,
        agrees,
        networks: agreementTable(networks),
        figures,
        failed: watched === null ? why : '',
      });
    }
    return { ran, missing };
  } catch (error) {
    signal.throwIfAborted();
    return { ran: [], missing: [`The programs were not run: ${messageOf(error)}`] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The datasets where programs look before they download. */
async function placeData(
  { runs }: HandIn,
  folder: string,
  dataset: RunProgramsOptions['dataset'],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const identities = new Map(
    runs.flatMap(({ trials }) =>
      trials.map(({ plan }) => [plan.trial.dataset.name, plan.trial.dataset] as const),
    ),
  );
  for (const [name, identity] of identities) {
    const data = await dataset(identity);
    const { features, targets, split } = data;
    if (isInHousingFile(name)) {
      await writeFile(path.join(folder, housingFile), housingText(data));
    } else if (split === 'published' && !data.synthetic && features instanceof Uint8Array) {
      await writeImages(path.join(folder, 'FashionMNIST', 'raw'), data, features, targets);
    } else if (data.synthetic) {
      const bytes = await (await npzFile(data)).arrayBuffer();
      await writeFile(path.join(folder, `${name}.npz`), new Uint8Array(bytes));
    }
  }
}

/** IDX files, unpacked: type and dimensions, then unsigned bytes. */
async function writeImages(
  folder: string,
  { trainCount, testCount, inputs }: Dataset,
  features: Uint8Array,
  targets: Dataset['targets'],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const side = Math.sqrt(inputs);
  for (const [part, from, rows] of [
    ['train', 0, trainCount],
    ['t10k', trainCount, testCount],
  ] as const) {
    const images = features.subarray(from * inputs, (from + rows) * inputs);
    const labels = Uint8Array.from(targets.subarray(from, from + rows));
    await writeFile(
      path.join(folder, `${part}-images-idx3-ubyte`),
      Buffer.concat([header(rows, side, side), images]),
    );
    await writeFile(
      path.join(folder, `${part}-labels-idx1-ubyte`),
      Buffer.concat([header(rows), labels]),
    );
  }
}

/** Unsigned bytes (type 8) of some dimensions, which are big-endian. */
function header(...dimensions: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + 4 * dimensions.length);
  bytes[2] = 8;
  bytes[3] = dimensions.length;
  for (const [at, size] of dimensions.entries()) bytes.writeUInt32BE(size, 4 + 4 * at);
  return bytes;
}
