/** How depth multiplies the factor of a layer: checked by networks that differ in nothing but their depth. */
import { count, superscript } from '../../base/numbers.ts';
import { depthSeries } from '../../lab/starts/measure.ts';
import { joined } from '../prose.ts';
import type { Subject } from '../subjects.ts';
import { networkOf, type Network } from './networks.ts';
import { casesOf } from './signal.ts';
import type { Evidence, Statement } from './types.ts';
import { figure, two } from './words.ts';

/** Fewer depths show no law. */
const minDepths = 3;
/** Over the depths, the gradient that reaches layer 1 must change by so many orders of magnitude. */
const minOrders = 1;

interface Series {
  readonly subject: Subject;
  readonly networks: readonly Network[];
  /** log₁₀ of the gradient's ratio at the deepest, less that at the shallowest. */
  readonly orders: number;
}

export function depthStatement(evidence: Evidence): Statement[] {
  const all = evidence.subjects.flatMap((subject) => seriesOf(subject, evidence) ?? []);
  const [most, ...others] = all.toSorted((a, b) => a.orders - b.orders);
  if (most === undefined || most.orders > -minOrders || !followsPower(most)) return [];
  const [least] = others
    .filter(({ orders }) => Math.abs(orders) < Math.abs(most.orders) / 2)
    .toSorted((a, b) => Math.abs(a.orders) - Math.abs(b.orders));
  // What keeps its scale is the comparison that says most.
  const kept = casesOf(evidence).get('keeps') ?? [];
  const other =
    others.find(({ subject }) => kept.some((each) => each.subject === subject)) ?? least;
  const depths = most.networks.map(({ depth }) => depth);
  const [first, last] = [most.networks[0]!, most.networks.at(-1)!];
  const factor = factorOf(most);
  const ids = most.subject.trials.map(({ plan }) => plan.id);
  const name = (depth: number) => `gradient norm at layer 1 ÷ at layer ${depth}, depth ${depth}`;
  const [start, end] = [first, last].map(({ depth, gradient }) =>
    figure(ids, name(depth), gradient!.ratio),
  ) as [ReturnType<typeof figure>, ReturnType<typeof figure>];
  const power = figure(
    ids,
    `factor per layer to the power ${last.depth - 1}`,
    factor ** (last.depth - 1),
  );
  const beside = other === undefined ? null : comparison(other);
  const label = most.subject.label === '' ? '' : ` with ${most.subject.label}`;
  return [
    {
      id: 'depth',
      text: `Depth raises the factor to a power: over depths ${joined(depths.map(count))}, the gradient’s share at layer 1 falls from ${start.text} to ${end.text}${label} (${two(factor)}${superscript(last.depth - 1)} ≈ ${power.text})${beside === null ? '' : beside.text}.`,
      restsOn: [start, end, power, ...(beside?.restsOn ?? [])],
      rank: 1,
    },
  ];
}

function comparison({ subject, networks, orders }: Series): Pick<Statement, 'text' | 'restsOn'> {
  const last = networks.at(-1)!;
  const ids = subject.trials.map(({ plan }) => plan.id);
  const end = figure(
    ids,
    `gradient norm at layer 1 ÷ at layer ${last.depth}, depth ${last.depth}`,
    last.gradient!.ratio,
  );
  return {
    text:
      orders > 0
        ? `, but is ${end.text} with ${subject.label}`
        : `, but only to ${end.text} with ${subject.label}`,
    restsOn: [end],
  };
}

/** Null where too few depths have a gradient at layer 1. */
function seriesOf(subject: Subject, { starts, networkOf: known }: Evidence): Series | null {
  const own = known(subject);
  if (own === null) return null;
  const networks = depthSeries(own.trial, starts).flatMap((start) => networkOf(start) ?? []);
  const usable = networks.filter(({ gradient }) => gradient !== null && gradient.ratio > 0);
  const [first, last] = [usable[0], usable.at(-1)];
  if (first === undefined || last === undefined || usable.length < minDepths) return null;
  return {
    subject,
    networks: usable,
    orders: Math.log10(last.gradient!.ratio) - Math.log10(first.gradient!.ratio),
  };
}

/** The factor of a layer in the middle of the measured depths, from which all others are predicted. */
const factorOf = ({ networks }: Series): number => networks[networks.length >> 1]!.gradient!.factor;

/** Whether the ratio at each depth is that factor to the power of the layers passed, within a tenth of its orders or a half. */
function followsPower(series: Series): boolean {
  const log = Math.log10(factorOf(series));
  return series.networks.every(({ depth, gradient }) => {
    const predicted = (depth - 1) * log;
    const apart = Math.abs(Math.log10(gradient!.ratio) - predicted);
    return apart <= Math.max(0.5, 0.1 * Math.abs(predicted));
  });
}
