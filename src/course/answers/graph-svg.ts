/** A network that was read from an equation, as a standalone SVG with explicit colours. */
import { lightTheme } from '../../figures/charts/svg-theme.ts';
import { svgMarks, svgSheet, type Look, type Looks } from '../../figures/svg.ts';
import type { Layout } from '../theory/graph/layout.ts';
import { fontSizes, graphMarks, type GraphRole, type GraphState } from './graph-marks.ts';

const { ink, soft, axis, paper } = lightTheme;
const margin = 12;

const italic: Look = { fill: ink, 'font-style': 'italic' };
const looks: Looks<GraphRole> = {
  edge: { fill: 'none', stroke: soft, 'stroke-width': 1.5 },
  head: { fill: soft },
  weight: {
    ...italic,
    'font-size': fontSizes.weight,
    'paint-order': 'stroke',
    stroke: paper,
    'stroke-width': 6,
    'stroke-linejoin': 'round',
  },
  input: { fill: '#f1efea', stroke: axis, 'stroke-width': 1.5 },
  unit: { fill: paper, stroke: ink, 'stroke-width': 1.5 },
  name: { ...italic, 'font-size': fontSizes.name },
  activation: { fill: soft, 'font-size': fontSizes.activation },
  bias: { ...italic, 'font-size': fontSizes.bias },
  value: { fill: ink, 'font-size': fontSizes.value },
};
const states: Looks<GraphState> = {
  output: { 'stroke-width': 2.5 },
  long: { 'font-size': fontSizes.long },
};

/** @param description read out in place of the drawing */
export const graphSvg = (layout: Layout, description: string): string =>
  svgSheet(
    {
      title: description,
      left: -margin,
      top: -margin,
      width: layout.width + 2 * margin,
      height: layout.height + 2 * margin,
      fontSize: 14,
      anchor: 'middle',
    },
    svgMarks(graphMarks(layout), looks, states),
  );
