/** Copies a figure to the clipboard: as an image, or as the text of its drawing. */
import { toPng } from './to-png.ts';

export type CopyKind = 'png' | 'svg';

/**
 * Writes at once, with the content to follow: browsers allow it only while they handle the press.
 * Rejects with an Error that says why, in the middle of a sentence, and what to do instead.
 */
export async function copyFigure(
  kind: CopyKind,
  svg: () => string | Promise<string>,
): Promise<void> {
  const { clipboard } = navigator as { readonly clipboard?: Clipboard };
  if (clipboard === undefined)
    throw new Error(
      'this page has no clipboard, which needs https or localhost; save the file instead',
    );
  if (typeof ClipboardItem === 'undefined')
    throw new Error('this browser copies no figures; save the file instead');
  const type = kind === 'png' ? 'image/png' : 'text/plain';
  const content = Promise.resolve(svg()).then((text) =>
    kind === 'png' ? toPng(text) : new Blob([text], { type }),
  );
  // Known on its own, because browsers report a failed content as a refusal.
  const made = content.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  try {
    await clipboard.write([new ClipboardItem({ [type]: content })]);
  } catch (error) {
    const failed = await made;
    if (failed !== null) throw failed;
    if (error instanceof Error && error.name === 'NotAllowedError')
      throw new Error(
        'the browser does not let this page use the clipboard; allow it in the site’s settings, or save the file instead',
        { cause: error },
      );
    throw error;
  }
}
