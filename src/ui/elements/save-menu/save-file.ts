import { portableFileName } from '../../../document/file-name.ts';
import { trimmed } from '../../../base/trim.ts';

/** How long a file's address lives: a phone asks where to put a file, and reads it only then. */
const addressLifeMs = 60_000;

/** Hands a text or bytes to the browser as a file to keep. */
export function saveFile(name: string, content: string | Blob, type: string): void {
  const blob = new Blob([content], { type });
  if (downloadsFail()) {
    void import('./share-file.ts').then(
      ({ shareFile }) => shareFile(name, blob, () => download(name, blob)),
      () => download(name, blob),
    );
    return;
  }
  download(name, blob);
}

/** An app on an iPhone's home screen opens a file in place of itself; others have no downloads at all. */
function downloadsFail(): boolean {
  // Only Apple's systems tell this way that the page is an app.
  const { standalone } = navigator as { standalone?: boolean };
  return standalone === true || !('download' in HTMLAnchorElement.prototype);
}

function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = portableFileName(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), addressLifeMs);
}

/** A file's name from its parts, in the letters that every system takes: "I1d-batch-loss". */
export function fileName(...parts: readonly string[]): string {
  const words = parts.map((part) =>
    trimmed(
      part
        .normalize('NFKD')
        .replaceAll(/[^\p{ASCII}]/gu, '')
        .replaceAll(/[^A-Za-z0-9._]+/g, '-'),
      '-.',
    ),
  );
  return words.filter((word) => word !== '').join('-') || 'figure';
}
