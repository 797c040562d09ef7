import { assert } from 'chai';
import { A2SettingsForm } from '../../../src/ui/elements/settings-form/element.ts';
import '../../../src/ui/elements/help/element.ts';
import '../../../src/ui/pages/glossary-page/element.ts';
import { groupsOf } from '../../../src/ui/elements/settings-form/groups.ts';
import { explained, glossary } from '../../../src/ui/elements/help/explained.ts';
import { until } from '../../support/until.ts';
import {
  assertAccessible,
  find,
  findAll,
  mount,
  preset,
  press,
  settled,
  shows,
  textOf,
  type,
  unmountAll,
} from './support.ts';

async function form(): Promise<A2SettingsForm> {
  const { experiment, trials } = preset('I1d');
  return mount(new A2SettingsForm(), { draft: experiment, defaults: trials[0]!.trial });
}

const mark = (within: A2SettingsForm, path: string): HTMLAnchorElement =>
  find(within, `a.help[href$="glossary/${path}"]`);
const help = (within: A2SettingsForm): HTMLElement | null =>
  within.shadowRoot?.querySelector<HTMLElement>('a2-help:popover-open') ?? null;
const helpText = (within: A2SettingsForm): string => {
  const open = help(within);
  return open === null ? '' : textOf(open.shadowRoot as unknown as Element);
};

describe('the explanation of a setting', () => {
  afterEach(() => {
    unmountAll();
  });

  it('is there for every field of the form', async () => {
    const { experiment } = preset('I1d');
    const within = await form();
    const paths = groupsOf(experiment).flatMap(({ fields }) => fields.map(({ path }) => path));
    assert.isAbove(paths.length, 12);
    for (const path of [...paths, 'machine.engine', 'machine.workers', 'machine.deterministic']) {
      mark(within, path);
      assert.isNotEmpty(explained(path, ['sgd', 'relu', 'uniform', 'cross-entropy']), path);
    }
  });

  it('opens by a press with text and formula, and tells of the member that is chosen', async () => {
    const within = await form();
    mark(within, 'optimizer.name').click();
    await shows(() => helpText(within), 'A step'.toLowerCase());
    assert.include(helpText(within), 'SGD');
    await until('a formula is typeset', () => {
      const formula = help(within)?.shadowRoot?.querySelector('a2-math');
      return formula?.shadowRoot?.querySelector('math');
    });
    assert.equal(mark(within, 'optimizer.name').getAttribute('aria-expanded'), 'true');
    await settled(within);
    await assertAccessible(within);
  });

  it('is one at a time, and closes by a second press or its own button', async () => {
    const within = await form();
    mark(within, 'epochs').click();
    await shows(() => helpText(within), 'Epochs');
    mark(within, 'seed').click();
    await shows(() => helpText(within), 'Seed');
    assert.equal(findAll(within, 'a2-help:popover-open').length, 1);
    mark(within, 'seed').click();
    await until('it is closed', () => help(within) === null);
    mark(within, 'seed').click();
    await shows(() => helpText(within), 'Seed');
    find(help(within)!, 'button').click();
    await until('it is closed', () => help(within) === null);
  });

  it('takes the focus, so that keys read it', async () => {
    const within = await form();
    const button = mark(within, 'batchSize');
    button.focus();
    button.click();
    await until(
      'it has the focus',
      () => within.shadowRoot?.activeElement?.localName === 'a2-help',
    );
    help(within)!.hidePopover();
    await until('the “?” has it again', () => within.shadowRoot?.activeElement === button);
  });

  it('is still there while a run goes on', async () => {
    const within = await form();
    within.frozen = 'Cannot be changed during a run.';
    await settled(within);
    press(mark(within, 'epochs'), ' ');
    await shows(() => helpText(within), 'Epochs');
  });
});

describe('the glossary', () => {
  afterEach(() => {
    unmountAll();
  });

  it('has each entry once, with a text', () => {
    const entries = glossary().flatMap((group) => group.entries);
    assert.isAbove(entries.length, 70);
    assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length);
    for (const {
      id,
      help: { text },
    } of entries) {
      assert.isAbove(text.length, 20, id);
      assert.equal(text.split('$').length % 2, 1, `${id} closes its formulas`);
    }
  });

  it('shows all formulas, finds terms and marks the entry of its address', async () => {
    const page = await mount(document.createElement('a2-glossary-page'), { entry: 'seed' });
    await assertAccessible(page);
    assert.equal(textOf(find(page, '.named h3')), 'Seed');
    for (const formula of findAll(page, 'a2-math')) {
      assert.isNotNull(formula.shadowRoot?.querySelector('math'), formula.outerHTML);
    }
    type(find(page, 'input'), 'vanishing');
    await settled(page);
    assert.deepEqual(findAll(page, 'h3').map(textOf), ['Vanishing gradient']);
    assert.equal(textOf(find(page, '[role=status]')), '1 entry');
  });
});
