/** A small network with the numbers of one sample on it, as a standalone SVG with explicit colours. */
import { lightTheme } from '../../figures/charts/svg-theme.ts';
import { svgMarks, svgSheet, type Looks } from '../../figures/svg.ts';
import { networkMarks, type DrawnNetwork, type NetworkRole } from './network-marks.ts';

const { ink, soft, axis, paper, series } = lightTheme;
const border = { stroke: ink, 'stroke-width': 1.5 };
const looks: Looks<NetworkRole> = {
  edge: { stroke: soft, 'stroke-width': 1.5 },
  tip: { fill: soft },
  plate: { fill: paper },
  weight: { fill: ink },
  gradient: { fill: series[6] },
  input: { ...border, fill: '#f1efea', stroke: axis },
  neuron: { ...border, fill: paper },
  loss: { ...border, fill: paper },
  name: { fill: ink, 'font-size': 14, 'font-style': 'italic' },
  value: { fill: ink, 'font-size': 11.5 },
  beside: { fill: soft, 'font-size': 11.5 },
};

/** @param size of the drawing, in the units of its nodes @param description read out in its place */
export const networkSvg = (
  network: DrawnNetwork,
  size: { readonly width: number; readonly height: number },
  description: string,
): string =>
  svgSheet(
    { ...size, title: description, fontSize: 12, anchor: 'middle' },
    svgMarks(networkMarks(network), looks),
  );
