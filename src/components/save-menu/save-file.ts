import { portableFileName } from '../../experiment/file-name.ts';

/** Hands a text or bytes to the browser as a file to keep. */
export function saveFile(name: string, content: string | Blob, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = portableFileName(name);
  link.click();
  // The download has the blob by then; keeping it would keep its memory.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}

/** A file's name from its parts, in the letters that every system takes: "I1d-batch-loss". */
export function fileName(...parts: readonly string[]): string {
  const words = parts.map((part) =>
    part
      .normalize('NFKD')
      .replaceAll(/[^\p{ASCII}]/gu, '')
      .replaceAll(/[^A-Za-z0-9._]+/g, '-')
      .replaceAll(/^[-.]+|[-.]+$/g, ''),
  );
  return words.filter((word) => word !== '').join('-') || 'figure';
}
