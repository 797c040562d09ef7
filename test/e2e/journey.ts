/** The journey that every engine makes: what is the same in Chromium, Firefox and WebKit. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { parseExperiment } from '../../src/document/parse.ts';
import { linkOf } from '../../src/document/link.ts';
import I2c from '../../public/experiments/I2c.json' with { type: 'json' };
import { a2, Folder } from '../cli/support.ts';
import { until } from '../support/until.ts';
import type { Tab } from './tabs.ts';
import { lossesOf } from '../../src/formats/results/losses-of.ts';

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
      trials.map((trial) => [String(trial.values.seed), [...lossesOf(trial)]]),
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
    const store = database.transaction('artefacts').objectStore('artefacts');
    const [keys, values] = await Promise.all(
      [store.getAllKeys(), store.getAll() as IDBRequest<Uint8Array<ArrayBuffer>[]>].map(
        (request) =>
          new Promise<unknown[]>((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error ?? new Error('no artefacts'));
          }),
      ),
    );
    database.close();
    const files = new Map(keys!.map((key, at) => [String(key), values![at] as Uint8Array]));
    const losses: Record<string, number[]> = {};
    for (const [name, bytes] of files) {
      if (!name.endsWith('.json')) continue;
      const { trial } = JSON.parse(new TextDecoder().decode(bytes)) as { trial: { seed?: number } };
      const beside = files.get(name.replace('.json', '.losses'));
      // A default is left out.
      losses[trial.seed ?? 433] = [...new Float32Array(beside!.slice().buffer)];
    }
    return losses;
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
export async function says(tab: Tab, name: string, pattern: RegExp): Promise<string> {
  let text = '';
  await until(
    `<${name}> says ${String(pattern)}`,
    async () => pattern.test((text = await textIn(tab, name))),
    () => text,
  );
  return text;
}

/**
 * Presses the first button that is seen and has this name, wherever it is. A driver's click is a move, a
 * press and a release at a point, and misses where the page's layout changes in between: then it is made again,
 * as a person would. Two frames later a click has arrived or has missed, however slow the machine is, because
 * what comes in is handled before the next frame; and should one come later all the same, it does nothing.
 */
export async function press(tab: Tab, name: string): Promise<void> {
  await tab.evaluate((wanted) => {
    const before: unknown = Reflect.get(globalThis, 'pressing');
    if (before instanceof AbortController) before.abort();
    const pressing = new AbortController();
    Reflect.set(globalThis, 'pressing', pressing);
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
        if (hit && Reflect.get(globalThis, 'arrived') === true) event.stopImmediatePropagation();
        if (hit) Reflect.set(globalThis, 'arrived', true);
      },
      { capture: true, signal: pressing.signal },
    );
    return true;
  }, name);
  let trouble = '';
  await until(
    `a click arrives at the button “${name}”`,
    async () => {
      try {
        await pressOnce(tab, name);
      } catch (error) {
        // Not there yet, moved away or covered: nothing was clicked.
        trouble = String(error);
      }
      return tab.evaluate(async () => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return Reflect.get(globalThis, 'arrived') === true;
      });
    },
    () => trouble || 'a miss',
  );
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

/** Brings the first chart into sight, and says whether it is drawn: before it is in sight, it is not. */
export function chartIsDrawn(tab: Tab): Promise<boolean> {
  return tab.evaluate(() => {
    const pending: ParentNode[] = [document];
    for (let root = pending.pop(); root !== undefined; root = pending.pop()) {
      for (const element of root.querySelectorAll('*')) {
        if (element.localName === 'a2-chart') {
          element.scrollIntoView({ block: 'center' });
          const canvas = element.shadowRoot?.querySelector('canvas') ?? null;
          return canvas !== null && canvas.clientWidth > 0;
        }
        if (element.shadowRoot !== null) pending.push(element.shadowRoot);
      }
    }
    return false;
  });
}
