/** A network as a table, with the nodes' values if numbers were entered. */
import type { TemplateResult } from 'lit';
import { networkTable as tableOf } from '../../../answers/t3/text.ts';
import type { NetworkGraph } from '../../../theory/graph/types.ts';
import { significant } from '../../../../base/numbers.ts';
import { tableParts } from '../block-parts.ts';

export function networkTable(
  graph: NetworkGraph,
  values: ReadonlyMap<string, number> | null,
): TemplateResult {
  const table = tableOf(graph);
  if (values === null) return tableParts(table, true);
  const valueOf = (row: number): string =>
    significant(values.get(graph.nodes[row]?.id ?? '') ?? Number.NaN, 6);
  return tableParts(
    {
      ...table,
      head: [...table.head, 'Value'],
      rows: table.rows.map((cells, row) => [...cells, valueOf(row)]),
    },
    true,
  );
}
