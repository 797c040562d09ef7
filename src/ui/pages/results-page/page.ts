/** The page "#/results". */
import { html, type TemplateResult } from 'lit';
import type { PageContext } from '../route.ts';
import './element.ts';

export const render = ({ lab }: PageContext): TemplateResult =>
  html`<a2-results-page .lab=${lab}></a2-results-page>`;
