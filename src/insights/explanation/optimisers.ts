/** Why an optimiser that scales each parameter's step gets through where plain steps at the same rate crawl. */
import { optimizerInsights } from '../../catalog/registry/optimizer.insights.ts';
import type { OptimizerInsights } from '../../catalog/kinds/optimizer.ts';
import { taskOf, trialCounts } from '../../document/parameters.ts';
import { nameOf } from '../../text/labels.ts';
import { samplingMargin } from '../late-range.ts';
import { capital, joined, times } from '../prose.ts';
import { ranked } from '../ranking.ts';
import { clearlyAhead, clearlyBetter, rangeAt, type Range, type Subject } from '../subjects.ts';
import type { Network } from './networks.ts';
import type { Evidence, Statement } from './types.ts';
import { figure, rateOf } from './words.ts';

/** Scaled steps must be so many times as large in every layer. */
const muchLarger = 10;
/** Steps are called even where no layer's are more than this many times another's. */
const even = 4;
/** Steps are of the order of the rate between a tenth and ten times of it. */
const nearRate = 10;

interface Case {
  readonly subject: Subject;
  readonly network: Network;
  readonly updates: readonly number[];
  readonly insights: OptimizerInsights | undefined;
}

const insightsOf = ({ optimizer }: Network['trial']): OptimizerInsights | undefined =>
  (optimizerInsights as Readonly<Record<string, OptimizerInsights>>)[optimizer.name];

const ids = ({ subject }: Case): string[] => subject.trials.map(({ plan }) => plan.id);
const least = ({ updates }: Case): number => Math.min(...updates);
const most = ({ updates }: Case): number => Math.max(...updates);

export function optimiserStatements(evidence: Evidence): Statement[] {
  const { subjects, measure, networkOf } = evidence;
  const cases = ranked(subjects, measure).flatMap(({ subject }): Case[] => {
    const network = networkOf(subject);
    const updates = network?.updates ?? null;
    return network === null || updates === null
      ? []
      : [{ subject, network, updates, insights: insightsOf(network.trial) }];
  });
  const slow = cases.findLast(({ insights }) => insights === undefined);
  if (slow === undefined) return [];
  const fast = cases.filter((each) => outruns(each, slow, evidence));
  const [best] = fast;
  if (best === undefined) return [];
  return [plainSteps(slow, evidence), scaledSteps(fast, slow, evidence), ...earlySteps(fast)];
}

/** Whether it is clearly ahead, scales its steps, and these are measured to be even, near the rate and much larger. */
function outruns(each: Case, slow: Case, { measure }: Evidence): boolean {
  const rate = rateOf(each.network.trial);
  return (
    each.insights !== undefined &&
    rate === rateOf(slow.network.trial) &&
    clearlyAhead(each.subject, slow.subject, measure) &&
    most(each) <= even * least(each) &&
    least(each) >= rate / nearRate &&
    most(each) <= rate * nearRate &&
    least(each) >= muchLarger * most(slow)
  );
}

/** How small the steps are that follow the gradient, and that it is already small where it starts. */
function plainSteps(slow: Case, { measure }: Evidence): Statement {
  const { network, subject } = slow;
  const step = figure(ids(slow), 'largest change of a hidden weight in a step (RMS)', most(slow));
  const size = figure(ids(slow), 'standard deviation of the weights', network.weights);
  const first = rangeAt(subject, measure, 1);
  const after =
    first === null
      ? null
      : figure(ids(slow), `${measure.name}, epoch 1`, first.mean, measure.write(first.mean));
  const { gradient, depth } = network;
  const falls =
    gradient === null || gradient.ratio > 0.5
      ? null
      : [
          figure(ids(slow), `gradient norm, layer ${depth}`, gradient.from),
          figure(ids(slow), 'gradient norm, layer 1', gradient.to),
        ];
  const small =
    falls === null
      ? ''
      : ` (their norm falls from ${falls[0]!.text} at layer ${depth} to ${falls[1]!.text} at layer 1)`;
  return {
    id: 'plain-steps',
    text: `${capital(nameOf(network.trial.optimizer.name))}’s step is the rate times the gradient, and the gradients are small${small}: its first steps change a hidden weight by ${step.text} at most, where weights have a σ of ${size.text}${after === null ? '' : `, and its first epoch reaches ${after.text}`}.`,
    restsOn: [...(falls ?? []), step, size, ...(after === null ? [] : [after])],
    rank: 1,
  };
}

function scaledSteps(fast: readonly Case[], slow: Case, { measure }: Evidence): Statement {
  const [best] = fast as [Case];
  const low = figure(
    ids(best),
    'smallest change of a hidden weight in a step, by layer',
    least(best),
  );
  const high = figure(
    ids(best),
    'largest change of a hidden weight in a step, by layer',
    most(best),
  );
  const ratio = figure(
    [...ids(best), ...ids(slow)],
    'smallest scaled step ÷ largest plain step',
    least(best) / most(slow),
    times(least(best) / most(slow)),
  );
  const names = fast.map(({ network }) => nameOf(network.trial.optimizer.name));
  const scales = best.insights!.scales;
  const many = fast.length > 1 && fast.every(({ insights }) => insights?.scales === scales);
  const who = many ? joined(names) : names[0]!;
  const does = many ? scales.replace(/^divides/, 'divide') : scales;
  const [own, other] = [best, slow].map(({ subject }) => rangeAt(subject, measure, 1));
  const sooner =
    own !== undefined &&
    own !== null &&
    other !== undefined &&
    other !== null &&
    clearlyBetter(own, other, measure, samplingBound(best, own, other))
      ? figure(ids(best), `${measure.name}, epoch 1`, own.mean, measure.write(own.mean))
      : null;
  return {
    id: 'scaled-steps',
    text: `${capital(who)} ${does}, so the step is of the order of the rate however small the gradient: ${low.text} to ${high.text} in all layers with ${names[0]!}, at least ${ratio.text} as far${sooner === null ? '' : `, and ${sooner.text} after one epoch`}.`,
    restsOn: [low, high, ratio, ...(sooner === null ? [] : [sooner])],
    rank: 1,
  };
}

/** From which difference on two figures of one epoch are different: the sampling error, or 1 % of an error. */
const samplingBound = ({ network }: Case, a: Range, b: Range): number =>
  taskOf(network.trial.dataset) === 'classification'
    ? samplingMargin(a.mean, b.mean, trialCounts(network.trial).test)
    : 0.01 * Math.abs(b.mean);

/** First steps that are much larger than those of another that scales. */
function earlySteps(fast: readonly Case[]): Statement[] {
  const early = fast.find(({ insights }) => insights?.early !== undefined);
  const other = fast.find(({ insights }) => insights?.early === undefined);
  if (early === undefined || other === undefined) return [];
  const ratio = least(early) / most(other);
  if (ratio < 2) return [];
  const own = figure(
    [...ids(early), ...ids(other)],
    'smallest step ÷ largest step',
    ratio,
    times(ratio),
  );
  const name = nameOf(early.network.trial.optimizer.name);
  return [
    {
      id: 'early-steps',
      text: `The first steps of ${name} are at least ${own.text} as large as those of ${nameOf(other.network.trial.optimizer.name)}, because ${early.insights!.early}.`,
      restsOn: [own],
      rank: 3,
    },
  ];
}
