/** All programs as one Jupyter notebook (nbformat 4.5), without outputs. */
import { importsPart, packagesOf } from './source.ts';
import type { Part, StudentProgram } from './types.ts';

export const notebookFile = 'assignment.ipynb';

interface Cell {
  readonly cell_type: 'code' | 'markdown';
  readonly id: string;
  readonly metadata: Record<string, never>;
  readonly source: readonly string[];
  readonly execution_count?: null;
  readonly outputs?: readonly never[];
}

/** A cell's text as nbformat has it: lines with their ends. */
const linesOf = (text: string): string[] => text.split(/(?<=\n)/);

/** Markdown that shows text literally. */
const literal = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>#|~!&$]/g, '\\$&');

/** The notebook's code cells in order: what several programs share comes once, before its first use. */
export function notebookParts(programs: readonly StudentProgram[]): {
  readonly program: StudentProgram;
  readonly parts: readonly Part[];
}[] {
  const last = new Map<string, string>();
  return programs.map((program) => ({
    program,
    parts: program.parts.filter(({ name, code }) => {
      if (last.get(name) === code && !code.startsWith('results')) return false;
      last.set(name, code);
      return true;
    }),
  }));
}

/** @param title its heading, which may hold what a person typed */
export function notebook(programs: readonly StudentProgram[], title: string): string {
  const cells: Cell[] = [];
  const id = (): string => `cell-${cells.length + 1}`;
  const markdown = (text: string): void => {
    cells.push({ cell_type: 'markdown', id: id(), metadata: {}, source: linesOf(text) });
  };
  const code = (text: string): void => {
    cells.push({
      cell_type: 'code',
      id: id(),
      metadata: {},
      execution_count: null,
      outputs: [],
      source: linesOf(text),
    });
  };
  const data = [...new Set(programs.map((program) => program.data).filter((each) => each !== ''))];
  markdown(
    `# ${literal(title)}\n\nThe programs of all implementation questions, in their order. They need \`${packagesOf(programs).join(' ')}\`.\n\n${data.map(literal).join('\n\n')}`,
  );
  code(importsPart(programs.flatMap(({ parts }) => parts)).code);
  for (const { program, parts } of notebookParts(programs)) {
    markdown(`## ${program.question}: ${literal(program.title)}\n\n${literal(program.about)}`);
    for (const part of parts) code(part.code);
  }
  return `${JSON.stringify(
    {
      cells,
      metadata: {
        kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
        language_info: { name: 'python' },
      },
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  )}\n`;
}
