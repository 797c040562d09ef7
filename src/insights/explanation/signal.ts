/**
 * What the initial weights do to the signal on its way forward and to the gradient on its way back: they vanish, they
 * grow, they saturate, or they keep their scale.
 */
import { activationMeta } from '../../catalog/registry/activation.meta.ts';
import { initInsights } from '../../catalog/registry/init.insights.ts';
import { lossInsights } from '../../catalog/registry/loss.insights.ts';
import { percent, significant } from '../../base/numbers.ts';
import { activationsOf, shortForm } from '../../document/network-form.ts';
import { lossOf, shapeOf } from '../../document/parameters.ts';
import { nameOf } from '../../text/labels.ts';
import { diagnose } from '../diagnosis.ts';
import { capital, joined } from '../prose.ts';
import { ranked } from '../ranking.ts';
import { clearlyAhead, type Subject } from '../subjects.ts';
import type { Figure } from '../types.ts';
import type { Network } from './networks.ts';
import type { Evidence, Statement } from './types.ts';
import { figure } from './words.ts';

/** From a hundredth on over all hidden layers, a quantity has vanished; from ten times on, it has grown. */
const vanished = 0.01;
const grown = 10;
/** From this share of flat activations on, a network is saturated. */
const saturatedFrom = 0.25;
/** A first loss so many times that of equal probabilities shows that the outputs are large and wrong. */
const wrongFrom = 2;
/** Steps below this share of the weights' own size hardly change them in a few thousand steps. */
const smallStep = 1e-4;
/** Steps above this share of the weights' size are large. */
const largeStep = 0.02;

interface Case {
  readonly subject: Subject;
  readonly network: Network;
}

export type Behaviour = 'vanishes' | 'gradient-vanishes' | 'grows' | 'keeps' | 'other';

/** What the measured changes amount to; 'other' claims nothing. */
export function behaviourOf({ signal, gradient, loss, trial }: Network): Behaviour {
  if (signal === null || gradient === null) return 'other';
  if (gradient.ratio <= vanished)
    return signal.ratio <= vanished ? 'vanishes' : 'gradient-vanishes';
  if (signal.ratio >= grown || gradient.ratio >= grown) {
    const even = evenLoss(trial);
    return signal.ratio > 1 && (even === null || loss >= wrongFrom * even.value)
      ? 'grows'
      : 'other';
  }
  return signal.ratio > vanished ? 'keeps' : 'other';
}

const evenLoss = (trial: Network['trial']) =>
  lossInsights[lossOf(trial)]?.even(shapeOf(trial.dataset).outputs) ?? null;

/** Cases of every behaviour, in the order of their subjects. */
export function casesOf({
  subjects,
  networkOf,
}: Evidence): ReadonlyMap<Behaviour, readonly Case[]> {
  const cases = subjects.flatMap((subject) => {
    const network = networkOf(subject);
    return network === null ? [] : [{ subject, network }];
  });
  const found = new Map<Behaviour, Case[]>();
  for (const each of cases) {
    const behaviour = behaviourOf(each.network);
    found.set(behaviour, [...(found.get(behaviour) ?? []), each]);
  }
  return found;
}

const idsOf = ({ subject }: Case): string[] => subject.trials.map(({ plan }) => plan.id);

/** Whether every trial ended no better than guessing. */
export const isStuck = ({ trials }: Subject): boolean =>
  trials.every((trial) => diagnose(trial).some(({ kind }) => kind === 'chance' || kind === 'mean'));

export function signalStatements(evidence: Evidence): Statement[] {
  const cases = casesOf(evidence);
  const byStrength = (a: Case, b: Case) => a.network.gradient!.ratio - b.network.gradient!.ratio;
  const vanishing = (cases.get('vanishes') ?? []).toSorted(byStrength);
  const flat = (cases.get('gradient-vanishes') ?? []).toSorted(byStrength);
  return [
    ...vanishingStatements(vanishing),
    ...saturation([...cases.values()].flat()),
    ...flatStatements(flat),
    ...(cases.get('grows') ?? []).slice(0, 1).flatMap((each) => growing(each, evidence)),
    ...keeping(cases.get('keeps') ?? [], evidence),
  ];
}

/** The strongest case with its figures; others with their factor. */
function vanishingStatements(cases: readonly Case[]): Statement[] {
  const [first, ...others] = cases;
  if (first === undefined) return [];
  const { network } = first;
  const { signal, gradient, depth } = network;
  if (signal === null || gradient === null) return [];
  const ids = idsOf(first);
  const from = figure(ids, 'σ of the activations, layer 1', signal.from);
  const to = figure(ids, `σ of the activations, layer ${depth}`, signal.to);
  const factor = figure(ids, 'factor of σ per layer', signal.factor);
  const back = figure(ids, 'factor of the gradient norm per layer', gradient.factor);
  const also = others.flatMap((each) =>
    each.network.signal === null
      ? []
      : [
          {
            label: each.subject.label,
            factor: figure(idsOf(each), 'factor of σ per layer', each.network.signal.factor),
          },
        ],
  );
  const beside =
    also.length === 0
      ? ''
      : ` (${also.map((each) => `${each.factor.text} with ${each.label}`).join(', ')})`;
  const cause = causeOf(first);
  const same = Math.abs(Math.log(gradient.factor / signal.factor)) < Math.log(1.5);
  const way = `${same ? 'The gradient shrinks alike backwards' : 'The gradient shrinks backwards'} (${back.text} per layer)`;
  const stopped = consequenceOf(first, cases);
  return [
    {
      id: 'vanishing-signal',
      text: `With ${nameOr(first)}, the signal vanishes: between layers 1 and ${depth}, the activations’ σ falls from ${from.text} to ${to.text}, a factor of ${factor.text} per layer${beside}${cause.text}.`,
      restsOn: [from, to, factor, ...also.map((each) => each.factor), ...cause.restsOn],
      rank: 1,
    },
    {
      id: 'vanishing-gradient',
      text: `${way}${stopped.text}.`,
      restsOn: [back, ...stopped.restsOn],
      rank: 1,
    },
  ];
}

const nameOr = ({ subject }: Case): string => (subject.label === '' ? 'this start' : subject.label);

/** ReLU keeps half of a symmetric sum's mean square. */
const afterClamp = Math.SQRT1_2;

/** That the weights' size is the cause, where the factor follows from it. */
function causeOf(each: Case): Pick<Statement, 'text' | 'restsOn'> {
  const { signal, gain, inputs, weights, trial } = each.network;
  if (signal === null) return { text: '', restsOn: [] };
  const model = shortForm(trial.model);
  if (model === null) return { text: '', restsOn: [] };
  const clamps = activationMeta[model.activation].traits.clampsAtZero;
  const expected = clamps ? gain * afterClamp : gain;
  const follows = Math.abs(Math.log(signal.factor / expected)) < Math.log(1.5);
  if (!follows || expected >= 0.9) return { text: '', restsOn: [] };
  const size = figure(idsOf(each), 'standard deviation of the weights', weights);
  const sum = figure(idsOf(each), '√inputs × standard deviation of the weights', gain);
  const left = clamps ? `, and ${nameOf(model.activation)} by 1/√2` : '';
  return {
    text: `, because summing ${inputs} inputs with weights of σ ${size.text} scales them by √${inputs} · ${size.text} = ${sum.text}${left}`,
    restsOn: [size, sum],
  };
}

/** That the weights hardly move and the networks stay where they are, where both were measured. */
function consequenceOf(first: Case, cases: readonly Case[]): Pick<Statement, 'text' | 'restsOn'> {
  const { updates, weights, trial } = first.network;
  if (updates === null) return { text: '', restsOn: [] };
  const most = Math.max(...updates);
  if (most > smallStep * weights) return { text: '', restsOn: [] };
  const step = figure(idsOf(first), 'largest change of a hidden weight in a step (RMS)', most);
  const optimizer = nameOf(trial.optimizer.name);
  const moves =
    most === 0
      ? `${optimizer}’s first steps change no hidden weight`
      : `${optimizer}’s first steps move a hidden weight by ${step.text} at most`;
  const stuck = cases.filter(({ subject }) => isStuck(subject));
  if (!stuck.includes(first)) return { text: `: ${moves}`, restsOn: [step] };
  const all = stuck.length === cases.length && cases.length > 1;
  const who = all
    ? cases.length === 2
      ? 'neither network learns'
      : 'none of these networks learns'
    : 'the network does not learn';
  return { text: `, so ${moves} and ${who}`, restsOn: [step] };
}

/** Activations that lie where their slope is near zero; and what the gradient does there. */
function saturation(cases: readonly Case[]): Statement[] {
  const [each] = cases
    .filter(({ network: { saturated } }) => (saturated ?? 0) >= saturatedFrom)
    .toSorted((a, b) => b.network.saturated! - a.network.saturated!);
  if (each === undefined) return [];
  const { saturated, trial } = each.network;
  const ids = idsOf(each);
  const share = figure(ids, 'share of saturated activations', saturated!, percent(saturated!, 0));
  const fall = behaviourOf(each.network) === 'gradient-vanishes' ? fallOf(each) : null;
  return [
    {
      id: 'saturation',
      text: `With ${nameOr(each)}, ${activationsOf(trial.model).map(nameOf).join(' and ')} saturates: ${share.text} of the activations lie in its flat ends, where its slope is near zero${fall === null ? '' : `, so ${fall.text}`}.`,
      restsOn: [share, ...(fall?.restsOn ?? [])],
      rank: 1,
    },
  ];
}

/** The gradient vanishes although the activations keep their scale, and nothing shows why. */
function flatStatements(cases: readonly Case[]): Statement[] {
  const [each] = cases.filter(({ network: { saturated } }) => (saturated ?? 0) < saturatedFrom);
  const fall = each === undefined ? null : fallOf(each);
  if (each === undefined || fall === null) return [];
  return [
    {
      id: 'vanishing-gradient',
      text: `With ${nameOr(each)}, the activations keep their scale, but ${fall.text}.`,
      restsOn: fall.restsOn,
      rank: 1,
    },
  ];
}

function fallOf(each: Case): Pick<Statement, 'text' | 'restsOn'> | null {
  const { gradient, depth } = each.network;
  if (gradient === null) return null;
  const back = figure(idsOf(each), 'factor of the gradient norm per layer', gradient.factor);
  const to = figure(
    idsOf(each),
    'gradient norm at layer 1 ÷ at the last hidden layer',
    gradient.ratio,
  );
  return {
    text: `the gradient shrinks by a factor of ${back.text} per layer, to ${to.text} of its norm between layer ${depth} and layer 1`,
    restsOn: [back, to],
  };
}

function growing(each: Case, { subjects, measure }: Evidence): Statement[] {
  const { signal, gradient, loss, updates, weights, trial } = each.network;
  if (signal === null || gradient === null) return [];
  const ids = idsOf(each);
  const forward = figure(ids, 'factor of σ per layer', signal.factor);
  const back = figure(ids, 'factor of the gradient norm per layer', gradient.factor);
  const both = signal.factor > 1 && gradient.factor > 1;
  const even = evenLoss(trial);
  const first = figure(
    ids,
    'loss of the first batch',
    loss,
    Number.isFinite(loss) ? significant(loss, 3) : 'not finite',
  );
  const most = updates === null ? 0 : Math.max(...updates) / weights;
  const step = figure(ids, 'change of a weight in a step ÷ its size', most, percent(most, 0));
  const parts = [
    ...(even === null || !(loss >= wrongFrom * even.value)
      ? []
      : [
          `the first loss is ${first.text} instead of ${even.formula} = ${significant(even.value, 3)}`,
        ]),
    ...(most >= largeStep && Number.isFinite(most)
      ? [`steps move weights by up to ${step.text}`]
      : []),
  ];
  const [best] = ranked(subjects, measure);
  const behind =
    parts.length > 0 && best !== undefined && clearlyAhead(best.subject, each.subject, measure);
  return [
    {
      id: 'exploding',
      text: `With ${nameOr(each)}, ${both ? 'signal and gradient grow' : 'the signal grows'} (${forward.text}${both ? ` and ${back.text}` : ''} per layer)${parts.length === 0 ? '' : `: ${joined(parts)}`}${behind ? `, which costs ${measure.name}` : ''}.`,
      restsOn: [
        forward,
        ...(both ? [back] : []),
        ...(parts.some((part) => part.startsWith('the first')) ? [first] : []),
        ...(parts.some((part) => part.startsWith('a step')) ? [step] : []),
      ],
      rank: 2,
    },
  ];
}

/** Networks that keep the scale; the best of them, where its factors stay near one. */
function keeping(cases: readonly Case[], { subjects, measure }: Evidence): Statement[] {
  const near = cases.filter(({ network: { signal, gradient } }) =>
    [signal, gradient].every((each) => each !== null && each.factor > 0.5 && each.factor < 2),
  );
  const order = ranked(subjects, measure);
  const [each] = near.toSorted((a, b) => placeOf(a, order) - placeOf(b, order));
  if (each === undefined) return [];
  const { signal, gradient, trial } = each.network;
  const ids = idsOf(each);
  const figures: Figure[] = [
    figure(ids, 'factor of σ per layer', signal!.factor),
    figure(ids, 'factor of the gradient norm per layer', gradient!.factor),
  ];
  const fits = initInsights[trial.init.name]?.fitsWidth === true;
  const why = fits ? ' fits the weights to the layer sizes and' : '';
  return [
    {
      id: 'kept-scale',
      text: `${capital(nameOr(each))}${why} keeps both factors near one (${figures[0]!.text} and ${figures[1]!.text}).`,
      restsOn: figures,
      rank: 3,
    },
  ];
}

const placeOf = ({ subject }: Case, order: readonly { readonly subject: Subject }[]): number => {
  const at = order.findIndex((each) => each.subject === subject);
  return at === -1 ? order.length : at;
};
