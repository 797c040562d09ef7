/** The net of question T6 as a drawing. */
import type { DrawnEdge, DrawnNode } from '../../../components/theory-network/element.ts';
import { outputs, type SharedWeights } from '../../../theory/multi-task.ts';
import { short } from '../text.ts';

/** @param known how many of h, y₁ and y₂ have been computed */
export function drawingOf(
  w: SharedWeights,
  x: number,
  known: number,
): { nodes: DrawnNode[]; edges: DrawnEdge[] } {
  const { z, h, y1, z2, y2 } = outputs(w, x);
  const at = (least: number, value: number): string => (known >= least ? short(value) : '');
  return {
    nodes: [
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
        x: 215,
        y: 130,
        kind: 'neuron',
        name: 'h',
        means: 'hidden unit, sigmoid, shared by both tasks',
        value: at(1, h),
        above: ['σ', ...(known >= 1 ? [`z = ${short(z)}`] : [])],
      },
      {
        id: 'y1',
        x: 400,
        y: 60,
        kind: 'neuron',
        name: 'y₁',
        means: 'regression output, linear',
        value: at(2, y1),
        below: ['linear'],
      },
      {
        id: 'y2',
        x: 400,
        y: 200,
        kind: 'neuron',
        name: 'y₂',
        means: 'classification output, sigmoid',
        value: at(3, y2),
        below: [known >= 3 ? `σ of ${short(z2)}` : 'σ'],
      },
    ],
    edges: [
      { id: 'w1', from: 'x', to: 'h', label: `w₁ = ${short(w[0])}`, gradient: '', at: 0.5 },
      { id: 'w2', from: 'h', to: 'y1', label: `w₂ = ${short(w[1])}`, gradient: '', at: 0.5 },
      { id: 'w3', from: 'h', to: 'y2', label: `w₃ = ${short(w[2])}`, gradient: '', at: 0.5 },
    ],
  };
}
