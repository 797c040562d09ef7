/** The network of an equation, in words and as a table. */
import { countsOf } from '../../theory/graph/counts.ts';
import type { NetworkGraph } from '../../theory/graph/types.ts';
import { coefficientText, nodeNames, pretty } from '../../theory/graph/write.ts';
import { counted } from '../../../base/numbers.ts';
import { nameOf } from '../../../text/labels.ts';
import type { TableData } from '../blocks.ts';

export function summaryOf(graph: NetworkGraph): string {
  const { inputs, units, edges, weights, biases, written, skips } = countsOf(graph);
  const parts = [
    `${counted(inputs, 'input')}, ${counted(units, 'unit')}, ${counted(edges, 'edge')}. Learnable: ${counted(weights, 'weight')} and ${counted(biases, 'bias', 'biases')}.`,
  ];
  if (written > units) {
    parts.push(
      `The equation contains ${counted(written, 'unit')}, but equal sub-expressions share one node, which leaves ${counted(units, 'unit')}.`,
    );
  }
  if (skips.length > 0) {
    const names = skips.map(pretty).join(', ');
    parts.push(`${skips.length === 1 ? 'A skip connection' : 'Skip connections'}: ${names}.`);
  }
  return parts.join(' ');
}

/** What the drawing shows, also for screen readers. */
export function networkTable(graph: NetworkGraph): TableData {
  const names = nodeNames(graph);
  const named = (id: string) => pretty(names.get(id)!);
  const weightOf = (weight: string) => (weight === '' ? '1' : weight);
  return {
    caption: 'Nodes and edges',
    head: ['Node', 'Activation', 'Inputs, with weights', 'Bias'],
    texts: [0, 1, 2, 3],
    rows: graph.nodes.map((node) =>
      node.kind === 'input'
        ? [named(node.id), 'input', '–', '–']
        : [
            named(node.id),
            nameOf(node.activation),
            node.edges
              .map(({ from, weight }) => `${named(from)} (${weightOf(coefficientText(weight))})`)
              .join(', '),
            node.bias.length > 0 ? node.bias.map((bias) => coefficientText(bias)).join(' + ') : '–',
          ],
    ),
  };
}
