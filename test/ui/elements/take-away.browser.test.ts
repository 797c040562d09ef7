import { assert } from 'chai';
import { A2TakeAway, TakeAwayEvent } from '../../../src/ui/elements/take-away/element.ts';
import {
  assertAccessible,
  button,
  choose,
  find,
  findAll,
  mount,
  preset,
  textOf,
  unmountAll,
} from './support.ts';

describe('<a2-take-away>', () => {
  afterEach(unmountAll);

  const { trials } = preset('I1d');
  const open = (properties: Partial<A2TakeAway> = {}) =>
    mount(new A2TakeAway(), { trials, guarantee: 'Bit for bit.', ...properties });

  function asked(element: A2TakeAway, label: string): TakeAwayEvent {
    const events: TakeAwayEvent[] = [];
    element.addEventListener(TakeAwayEvent.type, (event) => events.push(event));
    button(element, label).click();
    assert.lengthOf(events, 1);
    return events[0]!;
  }

  it('is accessible before and after a run', async () => {
    await assertAccessible(await open());
    await assertAccessible(await open({ results: true, standIn: true }));
  });

  it('offers the program before anything ran, and says what it repeats', async () => {
    const element = await open();
    assert.isFalse(button(element, 'PyTorch program').disabled);
    assert.include(textOf(find(element, 'dl')), 'Bit for bit.');
    const event = asked(element, 'PyTorch program');
    assert.equal(event.what, 'program');
    assert.isNull(event.trial);
  });

  it('asks for a program of one trial', async () => {
    const element = await open();
    choose(find<HTMLSelectElement>(element, 'select'), trials[2]!.id);
    assert.equal(asked(element, 'PyTorch program').trial, trials[2]!.id);
  });

  it('falls back to all trials when the chosen one is gone', async () => {
    const element = await open();
    choose(find<HTMLSelectElement>(element, 'select'), trials[2]!.id);
    element.trials = trials.slice(0, 2);
    await element.updateComplete;
    assert.isNull(asked(element, 'PyTorch program').trial);
  });

  it('has no choice where there is one trial', async () => {
    const element = await open({ trials: trials.slice(0, 1) });
    assert.isEmpty(findAll(element, 'select'));
  });

  it('offers the program to hand in where the set-up is a question, and says how it differs', async () => {
    assert.notInclude(textOf(find(await open(), 'dl')), 'Program to hand in');
    const element = await open({ student: true });
    assert.equal(asked(element, 'Program to hand in').what, 'student');
    assert.equal(asked(element, 'The same, notebook').what, 'notebook');
    assert.include(textOf(find(element, 'dl')), 'as a student would write it');
    assert.include(textOf(find(element, 'dl')), 'The PyTorch program above is the lab’s');
    await assertAccessible(element);
  });

  it('offers results only after a run, and the stand-in only where there is one', async () => {
    const element = await open();
    assert.isTrue(button(element, 'Results, JSON').disabled);
    assert.notInclude(textOf(find(element, 'dl')), 'Stand-in data');
    const standIn = await open({ standIn: true, results: true });
    assert.equal(asked(standIn, 'Stand-in data').what, 'stand-in');
    assert.equal(asked(standIn, 'Results, JSON').what, 'results');
  });
});
