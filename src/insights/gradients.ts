/** How the gradient norm ‖∂L/∂a‖ of the first batch changes over the layers before training. */
import { lossInsights } from '../catalog/registry/loss.insights.ts';
import { lossOf, shapeOf } from '../document/parameters.ts';
import type { TrialState } from '../lab/state.ts';
import { significant } from '../base/numbers.ts';
import { joined, maxNamed, ratioText, spans } from './prose.ts';
import type { Figure, Finding } from './types.ts';
import { trialName } from './subjects.ts';

interface Profile {
  readonly trial: TrialState;
  readonly label: string;
  readonly norms: readonly number[];
  /** log₁₀ of last ÷ first layer's norm: above 0 where the gradient shrinks in the backward pass. */
  readonly orders: number;
  /** Largest ÷ smallest norm over the layers. */
  readonly unevenness: number;
}

/** From this many orders of magnitude over all layers on, the gradient counts as falling or growing. */
const notable = 1;
const three = (value: number): string => significant(value, 3);
const ordersText = (orders: number): string => Math.abs(orders).toFixed(1);

export function gradientFindings(trials: readonly TrialState[]): Finding[] {
  const profiles = trials.flatMap((trial) => profileOf(trial) ?? []);
  const overflows = trials.flatMap((trial) => overflowFinding(trial) ?? []).slice(0, maxNamed);
  if (profiles.length === 0) return overflows;
  const each =
    profiles.length > maxNamed
      ? [summary(profiles)]
      : [
          ...profiles.map(profileFinding),
          ...profiles.flatMap((profile) => zeroFinding(profile) ?? []),
        ];
  return [
    ...each,
    ...overflows,
    ...compared(profiles),
    ...profiles.slice(0, maxNamed).flatMap(lossFinding),
  ];
}

function profileOf(trial: TrialState): Profile | null {
  const norms = trial.gradientNorms?.activations ?? [];
  const [first, last] = [norms[0], norms.at(-1)];
  if (first === undefined || last === undefined || norms.some((norm) => !Number.isFinite(norm))) {
    return null;
  }
  return {
    trial,
    label: trialName(trial),
    norms,
    // Logarithms first: the quotient itself may overflow.
    orders: Math.log10(last) - Math.log10(first),
    unevenness: Math.max(...norms) / Math.min(...norms),
  };
}

/** Norms that are not finite are reported, and left out of comparisons. */
function overflowFinding(trial: TrialState): Finding | null {
  const norms = trial.gradientNorms?.activations ?? [];
  const layers = norms.flatMap((norm, index) => (Number.isFinite(norm) ? [] : [index + 1]));
  if (layers.length === 0) return null;
  const text = `${layers.length === 1 ? 'layer' : 'layers'} ${spans(layers)}`;
  return {
    id: `gradient-overflow:${trial.plan.id}`,
    topic: 'gradients',
    text: `With ${trialName(trial)}, the gradient norm is not finite at ${text}.`,
    restsOn: [
      { trials: [trial.plan.id], name: 'layers without a finite norm', value: layers.length, text },
    ],
  };
}

const normFigure = ({ trial, norms }: Profile, layer: number): Figure => ({
  trials: [trial.plan.id],
  name: `gradient norm, layer ${layer}`,
  value: norms[layer - 1]!,
  text: three(norms[layer - 1]!),
});

function profileFinding(profile: Profile): Finding {
  const { trial, label, norms, orders } = profile;
  const depth = norms.length;
  const [first, last] = [normFigure(profile, 1), normFigure(profile, depth)];
  const made = (id: string, text: string, restsOn: readonly Figure[]): Finding => ({
    id: `gradient-${id}:${trial.plan.id}`,
    topic: 'gradients',
    text,
    restsOn,
  });
  if (depth === 1) {
    return made(
      'one',
      `With ${label}, the gradient norm at the only hidden layer is ${first.text}.`,
      [first],
    );
  }
  const change = `from ${last.text} at layer ${depth} to ${first.text} at layer 1`;
  if (first.value === 0) {
    const text =
      last.value === 0
        ? `With ${label}, the gradient norm is exactly ${first.text} at the first and at the last layer.`
        : `With ${label}, no gradient reaches the first layer: its norm falls ${change}.`;
    return made('zero', text, [first, last]);
  }
  if (last.value === 0) {
    return made('odd', `With ${label}, the gradient norm goes ${change}.`, [first, last]);
  }
  const size: Figure = {
    trials: [trial.plan.id],
    name: 'orders of magnitude between the last and the first layer',
    value: orders,
    text: ordersText(orders),
  };
  if (Math.abs(orders) < notable) {
    const steady = profile.unevenness < 10 ** notable;
    const text = steady
      ? `With ${label}, the gradient norm stays within one order of magnitude over the layers: it goes ${change}, ${size.text} orders of magnitude.`
      : `With ${label}, the gradient norm ends near where it began, ${change}, ${size.text} orders of magnitude, but varies more in between.`;
    return made(steady ? 'steady' : 'wavy', text, [first, last, size]);
  }
  const factor = 10 ** (Math.abs(orders) / (depth - 1));
  const verb = orders > 0 ? 'falls' : 'grows';
  const text = `With ${label}, the gradient norm ${verb} by ${size.text} orders of magnitude in the backward pass, ${change}: a factor of about ${ratioText(factor)} per layer.`;
  return made(orders > 0 ? 'falls' : 'grows', text, [first, last, size]);
}

function zeroFinding({ trial, label, norms }: Profile): Finding | null {
  const zeros = norms.flatMap((norm, index) => (norm === 0 ? [index + 1] : []));
  if (zeros.length === 0 || zeros.length === norms.length) return null;
  const layers = `${zeros.length === 1 ? 'layer' : 'layers'} ${spans(zeros)}`;
  return {
    id: `gradient-zeros:${trial.plan.id}`,
    topic: 'gradients',
    text: `With ${label}, the gradient norm is exactly 0, not merely small, at ${layers}.`,
    restsOn: [
      {
        trials: [trial.plan.id],
        name: 'layers without a gradient',
        value: zeros.length,
        text: layers,
      },
    ],
  };
}

/** Many trials: counts how many gradients fall, grow or do neither. */
function summary(profiles: readonly Profile[]): Finding {
  const fall = profiles.filter(({ orders }) => orders >= notable);
  const grow = profiles.filter(({ orders }) => orders <= -notable);
  const steady = profiles.filter(({ orders }) => Math.abs(orders) < notable);
  const counts = [
    [fall, 'falls by one order of magnitude or more'],
    [grow, 'grows by one or more'],
    [steady, 'stays within one'],
  ] as const;
  const parts = counts.flatMap(([which, does]) =>
    which.length === 0 ? [] : [`${does} in ${which.length}`],
  );
  const text = `In the backward pass, from the last layer to the first, the gradient norm ${joined(parts)} of ${profiles.length} trials.`;
  return {
    id: 'gradient-summary',
    topic: 'gradients',
    text,
    restsOn: counts.flatMap(([which, name]) =>
      which.length === 0
        ? []
        : [
            {
              trials: which.map(({ trial }) => trial.plan.id),
              name,
              value: which.length,
              text: String(which.length),
            },
          ],
    ),
  };
}

function compared(profiles: readonly Profile[]): Finding[] {
  if (profiles.length < 2) return [];
  const found: Finding[] = [];
  const alive = profiles.filter(({ norms }) => norms[0]! > 0);
  const byFirst = alive.toSorted((a, b) => a.norms[0]! - b.norms[0]!);
  const [min, max] = [byFirst[0], byFirst.at(-1)];
  if (min !== undefined && max !== undefined && min !== max) {
    const apart = Math.log10(max.norms[0]!) - Math.log10(min.norms[0]!);
    const [low, high] = [normFigure(min, 1), normFigure(max, 1)];
    if (apart >= notable) {
      const gap = { trials: [...low.trials, ...high.trials], name: 'orders between them' };
      found.push({
        id: 'gradient-apart',
        topic: 'gradients',
        text: `At the first layer, the gradient norms of ${max.label} (${high.text}) and ${min.label} (${low.text}) are ${ordersText(apart)} orders of magnitude apart.`,
        restsOn: [low, high, { ...gap, value: apart, text: ordersText(apart) }],
      });
    }
  }
  const byEvenness = alive
    .filter(({ norms, unevenness }) => norms.length > 1 && Number.isFinite(unevenness))
    .toSorted((a, b) => a.unevenness - b.unevenness);
  const [even, next] = byEvenness;
  // One batch is a small sample: only twice as even as the next one counts.
  if (even !== undefined && next !== undefined && next.unevenness > 2 * even.unevenness) {
    const figure = (profile: Profile): Figure => ({
      trials: [profile.trial.plan.id],
      name: 'largest ÷ smallest norm',
      value: profile.unevenness,
      text: three(profile.unevenness),
    });
    const [own, other] = [figure(even), figure(next)];
    found.push({
      id: 'gradient-even',
      topic: 'gradients',
      text: `The gradient is most even with ${even.label}: its largest norm is ${own.text} times its smallest, against ${other.text} times with ${next.label}, the next most even.`,
      restsOn: [own, other],
    });
  }
  return found;
}

/** A first loss far above that of equal probabilities: the outputs are large, and wrong for most rows. */
function lossFinding({ trial, label }: Profile): Finding[] {
  const loss = trial.gradientNorms?.loss;
  const planned = trial.plan.trial;
  const classes = shapeOf(planned.dataset).outputs;
  const even = lossInsights[lossOf(planned)]?.even(classes);
  if (loss === undefined || even === undefined || loss <= 2 * even.value) return [];
  // Results documents do not tell infinite from NaN.
  const text = Number.isFinite(loss) ? significant(loss) : 'not finite';
  return [
    {
      id: `first-loss:${trial.plan.id}`,
      topic: 'gradients',
      text: `With ${label}, the untrained network gives the true classes far less probability than guessing would: the loss of the first batch is ${text}, against ${even.formula} = ${significant(even.value)} for equal probabilities.`,
      restsOn: Number.isFinite(loss)
        ? [{ trials: [trial.plan.id], name: 'loss of the first batch', value: loss, text }]
        : [],
    },
  ];
}
