/** Question T2 in full, with the assignment's numbers. */
import { chartSvg } from '../../../figures/charts/svg.ts';
import { lastBatch } from '../../theory/updates.ts';
import { counted } from '../../../base/numbers.ts';
import { drawing, formulas, prose, table, tex, text, type Block } from '../blocks.ts';
import { askedSchedule, casesOf, updatesFormula, updatesLine, updatesTable } from './cases.ts';
import { updatesChart } from './updates-chart.ts';

export function t2Answer(): Block[] {
  const cases = casesOf(askedSchedule);
  const kept = { ...askedSchedule, dropLast: false };
  const { spec, model } = updatesChart(kept);
  return [
    text(
      prose`A step of gradient descent changes every parameter once, whatever the network is. With ${tex('N')} samples, batches of ${tex('B')} and ${tex('E')} epochs there are`,
    ),
    formulas(updatesFormula),
    formulas(...cases.map(({ key, schedule }) => updatesLine(key, schedule))),
    text(
      prose`The last batch of an epoch has ${counted(lastBatch(kept), 'sample')}. PyTorch’s loader keeps it unless told otherwise; so does the lab.`,
    ),
    table(updatesTable(cases)),
    drawing(
      'updates',
      'How often every parameter is updated, for every power of two as batch size.',
      chartSvg(spec, model),
    ),
  ];
}
