/** The list of runs: notes, tags, search and order. */
import { assert } from 'chai';
import type { A2RunList } from '../../../src/ui/elements/run-list/element.ts';
import type { A2RunNotes } from '../../../src/ui/elements/run-notes/element.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  press,
  shows,
  textOf,
  unmountAll,
} from '../elements/support.ts';
import { closeAll, newName, openStore } from '../../store/support.ts';
import { until } from '../../support/until.ts';
import { keep, list, open } from './results-support.ts';

/** None while there is no list. */
const headings = (page: Parameters<typeof list>[0]): HTMLElement[] =>
  findAll<A2RunList>(page, 'a2-run-list').flatMap((each) => findAll(each, 'h2'));

describe('runs in their list', () => {
  afterEach(async () => {
    sessionStorage.removeItem('a2-runs-view');
    unmountAll();
    await closeAll();
  });

  it('has notes and tags, edited in place by keyboard, which another tab sees', async () => {
    const name = newName();
    const [store, other] = [openStore(name), openStore(name)];
    const id = await keep(store, 'I1d');
    const [page, tab] = [await open(store), await open(other)];
    await shows(() => textOf(find(page, 'article')), 'Export all');
    button(list(page), 'Notes and tags Four').click();
    await shows(() => String(findAll(list(page), 'a2-run-notes').length), '1');
    const editor = find<A2RunNotes>(list(page), 'a2-run-notes');
    await shows(() => editor.shadowRoot?.activeElement?.id ?? '', 'notes');
    await assertAccessible(page);
    const [notes, tags] = [
      find<HTMLTextAreaElement>(editor, 'textarea'),
      find<HTMLInputElement>(editor, 'input'),
    ];
    const typed = (field: HTMLInputElement | HTMLTextAreaElement, text: string) => {
      field.value = text;
      field.dispatchEvent(new Event('input'));
    };
    typed(notes, 'x'.repeat(4_001));
    typed(tags, 'wide, <b>bold</b>');
    press(notes, 'Escape');
    await shows(() => textOf(find(editor, '[role=status]')), 'Not saved yet');
    notes.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }),
    );
    await shows(() => textOf(find(editor, '#notes-error')), 'these have 4,001.');
    await assertAccessible(page);
    typed(notes, 'First line\n<i>second</i>');
    button(editor, 'Save').click();
    await shows(() => textOf(find(list(page), 'ul')), '<i>second</i>');
    assert.lengthOf(findAll(list(page), 'a2-run-notes, i, b'), 0, 'text is text');
    await shows(() => list(page).shadowRoot!.activeElement?.ariaLabel ?? '', 'Notes and tags');
    await shows(() => textOf(find(list(tab), 'ul')), '<b>bold</b>');
    const kept = (await other.runs())[0]!;
    assert.deepEqual(
      [kept.notes, kept.tags],
      ['First line\n<i>second</i>', ['wide', '<b>bold</b>']],
    );
    await assertAccessible(tab);

    // Deleted and put back, it has them still.
    button(list(tab), 'Delete Four').click();
    await shows(() => textOf(find(tab, '.notices')), 'Deleted');
    button(tab, 'Undo').click();
    await until('it is listed', () => findAll(page, 'a2-run-list').length === 1);
    await shows(() => textOf(find(list(page), 'ul')), 'First line');
    assert.equal((await store.runs())[0]!.id, id);
  });

  it('says of notes that are being edited that another tab changed them, and takes edits back', async () => {
    const store = openStore();
    const id = await keep(store, 'I1d');
    const page = await open(store);
    await shows(() => textOf(find(page, 'article')), 'Export all');
    button(list(page), 'Notes and tags Four').click();
    await shows(() => String(findAll(list(page), 'a2-run-notes').length), '1');
    const editor = find<A2RunNotes>(list(page), 'a2-run-notes');
    const notes = find<HTMLTextAreaElement>(editor, 'textarea');
    notes.value = 'mine';
    notes.dispatchEvent(new Event('input'));
    await store.change(id, (run) => ({ ...run, notes: 'theirs' }));
    await shows(() => textOf(find(editor, '[role=status]')), 'changed in another tab');
    // Going elsewhere keeps what was typed; Cancel goes back to what was there.
    notes.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    await shows(() => textOf(find(editor, '[role=status]')), 'Saved');
    await shows(() => textOf(find(list(page), '.notes')), 'mine');
    button(editor, 'Cancel').click();
    await until('the notes are gone', async () => (await store.runs())[0]?.notes === undefined);
  });

  it('folds long notes', async () => {
    const store = openStore();
    const id = await keep(store, 'I1d');
    await store.change(id, (run) => ({ ...run, notes: 'line\n'.repeat(9).trim() }));
    const page = await open(store);
    await shows(() => textOf(find(page, 'article')), 'Export all');
    assert.lengthOf(findAll(list(page), '.folded'), 1);
    button(list(page), 'Whole notes').click();
    await until('the notes are unfolded', () => findAll(list(page), '.folded').length === 0);
    assert.equal(button(list(page), 'Whole notes').ariaExpanded, 'true');
    await assertAccessible(page);
  });

  it('finds runs by words and tags, sorts them, says when there are none, and keeps the choice', async () => {
    const store = openStore();
    const first = await keep(store, 'I1d');
    await keep(store, 'I2c');
    await store.change(first, (run) => ({ ...run, name: 'An <em>old</em> one', tags: ['for TA'] }));
    const page = await open(store);
    const listed = () => findAll(list(page), 'h2').map(textOf).join(' | ');
    await until('both are listed', () => headings(page).length === 2);
    const field = () => find<HTMLInputElement>(page, '.search input');
    const type = (text: string) => {
      field().value = text;
      field().dispatchEvent(new Event('input'));
    };
    assert.include(textOf(find(page, '.search [role=status]')), '2 runs');
    type('ta OLD');
    await shows(() => textOf(find(page, '.search [role=status]')), '1 of 2 runs');
    assert.equal(listed(), 'An <em>old</em> one');
    assert.include(textOf(find(page, '.tools')), 'Export 1 found');
    await assertAccessible(page);
    type('nothing like it');
    await shows(
      () => findAll(page, '.empty').map(textOf).join(),
      'No run has “nothing like it” in its name',
    );
    await assertAccessible(page);
    button(page, 'Show all runs').click();
    await until('both are listed', () => headings(page).length === 2);
    await until('the field has the focus', () => page.shadowRoot!.activeElement === field());

    button(list(page), 'Only runs with the tag for TA').click();
    await shows(() => textOf(find(page, '.search [role=status]')), '1 of 2 runs');
    await shows(() => button(page, 'for TA').ariaPressed ?? '', 'true');
    await assertAccessible(page);
    const sort = find<HTMLSelectElement>(page, '.search select');
    sort.value = 'name';
    sort.dispatchEvent(new Event('change'));
    await until(
      'the choice is kept',
      () => sessionStorage.getItem('a2-runs-view')?.includes('name') === true,
    );
    page.remove();
    const again = await open(store);
    await shows(() => textOf(find(again, '.search [role=status]')), '1 of 2 runs');
    assert.equal(find<HTMLSelectElement>(again, '.search select').value, 'name');
    button(again, 'Show all').click();
    await shows(() => textOf(find(again, '.search [role=status]')), '2 runs');
    assert.match(findAll(list(again), 'h2').map(textOf).join(' | '), /^An <em>old/);
    // What is selected stays so where the search hides it, and the page says so.
    for (const box of findAll<HTMLInputElement>(list(again), 'input')) box.click();
    find<HTMLInputElement>(again, '.search input').value = 'old';
    find<HTMLInputElement>(again, '.search input').dispatchEvent(new Event('input'));
    await shows(() => textOf(find(again, '.tools')), '2 selected, 1 of them not in the list');
  });

  it('lists hundreds of runs in parts', async () => {
    const store = openStore();
    const run = (await store.run(await keep(store, 'I2c', 0)))!;
    for (let at = 0; at < 130; at++)
      await store.add({ ...run, id: `${at}`.padStart(32, '0'), name: `Run ${at}` });
    const page = await open(store);
    await until('100 are listed', () => findAll(list(page), 'h2').length === 100);
    button(list(page), 'Show the other 31').click();
    await until('all are listed', () => findAll(list(page), 'h2').length === 131);
    await until(
      'the focus is on the next',
      () => list(page).shadowRoot!.activeElement === findAll(list(page), '.run > input')[100],
    );
    assert.lengthOf(findAll(list(page), '.more'), 0);
  });
});
