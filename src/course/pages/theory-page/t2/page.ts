/** The page of question T2. */
import { html, type TemplateResult } from 'lit';
import type { PageContext } from '../../../../ui/pages/route.ts';
import './element.ts';

export const render = ({ sessions }: PageContext): TemplateResult =>
  html`<a2-theory-t2 .sessions=${sessions}></a2-theory-t2>`;
