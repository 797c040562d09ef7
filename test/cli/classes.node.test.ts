/** What stands under the table of results where classes are unequal. */
import { assert } from 'chai';
import { classesText } from '../../cli/a2/classes.ts';
import { ended, tableOf, yesAndNo } from '../insights/own-table.ts';
import { accuracies, done, planned } from '../insights/trials.ts';

const run = tableOf(yesAndNo, 1000, { axes: [{ path: 'seed', values: [1, 2] }] });

describe('the classes under the results on a terminal', () => {
  it('are the rows of each confusion matrix, under what chance is', () => {
    const trials = [
      ended(
        run,
        [
          [191, 0],
          [9, 0],
        ],
        0.2,
        0,
      ),
      ended(
        run,
        [
          [185, 6],
          [3, 6],
        ],
        0.1,
        1,
      ),
    ];
    assert.deepEqual(classesText(trials).split('\n'), [
      'Chance: always predicting the most frequent class, no, gives a test accuracy of 95.5 %; predicting the class shares as probabilities gives a test loss of 0.1835.',
      '',
      'Trial   Class  Test rows  Correct   Recall  Precision     F1',
      'seed 1  no           191      191  100.0 %     95.5 %  0.977',
      'seed 1  yes            9        0    0.0 %      0.0 %      0',
      'seed 2  no           191      185   96.9 %     98.4 %  0.976',
      'seed 2  yes            9        6   66.7 %     50.0 %  0.571',
      '',
    ]);
  });

  it('are left out where classes are equal', () => {
    assert.equal(
      classesText([
        ended(
          run,
          [
            [90, 10],
            [20, 80],
          ],
          0.4,
        ),
      ]),
      '',
    );
    assert.equal(classesText([done(planned().plans[0]!, { epochs: accuracies([0.5]) })]), '');
  });
});
