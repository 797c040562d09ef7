/** Sets the document's page margins, page numbers and title while the report is printed. */
import { fileName } from '../../handin/file-name.ts';
import { pageRules } from '../../handin/styles.ts';
import type { Student } from '../../handin/types.ts';

/**
 * Until `signal` is aborted, printing this page prints the report with its own margins, page numbers and
 * running title; browsers propose the document's title as the file name.
 */
export function paperFor(student: () => Student, signal: AbortSignal): void {
  const sheet = new CSSStyleSheet();
  let title: string | null = null;
  addEventListener(
    'beforeprint',
    () => {
      sheet.replaceSync(pageRules(student()));
      if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
      // The event may fire twice in a row, if a program also prints.
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
