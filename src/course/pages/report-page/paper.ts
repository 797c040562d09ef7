/** What the document itself is told while the report is printed: page margins, numbers and a name. */
import { fileName } from '../../handin/file-name.ts';
import { pageRules } from '../../handin/styles.ts';
import type { Student } from '../../handin/types.ts';

/**
 * As long as `signal` is not aborted, whatever prints this page prints the report: margins, page
 * numbers and running title are the document's, and browsers propose its title as the file's name.
 */
export function paperFor(student: () => Student, signal: AbortSignal): void {
  const sheet = new CSSStyleSheet();
  let title: string | null = null;
  addEventListener(
    'beforeprint',
    () => {
      sheet.replaceSync(pageRules(student()));
      if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
      // Twice in a row where a program prints in between.
      title ??= document.title;
      document.title = fileName(student());
    },
    { signal },
  );
  const restore = (): void => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    if (title !== null) document.title = title;
    title = null;
  };
  addEventListener('afterprint', restore, { signal });
  signal.addEventListener('abort', restore);
}
