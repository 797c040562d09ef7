/** A student's Markdown as the report's markup: everything escaped, formulas as MathML. */
import { escaped } from '../../../figures/charts/svg-parts.ts';
import type { Inline, MarkdownBlock } from '../../../text/markdown/types.ts';
import { foreignMathml } from '../mathml.ts';

/** @param level of the student's headings */
export const markdownMarkup = (blocks: readonly MarkdownBlock[], level: number): string =>
  blocks.map((block) => blockMarkup(block, level)).join('\n');

function blockMarkup(block: MarkdownBlock, level: number): string {
  switch (block.kind) {
    case 'heading':
      return `<h${level}>${inlineMarkup(block.inner)}</h${level}>`;
    case 'paragraph':
      return `<p>${inlineMarkup(block.inner)}</p>`;
    case 'math':
      return `<div class="formulas"><div class="formula">${mathMarkup(block.tex, true)}</div></div>`;
    case 'code':
      return `<pre><code>${escaped(block.text)}</code></pre>`;
    case 'quote':
      return `<blockquote>${markdownMarkup(block.blocks, level)}</blockquote>`;
    case 'list': {
      const tag = block.start === null ? 'ul' : 'ol';
      const start = block.start === null || block.start === 1 ? '' : ` start="${block.start}"`;
      return `<${tag}${start}>${block.items.map((item) => `<li>${itemMarkup(item, level)}</li>`).join('')}</${tag}>`;
    }
    case 'table':
      return [
        '<div class="table"><table class="narrow">',
        `<thead><tr>${block.head.map((cell) => `<th scope="col" class="start">${inlineMarkup(cell)}</th>`).join('')}</tr></thead>`,
        `<tbody>${block.rows.map((row) => `<tr>${row.map((cell) => `<td class="start">${inlineMarkup(cell)}</td>`).join('')}</tr>`).join('')}</tbody>`,
        '</table></div>',
      ].join('\n');
    case 'rule':
      return '<hr />';
    default:
      return block satisfies never;
  }
}

/** An item of one paragraph stands on its line, without a paragraph's margins. */
function itemMarkup(blocks: readonly MarkdownBlock[], level: number): string {
  const [first, ...rest] = blocks;
  if (first?.kind !== 'paragraph') return markdownMarkup(blocks, level);
  return `${inlineMarkup(first.inner)}${rest.length === 0 ? '' : `\n${markdownMarkup(rest, level)}`}`;
}

const inlineMarkup = (all: readonly Inline[]): string => all.map(partMarkup).join('');

function partMarkup(part: Inline): string {
  switch (part.kind) {
    case 'text':
      return escaped(part.text);
    case 'math':
      return mathMarkup(part.tex, part.display);
    case 'code':
      return `<code>${escaped(part.text)}</code>`;
    case 'strong':
    case 'em':
    case 'del':
      return `<${part.kind}>${inlineMarkup(part.inner)}</${part.kind}>`;
    case 'link':
      return `<a href="${escaped(part.href)}">${inlineMarkup(part.inner)}</a>`;
    case 'break':
      return '<br>';
    default:
      return part satisfies never;
  }
}

/** TeX that cannot be typeset stays as it was typed. */
const mathMarkup = (tex: string, display: boolean): string =>
  foreignMathml(tex, display) ?? `<code>${escaped(display ? `$$${tex}$$` : `$${tex}$`)}</code>`;
