/** Undo and redo of the set-up on an experiment's page, by keys and by buttons. */
import { assert } from 'chai';
import { A2ExperimentPage } from '../../../src/ui/pages/experiment-page/element.ts';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  preset,
  settled,
  shows,
  textOf,
  type,
  unmountAll,
} from '../elements/support.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import { done, running } from '../../lab/fixture/states.ts';

async function open() {
  const { experiment, trials } = preset('I1d');
  const lab = fakeLab();
  const session = new ExperimentSession(experiment, trials, lab);
  const page = await mount(new A2ExperimentPage(), { session, lab });
  const said = () => findAll(page, '.undone').map(textOf).join();
  await shows(() => findAll(page, 'button').map(textOf).join(), 'Undo');
  for (const details of findAll<HTMLDetailsElement>(page, 'details')) details.open = true;
  const form = find(page, 'a2-settings-form');
  const field = (id: string): HTMLInputElement => find(form, `#field-${id}`);
  return { lab, page, session, said, field };
}

/** A key in an element, or on the page. @returns whether the page took it */
function keys(target: Element, key: string, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', {
    key,
    ctrlKey: true,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...more,
  });
  return !target.dispatchEvent(event);
}

/** Types, and leaves the field. */
function enter(field: HTMLInputElement, text: string): void {
  field.focus();
  type(field, text);
  field.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
}

describe('undo of the set-up', () => {
  afterEach(unmountAll);

  it('takes back and repeats what was typed, by keys, and says so', async () => {
    const { page, session, said, field } = await open();
    enter(field('optimizer-learningRate'), '0.1');
    await settled(page);
    enter(field('epochs'), '7');
    assert.isTrue(keys(page, 'z'));
    await settled(page);
    assert.equal(said(), 'Undone: epochs back to 5');
    assert.equal(field('epochs').value, '5');
    keys(page, 'z');
    await settled(page);
    assert.equal(said(), 'Undone: learning rate back to 0.01');
    assert.isFalse(session.changed);
    assert.isTrue(keys(page, 'Z', { shiftKey: true }));
    await settled(page);
    assert.equal(said(), 'Redone: learning rate 0.1');
    assert.isTrue(keys(page, 'y'));
    assert.equal(session.draft.trial.epochs, 7);
    keys(page, 'y');
    await settled(page);
    assert.equal(said(), 'Nothing to redo.');
    assert.isTrue(keys(page, 'z', { ctrlKey: false, metaKey: true }), 'as on a Mac');
    assert.equal(session.draft.trial.epochs, 5);
  });

  it('leaves the keys to a field until what was typed is committed', async () => {
    const { session, field } = await open();
    const rate = field('optimizer-learningRate');
    rate.focus();
    type(rate, '0.');
    type(rate, '0.1');
    assert.isFalse(keys(rate, 'z'), 'the field’s own');
    assert.isTrue(session.changed);
    keys(rate, 'Enter', { ctrlKey: false });
    assert.isTrue(keys(rate, 'z'));
    assert.isFalse(session.changed, 'all that was typed is one step');
    const other = document.createElement('input');
    document.body.append(other);
    type(rate, '0.2');
    rate.blur();
    assert.isFalse(keys(other, 'z'), 'a field that is not the set-up’s');
    other.remove();
    assert.isTrue(session.changed);
  });

  it('undoes a reset by its button, which keeps the focus', async () => {
    const { page, session, said, field } = await open();
    const undo = button(page, 'Undo');
    assert.equal(undo.ariaDisabled, 'true');
    enter(field('epochs'), '7');
    await settled(page);
    button(find(page, 'a2-settings-form'), 'Reset').click();
    await settled(page);
    assert.notEqual(undo.ariaDisabled, 'true');
    undo.focus();
    undo.click();
    await settled(page);
    assert.equal(session.draft.trial.epochs, 7);
    assert.equal(said(), 'Undone: epochs back to 7');
    await assertAccessible(page);
    undo.click();
    await settled(page);
    assert.equal(undo.ariaDisabled, 'true');
    assert.equal(page.shadowRoot!.activeElement, undo);
    button(page, 'Redo').click();
    assert.equal(session.draft.trial.epochs, 7);
  });

  it('undoes nothing during a run, and says why', async () => {
    const { lab, page, session, said, field } = await open();
    enter(field('epochs'), '2');
    const ended = session.start();
    const run = lab.runs[0]!;
    run.show(running(run.plans));
    keys(page, 'z');
    await settled(page);
    assert.equal(said(), 'The set-up cannot be changed during a run.');
    assert.equal(session.draft.trial.epochs, 2);
    run.end(done(run.plans));
    await ended;
    keys(page, 'z');
    assert.equal(session.draft.trial.epochs, 5);
  });

  it('remembers its steps when the page is left and opened again', async () => {
    const { lab, page, session, field } = await open();
    enter(field('epochs'), '2');
    page.remove();
    assert.isFalse(keys(document.body, 'z'), 'another page');
    const again = await mount(new A2ExperimentPage(), { session, lab });
    await shows(() => findAll(again, 'button').map(textOf).join(), 'Undo');
    assert.isTrue(keys(document.body, 'z'));
    assert.equal(session.draft.trial.epochs, 5);
  });
});
