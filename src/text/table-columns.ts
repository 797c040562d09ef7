/** What is made of the columns of a table of one's own, in words. */
import type { Lacking } from '../protocol/table.ts';
import { isSuggested, isUsable } from '../data/tables/plan.ts';
import { maxValues, type ColumnSummary } from '../protocol/table.ts';
import { count, counted, significant } from '../base/numbers.ts';

/** Why a column of what looks like numbers is one of texts; null where it does not. */
export function whyNoNumbers({ odd, known }: ColumnSummary): string | null {
  if (odd === null) return null;
  const first = `“${odd.text}” at line ${count(odd.line)}`;
  const help = odd.lacking === null ? '' : `; ${lackingHelp[odd.lacking]}`;
  return odd.count === known
    ? `its cells are no numbers, the first ${first}${help}`
    : `${count(odd.count)} of its cells ${odd.count === 1 ? 'is' : 'are'} no number, the first ${first}${help}`;
}

const lackingHelp: Readonly<Record<Lacking, string>> = {
  signs: 'its signs can be passed over',
  thousands: 'its thousands may be set off',
  decimal: 'its decimals may have the other sign',
  'signs and thousands': 'its signs can be passed over, and its thousands may be set off',
};

/**
 * What is made of a column, what it costs, and why nothing where nothing is.
 * @param chosen how one says that a column shall be learnt from
 */
export function useText(column: ColumnSummary, asCategory = false, chosen = 'ticked'): string {
  const { kind, distinct, values, known, gaps, rounded } = column;
  const inputs = `${count(values.length)} inputs of 0 or 1`;
  switch (kind) {
    case 'number':
      if (asCategory) return `category, becomes ${inputs}`;
      return rounded === null
        ? 'number'
        : `number; “${rounded.text}” at line ${count(rounded.line)} and others like it are rounded, being above 2⁵³`;
    case 'category':
      return isSuggested(column)
        ? `category, becomes ${inputs}`
        : `text, no value of which comes again; ${chosen}, it becomes ${inputs}`;
    case 'text': {
      const why = whyNoNumbers(column);
      if (!isUsable(column)) {
        return `left out: ${why ?? (distinct === null ? `text with more than ${maxValues} values` : 'a text of it is too long for a name')}`;
      }
      const each = Math.round(known / values.length);
      return why === null
        ? `text with ${count(values.length)} values; ${chosen}, it becomes ${inputs}, of some ${counted(each, 'row')} each`
        : `text: ${why}`;
    }
    case 'date':
      return 'left out: dates';
    case 'count':
      return `number of the row; can be ${chosen}`;
    case 'constant':
      return gaps.length === 0
        ? 'left out: always the same'
        : `left out: always the same where it is known; ${gapsText(gaps)} read as missing`;
    case 'empty':
      return 'left out: nothing in it';
    default:
      return kind satisfies never;
  }
}

/** Words that were read as missing, with their counts. */
export const gapsText = (gaps: ColumnSummary['gaps']): string =>
  gaps.map(([word, times]) => `“${word.slice(0, 20)}” (${count(times)})`).join(', ');

/** A column's numbers or its most frequent texts. */
export function valuesText({ numbers, top }: ColumnSummary): string {
  if (numbers !== null) {
    const [mean, min, max] = [numbers.mean, numbers.min, numbers.max].map((each) =>
      significant(each, 4),
    );
    return `mean ${mean}, from ${min} to ${max}`;
  }
  return top.map(([value, times]) => `${value.slice(0, 24)} (${count(times)})`).join(', ');
}
