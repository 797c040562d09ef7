/** The numbers of question T5, as given or changed, and everything computed from them. */
import type { FieldValues, NumberField } from '../types.ts';
import {
  backward,
  forward,
  momentumStep,
  sgdStep,
  type Backward,
  type Forward,
  type MomentumStep,
  type Sample,
  type SmallNet,
  type Wiring,
} from '../../theory/small-net.ts';

/** The assignment's numbers. */
export const askedValues: FieldValues = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((i) => [`w${i}`, i / 10])),
  ...Object.fromEntries([1, 2, 3].map((i) => [`b${i}`, i / 10])),
  x1: 1,
  x2: 0,
  t: 1,
  rate: 0.1,
  momentum: 0.9,
  velocity: 0.5,
};

const bounded = { min: -1000, max: 1000 };

export const parameterFields: readonly NumberField[] = [
  ...[1, 2, 3, 4, 5, 6].map((i) => ({
    key: `w${i}`,
    tex: `w_${i}`,
    label: `weight ${i}`,
    ...bounded,
  })),
  ...[1, 2, 3].map((i) => ({ key: `b${i}`, tex: `b_${i}`, label: `bias ${i}`, ...bounded })),
];

export const sampleFields: readonly NumberField[] = [
  { key: 'x1', tex: 'x_1', label: 'input 1', ...bounded },
  { key: 'x2', tex: 'x_2', label: 'input 2', ...bounded },
  { key: 't', tex: 't', label: 'target', min: 0, max: 1 },
  { key: 'rate', tex: '\\eta', label: 'learning rate', min: 0, max: 100 },
  { key: 'momentum', tex: '\\beta', label: 'momentum', min: 0, max: 1 },
  { key: 'velocity', tex: 'v', label: 'velocity', ...bounded },
];

export interface Solution {
  readonly net: SmallNet;
  readonly sample: Sample;
  readonly rate: number;
  readonly momentum: number;
  readonly velocity: number;
  readonly forward: Forward;
  readonly backward: Backward;
  /** After one step of SGD. */
  readonly w: readonly number[];
  readonly b: readonly number[];
  /** w₅ after one step with momentum. */
  readonly classical: MomentumStep;
  readonly pytorch: MomentumStep;
}

export function solve(values: FieldValues, wiring: Wiring): Solution {
  const at = (key: string): number => values[key] ?? NaN;
  const net: SmallNet = {
    wiring,
    w: [1, 2, 3, 4, 5, 6].map((i) => at(`w${i}`)),
    b: [1, 2, 3].map((i) => at(`b${i}`)),
  };
  const sample: Sample = { x: [at('x1'), at('x2')], t: at('t') };
  const back = backward(net, sample);
  const settings = { rate: at('rate'), momentum: at('momentum'), velocity: at('velocity') };
  const w5 = at('w5');
  const g5 = back.dw[4] ?? NaN;
  return {
    net,
    sample,
    ...settings,
    forward: forward(net, sample),
    backward: back,
    w: sgdStep(net.w, back.dw, settings.rate),
    b: sgdStep(net.b, back.db, settings.rate),
    classical: momentumStep('classical', w5, g5, settings),
    pytorch: momentumStep('pytorch', w5, g5, settings),
  };
}
