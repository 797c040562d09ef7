/** A network as a table: what the drawing shows, for reading and for screen readers. */
import { html, nothing, type TemplateResult } from 'lit';
import type { NetworkGraph } from '../../../theory/graph/types.ts';
import { coefficientText, nodeNames, pretty } from '../../../theory/graph/write.ts';
import { significant } from '../../../words/format.ts';
import { nameOf } from '../../../words/words.ts';

export function networkTable(
  graph: NetworkGraph,
  values: ReadonlyMap<string, number> | null,
): TemplateResult {
  const names = nodeNames(graph);
  const named = (id: string) => pretty(names.get(id)!);
  const weightOf = (text: string) => (text === '' ? '1' : text);
  return html`
    <div class="scroll" role="region" aria-label="Table of nodes and edges" tabindex="0">
      <table>
        <caption class="visually-hidden">
          Nodes and edges
        </caption>
        <thead>
          <tr>
            <th scope="col" class="start">Node</th>
            <th scope="col" class="start">Activation</th>
            <th scope="col" class="start">Comes from, with weight</th>
            <th scope="col" class="start">Bias</th>
            ${values === null ? nothing : html`<th scope="col">Value</th>`}
          </tr>
        </thead>
        <tbody>
          ${graph.nodes.map(
            (node) => html`
              <tr>
                <th scope="row" class="start">${named(node.id)}</th>
                <td class="start">${node.kind === 'unit' ? nameOf(node.activation) : 'input'}</td>
                <td class="start">
                  ${
                    node.kind === 'unit'
                      ? node.edges
                          .map(
                            ({ from, weight }) =>
                              `${named(from)} (${weightOf(coefficientText(weight))})`,
                          )
                          .join(', ')
                      : '–'
                  }
                </td>
                <td class="start">
                  ${
                    node.kind === 'unit' && node.bias.length > 0
                      ? node.bias.map((bias) => coefficientText(bias)).join(' + ')
                      : '–'
                  }
                </td>
                ${
                  values === null
                    ? nothing
                    : html`<td>${significant(values.get(node.id) ?? Number.NaN, 6)}</td>`
                }
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}
