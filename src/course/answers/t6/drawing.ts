/** The network of question T6 as a drawing. */
import type { DrawnEdge, DrawnNode } from '../types.ts';
import {
  outputs,
  type SharedDerivative,
  type SharedUnit,
  type SharedWeights,
} from '../../theory/multi-task.ts';
import { short } from '../text.ts';

export interface DrawnBack {
  /** Completed steps of the backward pass, of: loss, errors, shared unit, shared weight. */
  readonly steps: number;
  readonly loss: number;
  readonly derivative: SharedDerivative;
}

/**
 * @param known how many of h, y₁ and y₂ have been computed
 * @param back what the backward pass adds to the drawing; null before it
 */
export function drawingOf(
  w: SharedWeights,
  x: number,
  known: number,
  back: DrawnBack | null = null,
  unit: SharedUnit = 'sigmoid',
): { nodes: DrawnNode[]; edges: DrawnEdge[] } {
  const { z, h, y1, z2, y2 } = outputs(w, x, unit);
  const at = (least: number, value: number): string => (known >= least ? short(value) : '');
  const since = (step: number, value: number | undefined): string =>
    back !== null && back.steps >= step && value !== undefined ? `∂ ${short(value)}` : '';
  const loss: DrawnNode[] =
    back === null
      ? []
      : [
          {
            id: 'l',
            x: 480,
            y: 130,
            kind: 'loss',
            name: 'l',
            means: 'joint loss',
            value: short(back.loss),
          },
        ];
  const right = back === null ? 400 : 345;
  const hidden = back === null ? 215 : 185;
  const derivative = back?.derivative;
  return {
    nodes: [
      ...loss,
      {
        id: 'x',
        x: 45,
        y: 130,
        kind: 'input',
        name: 'x',
        means: 'input',
        value: short(x),
      },
      {
        id: 'h',
        x: hidden,
        y: 130,
        kind: 'neuron',
        name: 'h',
        means: `hidden unit, ${unit}, shared by both tasks`,
        value: at(1, h),
        above: [unit === 'sigmoid' ? 'σ' : 'linear', ...(known >= 1 ? [`z = ${short(z)}`] : [])],
      },
      {
        id: 'y1',
        x: right,
        y: 60,
        kind: 'neuron',
        name: 'y₁',
        means: 'regression output, linear',
        value: at(2, y1),
        below: ['linear'],
      },
      {
        id: 'y2',
        x: right,
        y: 200,
        kind: 'neuron',
        name: 'y₂',
        means: 'classification output, sigmoid',
        value: at(3, y2),
        below: [known >= 3 ? `σ of ${short(z2)}` : 'σ'],
      },
    ],
    edges: [
      {
        id: 'w1',
        from: 'x',
        to: 'h',
        label: `w₁ = ${short(w[0])}`,
        gradient: since(4, derivative?.dw1),
        at: 0.5,
      },
      {
        id: 'w2',
        from: 'h',
        to: 'y1',
        label: `w₂ = ${short(w[1])}`,
        gradient: since(3, derivative === undefined ? undefined : derivative.error1 * h),
        at: 0.5,
      },
      {
        id: 'w3',
        from: 'h',
        to: 'y2',
        label: `w₃ = ${short(w[2])}`,
        gradient: since(3, derivative === undefined ? undefined : derivative.error2 * h),
        at: 0.5,
      },
      ...(back === null
        ? []
        : [
            {
              id: 'e1',
              from: 'y1',
              to: 'l',
              label: '',
              gradient: since(2, derivative?.error1),
              at: 0.5,
            },
            {
              id: 'e2',
              from: 'y2',
              to: 'l',
              label: '',
              gradient: since(2, derivative?.error2),
              at: 0.5,
            },
          ]),
    ],
  };
}
