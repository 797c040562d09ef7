/** Markup put up piece by piece: to lay out a whole section at once would hold a page up. */
import { inert, parsedMarkup } from '../../../ui/elements/markup.ts';
import { yieldToEventLoop } from '../../../base/event-loop.ts';

/** Elements put up and laid out in one go: some milliseconds of work. */
const pieceSize = 250;

/** What can stand half finished for a moment. Tables and formulas are put up whole. */
const divisible = new Set(['section', 'div', 'ol', 'ul', 'figure', 'svg', 'g', 'header', 'nav']);

/** Markup that stands on a page, or is on its way there. */
export interface Mounted {
  /** Null until all of it is there. */
  markup: string | null;
  elements: readonly Element[];
}

/**
 * Puts markup in the place of what stands there. Until it is complete the place keeps the height that it
 * had, so that nothing jumps. Rejects with the signal's reason once it is aborted; what was put up until
 * then stays, to be replaced by the next.
 *
 * @param markup trusted: by this lab's own writer, everything in it escaped
 * @param next the node before which it stands; null for the end
 */
export async function mountInSteps(
  place: HTMLElement,
  standing: Mounted,
  markup: string,
  next: Node | null,
  signal: AbortSignal,
): Promise<void> {
  if (standing.markup === markup) return;
  const sources = [...inert(parsedMarkup(markup)).children];
  const shells = sources.map(shellOf);
  const earlier = standing.elements;
  const height = earlier.reduce((sum, each) => sum + each.getBoundingClientRect().height, 0);
  shells.at(-1)?.style.setProperty('min-height', `${height}px`);
  for (const each of earlier) each.remove();
  for (const shell of shells) place.insertBefore(shell, next);
  Object.assign(standing, { markup: null, elements: shells });
  const pace = new Pace(place, signal);
  for (const [at, shell] of shells.entries()) await grow(sources[at]!, shell, pace);
  await pace.rest();
  shells.at(-1)?.style.removeProperty('min-height');
  standing.markup = markup;
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

/** Lays out what was put up, and lets the page go on, every so many elements. */
class Pace {
  readonly #place: HTMLElement;
  readonly #signal: AbortSignal;
  #elements = 0;

  constructor(place: HTMLElement, signal: AbortSignal) {
    this.#place = place;
    this.#signal = signal;
  }

  async add(elements: number): Promise<void> {
    this.#elements += elements;
    if (this.#elements >= pieceSize) await this.rest();
  }

  async rest(): Promise<void> {
    this.#elements = 0;
    // Asked for its size, the browser lays it out now and not together with all that follows.
    this.#place.getBoundingClientRect();
    await yieldToEventLoop();
    this.#signal.throwIfAborted();
  }
}
