/** “?” shows the keyboard shortcuts, and gives the focus back. */
import { assert } from 'chai';
import { A2App } from '../../../src/surfaces/app/element.ts';
import type { A2Shortcuts } from '../../../src/ui/elements/shortcuts/element.ts';
import { until } from '../../support/until.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  press,
  settled,
  textOf,
  unmountAll,
} from '../../ui/elements/support.ts';

async function opened(): Promise<A2App> {
  location.hash = '#/class';
  const app = await mount(new A2App(), { lab: fakeLab() });
  await until('the page is there', () => app.shadowRoot?.querySelector('main a2-class-page'));
  await settled(app);
  return app;
}

const dialogOf = (app: A2App): HTMLDialogElement | null =>
  app.shadowRoot?.querySelector('a2-shortcuts')?.shadowRoot?.querySelector('dialog') ?? null;

const isOpen = (app: A2App): boolean => dialogOf(app)?.open === true;

/** What has the focus, in whatever shadow tree. */
function focused(): Element | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found;
}

/** The browser closes a dialog by Escape itself; a test's key does not reach it. */
function escape(app: A2App): void {
  const dialog = dialogOf(app)!;
  const cancel = new Event('cancel', { cancelable: true });
  if (dialog.dispatchEvent(cancel)) dialog.close();
}

describe('the keyboard shortcuts', () => {
  after(() => {
    location.hash = '';
  });
  afterEach(unmountAll);

  it('open by “?”, list every part of the lab, and close by Escape to where one was', async () => {
    const app = await opened();
    const link = find<HTMLAnchorElement>(find(app, 'a2-class-page'), 'a[href]');
    link.focus();
    press(link, '?');
    await until('the dialog is open', () => isOpen(app));
    const list = find<A2Shortcuts>(app, 'a2-shortcuts');
    assert.deepEqual(findAll(list, 'h3').map(textOf), [
      'Anywhere',
      'Experiment',
      'Charts',
      'The live network',
      'Tables, lists and heatmaps',
    ]);
    assert.equal(findAll(list, 'dt').length, findAll(list, 'dd').length);
    for (const term of findAll(list, 'dt')) assert.isNotNull(term.querySelector('kbd'));
    assert.isTrue(dialogOf(app)!.contains(focused()), 'the focus is in the dialog');
    await assertAccessible(app);
    escape(app);
    assert.isFalse(isOpen(app));
    assert.equal(focused(), link);
  });

  it('close by the button, and by “?” again', async () => {
    const app = await opened();
    const link = find<HTMLAnchorElement>(find(app, 'a2-class-page'), 'a[href]');
    link.focus();
    press(link, '?');
    await until('the dialog is open', () => isOpen(app));
    button(find(app, 'a2-shortcuts'), 'Close').click();
    await until('it is closed', () => !isOpen(app));
    assert.equal(focused(), link);
    press(link, '?');
    await until('it is open again', () => isOpen(app));
    press(find(find(app, 'a2-shortcuts'), 'button'), '?');
    await until('it is closed again', () => !isOpen(app));
    assert.lengthOf(findAll(app, 'a2-shortcuts'), 1);
  });

  it('stay away while one types, and from “?” that is part of a command', async () => {
    const app = await opened();
    const link = find<HTMLAnchorElement>(find(app, 'a2-class-page'), 'a[href]');
    for (const name of ['input', 'textarea', 'select'] as const) {
      const field = document.createElement(name);
      find(app, 'main').append(field);
      const typed = new KeyboardEvent('keydown', {
        key: '?',
        bubbles: true,
        composed: true,
        cancelable: true,
      });
      field.dispatchEvent(typed);
      assert.isFalse(typed.defaultPrevented, `${name} gets its “?”`);
    }
    for (const held of ['ctrlKey', 'metaKey', 'altKey'] as const) {
      const event = new KeyboardEvent('keydown', { key: '?', [held]: true, bubbles: true });
      link.dispatchEvent(event);
    }
    // Had one of them opened it, this would close it.
    press(link, '?');
    await until('the dialog is open', () => isOpen(app));
  });
});
