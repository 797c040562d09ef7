/** The datasets' pages, for example "#/data/california-housing". */
import { html, type TemplateResult } from 'lit';
import type { PageContext } from '../route.ts';
import './element.ts';

export const render = ({ lab, rest }: PageContext): TemplateResult =>
  html`<a2-data-page .lab=${lab} .name=${rest}></a2-data-page>`;
