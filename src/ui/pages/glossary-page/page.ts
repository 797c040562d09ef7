/** All terms and formulas. */
import { html, type TemplateResult } from 'lit';
import type { PlainContext } from '../route.ts';
import './element.ts';

export const render = ({ rest }: PlainContext): TemplateResult =>
  html`<a2-glossary-page .entry=${rest}></a2-glossary-page>`;
