import { assert } from 'chai';
import fc from 'fast-check';
import { linkOf, readLink } from '../../src/document/link.ts';
import { parseExperimentText } from '../../src/document/parse-text.ts';
import { trialSteps } from '../../src/document/parameters.ts';
import { pytorchProgram } from '../../src/formats/pytorch/program.ts';
import { documents } from '../lab/fixture/fake-lab.ts';
import { smallExperiment } from '../support/small-experiment.ts';
import { hostileText, mutated, numRuns } from './mutations.ts';

const bases = [
  ...Object.values(documents).map((each) => each as object),
  smallExperiment({}, [{ path: 'optimizer.learningRate', values: [0.1, 0.01] }]),
  {
    ...smallExperiment({}, [{ path: 'seed', values: [1, 2] }]),
    classroom: { lock: ['dataset', 'model.width'], predict: 'Which?', studentSeed: true },
  },
];

/** Of a link, whose compression takes a moment: a tenth of them. */
const everyTenth = (text: string): boolean => text.length % 10 === 0;

describe('a tampered experiment', () => {
  it('is read, or refused with a message, and never throws', async () => {
    let right = 0;
    await fc.assert(
      fc.asyncProperty(mutated(...bases), async (text) => {
        const parsed = parseExperimentText(text);
        if (parsed.ok) right += 1;
        if (!parsed.ok) {
          assert.isNotEmpty(parsed.issues);
          for (const { message, path } of parsed.issues) {
            assert.isString(path);
            assert.isAbove(message.length, 10);
            assert.notInclude(message, '[object');
          }
          return;
        }
        // What is taken for right can be used: counted, written as a program, and sent on.
        for (const { id, trial } of parsed.trials) {
          assert.match(id, /^[0-9a-f]{64}$/);
          assert.isAtLeast(trialSteps(trial), 0);
        }
        assert.include(pytorchProgram(parsed.experiment, parsed.trials), 'import torch');
        if (!everyTenth(text)) return;
        const again = await readLink(await linkOf(parsed.experiment));
        assert.deepEqual(
          again.ok && again.trials.map(({ id }) => id),
          parsed.trials.map(({ id }) => id),
        );
      }),
      { numRuns },
    );
    // Edits small enough that both happen.
    assert.isAbove(right, numRuns / 20);
    assert.isBelow(right, numRuns);
  });

  it('is refused as a link whatever the link is, and never throws', async () => {
    const link = await linkOf(bases[0] as Parameters<typeof linkOf>[0]);
    const cut = fc
      .tuple(fc.nat(link.length), fc.nat(link.length), hostileText)
      .map(([from, to, text]) => link.slice(0, from) + text + link.slice(to));
    await fc.assert(
      fc.asyncProperty(cut, async (wrong) => {
        const read = await readLink(wrong);
        if (!read.ok) assert.isNotEmpty(read.issues);
      }),
      { numRuns },
    );
  });
});
