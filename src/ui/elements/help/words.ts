/** A text of the help with its formulas. */
import { html, type TemplateResult } from 'lit';
import type { Help } from '../../../catalog/kinds/help.ts';
import { m, mm } from '../math/math.ts';

/** Splits at `$…$`: every second part is TeX. */
const inline = (text: string): (string | TemplateResult)[] =>
  text.split('$').map((part, index) => (index % 2 === 0 ? part : m(part)));

export const helpWords = ({ text, formulas = [] }: Help): TemplateResult =>
  html`<p>${inline(text)}</p>
    ${formulas.map((tex) => mm(tex))}`;
