import { assert } from 'chai';
import fc from 'fast-check';
import {
  isLocked,
  sameId,
  studentSeed,
  variesSeed,
  withSeed,
} from '../../src/document/classroom.ts';
import { linkOf, readLink } from '../../src/document/link.ts';
import { axisIsLocked, keepLocked, lockedChanges } from '../../src/document/locks.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import type { Classroom, Experiment } from '../../src/document/schema.ts';
import { isSetting } from '../../src/document/settings.ts';
import I1d from '../../public/experiments/I1d.json' with { type: 'json' };
import I2d from '../../public/experiments/I2d.json' with { type: 'json' };

function experiment(document: unknown, classroom?: Classroom): Experiment {
  const whole = classroom === undefined ? document : { ...(document as object), classroom };
  const parsed = parseExperiment(whole);
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('; '));
  return parsed.experiment;
}

function trialsOf(document: Experiment): string[] {
  const parsed = parseExperiment(document);
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('; '));
  return parsed.trials.map(({ id }) => id);
}

const paths = [
  'dataset',
  'dataset.name',
  'dataset.table.csv.delimiter',
  'model.depth',
  'init',
  'init.d',
  'optimizer',
  'optimizer.learningRate',
  'optimizer.momentum',
  'batchSize',
  'epochs',
  'seed',
  'measure.batchLosses',
];

describe('the seed of a student', () => {
  /**
   * By Python 3: int.from_bytes(sha256(f"a2-student-seed/1\n{name}\n{id}".encode()).digest()[:4]),
   * with id = normalize("NFKC", normalize("NFKC", id).strip().upper().lower()).
   */
  const known: readonly (readonly [string, string, number])[] = [
    ['ab12', 'I2d', 168821179],
    [' Ab12 ', 'I2d', 168821179],
    ['ＡＢ１２', 'I2d', 168821179],
    ['ab12', 'I1d', 3516463190],
    ['s1234567', 'playground', 567291213],
    ['Müller', 'I1d', 505939613],
    ['Mu\u0308ller', 'I1d', 505939613],
    ['STRASSE', 'x', 879171513],
    ['straße', 'x', 879171513],
    ['STRAẞE', 'x', 879171513],
    ['学生42', 'week-3', 2636050857],
    ['', 'I2d', 1070628451],
  ];

  for (const [id, name, seed] of known) {
    it(`is ${seed} for ${JSON.stringify(id)} in ${name}, as Python has it`, () => {
      assert.equal(studentSeed(id, name), seed);
    });
  }

  it('is one that PyTorch takes, and the same whenever it is asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (id, name) => {
        const seed = studentSeed(id, name);
        assert.isTrue(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32);
        assert.equal(studentSeed(` ${id.normalize('NFD')}\n`, name), seed);
        assert.equal(studentSeed(sameId(id), name), seed);
      }),
    );
  });

  it('spreads the ids of a course over the whole range, none twice', () => {
    const seeds = Array.from({ length: 2_000 }, (_, index) => studentSeed(`s${index}`, 'I2d'));
    assert.equal(new Set(seeds).size, seeds.length);
    const buckets = new Array<number>(16).fill(0);
    for (const seed of seeds) buckets[Math.floor(seed / 2 ** 28)]! += 1;
    // 125 expected in each, with a deviation of 11.
    for (const many of buckets) assert.isTrue(many > 70 && many < 180, buckets.join(' '));
  });

  it('goes into the trial, and nowhere where the seeds are an axis', () => {
    const one = experiment(I1d);
    assert.equal(withSeed(one, 7).trial.seed, 7);
    assert.equal(one.trial.seed, I1d.trial.seed);
    const several: Experiment = { ...one, axes: [{ path: 'seed', values: [1, 2] }] };
    assert.isTrue(variesSeed(several));
    assert.equal(withSeed(several, 7), several);
  });
});

describe('locks', () => {
  it('lock a path and all below it, and nothing beside it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...paths), (lock, path) => {
        const under = path === lock || path.startsWith(`${lock}.`);
        assert.equal(isLocked([lock], path), under);
        assert.isTrue(isLocked(['*'], path));
        assert.isFalse(isLocked([], path));
        assert.equal(axisIsLocked([lock], path), under || lock.startsWith(`${path}.`));
      }),
    );
    assert.isFalse(isLocked(['optimizer.learning'], 'optimizer.learningRate'));
  });

  it('name a wrong path, and know every setting', () => {
    for (const path of paths) assert.isTrue(isSetting(path), path);
    const document = { ...I1d, classroom: { lock: ['seed', 'optimizer.learnRate', '*'] } };
    const parsed = parseExperiment(document);
    assert.equal(
      parsed.ok ? 'accepted' : parsed.issues[0]?.message,
      'classroom.lock.1: expected the path of a setting, or "*" for all, got "optimizer.learnRate"',
    );
    for (const wrong of [{ lock: 'seed' }, { predict: ' ' }, { studentSeed: 1 }, { hint: 'x' }]) {
      assert.isFalse(parseExperiment({ ...I1d, classroom: wrong }).ok, JSON.stringify(wrong));
    }
  });

  const before = experiment(I2d, { lock: ['optimizer.learningRate', 'model'] });
  const lock = before.classroom?.lock ?? [];
  const edited = (trial: object, more: Partial<Experiment> = {}): Experiment => ({
    ...before,
    trial: { ...before.trial, ...trial },
    ...more,
  });

  it('find what an edit changes of them, by path and value', () => {
    assert.isEmpty(lockedChanges(before, edited({ epochs: 3 }), lock));
    const wider = lockedChanges(before, edited({ model: { depth: 2, width: 99 } }), lock);
    assert.deepEqual(
      wider.map(({ path }) => path),
      ['trial.model'],
    );
    assert.include(wider[0]?.message ?? '', 'as its author set it');
    const other = before.axes.map((axis) =>
      axis.path === 'optimizer.learningRate' ? { ...axis, values: [1] } : axis,
    );
    const changes = lockedChanges(before, edited({}, { axes: other }), lock);
    assert.match(changes[0]?.message ?? '', /^axes\.\d\.values: expected \[/);
    const added = [...before.axes, { path: 'model.width', values: [1, 2] }];
    assert.lengthOf(lockedChanges(before, edited({}, { axes: added }), lock), 1);
    assert.lengthOf(lockedChanges(before, edited({}, { axes: [] }), lock), 1);
  });

  it('let a default be written or left out', () => {
    const plain = experiment(I1d, { lock: ['*'] });
    assert.equal(plain.trial.seed, 433);
    const entries = Object.entries(plain.trial).filter(([key]) => key !== 'seed');
    const trial = Object.fromEntries(entries);
    assert.isEmpty(lockedChanges(plain, { ...plain, trial }, ['*']));
  });

  it('are the author’s: a reader’s edit may not take them away, an author’s may', () => {
    const free = edited({ model: { depth: 1, width: 1 } }, { classroom: { lock: [] } });
    const refused = lockedChanges(before, free, lock).map(({ path }) => path);
    assert.deepEqual(refused, ['trial.model', 'classroom']);
    assert.isEmpty(lockedChanges(before, free, lock, true));
  });

  it('hold whatever an edit does, and leave the rest of it alone', () => {
    const locks = fc.subarray(paths.filter((path) => !path.includes('table')));
    const value = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('many'));
    fc.assert(
      fc.property(locks, value, value, value, (chosen, epochs, width, rate) => {
        const reference = experiment(I2d, { lock: chosen });
        const draft: Experiment = {
          ...reference,
          trial: {
            ...reference.trial,
            epochs,
            model: { depth: 1, width },
            optimizer: { name: 'sgd', learningRate: rate },
          },
          axes: [],
          classroom: {},
        };
        const kept = keepLocked(reference, draft, chosen);
        assert.isEmpty(lockedChanges(reference, kept, chosen));
        if (!isLocked(chosen, 'epochs')) assert.equal(kept.trial.epochs, epochs);
        assert.equal(keepLocked(reference, kept, chosen), kept);
      }),
    );
  });

  it('bring back a locked momentum when an optimiser that has one is chosen again', () => {
    const momentum = { name: 'sgd', learningRate: 0.01, momentum: 0.9 };
    const held = experiment({ ...I1d, trial: { ...I1d.trial, optimizer: momentum } });
    const reference: Experiment = { ...held, classroom: { lock: ['optimizer.momentum'] } };
    const with_ = (optimizer: object): Experiment => ({
      ...reference,
      trial: { ...reference.trial, optimizer },
    });
    const list = ['optimizer.momentum'];
    const adam = keepLocked(reference, with_({ name: 'adam', learningRate: 0.01 }), list);
    assert.deepEqual(adam.trial.optimizer, { name: 'adam', learningRate: 0.01 });
    const back = keepLocked(reference, with_({ name: 'sgd', learningRate: 0.01 }), list);
    assert.deepEqual(back.trial.optimizer, momentum);
  });
});

describe('an experiment for a class', () => {
  const classrooms: fc.Arbitrary<Classroom> = fc.record(
    {
      lock: fc.array(fc.constantFrom('*', ...paths), { maxLength: 20 }),
      predict: fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== ''),
      studentSeed: fc.boolean(),
    },
    { requiredKeys: [] },
  );

  it('comes back whole from a link, and trains what it trained before', async () => {
    await fc.assert(
      fc.asyncProperty(classrooms, async (classroom) => {
        const whole = experiment(I1d, classroom);
        const read = await readLink(await linkOf(whole));
        if (!read.ok) throw new Error(read.issues[0]?.message);
        assert.deepEqual(read.experiment.classroom, classroom);
        assert.deepEqual(
          read.trials.map(({ id }) => id),
          trialsOf(experiment(I1d)),
        );
      }),
      { numRuns: 30 },
    );
  });
});
