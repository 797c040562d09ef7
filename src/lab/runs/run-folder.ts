/**
 * A folder in which runs keep what they compute. Several runs and several processes may share one: a trial that two
 * of them plan is trained once.
 *
 *     run.json               says that this is such a folder
 *     trials/                finished trials
 *     checkpoints/           trials under way
 *     journal/WRITER.jsonl   what happened, a file for each process
 *     leases/                who trains what at the moment
 *     damaged/               files that could not be used
 */
import { LabError } from '../../base/errors.ts';
import { canonicalJson } from '../../document/hash.ts';
import { systemClock, type Clock } from '../ports/clock.ts';
import type { FolderFiles } from '../ports/file-system.ts';
import { artefactFolders, FileArtefacts } from './file-artefacts.ts';
import { FileLeases, leaseFolder } from './file-leases.ts';
import { FolderClaims } from './folder-claims.ts';
import { readHistory, type History } from './history.ts';
import { journalFolder, JournalWriter } from './journal-writer.ts';
import { placeOf, storeProblem } from './problem.ts';
import { randomName } from './random-name.ts';
import { writeWhole, writerOf } from './write-whole.ts';

const marker = 'run.json';
const format = 'a2-run-folder';
const version = 1;
const content = new TextEncoder().encode(`${canonicalJson({ format, version })}\n`);

/** What systems put into any folder. */
const systemFiles: readonly string[] = ['.DS_Store', 'Thumbs.db', 'desktop.ini', 'lost+found'];

export interface RunFolderOptions {
  /** Told in sentences what could not be kept or used. */
  readonly report: (problem: string) => void;
  readonly clock?: Clock;
  /** Random names: of this process, and of its journal. */
  readonly newName?: () => string;
}

export class RunFolder {
  readonly artefacts: FileArtefacts;
  readonly claims: FolderClaims;
  readonly journal: JournalWriter;
  readonly leases: FileLeases;
  readonly #files: FolderFiles;

  private constructor(
    files: FolderFiles,
    { report, newName = randomName }: RunFolderOptions,
    leases: FileLeases,
  ) {
    this.#files = files;
    this.leases = leases;
    this.artefacts = new FileArtefacts(files, leases);
    this.claims = new FolderClaims(leases, report);
    this.journal = new JournalWriter(files, newName());
  }

  /**
   * Opens a folder, or makes one. Throws LabError `store` if it has other files, is of a later lab, or cannot be
   * written.
   */
  static async open(files: FolderFiles, options: RunFolderOptions): Promise<RunFolder> {
    const { clock = systemClock, newName = randomName } = options;
    const holder = newName();
    await makeFolders(files, holder);
    const leases = new FileLeases(files, holder, clock, ['', ...artefactFolders]);
    await leases.start();
    return new RunFolder(files, options, leases);
  }

  /** What has happened in it so far, by all processes. Throws LabError `store`. */
  history(): Promise<History> {
    return readHistory(this.#files);
  }

  /** Gives up all leases and ends the journal. Throws LabError `store` if its last lines could not be written. */
  async close(): Promise<void> {
    this.claims.releaseAll();
    await this.claims.settled();
    try {
      await this.journal.close();
    } finally {
      await this.leases.close();
    }
  }
}

async function makeFolders(files: FolderFiles, holder: string): Promise<void> {
  try {
    const names = await files.list('');
    if (names === null) await files.makeFolder('');
    await requireMarker(files, names ?? [], holder);
    for (const folder of [...artefactFolders, journalFolder, leaseFolder]) {
      await files.makeFolder(folder);
    }
    await files.syncFolder('');
  } catch (error) {
    throw storeProblem(error, 'opened', files.place);
  }
}

async function requireMarker(
  files: FolderFiles,
  names: readonly string[],
  holder: string,
): Promise<void> {
  const found = await files.read(marker);
  if (found === null) {
    const other = names.find((name) => writerOf(name) === null && !systemFiles.includes(name));
    if (other === undefined) {
      await writeWhole(files, '', marker, content, holder);
      return;
    }
    throw new LabError(
      'store',
      `${files.place} is not a folder of runs: it has no ${marker}, and has other files, such as ${other}. Name an empty folder or a new one.`,
    );
  }
  const own = versionOf(found);
  if (own === version) return;
  const place = placeOf(files, marker);
  throw new LabError(
    'store',
    own !== null && own > version
      ? `${files.place} was made by a later version of the lab: ${place} has version ${own}, and this lab knows version ${version}. Update the lab, or name another folder.`
      : `${files.place} is not a folder of runs: ${place} does not say {"format":"${format}","version":${version}}. Name an empty folder or a new one.`,
  );
}

/** Null if it is no marker. */
function versionOf(bytes: Uint8Array): number | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(0, 1000)));
    if (typeof value !== 'object' || value === null) return null;
    const found: unknown = Reflect.get(value, 'version');
    return Reflect.get(value, 'format') === format && typeof found === 'number' ? found : null;
  } catch {
    return null;
  }
}
