/** The journey that every engine makes: what is the same in Chromium, Firefox and WebKit. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { parseExperiment } from '../../src/experiment/parse.ts';
import { linkOf } from '../../src/experiment/link.ts';
import I2c from '../../public/experiments/I2c.json' with { type: 'json' };
import { a2, Folder } from '../cli/support.ts';
import type { Tab } from './tabs.ts';

/** The real data where the build has it, else its stand-in. */
const hasHousing = existsSync(path.resolve('dist/datasets/california-housing'));
export const dataset = hasHousing ? 'california-housing' : 'housing-synthetic';

/** I2c for two epochs, once for each seed. */
export function shortened(seeds: readonly number[], epochs = 2): Record<string, unknown> {
  return {
    ...I2c,
    name: 'journey',
    trial: { ...I2c.trial, epochs, dataset: { name: dataset } },
    axes: [{ path: 'seed', values: seeds }],
  };
}

/** The address of a document, which holds all of it. */
export async function addressOf(base: string, document: unknown): Promise<string> {
  const parsed = parseExperiment(document);
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('; '));
  return `${base}/#/x/${await linkOf(parsed.experiment)}`;
}

/** The losses of all batches, by seed. */
export type Losses = Readonly<Record<string, readonly number[]>>;

/** What the command line computes of the same document, on the same engine in Node. */
export async function lossesInNode(document: unknown): Promise<Losses> {
  const folder = new Folder();
  try {
    const out = folder.at('results.json');
    const { code, stderr } = await a2('run', folder.write('journey.json', document), '--out', out);
    assert.equal(code, 0, stderr);
    const trials = folder.results('results.json').trials;
    return Object.fromEntries(
      trials.map(({ values, batchLosses }) => [String(values.seed), batchLosses ?? []]),
    );
  } finally {
    folder.remove();
  }
}

/** What the page has kept in its database, by seed. */
export function keptLosses(tab: Tab): Promise<Losses> {
  return tab.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('a2-lab');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no database'));
    });
    const stored = await new Promise<{ trial: { seed: number }; losses: Float32Array }[]>(
      (resolve, reject) => {
        const request = database.transaction('trials').objectStore('trials').getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no trials'));
      },
    );
    database.close();
    return Object.fromEntries(stored.map(({ trial, losses }) => [trial.seed, [...losses]]));
  });
}

/** All text that is shown within the first element of a name, shadow roots included; '' without one. */
export function textIn(tab: Tab, name: string): Promise<string> {
  return tab.evaluate((wanted) => {
    const words: string[] = [];
    const pending: { node: Node; within: boolean }[] = [{ node: document.body, within: false }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { node } = next;
      const within = next.within || (node instanceof Element && node.localName === wanted);
      if (within && node instanceof Text) words.push(node.data);
      if (node instanceof HTMLStyleElement) continue;
      const inner = [
        ...node.childNodes,
        ...(node instanceof Element ? (node.shadowRoot?.childNodes ?? []) : []),
      ];
      pending.push(...inner.toReversed().map((child) => ({ node: child, within })));
    }
    return words.join(' ').replaceAll(/\s+/g, ' ');
  }, name);
}

/** Until the text of an element is as wanted; the last text is what a failure shows. */
export async function says(
  tab: Tab,
  name: string,
  pattern: RegExp,
  timeout = 60_000,
): Promise<string> {
  const end = performance.now() + timeout;
  for (;;) {
    const text = await textIn(tab, name);
    if (pattern.test(text)) return text;
    if (performance.now() > end) assert.match(text, pattern, `<${name}> in vain`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * Presses the first button that is seen and has this name, wherever it is. A driver's click is a move, a
 * press and a release, and on a loaded machine it may miss: then it is made again, as a person would. What
 * follows from a click that has arrived is never waited for here.
 */
export async function press(tab: Tab, name: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    await tab.evaluate((wanted) => {
      Reflect.set(globalThis, 'arrived', false);
      addEventListener(
        'click',
        (event) => {
          const hit = event.composedPath().some(
            (each) =>
              each instanceof HTMLButtonElement &&
              // The name as it is before the click does anything.
              (each.ariaLabel ?? each.textContent).trim() === wanted,
          );
          if (hit) Reflect.set(globalThis, 'arrived', true);
        },
        { capture: true },
      );
      return true;
    }, name);
    await pressOnce(tab, name);
    for (const end = performance.now() + 5_000; performance.now() < end;) {
      if (await tab.evaluate(() => Reflect.get(globalThis, 'arrived') === true)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  assert.fail(`No click arrived at the button “${name}”.`);
}

function pressOnce(tab: Tab, name: string): Promise<void> {
  return tab.press((wanted) => {
    const pending: ParentNode[] = [document];
    for (let root = pending.pop(); root !== undefined; root = pending.pop()) {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot !== null) pending.push(element.shadowRoot);
        if (element.localName !== 'button' || !element.checkVisibility()) continue;
        if ((element.ariaLabel ?? element.textContent).trim() === wanted) return element;
      }
    }
    return null;
  }, name);
}

/** How many canvases the figures have: one for each chart that is in sight. */
export function canvases(tab: Tab): Promise<number> {
  return tab.evaluate(() => {
    let count = 0;
    const pending: ParentNode[] = [document];
    for (let root = pending.pop(); root !== undefined; root = pending.pop()) {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot !== null) pending.push(element.shadowRoot);
        if (element.localName === 'canvas' && element.clientWidth > 0) count += 1;
      }
    }
    return count;
  });
}
