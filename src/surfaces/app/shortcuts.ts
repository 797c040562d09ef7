/** “?” anywhere but in a text field shows the keyboard shortcuts; their dialog is loaded then. */

const isTyped = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select'));

/** @param root where the dialog is put */
export async function showShortcuts(root: DocumentFragment | HTMLElement): Promise<void> {
  const { A2Shortcuts } = await import('../../ui/elements/shortcuts/element.ts');
  const found = root.querySelector('a2-shortcuts');
  const dialog = found instanceof A2Shortcuts ? found : new A2Shortcuts();
  if (found === null) root.append(dialog);
  await dialog.toggle();
}

/** Calls `show` until the signal is aborted. */
export function watchQuestionMark(show: () => void, signal: AbortSignal): void {
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || isTyped(event.composedPath()[0])) return;
      event.preventDefault();
      show();
    },
    { signal },
  );
}
