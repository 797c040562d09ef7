/** The page of question T4. */
import { html, type TemplateResult } from 'lit';
import type { PageContext } from '../../../../ui/pages/route.ts';
import './element.ts';

export const render = ({ lab }: PageContext): TemplateResult =>
  html`<a2-theory-t4 .lab=${lab}></a2-theory-t4>`;
