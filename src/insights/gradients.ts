/** How the gradient's norm changes over the layers before training (‖∂L/∂a‖ of the first batch). */
import { lossInsights } from '../catalog/registry/loss.insights.ts';
import { lossOf, shapeOf } from '../document/parameters.ts';
import type { TrialState } from '../lab/state.ts';
import { significant } from '../base/numbers.ts';
import { joined, maxNamed, spans, times } from './prose.ts';
import type { Figure, Finding } from './types.ts';
import { trialName } from './subjects.ts';

interface Course {
  readonly trial: TrialState;
  readonly label: string;
  readonly norms: readonly number[];
  /** log₁₀ of last ÷ first: above 0 where the gradient shrinks on its way back. */
  readonly orders: number;
  /** Largest ÷ smallest norm over the layers. */
  readonly unevenness: number;
}

/** One order of magnitude over all layers is where shrinking or growing begins to be worth a word. */
const notable = 1;
const three = (value: number): string => significant(value, 3);
const ordersText = (orders: number): string => Math.abs(orders).toFixed(1);

export function gradientFindings(trials: readonly TrialState[]): Finding[] {
  const courses = trials.flatMap((trial) => courseOf(trial) ?? []);
  const overflown = trials.flatMap((trial) => overflowFinding(trial) ?? []).slice(0, maxNamed);
  if (courses.length === 0) return overflown;
  const each =
    courses.length > maxNamed
      ? [summary(courses)]
      : [...courses.map(courseFinding), ...courses.flatMap((course) => zeroFinding(course) ?? [])];
  return [
    ...each,
    ...overflown,
    ...compared(courses),
    ...courses.slice(0, maxNamed).flatMap(lossFinding),
  ];
}

function courseOf(trial: TrialState): Course | null {
  const norms = trial.gradientNorms?.activations ?? [];
  const [first, last] = [norms[0], norms.at(-1)];
  if (first === undefined || last === undefined || norms.some((norm) => !Number.isFinite(norm))) {
    return null;
  }
  return {
    trial,
    label: trialName(trial),
    norms,
    // Logarithms first: the quotient of the largest and the smallest numbers is no number.
    orders: Math.log10(last) - Math.log10(first),
    unevenness: Math.max(...norms) / Math.min(...norms),
  };
}

/** Norms that left the finite numbers are told, and then compared with nothing. */
function overflowFinding(trial: TrialState): Finding | null {
  const norms = trial.gradientNorms?.activations ?? [];
  const lost = norms.flatMap((norm, index) => (Number.isFinite(norm) ? [] : [index + 1]));
  if (lost.length === 0) return null;
  const text = `${lost.length === 1 ? 'layer' : 'layers'} ${spans(lost)}`;
  return {
    id: `gradient-overflow:${trial.plan.id}`,
    topic: 'gradients',
    text: `With ${trialName(trial)} the gradient’s norm is no finite number at ${text}.`,
    restsOn: [
      { trials: [trial.plan.id], name: 'layers without a finite norm', value: lost.length, text },
    ],
  };
}

const normFigure = ({ trial, norms }: Course, layer: number): Figure => ({
  trials: [trial.plan.id],
  name: `gradient norm, layer ${layer}`,
  value: norms[layer - 1]!,
  text: three(norms[layer - 1]!),
});

function courseFinding(course: Course): Finding {
  const { trial, label, norms, orders } = course;
  const depth = norms.length;
  const [first, last] = [normFigure(course, 1), normFigure(course, depth)];
  const made = (id: string, text: string, restsOn: readonly Figure[]): Finding => ({
    id: `gradient-${id}:${trial.plan.id}`,
    topic: 'gradients',
    text,
    restsOn,
  });
  if (depth === 1) {
    return made(
      'one',
      `With ${label} the gradient’s norm at the only hidden layer is ${first.text}.`,
      [first],
    );
  }
  const way = `from ${last.text} at layer ${depth} to ${first.text} at layer 1`;
  if (first.value === 0) {
    const text =
      last.value === 0
        ? `With ${label} the gradient’s norm is exactly ${first.text} at the first and at the last layer.`
        : `With ${label} no gradient arrives: its norm falls ${way}.`;
    return made('zero', text, [first, last]);
  }
  if (last.value === 0) {
    return made('odd', `With ${label} the gradient’s norm goes ${way}.`, [first, last]);
  }
  const size: Figure = {
    trials: [trial.plan.id],
    name: 'orders of magnitude between the last and the first layer',
    value: orders,
    text: ordersText(orders),
  };
  if (Math.abs(orders) < notable) {
    const steady = course.unevenness < 10 ** notable;
    const text = steady
      ? `With ${label} the gradient keeps its size over the layers: ${way}, ${size.text} orders of magnitude.`
      : `With ${label} the gradient’s norm ends near where it began, ${way}, ${size.text} orders of magnitude, but differs more on the way.`;
    return made(steady ? 'steady' : 'wavy', text, [first, last, size]);
  }
  const factor = 10 ** (Math.abs(orders) / (depth - 1));
  const verb = orders > 0 ? 'falls' : 'grows';
  const text = `With ${label} the gradient’s norm ${verb} by ${size.text} orders of magnitude on its way back, ${way}: about ${times(factor)} per layer.`;
  return made(orders > 0 ? 'falls' : 'grows', text, [first, last, size]);
}

function zeroFinding({ trial, label, norms }: Course): Finding | null {
  const zeros = norms.flatMap((norm, index) => (norm === 0 ? [index + 1] : []));
  if (zeros.length === 0 || zeros.length === norms.length) return null;
  const layers = `${zeros.length === 1 ? 'layer' : 'layers'} ${spans(zeros)}`;
  return {
    id: `gradient-zeros:${trial.plan.id}`,
    topic: 'gradients',
    text: `With ${label} the norm is exactly 0, not merely small, at ${layers}.`,
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

/** Many trials are counted; the steepest fall and the steepest growth are named. */
function summary(courses: readonly Course[]): Finding {
  const fall = courses.filter(({ orders }) => orders >= notable);
  const grow = courses.filter(({ orders }) => orders <= -notable);
  const steady = courses.filter(({ orders }) => Math.abs(orders) < notable);
  const counts = [
    [fall, 'falls by one order of magnitude or more'],
    [grow, 'grows by one or more'],
    [steady, 'stays within one'],
  ] as const;
  const parts = counts.flatMap(([which, does]) =>
    which.length === 0 ? [] : [`${does} in ${which.length}`],
  );
  const text = `On the way back from the last layer to the first, the gradient’s norm ${joined(parts)} of ${courses.length} trials.`;
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

function compared(courses: readonly Course[]): Finding[] {
  if (courses.length < 2) return [];
  const found: Finding[] = [];
  const alive = courses.filter(({ norms }) => norms[0]! > 0);
  const byFirst = alive.toSorted((a, b) => a.norms[0]! - b.norms[0]!);
  const [least, most] = [byFirst[0], byFirst.at(-1)];
  if (least !== undefined && most !== undefined && least !== most) {
    const apart = Math.log10(most.norms[0]!) - Math.log10(least.norms[0]!);
    const [low, high] = [normFigure(least, 1), normFigure(most, 1)];
    if (apart >= notable) {
      const gap = { trials: [...low.trials, ...high.trials], name: 'orders between them' };
      found.push({
        id: 'gradient-apart',
        topic: 'gradients',
        text: `At the first layer ${most.label} (${high.text}) and ${least.label} (${low.text}) are ${ordersText(apart)} orders of magnitude apart.`,
        restsOn: [low, high, { ...gap, value: apart, text: ordersText(apart) }],
      });
    }
  }
  const byEvenness = alive
    .filter(({ norms, unevenness }) => norms.length > 1 && Number.isFinite(unevenness))
    .toSorted((a, b) => a.unevenness - b.unevenness);
  const [even, next] = byEvenness;
  // Twice as even as the next one is more than one batch's chance.
  if (even !== undefined && next !== undefined && next.unevenness > 2 * even.unevenness) {
    const figure = (course: Course): Figure => ({
      trials: [course.trial.plan.id],
      name: 'largest ÷ smallest norm',
      value: course.unevenness,
      text: three(course.unevenness),
    });
    const [own, other] = [figure(even), figure(next)];
    found.push({
      id: 'gradient-even',
      topic: 'gradients',
      text: `The gradient is most even with ${even.label}: its largest norm is ${own.text} times its smallest; next comes ${next.label} with ${other.text}.`,
      restsOn: [own, other],
    });
  }
  return found;
}

/** A first loss far above that of equal probabilities: the outputs are large and mostly wrong. */
function lossFinding({ trial, label }: Course): Finding[] {
  const loss = trial.gradientNorms?.loss;
  const planned = trial.plan.trial;
  const classes = shapeOf(planned.dataset).outputs;
  const even = lossInsights[lossOf(planned)]?.even(classes);
  if (loss === undefined || even === undefined || loss <= 2 * even.value) return [];
  // Documents have one word for infinite and for NaN.
  const text = Number.isFinite(loss) ? significant(loss) : 'no finite number';
  return [
    {
      id: `first-loss:${trial.plan.id}`,
      topic: 'gradients',
      text: `With ${label} the first batch’s loss is ${text}, where equal probabilities give ${even.formula} = ${significant(even.value)}: before any training the true classes get far less probability than by guessing.`,
      restsOn: Number.isFinite(loss)
        ? [{ trials: [trial.plan.id], name: 'loss of the first batch', value: loss, text }]
        : [],
    },
  ];
}
