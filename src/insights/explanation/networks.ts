/** What was measured of an untrained network, as explanations use it: how signal and gradient change from layer to layer. */
import { activationInsights } from '../../catalog/registry/activation.insights.ts';
import type { Distribution } from '../../base/statistics/distribution.ts';
import { shortForm } from '../../document/network-form.ts';
import type { Trial } from '../../document/schema.ts';
import type { MeasuredStart } from '../../lab/starts/measured.ts';

/** How a quantity changes over the hidden layers, in the direction in which it flows. */
export interface Change {
  readonly from: number;
  readonly to: number;
  /** to ÷ from; 0 where nothing arrives. */
  readonly ratio: number;
  /** The geometric mean of the changes from one layer to the next, over those that can be computed. */
  readonly factor: number;
}

export interface Network {
  readonly trial: Trial;
  /** Hidden layers. */
  readonly depth: number;
  /** σ of the activations, from the first hidden layer to the last; null with one layer, or where it is not finite. */
  readonly signal: Change | null;
  /** ‖∂L/∂a‖, from the last hidden layer to the first; null as above. */
  readonly gradient: Change | null;
  /** Inputs of a hidden unit, and the standard deviation of its weights, behind the first layer. */
  readonly inputs: number;
  readonly weights: number;
  /** √inputs · weights: by how much a layer's sums are larger than its inputs. */
  readonly gain: number;
  /** Mean loss of the first batch. */
  readonly loss: number;
  /** Root mean square of a weight's change in a step, for every hidden layer; null where no step was measured. */
  readonly updates: readonly number[] | null;
  /** Share of the hidden activations in the flat ends of the activation; null where it is not bounded. */
  readonly saturated: number | null;
}

/** Null where the first steps were not measured, or there are no two hidden layers between which anything could change. */
export function networkOf({ trial, inspection }: MeasuredStart): Network | null {
  const { firstSteps } = inspection;
  const hidden = inspection.layers.slice(0, -1);
  if (firstSteps === undefined || hidden.length < 2) return null;
  const later = hidden.slice(1);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const inputs = later[0]!.inputs;
  const weights = mean(later.map((layer) => layer.weights.deviation));
  const finite = hidden.every(({ outputValues }) => outputValues.nonFinite === 0);
  return {
    trial,
    depth: hidden.length,
    signal: finite ? changeOf(hidden.map(({ outputValues }) => outputValues.deviation)) : null,
    gradient: changeOf(firstSteps.norms.toReversed()),
    inputs,
    weights,
    gain: Math.sqrt(inputs) * weights,
    loss: firstSteps.loss,
    updates: firstSteps.steps === 0 ? null : firstSteps.updates.slice(0, -1),
    saturated: saturatedShare(
      trial,
      hidden.map(({ outputValues }) => outputValues),
    ),
  };
}

function changeOf(values: readonly number[]): Change | null {
  const [from, to] = [values[0], values.at(-1)];
  if (from === undefined || to === undefined || !values.every(Number.isFinite)) return null;
  if (from === 0) return null;
  const logs = values.slice(1).flatMap((value, at) => {
    const change = Math.log(value / values[at]!);
    return Number.isFinite(change) ? [change] : [];
  });
  const mean = logs.reduce((a, b) => a + b, 0) / logs.length;
  return { from, to, ratio: to / from, factor: logs.length === 0 ? 0 : Math.exp(mean) };
}

/** The outer fortieths of a sigmoid's or tanh's range, where its slope is a tenth of the largest or less. */
const flat = 0.025;

/** A bin of the histogram counts where its middle lies there. */
function saturatedShare({ model }: Trial, layers: readonly Distribution[]): number | null {
  const activation = shortForm(model)?.activation;
  const insights = activation === undefined ? undefined : activationInsights[activation];
  if (insights === undefined) return null;
  const [low, high] = insights.bounds;
  const margin = flat * (high - low);
  let [ends, all] = [0, 0];
  for (const { histogram } of layers) {
    if (histogram === null) return null;
    const { counts, from, to } = histogram;
    const width = (to - from) / counts.length;
    counts.forEach((count, bin) => {
      const middle = from + (bin + 0.5) * width;
      all += count;
      if (middle < low + margin || middle > high - margin) ends += count;
    });
  }
  return all === 0 ? null : ends / all;
}
