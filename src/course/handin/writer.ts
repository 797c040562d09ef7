/** Renders sections to markup: escapes everything, numbers tables and figures in order. */
import type { Prose, TableData } from '../answers/blocks.ts';
import { escaped } from '../../figures/charts/svg-parts.ts';
import type { ReportBlock, Section } from './blocks.ts';
import { mathml } from './mathml.ts';
import { markdownMarkup } from './own/markup.ts';
import { photoMarkup } from './own/photo-markup.ts';

export interface WrittenFigure {
  /** Name for files, in the order of the report: "figure-03-i1d-accuracy". */
  readonly name: string;
  readonly svg: string;
}

/** Tables with up to this many rows are kept on one page. */
const shortTable = 16;
/** Formulas with more characters are set smaller, to fit a page. */
const longFormula = 75;
/** Above this ratio of height to width, a figure may take more of a page. */
const tallFrom = 0.56;

/** The deepest heading is h4: PDF bookmarks have three levels below the title. */
const maxLevel = 4;

export class Writer {
  readonly figures: WrittenFigure[] = [];
  #tables = 0;

  /**
   * Yields the markup of a section, then of each section inside it, so that pages can mount them one at a
   * time. @param level of its heading, 2 for a part of the report
   */
  *sections(
    { id, title, blocks, inner, page = false, small = false }: Section,
    level = 2,
  ): Generator<string, void> {
    const h = `h${Math.min(level, maxLevel)}`;
    const classes = [...(page ? ['page'] : []), ...(small ? ['small'] : [])].join(' ');
    yield [
      `<section id="${escaped(id)}"${classes === '' ? '' : ` class="${classes}"`}>`,
      `<${h}>${escaped(title)}</${h}>`,
      ...this.#blocks(blocks(), id, Math.min(level + 1, maxLevel)),
      '</section>',
    ].join('\n');
    for (const each of inner) yield* this.sections(each, level + 1);
  }

  /** Figures of half a line are put side by side in twos. */
  *#blocks(blocks: readonly ReportBlock[], id: string, level: number): Generator<string, void> {
    let open = 0;
    for (const [at, block] of blocks.entries()) {
      const half = isHalf(block);
      if (half && open === 0) yield '<div class="pair">';
      yield this.#block(block, id, level);
      open = half ? open + 1 : 0;
      if (open === 2 || (open === 1 && !isHalf(blocks[at + 1]))) {
        yield '</div>';
        open = 0;
      }
    }
  }

  #block(block: ReportBlock, id: string, level: number): string {
    switch (block.kind) {
      case 'heading':
        return `<h${level}${block.part === undefined ? '' : ` id="${escaped(block.part.toLowerCase())}"`}>${escaped(block.text)}</h${level}>`;
      case 'text':
        return `<p>${proseMarkup(block.prose)}</p>`;
      case 'slip':
        return `<p class="slip">${proseMarkup(block.prose)}</p>`;
      case 'formulas':
        return formulaMarkup(block.lines);
      case 'steps':
        return `<ol class="steps">${block.steps.map(stepMarkup).join('\n')}</ol>`;
      case 'code':
        return `<pre><code>${escaped(block.text)}</code></pre>`;
      case 'table':
        this.#tables += 1;
        return tableMarkup(block.table, this.#tables);
      case 'figure':
        return this.#figure(block.name, block.caption, block.svg, id);
      case 'plain':
        return block.text
          .split(/\n\s*\n/)
          .map((paragraph) => paragraph.trim())
          .filter((paragraph) => paragraph !== '')
          .map((paragraph) => `<p>${lines(paragraph)}</p>`)
          .join('\n');
      case 'asked':
        return `<p class="asked">${lines(block.text)}</p>`;
      case 'warning':
        return `<p class="warning">${escaped(block.text)}</p>`;
      case 'list':
        return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
      case 'facts':
        return `<dl>${block.facts
          .map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`)
          .join('')}</dl>`;
      case 'markdown':
        return markdownMarkup(block.blocks, level);
      case 'photo':
        return photoMarkup(block.photo);
      case 'authorship':
        return `<p class="authorship">${escaped(block.text)}</p>`;
      case 'see':
        return `<p>${escaped(block.before)} <a href="#${escaped(block.id)}">${escaped(block.link)}</a>.</p>`;
      default:
        return block satisfies never;
    }
  }

  #figure(name: string, caption: string, svg: string, id: string): string {
    const number = this.figures.length + 1;
    this.figures.push({
      name: `figure-${String(number).padStart(2, '0')}-${id}-${name}`,
      svg,
    });
    const [, width = '1', height = '0'] =
      /^<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
    const tall = Number(height) / Number(width) > tallFrom;
    return `<figure${tall ? ' class="tall"' : ''}>${svg}<figcaption><b>Figure ${number}.</b> ${escaped(caption)}</figcaption></figure>`;
  }
}

const isHalf = (block: ReportBlock | undefined): boolean =>
  block?.kind === 'figure' && block.half === true;

const lines = (text: string): string => escaped(text).replaceAll('\n', '<br>');

const proseMarkup = (prose: Prose): string =>
  prose
    .map((part) => (typeof part === 'string' ? escaped(part) : mathml(part.tex, false)))
    .join('');

const formulaMarkup = (all: readonly string[]): string =>
  `<div class="formulas">${all
    .map((line) => {
      const markup = mathml(line, true);
      return `<div class="formula${isLong(markup) ? ' long' : ''}">${markup}</div>`;
    })
    .join('\n')}</div>`;

const isLong = (markup: string): boolean =>
  !/<mtable|<munder/.test(markup) && markup.replaceAll(/<[^<>]*>/g, '').length > longFormula;

const stepMarkup = ({
  title,
  lines: all,
  note,
}: {
  readonly title: string;
  readonly lines: readonly string[];
  readonly note?: string;
}): string =>
  `<li><p class="step">${escaped(title)}</p>${formulaMarkup(all)}${note === undefined ? '' : `<p class="note">${escaped(note)}</p>`}</li>`;

function tableMarkup(
  { caption, head, rows, texts = [], marked = [], best = [] }: TableData,
  number: number,
): string {
  const start = (column: number): string =>
    column === 0 || texts.includes(column) ? ' class="start"' : '';
  const isBest = (row: number, column: number): boolean =>
    best.some(([r, c]) => r === row && c === column);
  const cell = (text: string, row: number, column: number): string => {
    if (column === 0) return `<th scope="row" class="start">${escaped(text)}</th>`;
    if (isBest(row, column)) return `<td${start(column)}><strong>${escaped(text)}</strong></td>`;
    return `<td${start(column)}>${escaped(text)}</td>`;
  };
  const shape = head.length > 8 ? ' class="wide"' : head.length <= 3 ? ' class="narrow"' : '';
  return [
    `<div class="table${rows.length <= shortTable ? ' short' : ''}"><table${shape}>`,
    `<caption><b>Table ${number}.</b> ${escaped(caption)}</caption>`,
    `<thead><tr>${head.map((name, column) => `<th scope="col"${start(column)}>${escaped(name)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map(
      (cells, row) =>
        `<tr${marked.includes(row) ? ' class="marked"' : ''}>${cells.map((text, column) => cell(text, row, column)).join('')}</tr>`,
    ),
    '</tbody></table></div>',
  ].join('\n');
}
