/** The pages "#/results" and "#/results/compare/ID,ID". */
import { html, type TemplateResult } from 'lit';
import { comparedIds } from '../compare-page/address.ts';
import '../compare-page/element.ts';
import type { PageContext } from '../route.ts';
import './element.ts';

export function render({ lab, rest }: PageContext): TemplateResult {
  const ids = comparedIds(rest);
  return ids === null
    ? html`<a2-results-page .lab=${lab}></a2-results-page>`
    : html`<a2-compare-page .lab=${lab} .ids=${ids.join()}></a2-compare-page>`;
}
