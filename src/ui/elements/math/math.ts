/** Formulas inside templates. */
import { html, type TemplateResult } from 'lit';
import './element.ts';

/** A formula in the line. */
export const m = (tex: string): TemplateResult => html`<a2-math .tex=${tex}></a2-math>`;

/** A formula on a line of its own. */
export const mm = (tex: string): TemplateResult => html`<a2-math block .tex=${tex}></a2-math>`;
