import { assert } from 'chai';
import { A2Outcome } from '../../../src/ui/elements/outcome/element.ts';
import { A2Predict } from '../../../src/ui/elements/predict/element.ts';
import { A2Student } from '../../../src/ui/elements/student/element.ts';
import type { Prediction } from '../../../src/formats/results/document.ts';
import { finished, planned } from '../../lab/fixture/made.ts';
import {
  assertAccessible,
  button,
  find,
  mount,
  press,
  settled,
  textOf,
  type,
  unmountAll,
} from './support.ts';

const question = 'Which learning rate ends lowest?';
const prediction: Prediction = {
  question,
  answer: 'The middle one.\nThe others over- or undershoot.',
  date: '2026-03-01T09:12:00.000Z',
};

const text = (element: HTMLElement): string => textOf(find(element, 'section'));

describe('<a2-predict>', () => {
  afterEach(unmountAll);

  it('asks, refuses nothing but an empty answer, and hands over what was written', async () => {
    const predict = await mount(new A2Predict(), { question });
    const given: Prediction[] = [];
    predict.addEventListener('a2-predict', (event) => given.push(event.prediction));
    await assertAccessible(predict);
    assert.include(text(predict), question);
    button(predict, 'Save my prediction').click();
    await settled(predict);
    assert.isEmpty(given);
    assert.include(text(predict), 'Write what you expect first');
    assert.equal(predict.shadowRoot?.activeElement?.localName, 'textarea');
    await assertAccessible(predict);
    type(find<HTMLTextAreaElement>(predict, 'textarea'), '  The middle one. ');
    const before = Date.now();
    button(predict, 'Save my prediction').click();
    const after = Date.now();
    assert.lengthOf(given, 1);
    assert.equal(given[0]?.answer, 'The middle one.');
    assert.equal(given[0]?.question, question);
    assert.isTrue(before <= Date.parse(given[0]!.date) && Date.parse(given[0]!.date) <= after);
  });

  it('takes Ctrl+Enter for the answer, and lets nothing else hear it', async () => {
    const predict = await mount(new A2Predict(), { question });
    let heard = 0;
    let sent = 0;
    const count = () => (heard += 1);
    document.addEventListener('keydown', count);
    predict.addEventListener('a2-predict', () => (sent += 1));
    const area = find<HTMLTextAreaElement>(predict, 'textarea');
    type(area, 'All the same.');
    press(area, 'Enter');
    assert.deepEqual([heard, sent], [1, 0], 'a plain Enter is a new line');
    const keys = { key: 'Enter', ctrlKey: true, bubbles: true, composed: true };
    area.dispatchEvent(new KeyboardEvent('keydown', keys));
    document.removeEventListener('keydown', count);
    assert.deepEqual([heard, sent], [1, 1]);
  });

  it('can be changed until the run, and not from then on', async () => {
    const predict = await mount(new A2Predict(), { question, prediction });
    assert.include(text(predict), 'The middle one.');
    button(predict, 'Edit prediction').click();
    await settled(predict);
    assert.equal(find<HTMLTextAreaElement>(predict, 'textarea').value, prediction.answer);
    button(predict, 'Cancel').click();
    await settled(predict);
    assert.isNull(predict.shadowRoot?.querySelector('textarea') ?? null);
    predict.disabled = true;
    await settled(predict);
    assert.isNull(predict.shadowRoot?.querySelector('button') ?? null);
    assert.include(text(predict), 'What was predicted');
    assert.match(text(predict), /Written .*2026.*, before the run/);
    await assertAccessible(predict);
    predict.prediction = null;
    await settled(predict);
    assert.include(text(predict), 'No prediction was made');
  });

  it('stands beside the result where there is room, and above it where there is none', async () => {
    const { experiment } = planned();
    const predict = new A2Predict();
    const outcome = new A2Outcome();
    outcome.slot = 'result';
    Object.assign(outcome, { trials: finished(), axes: experiment.axes });
    predict.append(outcome);
    await mount(predict, { question, prediction, disabled: true });
    const side = find(predict, '.side');
    predict.style.inlineSize = '60rem';
    await settled(predict);
    assert.equal(outcome.getBoundingClientRect().top, side.getBoundingClientRect().top);
    assert.isAtLeast(outcome.getBoundingClientRect().left, side.getBoundingClientRect().right);
    predict.style.inlineSize = '20rem';
    await settled(predict);
    assert.isAtLeast(outcome.getBoundingClientRect().top, side.getBoundingClientRect().bottom);
    assert.isAtMost(predict.scrollWidth, 320);
    assert.equal(outcome.shadowRoot?.querySelectorAll('tbody tr').length, finished().length);
    await assertAccessible(predict);
  });
});

describe('<a2-outcome>', () => {
  afterEach(unmountAll);

  it('says so while there is no figure', async () => {
    const { trials } = planned();
    const { waitingTrial } = await import('../../../src/lab/reduce.ts');
    const waiting = trials.map(waitingTrial);
    const outcome = await mount(new A2Outcome(), { trials: waiting });
    assert.include(outcome.shadowRoot?.textContent ?? '', 'Nothing has run yet.');
    outcome.trials = waiting.map((trial) => ({ ...trial, status: 'running' }));
    outcome.active = true;
    await settled(outcome);
    assert.include(
      outcome.shadowRoot?.textContent ?? '',
      'the first figures appear after one epoch',
    );
    outcome.trials = waiting.map((trial) => ({ ...trial, status: 'failed' }));
    outcome.active = false;
    await settled(outcome);
    assert.include(outcome.shadowRoot?.textContent ?? '', 'No trial has a figure');
    await assertAccessible(outcome);
  });
});

describe('<a2-student>', () => {
  afterEach(unmountAll);

  it('asks for an id, and shows it with its seed', async () => {
    const student = await mount(new A2Student());
    const ids: string[] = [];
    student.addEventListener('a2-student', (event) => ids.push(event.id));
    await assertAccessible(student);
    button(student, 'Use this id').click();
    await settled(student);
    assert.isEmpty(ids);
    assert.include(textOf(find(student, 'form')), 'Type the id');
    await assertAccessible(student);
    type(find<HTMLInputElement>(student, 'input'), ' Ab12 ');
    button(student, 'Use this id').click();
    assert.deepEqual(ids, ['Ab12']);
    student.student = { id: 'ab12', seed: 168821179 };
    await settled(student);
    assert.include(textOf(find(student, '.known')), 'your seed is 168821179');
    await assertAccessible(student);
    button(student, 'Change the id').click();
    await settled(student);
    assert.equal(find<HTMLInputElement>(student, 'input').value, 'ab12');
    student.varied = true;
    await settled(student);
    assert.include(textOf(find(student, 'form')), 'varies the seed itself');
    button(student, 'Cancel').click();
    await settled(student);
    assert.include(textOf(find(student, '.known')), 'the seeds are an axis');
  });
});
