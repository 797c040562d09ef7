/** Mounting components, finding things in their shadow trees, and asking axe about them. */
import axe from 'axe-core';
import { assert } from 'chai';
import { LitElement } from 'lit';
import type { PlannedTrial } from '../../../src/document/expand.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import type { Experiment } from '../../../src/document/schema.ts';
import { adopt } from '../../../src/ui/styles/adopt.ts';
import { tokens } from '../../../src/ui/styles/tokens.ts';
import { documents } from '../../lab/fixture/fake-lab.ts';
import { inTime, until } from '../../support/until.ts';

const mounted: Element[] = [];

/** Puts an element into the page with its properties set, and waits until it is drawn. */
export async function mount<T extends LitElement>(
  element: T,
  properties: Partial<T> = {},
): Promise<T> {
  adopt(document, tokens);
  document.body.style.background = 'var(--a2-paper)';
  // A page in the background has no frames, in which a transition would stop at its start.
  document.documentElement.style.setProperty('--a2-motion', '0ms');
  Object.assign(element, properties);
  document.body.append(element);
  mounted.push(element);
  await settled(element);
  return element;
}

/** Every test takes its elements away. */
export function unmountAll(): void {
  for (const element of mounted.splice(0)) element.remove();
  delete document.documentElement.dataset.theme;
}

/** Until an element and all below it are drawn, with what follows from their sizes and places. */
export async function settled(element: LitElement): Promise<void> {
  await drawn(element);
  // A page in the background has no frames, and its elements observe nothing.
  if (document.visibilityState === 'visible') await observed();
  // Charts draw in timers without delay. Timers fire in the order in which they are due, however late.
  await new Promise((resolve) => setTimeout(resolve, 5));
  await drawn(element);
}

/** Until all observers so far have been told what there is: they are told in the order of their making. */
async function observed(): Promise<void> {
  const told = new Set<string>();
  for (const Observer of [ResizeObserver, IntersectionObserver]) {
    const last = new Observer(() => {
      last.disconnect();
      told.add(Observer.name);
    });
    last.observe(document.documentElement);
  }
  let looks = 0;
  await until(
    'the page has a frame, in which sizes and intersections are observed',
    () => {
      // A frame that the browser has lost is asked for again by something to draw.
      if (++looks % 100 === 0) document.documentElement.style.setProperty('--a2-asked', `${looks}`);
      return told.size === 2;
    },
    () => `${[...told].join()} of ${document.visibilityState} ${location.hash}`,
  );
  document.documentElement.style.removeProperty('--a2-asked');
}

/** Elements are drawn apart from those they stand in, and bring others with them. */
async function drawn(element: LitElement): Promise<void> {
  await inTime(`<${element.localName}> is drawn`, element.updateComplete);
  const below = [...element.renderRoot.querySelectorAll('*'), ...element.querySelectorAll('*')];
  // One that was taken away meanwhile, and what it draws then, is never connected and so never drawn.
  const parts = below.filter((each) => each instanceof LitElement && each.isConnected);
  await Promise.all((parts as LitElement[]).map(drawn));
}

/** Until `text()` holds `wanted`: redraws are throttled, so the time of the next one is not known. */
export async function shows(text: () => string, wanted: string): Promise<void> {
  await until(
    `there is "${wanted}"`,
    () => text().includes(wanted),
    () => `"${text()}"`,
  );
  // What came with it may be an element whose own first drawing is still to come.
  await Promise.all(mounted.filter((each) => each instanceof LitElement).map(drawn));
  assert.include(text(), wanted);
}

/** The first match in a shadow tree, or a failed test. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as querySelector has it
export function find<T extends Element = HTMLElement>(within: Element, selector: string): T {
  const found = (within.shadowRoot ?? within).querySelector<T>(selector);
  assert.isNotNull(found, `no ${selector} in ${within.localName}`);
  return found;
}

export const findAll = <T extends Element = HTMLElement>(
  within: Element,
  selector: string,
): T[] => [...(within.shadowRoot ?? within).querySelectorAll<T>(selector)];

/** The first button whose text or label contains `text`. */
export function button(within: Element, text: string): HTMLButtonElement {
  const found = findAll<HTMLButtonElement>(within, 'button').find((each) =>
    `${each.ariaLabel ?? ''} ${each.textContent}`.includes(text),
  );
  assert.isDefined(found, `no button "${text}" in ${within.localName}`);
  return found;
}

export const textOf = (element: Element): string =>
  element.textContent.replaceAll(/[\s\u00a0]+/g, ' ').trim();

/** All that axe looks at by default and that colours decide. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds wrong; a whole page is checked for its regions too. Light and dark differ in colours alone, so what
 * is no matter of colours is looked at once.
 */
export async function assertAccessible(element: LitElement, wholePage = false): Promise<void> {
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset.theme = theme;
    await settled(element);
    const { violations } = await axe.run(element, {
      rules: { region: { enabled: wholePage } },
      resultTypes: ['violations'],
      ...(theme === 'dark' && { runOnly: { type: 'rule', values: ofColours } }),
    });
    const found = violations.map(
      ({ id, nodes }) =>
        `${theme} ${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`).join('\n')}`,
    );
    assert.isEmpty(found, found.join('\n\n'));
  }
  delete document.documentElement.dataset.theme;
}

/** A preset, validated. */
export function preset(name: string): { experiment: Experiment; trials: readonly PlannedTrial[] } {
  const parsed = parseExperiment(documents[name]);
  if (!parsed.ok) throw new Error(`${name} is not valid`);
  return parsed;
}

/** Opens what is folded; what stands in it may be drawn only when its element hears of that. */
export async function unfold(within: LitElement): Promise<void> {
  const details = find<HTMLDetailsElement>(within, 'details');
  const toggled = new Promise((resolve) =>
    details.addEventListener('toggle', resolve, { once: true }),
  );
  details.open = true;
  await toggled;
  await settled(within);
}

export function press(target: Element, key: string): void {
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  );
}

/** Types into a field as a person would, in one go. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}

export function choose(field: HTMLSelectElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
}
