/** The page "#/results". */
import { html, type TemplateResult } from 'lit';
import type { PlaceContext } from '../route.ts';
import './element.ts';

export const render = ({ lab }: PlaceContext): TemplateResult =>
  html`<a2-results-page .lab=${lab}></a2-results-page>`;
