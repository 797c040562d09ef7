/** Points of one's own in the live network: with the real worker and the real database. */
import { assert } from 'chai';
import type { A2Live } from '../../../../src/ui/elements/live/element.ts';
import type { A2LivePoints } from '../../../../src/ui/elements/live/points-element.ts';
import { deleteTable, listTables } from '../../../../src/store/tables.ts';
import { withDatabase } from '../../../../src/store/with-database.ts';
import { pointsFile } from '../../../../src/lab/live/own-points.ts';
import { until } from '../../../support/until.ts';
import {
  assertAccessible,
  button,
  choose,
  find,
  press,
  settled,
  textOf,
  unmountAll,
} from '../support.ts';
import { isPlaying, nowText, opened, said, select, stepOf } from './support.ts';

const kept = async () =>
  (await withDatabase(listTables, (why) => assert.fail(why)))!.filter(
    ({ title }) => title === pointsFile,
  );

const editor = (live: A2Live): A2LivePoints => find<A2LivePoints>(live, 'a2-live-points');

async function own(live: A2Live): Promise<A2LivePoints> {
  choose(select(live, 'Data'), 'own points');
  await until('the editor is there', () => live.shadowRoot!.querySelector('a2-live-points'));
  await settled(live);
  return editor(live);
}

/** Presses the plane at shares of its width and height. */
function pressPlane(element: A2LivePoints, x: number, y: number): void {
  const canvas = find(element, 'canvas');
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const at = { clientX: left + x * width, clientY: top + y * height };
  canvas.dispatchEvent(new MouseEvent('click', { ...at, bubbles: true, composed: true }));
}

const tool = (element: A2LivePoints, index: number): void =>
  find(element, `.tool:nth-of-type(${index + 1}) input`).click();

async function putBoth(element: A2LivePoints): Promise<void> {
  for (const label of [0, 1]) {
    tool(element, label);
    await settled(element);
    for (let at = 0; at < 6; at++) pressPlane(element, 0.2 + 0.1 * at, 0.25 + 0.5 * label);
  }
  await settled(element);
}

const counts = (element: A2LivePoints): string => textOf(find(element, '.numbers'));

describe('Points of one’s own in <a2-live>', () => {
  const forget = async () => {
    for (const info of await kept())
      await withDatabase(
        (database) => deleteTable(database, info),
        (why) => assert.fail(why),
      );
  };
  beforeEach(forget);
  afterEach(async () => {
    unmountAll();
    await forget();
  });

  it('are asked for until there are enough, then learnt from and kept', async () => {
    const live = await opened();
    const links: string[] = [];
    live.addEventListener('a2-live-change', (event) =>
      links.push((event as CustomEvent<{ link: string }>).detail.link),
    );
    const element = await own(live);
    assert.include(textOf(find(element, 'a2-notice')), 'Put 5 more blue and 5 more orange points');
    assert.isTrue(find<HTMLButtonElement>(live, '.bar .primary').disabled);
    assert.isTrue(button(element, 'Done').disabled);
    await assertAccessible(live);
    await putBoth(element);
    assert.equal(counts(element), '6 blue and 6 orange points.');
    await until('it is kept and said', () => links.length > 0 && stepOf(live) === 0);
    await until(
      'the network waits',
      () => !find<HTMLButtonElement>(live, '.bar .primary').disabled,
    );
    assert.lengthOf(await kept(), 1, 'earlier versions are not kept');
    button(live, 'One step').click();
    await until('it learns', () => stepOf(live) === 1);
    await assertAccessible(live);
    button(element, 'Done').click();
    await settled(live);
    assert.include(said(live), 'Edit the points');
    assert.include(said(live), 'A link names their file, my-points.csv');

    // Later, by the link alone.
    unmountAll();
    const again = await opened({ link: links.at(-1)! });
    assert.equal(nowText(again), 'Epoch 0 of 400 · step 0');
    button(again, 'Edit the points').click();
    await until('the editor is there', () => again.shadowRoot!.querySelector('a2-live-points'));
    await settled(again);
    assert.equal(counts(editor(again)), '6 blue and 6 orange points.');
    // And from the list of data.
    unmountAll();
    const third = await own(await opened());
    assert.equal(counts(third), '6 blue and 6 orange points.');
  });

  it('are put and removed by keyboard, undone and done again', async () => {
    const live = await opened();
    const element = await own(live);
    const canvas = find(element, 'canvas');
    const key = async (...keys: string[]) => {
      for (const each of keys) press(canvas, each);
      await settled(element);
    };
    canvas.focus();
    await key('ArrowRight', 'ArrowUp', ' ');
    assert.deepEqual(element.points, [{ x: 0.075, y: 0.075, label: 0 }]);
    assert.include(textOf(find(element, '[role=status]')), 'Put a blue point');
    await key('c', 'ArrowLeft', 'Enter');
    assert.deepEqual(element.points[1], { x: 0, y: 0.075, label: 1 });
    await key('ArrowRight', 'Delete');
    assert.deepEqual(
      element.points.map(({ label }) => label),
      [1],
    );
    const undo = (shiftKey: boolean) =>
      canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, shiftKey }));
    undo(false);
    await settled(element);
    assert.lengthOf(element.points, 2);
    undo(true);
    await settled(element);
    assert.lengthOf(element.points, 1);
    button(element, 'Clear').click();
    await settled(element);
    assert.lengthOf(element.points, 0);
    await key('Delete');
    assert.include(textOf(find(element, '[role=status]')), 'no point here to remove');
    button(element, 'Undo').click();
    await settled(element);
    assert.lengthOf(element.points, 1);
    button(element, 'Redo').click();
    await settled(element);
    assert.lengthOf(element.points, 0);
    // Keys of the lab itself go on.
    const other = new KeyboardEvent('keydown', { key: '?', cancelable: true });
    assert.isTrue(canvas.dispatchEvent(other));
    await assertAccessible(live);
  });

  it('begin with a copy of the data before, and lose the one that is pressed', async () => {
    const live = await opened();
    const element = await own(live);
    button(element, 'Copy the 400 points of Spirals').click();
    await until('it learns from the copy', () => stepOf(live) === 0 && said(live).includes('CSV'));
    assert.lengthOf(element.points, 400);
    await settled(element);
    const canvas = find(element, 'canvas');
    const { x, y } = element.points[0]!;
    tool(element, 2);
    await settled(element);
    const reach = 1.5;
    pressPlane(element, (x / reach + 1) / 2, (1 - y / reach) / 2);
    assert.lengthOf(element.points, 399, `${canvas.clientWidth}`);
    pressPlane(element, 0.999, 0.001);
    assert.lengthOf(element.points, 399, 'where there is none');
    button(element, 'Undo').click();
    await settled(element);
    assert.lengthOf(element.points, 400);
  });

  it('stop the network where too few are left, and let it go on', async () => {
    const live = await opened();
    const element = await own(live);
    await putBoth(element);
    await until(
      'the network waits',
      () => !find<HTMLButtonElement>(live, '.bar .primary').disabled,
    );
    find(live, '.bar .primary').click();
    await until('it plays', () => isPlaying(live) && stepOf(live) > 0);
    button(element, 'Clear').click();
    await settled(live);
    assert.isFalse(isPlaying(live));
    assert.isTrue(find<HTMLButtonElement>(live, '.bar .primary').disabled);
    assert.notInclude(said(live), 'PyTorch');
    button(element, 'Undo').click();
    await until('it plays again', () => isPlaying(live));
    // Another dataset ends it.
    choose(select(live, 'Data'), 'moons');
    await settled(live);
    assert.isNull(live.shadowRoot!.querySelector('a2-live-points'));
  });

  it('are asked for as a file where a link names them and they are not here', async () => {
    const live = await opened();
    const element = await own(live);
    await putBoth(element);
    await until('they are kept', () => said(live).includes('Points (CSV)'));
    await until('they are linked', () => live.link !== '');
    const { link } = live;
    unmountAll();
    await forget();
    const { A2Live: Live } = await import('../../../../src/ui/elements/live/element.ts');
    const { mount } = await import('../support.ts');
    const again = await mount(new Live(), { link });
    await until('it asks', () => again.shadowRoot!.querySelector('a2-table-needed'));
    await settled(again);
    const ask = find(again, 'a2-table-needed');
    await until('for the file', () => ask.shadowRoot!.textContent.includes('my-points.csv'));
    await assertAccessible(again);
  });
});
