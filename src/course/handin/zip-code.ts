/** The ZIP's folder `code/`: a program for each implementation question, and all of them as a notebook. */
import { notebook, notebookFile } from '../programs/notebook.ts';
import { notebookTitle } from '../programs/saved.ts';
import { documentsOf, studentPrograms } from '../programs/programs.ts';
import { packagesOf, programSource } from '../programs/source.ts';
import type { HandIn } from './types.ts';
import type { ZipContents, ZipEntry } from './zip-contents.ts';

export function* codeEntries(handIn: HandIn, contents: ZipContents): Generator<ZipEntry, void> {
  const programs = studentPrograms(documentsOf(handIn));
  for (const program of programs) {
    yield contents.add('code', program.file, programSource(program));
    contents.code.push(program);
  }
  if (programs.length === 0) return;
  yield contents.add('code', notebookFile, notebook(programs, notebookTitle));
}

/** The README's section on them; '' where there are none. @param literal escapes text for Markdown */
export function codeText({ code }: ZipContents, literal: (text: string) => string): string {
  if (code.length === 0) return '';
  const lines = code.map(({ file, question, title, figures }) => {
    const saved = figures.map((name) => `\`${name}\``).join(', ');
    return `- \`code/${file}\`: ${question}, ${literal(title)}.${saved === '' ? '' : ` Saves ${saved}.`}`;
  });
  const commands = (maker: string, python: string): string =>
    [
      `${maker} -m venv venv`,
      `${python} -m pip install ${packagesOf(code).join(' ')}`,
      ...code.map(({ file }) => `${python} code/${file}`),
    ].join('\n');
  const data = [...new Set(code.map((program) => program.data).filter((text) => text !== ''))];
  return `## The program of each question

Start here. Each program stands alone and reads from top to bottom: it prints its tables, and saves its
figures in the folder where it runs. \`code/${notebookFile}\` has all of them as one notebook.

${lines.join('\n')}

${data.map(literal).join('\n')}

On Windows, in PowerShell or the command prompt, with Python from [python.org](https://www.python.org):

\`\`\`bat
${commands('py', 'venv\\Scripts\\python')}
\`\`\`

On macOS and Linux (Debian and Ubuntu need \`sudo apt install python3-venv\` first):

\`\`\`sh
${commands('python3', 'venv/bin/python')}
\`\`\``;
}
