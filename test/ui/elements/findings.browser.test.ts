import { assert } from 'chai';
import { KeptTexts } from '../../../src/store/kept-texts.ts';
import { A2Findings } from '../../../src/ui/elements/findings/element.ts';
import { A2ResultsTable } from '../../../src/ui/elements/results-table/element.ts';
import { A2TrialList } from '../../../src/ui/elements/trial-list/element.ts';
import { openDatabase } from '../../../src/store/open.ts';
import type { TrialState } from '../../../src/lab/state.ts';
import { done, running, troubled } from '../../lab/fixture/states.ts';
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
  unfold,
  unmountAll,
} from './support.ts';

const { trials: plans, experiment } = preset('I1d');
const ended = done(plans).trials;
let database = 0;

/** Two stores on one new database: the second reads what the first has written. */
function stores(): [KeptTexts, KeptTexts] {
  const name = `findings-test-${Date.now()}-${database++}`;
  return [new KeptTexts(() => openDatabase(name)), new KeptTexts(() => openDatabase(name))];
}

const refused = () => new KeptTexts(() => Promise.reject(new Error('a private window')));

const show = (store: KeptTexts, trials: readonly TrialState[] = ended, active = false) =>
  mount(new A2Findings(), { experiment, trials, active, store });

const editor = (findings: A2Findings) => find<HTMLTextAreaElement>(findings, 'textarea');

async function edit(findings: A2Findings, text: string): Promise<void> {
  button(findings, 'Edit').click();
  await settled(findings);
  type(editor(findings), text);
  await settled(findings);
}

describe('<a2-findings>', () => {
  afterEach(unmountAll);

  it('says before a run what will appear here, and when during one', async () => {
    const idle = await show(
      refused(),
      running(plans).trials.map((trial) => ({ ...trial, status: 'waiting' as const })),
    );
    assert.include(textOf(find(idle, '.empty')), 'After a run');
    await assertAccessible(idle);
    const started = await show(refused(), running(plans).trials, true);
    assert.include(textOf(find(started, '.empty')), 'when the first trial ends');
    const cancelled = await show(
      refused(),
      ended.map((trial) => ({ ...trial, status: 'cancelled' as const })),
    );
    assert.include(textOf(find(cancelled, '.empty')), 'No trial finished');
  });

  it('shows the generated sentences and the figures behind them', async () => {
    const findings = await show(refused());
    assert.include(textOf(find(findings, '.text')), 'ahead in test accuracy');
    await unfold(findings);
    assert.isAbove(findAll(findings, 'tbody tr').length, 5);
    await assertAccessible(findings);
  });

  it('keeps an edited text, also for the next visit', async () => {
    const [store, later] = stores();
    const findings = await show(store);
    await edit(findings, 'Mine.\n\nAlso mine.');
    await assertAccessible(findings);
    button(findings, 'Done').click();
    await shows(() => textOf(find(findings, 'section')), 'kept in this browser');
    assert.equal(textOf(find(findings, '.own')), 'Mine. Also mine.');
    await assertAccessible(findings);
    // The write has been asked for before this read, and the database keeps their order.
    const next = await show(later);
    await shows(() => textOf(find(next, 'section')), 'Mine.');
    assert.include(textOf(find(next, 'section')), 'Edited by you.');
  });

  it('says when the generated text has changed, restores it, and undoes that', async () => {
    const [store] = stores();
    const findings = await show(store);
    await edit(findings, 'Mine.');
    button(findings, 'Done').click();
    findings.trials = troubled(plans).trials;
    await settled(findings);
    assert.include(textOf(find(findings, '.changed')), 'has changed since');
    button(findings, 'Restore').click();
    await settled(findings);
    assert.include(textOf(find(findings, '.text')), 'diverged');
    assert.isFalse(findAll(findings, '.own').length > 0);
    button(findings, 'Undo').click();
    await settled(findings);
    assert.equal(textOf(find(findings, '.own')), 'Mine.');
  });

  it('restores the text from before the edit', async () => {
    const findings = await show(refused());
    const before = textOf(find(findings, '.text'));
    await edit(findings, 'A slip');
    button(findings, 'Undo').click();
    await settled(findings);
    assert.notInclude(editor(findings).value, 'slip');
    button(findings, 'Done').click();
    await settled(findings);
    assert.equal(textOf(find(findings, '.text')), before);
  });

  it('keeps the text in memory where the database is refused, and says so', async () => {
    const store = refused();
    const findings = await show(store);
    await edit(findings, 'Mine.');
    button(findings, 'Done').click();
    await shows(() => textOf(find(findings, '[role=status]')), 'a private window');
    const again = await show(store);
    await shows(() => textOf(find(again, 'section')), 'Mine.');
  });

  it('keeps a text for each experiment and set-up', async () => {
    const [store] = stores();
    const findings = await show(store);
    await edit(findings, 'Mine.');
    button(findings, 'Done').click();
    findings.experiment = { ...experiment, trial: { ...experiment.trial, epochs: 6 } };
    await settled(findings);
    assert.isEmpty(findAll(findings, '.own'));
    findings.experiment = experiment;
    await shows(() => textOf(find(findings, 'section')), 'Mine.');
  });
});

describe('The badges of trials in trouble', () => {
  afterEach(unmountAll);
  /** They are fetched with the first trial that has ended. */
  const badgesOf = (element: HTMLElement): string =>
    findAll(element, 'a2-trouble-badges')
      .flatMap((each) => [...(each.shadowRoot?.querySelectorAll<HTMLElement>('button') ?? [])])
      .map(textOf)
      .join();
  const { axes } = experiment;
  const dead: TrialState[] = ended.map((trial, index) =>
    index === 0 ? { ...trial, deadUnits: { shares: [0, 1], rows: 1024 } } : trial,
  );

  it('stand in the list of trials and in the table, with their reasons', async () => {
    const list = await mount(new A2TrialList(), { trials: dead, axes });
    const table = await mount(new A2ResultsTable(), { trials: dead, axes });
    for (const element of [list, table]) {
      await shows(() => badgesOf(element), 'at chance');
      const trouble = find(element, 'a2-trouble-badges');
      const badges = findAll<HTMLButtonElement>(trouble, 'button');
      const reasons = findAll(trouble, '[popover]');
      assert.equal(textOf(badges[0]!), 'at chance');
      assert.match(
        textOf(reasons[0]!),
        /^The network is no better than guessing: its test accuracy of 10\.0 %/,
      );
      assert.equal(textOf(badges[1]!), 'dead: all of layer 2');
      assert.match(textOf(reasons[1]!), /^Every ReLU unit/);
      await assertAccessible(element);
      let highlighted = 0;
      element.addEventListener('a2-highlight', () => highlighted++);
      badges[1]!.click();
      assert.isTrue(reasons[1]!.matches(':popover-open'));
      assert.equal(highlighted, 0, 'its row is not pressed');
      await assertAccessible(element);
      badges[0]!.click();
      assert.isFalse(reasons[1]!.matches(':popover-open'), 'one at a time');
      reasons[0]!.hidePopover();
    }
  });

  it('name the step at which a trial diverged', async () => {
    const list = await mount(new A2TrialList(), { trials: troubled(plans).trials, axes });
    await shows(() => badgesOf(list), 'diverged at step 704');
    await assertAccessible(list);
  });
});
