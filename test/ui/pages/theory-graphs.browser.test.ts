import { assert } from 'chai';
import type { LitElement } from 'lit';
import { A2TheoryT3 } from '../../../src/course/pages/theory-page/t3/element.ts';
import { A2TheoryT4 } from '../../../src/course/pages/theory-page/t4/element.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  settled,
  shows,
  textOf,
  unmountAll,
} from '../elements/support.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';

/** All that stands in an element's shadow. */
const inside = (page: LitElement): string => page.renderRoot.textContent.replaceAll(/\s+/g, ' ');

async function typeInto(element: LitElement, text: string): Promise<void> {
  const field = find<HTMLTextAreaElement>(element, 'textarea');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settled(element);
}

describe('<a2-theory-t3>', () => {
  afterEach(() => {
    unmountAll();
  });

  it('draws (b) as five units with a skip connection', async () => {
    const page = await mount(new A2TheoryT3(), {});
    button(page, '(b) a chain with a skip connection').click();
    await settled(page);
    assert.include(inside(page), '1 input, 5 units, 6 edges. Learnable: 6 weights and 5 biases.');
    assert.include(inside(page), 'contains 7 units');
    assert.include(inside(page), 'A skip connection: w₄');
    const drawing = find(page, 'a2-graph-drawing');
    const labels = findAll(drawing, 'svg text').map(textOf);
    for (const label of ['x', 'h₁', 'h₂', 'h₃', 'h₄', 'y', 'ReLU', 'σ', 'w₄', '+ b₅']) {
      assert.include(labels, label);
    }
    assert.lengthOf(findAll(drawing, '.unit'), 5);
    await assertAccessible(page, true);
  });

  it('keeps the drawing while an equation is wrong, and points at the character', async () => {
    const page = await mount(new A2TheoryT3(), {});
    await typeInto(page, 'y = σ(w1 x + )');
    assert.include(textOf(find(page, '.trouble')), 'missing');
    assert.lengthOf(findAll(find(page, 'a2-graph-drawing'), '.unit'), 3);
    await assertAccessible(page, true);
    await typeInto(page, 'y = σ(w1 x + b)');
    assert.lengthOf(findAll(page, '.trouble'), 0);
    assert.lengthOf(findAll(find(page, 'a2-graph-drawing'), '.unit'), 1);
  });

  it('computes with numbers', async () => {
    const page = await mount(new A2TheoryT3(), {});
    await typeInto(page, 'y = σ(w1 x + b)');
    find<HTMLDetailsElement>(page, 'details').open = true;
    // σ(0.5 · 1 + 0.1).
    await shows(() => textOf(find(page, 'table')), '0.645656');
    await assertAccessible(page, true);
  });
});

describe('<a2-theory-t4>', () => {
  afterEach(() => {
    unmountAll();
  });

  it('shows that loop and closed form agree, and what a singular XᵀX means', async () => {
    const page = await mount(new A2TheoryT4(), { lab: fakeLab() });
    assert.match(inside(page), /Converges/);
    assert.match(inside(page), /Loop and closed form (are equal|have a relative difference of \d)/);
    await assertAccessible(page, true);
    button(page, 'singular: one feature repeated').click();
    await settled(page);
    assert.include(inside(page), 'determine 1 of 2 directions');
    await assertAccessible(page, true);
    await typeInto(page, '1, 2\n1, two');
    assert.include(textOf(find(page, 'a2-notice')), 'Line 2: wanted numbers, got “two”');
  });

  it('diverges beyond the limit', async () => {
    const page = await mount(new A2TheoryT4(), { lab: fakeLab() });
    const slider = find<HTMLInputElement>(page, 'input[type=range]');
    slider.value = '1.2';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await settled(page);
    assert.match(inside(page), /Diverges: α is 1\.20 times the limit/);
  });
});
