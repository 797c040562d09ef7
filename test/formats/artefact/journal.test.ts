import { assert } from 'chai';
import { contentHash } from '../../../src/document/hash.ts';
import {
  journalLine,
  readJournal,
  type JournalEntry,
} from '../../../src/formats/artefact/journal.ts';
import fc from '../../support/draws.mjs';

const run = '0'.repeat(32);
const id = 'a'.repeat(64);
const key = 'b'.repeat(64);

const entries: readonly JournalEntry[] = [
  {
    kind: 'run',
    run,
    at: 1,
    name: 'A run\nof two lines',
    experiment: { format: 'a2-experiment', version: 1, title: '„é”' },
    settings: key,
    lab: 'development',
    agent: 'Node 20',
    why: 'run',
  },
  { kind: 'add', run, at: 1, trials: [{ id, trial: { epochs: 3 } }, { id: key }] },
  { kind: 'start', run, at: 2, id, key },
  { kind: 'start', run, at: 3, id, key, epoch: 1, step: 0 },
  {
    kind: 'end',
    run,
    at: 4,
    id,
    key,
    status: 'done',
    seconds: 1.5,
    engine: { name: 'wasm', reason: 'chosen', revision: 2 },
    agent: 'Node 20',
    lab: 'development',
    dataset: 'c',
  },
  { kind: 'stop', run, at: 5, status: 'done', seconds: 2 },
];

const joined = (lines: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(lines.flatMap((line) => [...line]));
const lines = entries.map(journalLine);
const whole = joined(lines);
const line = (text: string) => new TextEncoder().encode(`${text}\n`);

describe('a journal', () => {
  it('is read back', () => {
    assert.deepEqual(readJournal(whole), { entries, torn: false, damaged: 0, unknown: 0 });
    assert.lengthOf(new TextDecoder().decode(whole).trimEnd().split('\n'), entries.length);
  });

  it('is read up to a torn last line, wherever it is torn', () => {
    const ends = lines.map((_, at) => joined(lines.slice(0, at + 1)).length);
    for (let length = 0; length <= whole.length; length++) {
      const read = readJournal(whole.subarray(0, length));
      const complete = ends.filter((end) => end <= length).length;
      assert.deepEqual(read.entries, entries.slice(0, complete));
      assert.equal(read.torn, length > 0 && !ends.includes(length));
      assert.equal(read.damaged, 0);
    }
  });

  it('is read up to a last line of zeros, as a power failure may leave it', () => {
    const read = readJournal(joined([whole, new Uint8Array(50)]));
    assert.deepEqual(read, { entries, torn: true, damaged: 0, unknown: 0 });
  });

  it('skips and counts damaged lines', () => {
    fc.assert(
      fc.property(
        fc.nat(entries.length - 2),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (at, where, by) => {
          const damaged = lines[at]!.slice(0, -1);
          damaged[where % damaged.length]! ^= by;
          const all = lines.with(at, Uint8Array.from([...damaged, 0x0a]));
          const read = readJournal(joined(all));
          assert.deepEqual(
            read.entries,
            entries.filter((_, index) => index !== at),
          );
          assert.isAtLeast(read.damaged, 0);
          assert.isFalse(read.torn);
        },
      ),
    );
  });

  it('skips what only a later lab knows', () => {
    const checked = (entry: Record<string, unknown>) =>
      line(JSON.stringify({ ...entry, check: contentHash(entry).slice(0, 8) }));
    const later = checked({ kind: 'pause', run, at: 3 });
    const more = checked({ ...entries[2]!, host: 'x' });
    const read = readJournal(joined([lines[0]!, later, more]));
    assert.deepEqual(read, {
      entries: [entries[0]!, entries[2]!],
      torn: false,
      damaged: 0,
      unknown: 1,
    });
  });

  it('reads any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        assert.deepEqual(readJournal(bytes).entries, []);
      }),
    );
  });

  it('is not written with what could not be read back', () => {
    assert.throws(
      () => journalLine({ ...entries[2]!, id: 'short' } as JournalEntry),
      'expected a key',
    );
  });
});
