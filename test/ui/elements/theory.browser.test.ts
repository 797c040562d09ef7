import { assert } from 'chai';
import { A2Math } from '../../../src/ui/elements/math/element.ts';
import { A2TheoryFields, ValuesEvent } from '../../../src/course/elements/theory-fields/element.ts';
import { A2TheoryTry, toleranceOf } from '../../../src/course/elements/theory-try/element.ts';
import { progress } from '../../../src/course/elements/theory-try/progress.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  settled,
  textOf,
  type,
  unmountAll,
} from './support.ts';

function change(field: HTMLInputElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

describe('The components of the theory pages', () => {
  afterEach(() => {
    unmountAll();
    progress.forget();
    progress.setTryFirst(false);
    localStorage.clear();
  });

  it('typeset a formula as MathML, without a style in its markup', async () => {
    const math = await mount(new A2Math(), { tex: '\\frac{a}{b}', block: true });
    const root = find<MathMLElement>(math, 'math');
    assert.equal(root.namespaceURI, 'http://www.w3.org/1998/Math/MathML');
    assert.isNotNull(root.querySelector('mfrac'));
    math.tex = 'x^2';
    await settled(math);
    assert.isNull(find(math, 'math').querySelector('mfrac'));
    await assertAccessible(math);
  });

  it('take numbers, and say what is none', async () => {
    const fields = await mount(new A2TheoryFields(), {
      legend: 'Size',
      fields: [
        { key: 'n', tex: 'N', label: 'samples', min: 1, max: 100, integer: true, slider: true },
        { key: 'x', tex: 'x', label: 'input', min: -5, max: 5 },
      ],
      values: { n: 10, x: 0.5 },
    });
    const heard: ValuesEvent['values'][] = [];
    fields.addEventListener('a2-values', (event) => {
      if (event instanceof ValuesEvent) heard.push(event.values);
    });
    change(find<HTMLInputElement>(fields, '#n'), '12');
    assert.deepEqual(heard, [{ n: 12, x: 0.5 }]);
    change(find<HTMLInputElement>(fields, '#x'), 'half');
    await settled(fields);
    assert.lengthOf(heard, 1);
    assert.include(
      textOf(find(fields, '.wrong')),
      '“half” is not a number from −5 to 5; 0.5 is used',
    );
    await assertAccessible(fields);
    const slider = find<HTMLInputElement>(fields, '.slider');
    slider.value = slider.max;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    assert.equal(heard[1]?.n, 100);
  });

  it('keep the answer back until it is found, with hints on the way', async () => {
    const asked = new A2TheoryTry();
    asked.append('worked');
    await mount(asked, {
      question: 'T0 1',
      asks: [
        { label: 'output', tex: 'y', value: 0.668188, tolerance: toleranceOf(0.668188) },
        { label: 'count', tex: 'P', value: 39_065, tolerance: 0 },
      ],
      hints: ['first', 'second'],
    });
    assert.isEmpty(findAll(asked, 'form'));
    progress.setTryFirst(true);
    await settled(asked);
    assert.isNotNull(find(asked, '.hidden slot'));
    const [y, p] = findAll<HTMLInputElement>(asked, 'input');
    type(y!, '0,66815');
    type(p!, '39,064');
    button(asked, 'Check').click();
    await settled(asked);
    assert.deepEqual(findAll(asked, '.ask p').map(textOf), ['right', 'not yet (exactly)']);
    await assertAccessible(asked);
    button(asked, 'Hint').click();
    await settled(asked);
    assert.deepEqual(findAll(asked, '.hints li').map(textOf), ['first']);
    type(p!, '39,065');
    button(asked, 'Check').click();
    await settled(asked);
    assert.equal(textOf(find(asked, '.outcome')), 'Solved by you');
    assert.isEmpty(findAll(asked, '.hidden'));
    assert.include(localStorage.getItem('a2-theory') ?? '', 'T0 1');
  });

  it('ask again when the numbers are others, and give in when asked to', async () => {
    progress.setTryFirst(true);
    const asked = await mount(new A2TheoryTry(), {
      question: 'T0 2',
      asks: [{ label: 'output', tex: 'y', value: 1, tolerance: 0.1 }],
      hints: [],
    });
    button(asked, 'Show the answer').click();
    await settled(asked);
    assert.equal(textOf(find(asked, '.outcome')), 'Answer shown');
    asked.question = 'T0 3';
    await settled(asked);
    assert.lengthOf(findAll(asked, 'form'), 1);
  });

  it('allow half a unit of the fourth digit', () => {
    assert.closeTo(toleranceOf(0.668188), 0.00005, 1e-12);
    assert.closeTo(toleranceOf(-12_345), 5, 1e-9);
    assert.equal(toleranceOf(0), 0.0005);
  });
});
