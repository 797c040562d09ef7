import { portableFileName } from '../../../document/file-name.ts';
import { trimmed } from '../../../base/trim.ts';

/** How long a file's URL stays valid: a phone first asks where to save a file, and reads it only then. */
const addressLifeMs = 60_000;

/** Downloads a text or bytes as a file. */
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

/** A home-screen app on an iPhone opens a file in place of itself; some browsers have no downloads at all. */
function downloadsFail(): boolean {
  // Only Apple's systems report a home-screen app this way.
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

/** A file name from its parts, in characters that every system accepts: "I1d-batch-loss". */
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
