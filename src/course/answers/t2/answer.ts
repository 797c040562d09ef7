/** The full answer to question T2, with the assignment's numbers. */
import { lastBatch } from '../../theory/updates.ts';
import { counted } from '../../../base/numbers.ts';
import { formulas, prose, table, tex, text, type Block } from '../blocks.ts';
import { askedSchedule, casesOf, updatesFormula, updatesLine, updatesTable } from './cases.ts';

export function t2Answer(): Block[] {
  const cases = casesOf(askedSchedule);
  const kept = { ...askedSchedule, dropLast: false };
  return [
    text(
      prose`Each step of gradient descent updates every parameter once, whatever the network. With ${tex('N')} samples, batch size ${tex('B')} and ${tex('E')} epochs, the number of updates is`,
    ),
    formulas(updatesFormula),
    formulas(...cases.map(({ key, schedule }) => updatesLine(key, schedule))),
    text(
      prose`The last batch of an epoch has ${counted(lastBatch(kept), 'sample')}. PyTorch’s DataLoader keeps it by default, and so do the programs below.`,
    ),
    table(updatesTable(cases)),
  ];
}
