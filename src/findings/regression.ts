/** Regression: the errors of one trial as amounts of the target, beside the mean's, over the epochs and the batches. */
import { stepsPerEpoch } from '../experiment/parameters.ts';
import { isClassificationEpoch, type RegressionEpoch } from '../experiment/results.ts';
import type { TrialState } from '../run/state.ts';
import { count, counted, percent, significant } from '../words/format.ts';
import { targetWords } from '../words/target.ts';
import { blockLength } from './measures.ts';
import { times } from './prose.ts';
import type { Figure, Finding } from './types.ts';

const four = (value: number): string => significant(value, 4);
const three = (value: number): string => significant(value, 3);

/** RMSE ÷ MAE of normally distributed errors: √(π / 2). */
const normalRatio = Math.sqrt(Math.PI / 2);
/** From here on the ratio speaks of heavy tails: 10 % more than that of normal errors. */
const heavyTails = 1.1 * normalRatio;

/** All that is said of one trial of regression; `which` is "with batch 16, ", or '' for the only one. */
export function regressionFindings(trial: TrialState, which: string): Finding[] {
  const records = trial.epochs.filter(
    (record): record is RegressionEpoch => !isClassificationEpoch(record),
  );
  const [first, last] = [records[0], records.at(-1)];
  if (first === undefined || last === undefined) return [];
  const make = maker(trial, which);
  return [
    ...errors(make, last),
    ...beside(make, trial, last),
    ...tails(make, last),
    ...(records.length < 2 ? [] : course(make, records)),
    ...noise(make, trial),
  ];
}

type Make = ReturnType<typeof maker>;

const maker = (trial: TrialState, which: string) => ({
  words: targetWords(trial.plan.trial.dataset),
  figure: (name: string, value: number, text: string): Figure => ({
    trials: [trial.plan.id],
    name,
    value,
    text,
  }),
  finding: (id: string, topic: Finding['topic'], text: string, restsOn: Figure[]): Finding => {
    const whole = which + (which === '' ? text : text.slice(0, 1).toLowerCase() + text.slice(1));
    return {
      id: `${id}:${trial.plan.id}`,
      topic,
      text: whole.slice(0, 1).toUpperCase() + whole.slice(1),
      restsOn,
    };
  },
});

function errors({ figure, finding, words }: Make, last: RegressionEpoch): Finding[] {
  const mse = figure('test MSE', last.testMse, four(last.testMse));
  const rmse = figure('test RMSE', Math.sqrt(last.testMse), words.amount(Math.sqrt(last.testMse)));
  const mae = figure('test MAE', last.testMae, words.amount(last.testMae));
  return [
    finding(
      'errors',
      'training',
      `After ${counted(last.epoch, 'epoch')} the mean squared error on the test part is ${mse.text} ${words.squared}, its root ${rmse.text}; the mean absolute error is ${mae.text}.`,
      [mse, rmse, mae],
    ),
  ];
}

/** Against always predicting the mean; a network that is no better is named among the troubles. */
function beside(
  { figure, finding, words }: Make,
  trial: TrialState,
  last: RegressionEpoch,
): Finding[] {
  const { baseline } = trial;
  if (baseline === undefined || last.testMse >= baseline.testMse) return [];
  const part = last.testMse / baseline.testMse;
  const mse = figure('test MSE of the mean', baseline.testMse, four(baseline.testMse));
  const mae = figure('test MAE of the mean', baseline.testMae, words.amount(baseline.testMae));
  const left = figure('part of the mean’s MSE', part, percent(part, 0));
  return [
    finding(
      'beside-mean',
      'training',
      `Always predicting the mean of the training values would give ${mse.text} and ${mae.text}: the network leaves ${left.text} of that squared error.`,
      [mse, mae, left],
    ),
  ];
}

function tails({ figure, finding, words }: Make, last: RegressionEpoch): Finding[] {
  const ratio = Math.sqrt(last.testMse) / last.testMae;
  if (!(ratio > heavyTails)) return [];
  const text = ratio.toFixed(2);
  return [
    finding(
      'tails',
      'training',
      `The root of the squared error is ${text} times the absolute error, where normally distributed errors give ${normalRatio.toFixed(2)}: a few ${words.rows} are missed by much more than most.`,
      [figure('RMSE ÷ MAE', ratio, text)],
    ),
  ];
}

/** Where the test error falls, and how far training and test errors are apart at the end. */
function course({ figure, finding, words }: Make, records: readonly RegressionEpoch[]): Finding[] {
  const [first, last] = [records[0]!, records.at(-1)!];
  const found: Finding[] = [];
  const best = records.reduce((least, each) => (each.testMse < least.testMse ? each : least));
  const [begin, least] = [
    figure('test MSE, epoch 1', first.testMse, four(first.testMse)),
    figure('least test MSE', best.testMse, four(best.testMse)),
  ];
  if (best.testMse < first.testMse) {
    const goal = first.testMse - 0.9 * (first.testMse - best.testMse);
    const most = records.find(({ testMse }) => testMse <= goal) ?? best;
    const by = figure('epoch by which 90 % is done', most.epoch, `epoch ${count(most.epoch)}`);
    const quick = most.epoch === best.epoch ? '' : `, nine tenths of the way there by ${by.text}`;
    const where =
      best.epoch === last.epoch
        ? `in the last epoch, ${count(best.epoch)}`
        : `at epoch ${count(best.epoch)} of ${count(last.epoch)}`;
    found.push(
      finding(
        'course',
        'training',
        `The test MSE falls from ${begin.text} after the first epoch to its least, ${least.text}, ${where}${quick}.`,
        quick === '' ? [begin, least] : [begin, least, by],
      ),
    );
  } else {
    found.push(
      finding(
        'no-course',
        'training',
        `The test MSE never falls below ${begin.text}, what it was after the first epoch.`,
        [begin],
      ),
    );
  }
  const ratio = last.testMse / last.trainMse;
  // 5 % apart is more than the last digits, and little enough to be called close.
  if (ratio > 1.05 && Number.isFinite(ratio)) {
    const [train, apart] = [
      figure('training MSE at the end', last.trainMse, four(last.trainMse)),
      figure('test MSE ÷ training MSE', ratio, ratio < 9.95 ? ratio.toFixed(2) : times(ratio)),
    ];
    const unit = ratio < 9.95 ? `${apart.text} times` : apart.text;
    found.push(
      finding(
        'gap',
        'training',
        `At the end the test MSE is ${unit} the training MSE (${train.text}): the network fits the ${words.rows} that it was trained on better.`,
        [train, apart],
      ),
    );
  }
  return found;
}

/** How much single batches scatter around their mean at the end. */
function noise({ figure, finding }: Make, trial: TrialState): Finding[] {
  const { batchLosses, plan, epochs } = trial;
  const window = blockLength(epochs.length) * stepsPerEpoch(plan.trial);
  const last = batchLosses.slice(-window);
  // A spread of fewer batches says little.
  if (last.length < 20) return [];
  let sum = 0;
  for (const loss of last) sum += loss;
  const mean = sum / last.length;
  let squares = 0;
  for (const loss of last) squares += (loss - mean) ** 2;
  const share = Math.sqrt(squares / (last.length - 1)) / mean;
  if (!Number.isFinite(share)) return [];
  const [middle, scatter] = [
    figure('mean loss of the last batches', mean, three(mean)),
    figure('their standard deviation ÷ mean', share, percent(share, 0)),
  ];
  const batch = `one batch of ${count(plan.trial.batchSize)}`;
  // A tenth of the mean is where the noise of single batches begins to hide the course.
  const meaning =
    share >= 0.1 ? `${batch} says little about the whole` : `${batch} stands for the whole`;
  return [
    finding(
      'noise',
      'training',
      `The losses of the last ${counted(last.length, 'batch', 'batches')} scatter by ${scatter.text} of their mean, ${middle.text} (standard deviation): ${meaning}.`,
      [middle, scatter],
    ),
  ];
}
