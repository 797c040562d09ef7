/** A hand-in on a disk that is full: what is finished is kept, the report first. */
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { deliver, roomText } from '../../cli/a2/assignment/deliver.ts';
import { Staging } from '../../cli/a2/assignment/staging.ts';
import { dataset, handInOf, trained } from '../course/handin/support.ts';
import { tinyDisk } from './tiny-disk.ts';
import { Folder, smallExperiment } from './support.ts';

const { signal } = new AbortController();
const bytes = (count: number) => () => new Uint8Array(count).fill(65);

describe('a hand-in on a full disk', () => {
  let folder: Folder;
  let disk: { remove(): void } | null = null;
  const small = () => folder.at('disk');
  beforeEach(function () {
    folder = new Folder();
    mkdirSync(folder.at('rescued'));
    disk = null;
    // Skips where this user may mount none.
    disk = tinyDisk(this, small(), '256k');
  });
  afterEach(() => {
    disk?.remove();
    folder.remove();
  });

  const staged = (...rescues: string[]): Staging => new Staging(small(), signal, { rescues });

  it('keeps the report where it belongs, and puts the ZIP where there is room', async () => {
    const staging = staged(folder.at('none'), folder.at('rescued'));
    assert.isNull(await staging.put('ada.pdf', bytes(100_000)));
    const told = await staging.put('ada.zip', () => new Blob([bytes(900_000)()]).stream());
    const [, place] =
      /ada\.zip could not be written: ENOSPC.* It is in (.+) instead/.exec(told!) ?? [];
    assert.equal(path.dirname(place!), folder.at('rescued'));
    assert.isTrue(readFileSync(place!).equals(bytes(900_000)()));
    const { files } = await staging.commit();
    assert.deepEqual(files, [{ path: path.join(small(), 'ada.pdf'), bytes: 100_000 }]);
    assert.deepEqual(readdirSync(small()), ['ada.pdf']);
    assert.lengthOf(readdirSync(folder.at('rescued')), 1);
  });

  it('keeps the ZIP where it is the report that does not fit', async () => {
    const staging = staged(folder.at('rescued'));
    assert.include(await staging.put('ada.pdf', bytes(900_000)), 'instead');
    assert.isNull(await staging.put('ada.zip', bytes(100_000)));
    await staging.commit();
    assert.deepEqual(readdirSync(small()), ['ada.zip']);
  });

  it('says what is lost where there is no space at all, and keeps the rest', async () => {
    const staging = staged(folder.at('none'));
    assert.isNull(await staging.put('ada.pdf', bytes(100_000)));
    const failed = await staging.put('ada.zip', bytes(900_000)).catch(String);
    assert.match(failed ?? '', /ada\.zip could not be written: ENOSPC.* There was no space in/);
    await staging.commit();
    assert.deepEqual(readdirSync(small()), ['ada.pdf']);
  });

  it('is delivered as far as possible, with a message about the rest', async () => {
    const date = new Date(2026, 10, 25);
    const { run, models } = await trained(smallExperiment(), date);
    const handIn = handInOf([run], date);
    const { files, missing } = await deliver(handIn, {
      folder: small(),
      paper: 'a4',
      models,
      dataset: ({ name }) => dataset(name as Parameters<typeof dataset>[0]),
      tell: () => undefined,
      signal,
      staging: { rescues: [folder.at('rescued')] },
    });
    // One of the two may fit; both are there.
    const names = [...readdirSync(small()), ...readdirSync(folder.at('rescued'))];
    assert.lengthOf(names, 2);
    assert.lengthOf(files, readdirSync(small()).length);
    assert.isTrue(files.every((file) => existsSync(file.path)));
    const elsewhere = missing.filter((what) =>
      what.includes('instead. Free some space and move it'),
    );
    assert.lengthOf(elsewhere, 2 - files.length);
    assert.isNotEmpty(elsewhere);
  });

  it('is announced before the training', async () => {
    assert.match(
      (await roomText(small())) ?? '',
      /disk has .+ left, and the files need up to .+MB/,
    );
    assert.isNull(await roomText(folder.at('rescued')));
    assert.isNull(await roomText(folder.at('none')));
  });
});
