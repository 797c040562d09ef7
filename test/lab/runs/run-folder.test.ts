import { assert } from 'chai';
import type { JournalEntry } from '../../../src/formats/artefact/journal.ts';
import { JournalWriter } from '../../../src/lab/runs/journal-writer.ts';
import { readHistory } from '../../../src/lab/runs/history.ts';
import { storeProblem } from '../../../src/lab/runs/problem.ts';
import { MemoryDisk, systemError } from './memory-disk.ts';
import { openFolder } from './support.ts';

const refusal = (disk: MemoryDisk): Promise<string> =>
  openFolder(disk.open()).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );

describe('a folder of runs', () => {
  it('is made, and opened again', async () => {
    const disk = new MemoryDisk();
    const first = await openFolder(disk.open(), 1);
    await first.folder.close();
    assert.deepEqual([...disk.files.keys()], ['run.json']);
    const second = await openFolder(disk.open(), 2);
    await second.folder.close();
    assert.deepEqual([...disk.files.keys()], ['run.json']);
  });

  it('may have what a system puts into any folder', async () => {
    const disk = new MemoryDisk();
    disk.put('.DS_Store', 'x');
    assert.equal(await refusal(disk), '');
  });

  it('is not one with other files', async () => {
    const disk = new MemoryDisk();
    disk.put('thesis.doc', 'x');
    assert.match(await refusal(disk), /^\/runs is not a folder of runs: .*thesis\.doc\. Name an /);
    assert.deepEqual([...disk.files.keys()], ['thesis.doc']);
  });

  it('is not one of a later lab, or with another marker', async () => {
    const disk = new MemoryDisk();
    disk.put('run.json', '{"format":"a2-run-folder","version":2}');
    assert.match(await refusal(disk), /made by a later version of the lab.* knows version 1/);
    for (const text of ['', 'null', '[]', '{"format":"a2-run-folder"}', '\0'.repeat(30)]) {
      disk.put('run.json', text);
      assert.match(await refusal(disk), /^\/runs is not a folder of runs: .*does not say/, text);
    }
  });
});

describe('a problem of the file system', () => {
  const codes =
    'ENOSPC EDQUOT EROFS EACCES EPERM EBUSY ENOENT EIO ENODEV ENXIO ESTALE ENOTDIR EISDIR EMFILE ENFILE ENAMETOOLONG EFBIG';
  for (const code of [...codes.split(' '), 'EWHATEVER']) {
    it(`is one clear sentence: ${code}`, () => {
      const { message } = storeProblem(systemError(code), 'written', '/runs/x');
      assert.match(message, new RegExp(`^/runs/x could not be written: .*\\(${code}\\)\\. .*\\.$`));
    });
  }
});

describe('a journal’s writer', () => {
  const run = '0'.repeat(32);
  const entry = (at: number): JournalEntry => ({
    kind: 'stop',
    run,
    at,
    status: 'done',
    seconds: 1,
  });
  const begun: JournalEntry = {
    kind: 'run',
    run,
    at: 0,
    name: 'x',
    experiment: {},
    settings: 'a'.repeat(64),
    lab: '',
    agent: '',
    why: 'run',
  };

  it('writes what failed with the next line, in another file', async () => {
    const disk = new MemoryDisk();
    await disk.open().makeFolder('journal');
    let full = false;
    const files = disk.open((operation, path) => {
      if (full && operation === 'write') {
        disk.damage(path, (bytes) => Uint8Array.from([...bytes, 0x7b]));
        throw systemError('ENOSPC');
      }
      return null;
    });
    const writer = new JournalWriter(files, '1'.repeat(32));
    await writer.append(begun);
    full = true;
    const failed = await writer.append(entry(1)).catch((error: unknown) => error);
    assert.propertyVal(failed, 'code', 'store');
    full = false;
    await writer.append(entry(2));
    await writer.close();
    assert.lengthOf([...disk.files], 2);
    const { runs, damaged } = await readHistory(disk.open());
    assert.equal(damaged, 0);
    assert.lengthOf(runs, 1);
    assert.equal(runs[0]!.stopped!.at, 2);
  });

  it('refuses what is no entry, and goes on', async () => {
    const disk = new MemoryDisk();
    await disk.open().makeFolder('journal');
    const writer = new JournalWriter(disk.open(), '1'.repeat(32));
    const wrong = await writer.append({ ...begun, run: 'x' }).catch((error: unknown) => error);
    assert.propertyVal(wrong, 'code', 'internal');
    await writer.append(begun);
    assert.lengthOf((await readHistory(disk.open())).runs, 1);
  });

  it('has no file if it has nothing to say', async () => {
    const disk = new MemoryDisk();
    await new JournalWriter(disk.open(), '1'.repeat(32)).close();
    assert.isEmpty([...disk.files]);
  });
});
