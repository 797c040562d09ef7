/** How the columns of a user's own table are used, in words. */
import type { Lacking } from '../protocol/table.ts';
import { isSuggested, isUsable } from '../data/tables/plan.ts';
import { maxValues, type ColumnSummary } from '../protocol/table.ts';
import { count, counted, significant } from '../base/numbers.ts';

/** Why a column that looks like numbers is read as text; null where it does not look so. */
export function whyNoNumbers({ odd, known }: ColumnSummary): string | null {
  if (odd === null) return null;
  const first = `“${odd.text}” at line ${count(odd.line)}`;
  const help = odd.lacking === null ? '' : `; ${lackingHelp[odd.lacking]}`;
  return odd.count === known
    ? `its cells are not numbers, the first is ${first}${help}`
    : `${count(odd.count)} of its cells ${odd.count === 1 ? 'is not a number' : 'are not numbers'}, the first is ${first}${help}`;
}

const lackingHelp: Readonly<Record<Lacking, string>> = {
  signs: 'its currency or percent signs can be ignored',
  thousands: 'it may have thousands separators',
  decimal: 'it may use the other decimal separator',
  'signs and thousands':
    'its currency or percent signs can be ignored, and it may have thousands separators',
};

/**
 * How a column is used and how many inputs it becomes, or why it is left out.
 * @param chosen how users select a column: "ticked", "named in --columns"
 */
export function useText(column: ColumnSummary, asCategory = false, chosen = 'ticked'): string {
  const { kind, distinct, values, known, gaps, rounded } = column;
  const inputs = `${count(values.length)} inputs of 0 or 1`;
  switch (kind) {
    case 'number':
      if (asCategory) return `category, becomes ${inputs}`;
      return rounded === null
        ? 'number'
        : `number; “${rounded.text}” at line ${count(rounded.line)} and others above 2⁵³ are rounded`;
    case 'category':
      return isSuggested(column)
        ? `category, becomes ${inputs}`
        : `text without repeated values; if ${chosen}, it becomes ${inputs}`;
    case 'text': {
      const why = whyNoNumbers(column);
      if (!isUsable(column)) {
        return `left out: ${why ?? (distinct === null ? `text with more than ${maxValues} values` : 'one of its texts is too long for a name')}`;
      }
      const each = Math.round(known / values.length);
      return why === null
        ? `text with ${count(values.length)} values; if ${chosen}, it becomes ${inputs}, with about ${counted(each, 'row')} each`
        : `text: ${why}`;
    }
    case 'date':
      return 'left out: dates';
    case 'count':
      return `row number; can be ${chosen}`;
    case 'constant':
      return gaps.length === 0
        ? 'left out: all values are the same'
        : `left out: all known values are the same; ${gapsText(gaps)} read as missing`;
    case 'empty':
      return 'left out: empty';
    default:
      return kind satisfies never;
  }
}

/** Words that were read as missing, with their counts. */
export const gapsText = (gaps: ColumnSummary['gaps']): string =>
  gaps.map(([word, times]) => `“${word.slice(0, 20)}” (${count(times)})`).join(', ');

/** The range of a column's numbers, or its most frequent texts. */
export function valuesText({ numbers, top }: ColumnSummary): string {
  if (numbers !== null) {
    const [mean, min, max] = [numbers.mean, numbers.min, numbers.max].map((each) =>
      significant(each, 4),
    );
    return `mean ${mean}, from ${min} to ${max}`;
  }
  return top.map(([value, times]) => `${value.slice(0, 24)} (${count(times)})`).join(', ');
}
