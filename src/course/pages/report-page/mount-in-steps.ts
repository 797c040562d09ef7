/** Mounts markup in chunks: laying out a whole section at once would block the page. */
import { inert, parsedMarkup } from '../../../ui/elements/markup.ts';
import { yieldToEventLoop } from '../../../base/event-loop.ts';

/** Elements mounted and laid out at once: some milliseconds of work. */
const pieceSize = 250;

/** Elements that may be incomplete for a moment. Tables and formulas are mounted whole. */
const divisible = new Set(['section', 'div', 'ol', 'ul', 'figure', 'svg', 'g', 'header', 'nav']);

/** Markup that is mounted, or being mounted. */
export interface Mounted {
  /** Null until all of it is mounted. */
  markup: string | null;
  elements: readonly Element[];
}

/**
 * Replaces what is mounted with new markup. Until that is complete, the container keeps its previous
 * height, so that nothing jumps. Rejects with the signal's reason on abort; what has been mounted by then
 * stays until the next call replaces it.
 *
 * @param markup trusted: written by this lab's own writer, with everything escaped
 * @param next the node to insert before; null for the end
 */
export async function mountInSteps(
  container: HTMLElement,
  mounted: Mounted,
  markup: string,
  next: Node | null,
  signal: AbortSignal,
): Promise<void> {
  if (mounted.markup === markup) return;
  const sources = [...inert(parsedMarkup(markup)).children];
  const shells = sources.map(shellOf);
  const earlier = mounted.elements;
  const height = earlier.reduce((sum, each) => sum + each.getBoundingClientRect().height, 0);
  shells.at(-1)?.style.setProperty('min-height', `${height}px`);
  for (const each of earlier) each.remove();
  for (const shell of shells) container.insertBefore(shell, next);
  Object.assign(mounted, { markup: null, elements: shells });
  const pace = new Pace(container, signal);
  for (const [at, shell] of shells.entries()) await grow(sources[at]!, shell, pace);
  await pace.flush();
  shells.at(-1)?.style.removeProperty('min-height');
  mounted.markup = markup;
}

const shellOf = (element: Element): HTMLElement => element.cloneNode(false) as HTMLElement;

async function grow(from: Element, to: Element, pace: Pace): Promise<void> {
  for (const node of [...from.childNodes]) {
    const size = node instanceof Element ? node.querySelectorAll('*').length + 1 : 0;
    if (node instanceof Element && size > pieceSize && divisible.has(node.localName)) {
      const shell = shellOf(node);
      to.append(shell);
      await grow(node, shell, pace);
    } else {
      to.append(node);
      await pace.add(size);
    }
  }
}

/** Forces layout and yields to the event loop after every `pieceSize` elements. */
class Pace {
  readonly #container: HTMLElement;
  readonly #signal: AbortSignal;
  #elements = 0;

  constructor(container: HTMLElement, signal: AbortSignal) {
    this.#container = container;
    this.#signal = signal;
  }

  async add(elements: number): Promise<void> {
    this.#elements += elements;
    if (this.#elements >= pieceSize) await this.flush();
  }

  async flush(): Promise<void> {
    this.#elements = 0;
    // Reading the size forces layout now, rather than together with everything that follows.
    this.#container.getBoundingClientRect();
    await yieldToEventLoop();
    this.#signal.throwIfAborted();
  }
}
