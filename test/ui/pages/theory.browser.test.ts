import { assert } from 'chai';
import type { LitElement } from 'lit';
import { progress } from '../../../src/course/elements/theory-try/progress.ts';
import { A2TheoryPage } from '../../../src/course/pages/theory-page/element.ts';
import { theoryQuestions } from '../../../src/course/pages/theory-page/questions.ts';
import { SessionStore } from '../../../src/lab/session/sessions.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  settled,
  textOf,
  unmountAll,
} from '../elements/support.ts';
import { until } from '../../support/until.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';

async function open(name: string): Promise<{ page: A2TheoryPage; answer: LitElement }> {
  const lab = fakeLab();
  const context = { lab, sessions: new SessionStore(lab), device: null, rest: name };
  const page = await mount(new A2TheoryPage(), { name, context });
  const tag = `a2-theory-${name.toLowerCase()}`;
  const answer = await until(`<${tag}> is there`, () =>
    page.shadowRoot!.querySelector<LitElement>(tag),
  );
  await settled(answer);
  return { page, answer };
}

/** All text below an element, through shadow roots. */
const allText = (node: Node): string =>
  [
    ...(node instanceof Element && node.shadowRoot !== null ? [node.shadowRoot] : []),
    ...node.childNodes,
  ]
    .map((child) =>
      child instanceof Text ? child.data : child instanceof HTMLStyleElement ? '' : allText(child),
    )
    .join('')
    .replaceAll(/[\s\u00a0\u2061]+/g, ' ');

const set = async (answer: LitElement, field: string, text: string): Promise<void> => {
  const holder = findAll(answer, 'a2-theory-fields').find(
    (each) => each.shadowRoot?.querySelector(`#${field}`) !== null,
  );
  const input = find<HTMLInputElement>(holder!, `#${field}`);
  input.value = text;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await settled(answer);
};

describe('<a2-theory-page>', () => {
  afterEach(() => {
    unmountAll();
    progress.forget();
    progress.setTryFirst(false);
    localStorage.clear();
  });

  it('lists the six questions, and says when there is no such one', async () => {
    const page = await mount(new A2TheoryPage(), { name: '' });
    assert.deepEqual(
      theoryQuestions.map(({ name }) => name),
      ['T1', 'T2', 'T3', 'T4', 'T5', 'T6'],
    );
    assert.lengthOf(findAll(page, '.questions li'), 6);
    await assertAccessible(page);
    page.name = 'T9';
    await settled(page);
    assert.include(textOf(find(page, 'a2-notice')), 'no theory question “T9”');
  });

  it('answers T1, counted by formula and by doing', async () => {
    const { page, answer } = await open('T1');
    const text = allText(answer);
    for (const figure of ['12,730', '3,252,224', '82,801,673,960', '11,900']) {
      assert.include(text, figure);
    }
    for (const row of findAll(answer, 'table[class=""] tbody tr, table:not([class]) tbody tr')) {
      const cells = [...row.querySelectorAll('td')].map(textOf);
      if (textOf(row).includes('gradients')) assert.equal(cells[0], cells[1]);
    }
    await assertAccessible(page, false);
    await set(answer, 'features', '3');
    await set(answer, 'hidden', '4');
    await set(answer, 'outputs', '2');
    assert.include(textOf(find(answer, 'tr.asked')), 'total 20 6 26');
  });

  it('answers T2 with the assignment’s figures and a real experiment’s', async () => {
    const { page, answer } = await open('T2');
    await until('the experiment is counted', () => allText(answer).includes('9,380'));
    const text = allText(answer);
    for (const figure of ['5,000,000', '7,813', '39,065', '39,060', '469', '2,345']) {
      assert.include(text, figure);
    }
    await assertAccessible(page, false);
    await set(answer, 'batchSize', '2000000');
    assert.include(allText(answer), 'the batch size 1,000,000 is used');
  });

  it('answers T5 under both labellings and conventions', async () => {
    const { page, answer } = await open('T5');
    const text = allText(answer);
    for (const figure of [
      '0.668188',
      '0.403186',
      '0.5066362',
      '0.6165906',
      '0.1165906',
      '0.3331812',
      '0.9566362',
      '0.4616362',
    ]) {
      const seven = figure === '0.668188' ? '0.6681878' : figure;
      assert.include(text, seven);
    }
    await assertAccessible(page, false);
    const steps = find(answer, 'a2-theory-steps');
    for (let step = 1; step < 10; step++) {
      button(steps, 'Next step').click();
      await settled(answer);
    }
    assert.include(textOf(find(steps, '[aria-live]')), 'Step 10 of 10');
    assert.include(allText(find(answer, 'a2-theory-network')), 'w₅ = 0.50664');
    await assertAccessible(page, false);
  });

  it('answers T6 with the printed and the corrected loss', async () => {
    const { page, answer } = await open('T6');
    const text = allText(answer);
    for (const figure of ['0.562177', '0.112435', '0.514051']) assert.include(text, figure);
    assert.include(text, 'As printed');
    await assertAccessible(page, false);
    button(answer, 'Add a sample').click();
    await settled(answer);
    assert.include(allText(answer), 'a batch of 2');
  });

  it('answers T6 under both readings of the figure that is missing', async () => {
    const { page, answer } = await open('T6');
    // One table has all four: of both hidden units with both losses.
    const last = findAll(answer, 'section').at(-1)!;
    const rows = findAll(last, 'tbody tr').map((row) => textOf(row).replaceAll('\u202f', ''));
    assert.lengthOf(rows, 4);
    for (const figure of ['0.562177', '0.25', '0.05', '0.50625'])
      assert.include(rows.join(' '), figure);
    const linear = findAll<HTMLInputElement>(answer, 'input[name="unit"]')[1]!;
    linear.click();
    await settled(answer);
    const text = allText(answer);
    for (const figure of ['0.05', '0.50625']) assert.include(text, figure);
    assert.include(text, 'hidden unit, linear');
    await assertAccessible(page, false);
  });

  it('keeps answers back in the student’s mode', async () => {
    progress.setTryFirst(true);
    for (const name of ['T1', 'T2', 'T5', 'T6']) {
      const { page, answer } = await open(name);
      const tries = findAll(answer, 'a2-theory-try');
      assert.isAtLeast(tries.length, 1);
      for (const each of tries) assert.lengthOf(findAll(each, '.hidden slot'), 1);
      await assertAccessible(page, false);
      unmountAll();
    }
  });
});
