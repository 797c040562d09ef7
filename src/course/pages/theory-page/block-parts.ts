/** Renders the blocks of an answer on a page. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Block, Prose, TableData } from '../../answers/blocks.ts';
import { m, mm } from '../../../ui/elements/math/math.ts';

export const proseParts = (prose: Prose): TemplateResult =>
  html`${prose.map((part) => (typeof part === 'string' ? part : m(part.tex)))}`;

/** @param hidden whether the caption is for screen readers only */
export function tableParts(table: TableData, hidden = false): TemplateResult {
  const { caption, head, rows, texts = [], marked = [] } = table;
  const start = (column: number): string => (column === 0 || texts.includes(column) ? 'start' : '');
  return html`
    <div class="scroll" role="region" aria-label=${caption} tabindex="0">
      <table>
        <caption class=${hidden ? 'visually-hidden' : ''}>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${head.map((name, column) => html`<th scope="col" class=${start(column)}>${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (cells, row) =>
              html`<tr class=${marked.includes(row) ? 'asked' : ''}>
                ${cells.map((cell, column) =>
                  column === 0
                    ? html`<th scope="row" class="start">${cell}</th> `
                    : html`<td class=${start(column)}>${cell}</td> `,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** Renders blocks as sections, one per heading. Pages use their own elements for drawings and steps. */
export function sectionsOf(blocks: readonly Block[]): TemplateResult[] {
  const sections: { readonly title: string; readonly blocks: Block[] }[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') sections.push({ title: block.text, blocks: [] });
    else sections.at(-1)?.blocks.push(block);
  }
  return sections.map(
    ({ title, blocks: inner }) =>
      html`<section>
        <h2>${title}</h2>
        ${inner.map(part)}
      </section>`,
  );
}

function part(block: Block): TemplateResult | typeof nothing {
  switch (block.kind) {
    case 'text':
      return html`<p>${proseParts(block.prose)}</p>`;
    case 'slip':
      return html`<p class="slip">${proseParts(block.prose)}</p>`;
    case 'formulas':
      return html`<div class="steps">${block.lines.map((line) => mm(line))}</div>`;
    case 'code':
      return html`<pre class="code">${block.text}</pre>`;
    case 'table':
      return tableParts(block.table);
    case 'heading':
    case 'steps':
    case 'figure':
      return nothing;
    default:
      return block satisfies never;
  }
}
