import { assert } from 'chai';
import { reporter } from '../../../cli/a2/run-folder/reporter.ts';

describe('problems that a run tells', () => {
  const lost = (index: number) =>
    `A checkpoint could not be kept: /run/${index}: the disk is full.`;
  const more = 'a2: More of the same follows, which is not told.';

  it('are told once each, and a few of a kind', () => {
    const told: string[] = [];
    const report = reporter((text) => told.push(text));
    for (let time = 0; time < 2; time++)
      for (let index = 0; index < 20; index++) report(lost(index));
    assert.deepEqual(told, [...[0, 1, 2, 3, 4].map((index) => `a2: ${lost(index)}`), more]);
  });

  it('are not hidden behind many of another kind', () => {
    const told: string[] = [];
    const report = reporter((text) => told.push(text));
    for (let index = 0; index < 20; index++) report(lost(index));
    report('A finished trial could not be kept: /run/a.json: the disk is full.');
    assert.equal(
      told.at(-1),
      'a2: A finished trial could not be kept: /run/a.json: the disk is full.',
    );
  });
});
