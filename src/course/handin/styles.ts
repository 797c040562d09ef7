/** The report's styles, for screen and print. */
import type { Student } from './types.ts';

/** A text as a CSS string, escaped so that it cannot end the string, the style sheet or the style element. */
export const cssString = (text: string): string =>
  `"${Array.from(text, (sign) =>
    /[\p{L}\p{N} .,·-]/u.test(sign) ? sign : `\\${(sign.codePointAt(0) ?? 32).toString(16)} `,
  ).join('')}"`;

/** Margins, page numbers and the running title, for the printed document (A4 or Letter). */
export function pageRules({ name, id }: Student): string {
  const who = [name, id].map((text) => text.trim()).filter((text) => text !== '');
  const running = cssString([...who, 'Major Assignment 2'].join(' · '));
  return `@page {
  margin: 18mm 17mm 16mm;
  @top-right { content: ${running}; font: 8.5pt system-ui, sans-serif; color: #585c62; }
  @bottom-center { content: counter(page) " / " counter(pages); font: 8.5pt system-ui, sans-serif; color: #585c62; }
}
@page :first {
  @top-right { content: ""; }
}
@media print {
  html, body { background: #ffffff; }
}`;
}

/** For `reportBody`, in a standalone document or in a shadow tree. */
export const reportStyles = `
.report {
  color-scheme: light;
  box-sizing: border-box;
  max-inline-size: 50rem;
  margin-inline: auto;
  padding: 1.5rem;
  background: #ffffff;
  color: #1b1d20;
  font: 400 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif;
  font-variant-numeric: tabular-nums;
  overflow-wrap: break-word;
}
.report *, .report *::before { box-sizing: border-box; }
.report h1, .report h2, .report h3, .report h4 {
  margin: 1.6em 0 0.4em;
  line-height: 1.25;
  font-weight: 600;
  text-wrap: balance;
}
.report h1 { margin-block-start: 0; font-size: 1.9rem; }
.report h2 { font-size: 1.45rem; padding-block-end: 0.2em; border-block-end: 1px solid #c9c6bd; }
.report h3 { font-size: 1.18rem; }
.report h4 { font-size: 1rem; }
.report p, .report ul, .report ol, .report dl, .report pre { margin: 0 0 0.7em; }
.report a { color: #0b5394; }
.report ul { padding-inline-start: 1.3em; list-style: disc; }
.report li { margin-block-end: 0.2em; }
.report dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.15em 1em; }
.report dt { color: #585c62; }
.report dd { margin: 0; overflow-wrap: anywhere; }
.report header { margin-block-end: 2rem; }
.report header dl { font-size: 1.05rem; }
.report .contents { margin-block-end: 2rem; }
.report .contents ol { margin: 0; padding-inline-start: 0; list-style: none; }
.report .contents ol ol { padding-inline-start: 1.3em; }
.report .contents li { margin: 0.1em 0; }
.report .contents .at { display: none; }
.report .nav-title { font-weight: 600; margin-block-end: 0.3em; }
.report .asked { padding-inline-start: 0.9em; border-inline-start: 3px solid #c9c6bd; color: #40444a; }
.report .slip, .report .warning { padding: 0.5em 0.8em; border: 1px solid #c98a00; border-radius: 4px; }
.report .warning { border-color: #9b1c1c; }
.report .steps { padding-inline-start: 1.4em; list-style: decimal; }
.report .step { margin: 0 0 0.15em; font-weight: 600; }
.report .note { color: #585c62; font-size: 0.9em; }
.report pre {
  padding: 0.7em 0.9em;
  overflow-x: auto;
  border: 1px solid #dcd9d1;
  border-radius: 4px;
  font: 400 0.82rem/1.45 ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace;
}
.report pre code { font: inherit; }
.report blockquote { margin: 0 0 0.7em; padding-inline-start: 0.9em; border-inline-start: 3px solid #dcd9d1; }
.report hr { margin-block: 1em; border: 0; border-block-start: 1px solid #c9c6bd; }
.report .photo { margin: 0.8em 0; }
.report .photo img { display: block; max-inline-size: 100%; block-size: auto; margin-inline: auto; }
.report .authorship { color: #585c62; font-size: 0.88rem; font-style: italic; }
.report .formulas { margin: 0 0 0.8em; }
.report .formula { margin: 0.35em 0; padding-inline-start: 1em; overflow-x: auto; overflow-y: hidden; }
.report math {
  font-family: 'Cambria Math', 'STIX Two Math', 'Latin Modern Math', 'Libertinus Math', 'TeX Gyre Termes Math', 'DejaVu Math TeX Gyre', 'Noto Sans Math', math, serif;
  font-size: 1.06em;
  line-height: normal;
}
.report math.tml-display { display: block math; inline-size: fit-content; margin: 0; }
.report math * { border-color: currentColor; }
.report .depth-0 { math-depth: 0; }
.report mtd { padding-block: 0.2em; }
.report .cell-first { padding-inline: 0 5.9776pt; }
.report .cell-middle { padding-inline: 5.9776pt; }
.report .cell-last { padding-inline: 5.9776pt 0; }
.report .cell-only { padding-inline: 0; }
.report figure { margin: 1.1em 0; }
.report figure > svg { display: block; max-inline-size: 100%; block-size: auto; margin-inline: auto; }
.report figcaption, .report caption { color: #40444a; font-size: 0.88rem; line-height: 1.4; text-align: start; }
.report figcaption { margin-block-start: 0.4em; }
.report .pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1.5rem; margin: 1.1em 0; }
.report .pair > figure { margin: 0; }
@media screen and (max-width: 40rem) {
  .report .pair { grid-template-columns: minmax(0, 1fr); gap: 1.1em; }
}
.report caption { caption-side: top; padding-block-end: 0.35em; }
.report .table { margin: 1.1em 0; overflow-x: auto; }
.report table { border-collapse: collapse; inline-size: 100%; font-size: 0.86rem; line-height: 1.35; }
.report table.wide { font-size: 0.76rem; }
.report table.wide td:not(.start) { white-space: nowrap; }
.report table.narrow { inline-size: auto; min-inline-size: 60%; }
.report th, .report td { padding: 0.25em 0.5em; text-align: end; vertical-align: top; }
.report th:first-child, .report td:first-child { padding-inline-start: 0; }
.report th:last-child, .report td:last-child { padding-inline-end: 0; }
.report th { font-weight: 600; }
.report tbody th { font-weight: 400; white-space: nowrap; }
.report .start { text-align: start; }
.report td.start { overflow-wrap: anywhere; }
.report thead th { border-block-end: 1.5px solid #1b1d20; vertical-align: bottom; }
.report tbody tr { border-block-end: 0.5px solid #dcd9d1; }
.report tbody tr:last-child { border-block-end: 1.5px solid #1b1d20; }
.report tr.marked { border-block-start: 1px solid #1b1d20; font-weight: 600; }
.report tr.marked th { font-weight: 600; }
@media print {
  .report {
    max-inline-size: none;
    margin: 0;
    padding: 0;
    background: none;
    color: #000000;
    font-size: 8.8pt;
    line-height: 1.34;
    -webkit-print-color-adjust: exact;
    print-color-adjust: exact;
    orphans: 3;
    widows: 3;
  }
  .report h1 { font-size: 20pt; }
  .report h2 { font-size: 15pt; }
  .report h3 { font-size: 12pt; }
  .report h4 { font-size: 10pt; }
  .report h3, .report h4 { margin-block: 1.1em 0.3em; }
  .report p, .report ul, .report ol, .report dl, .report pre { margin-block-end: 0.5em; }
  .report figure, .report .table { margin-block: 0.7em; }
  .report .formulas { margin-block-end: 0.5em; }
  .report .formula { margin-block: 0.2em; }
  .report mtd { padding-block: 0.08em; }
  .report h1, .report h2, .report h3, .report h4, .report .step, .report caption { break-after: avoid; }
  /* WebKit and Safari ignore break-after: space reserved below an unbreakable heading moves it to the next
     page together with what follows; before a figure it needs more space. */
  .report :is(h2, h3, h4), .report .step { break-inside: avoid; }
  .report :is(h2, h3, h4)::after, .report .step::after { content: ''; display: block; block-size: 3.5em; margin-block-end: -3.5em; }
  /* Its rule stands on that space: below a border of its own, the space would stay inside the heading. */
  .report h2 { padding-block-end: 0; border-block-end: 0; }
  .report h2::after { margin-block-start: 0.2em; border-block-start: 1px solid #c9c6bd; }
  .report :is(h2, h3, h4):has(+ figure)::after { block-size: 66mm; margin-block-end: -66mm; }
  .report :is(h2, h3, h4):has(+ dl)::after { block-size: 35mm; margin-block-end: -35mm; }
  .report .contents > ol { columns: 2; column-gap: 3em; }
  .report .contents a { display: flex; gap: 0.5em; }
  /* The page's number; in the first pass it is empty, but takes its room. */
  .report .contents .at { display: block; flex: none; min-inline-size: 2em; margin-inline-start: auto; text-align: end; }
  .report .page { break-before: page; }
  .report section:has(> h2:last-child) { break-after: avoid; }
  .report figure, .report tr, .report .formula, .report .slip, .report .warning, .report li > .step + .formulas > :first-child { break-inside: avoid; }
  .report .asked, .report nav .nav-title { break-after: avoid; }
  .report .asked, .report dl, .report .table.short { break-inside: avoid; }
  .report pre { orphans: 7; widows: 7; }
  .report figure > svg { max-block-size: 56mm; }
  .report figure.tall > svg { max-block-size: 58mm; }
  .report .pair > figure > svg { max-block-size: 56mm; }
  .report .pair { break-inside: avoid; }
  .report .small { font-size: 7pt; line-height: 1.25; }
  .report .small :is(h3, h4) { margin-block: 0.8em 0.2em; font-size: 9pt; }
  .report .small .table table { font-size: 6.6pt; }
  .report .small td.start { overflow-wrap: normal; }
  .report .photo img { max-block-size: 235mm; inline-size: auto; }
  .report .formula.long { font-size: 7.5pt; }
  .report .table, .report .formula, .report pre { overflow: visible; }
  .report pre { white-space: pre-wrap; padding: 0.4em 0.7em; font-size: 7.3pt; line-height: 1.32; }
  .report p:has(+ pre) { break-after: avoid; }
  .report thead { display: table-header-group; }
  .report table { font-size: 8pt; line-height: 1.25; }
  .report th, .report td { padding-block: 0.15em; }
  .report table.wide { font-size: 7.2pt; }
  .report figcaption, .report caption { font-size: 8.4pt; color: #000000; }
  .report a { color: inherit; text-decoration: none; }
  .report .asked, .report .note, .report dt { color: #333333; }
}
`;
