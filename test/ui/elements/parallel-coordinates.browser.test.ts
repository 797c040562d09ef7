import { assert } from 'chai';
import { A2ParallelCoordinates } from '../../../src/ui/elements/parallel-coordinates/element.ts';
import { idleState } from '../../../src/lab/session/merge.ts';
import { done, running, troubled } from '../../lab/fixture/states.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  preset,
  settled,
  textOf,
  type,
  unmountAll,
} from './support.ts';

const { trials, experiment } = preset('I2d');
const { axes } = experiment;

describe('<a2-parallel-coordinates>', () => {
  afterEach(unmountAll);

  it('draws one line per trial in every state, accessibly', async () => {
    for (const make of [idleState, running, troubled, done]) {
      const figure = await mount(new A2ParallelCoordinates(), {
        trials: make(trials).trials,
        axes,
      });
      assert.lengthOf(findAll(figure, '.line'), 9);
      await assertAccessible(figure);
      unmountAll();
    }
  });

  it('cuts no label and no line at its edges, however narrow it is', async () => {
    for (const make of [done, troubled]) {
      for (const width of [330, 1280]) {
        const figure = new A2ParallelCoordinates();
        figure.style.width = `${width}px`;
        await mount(figure, { trials: make(trials).trials, axes });
        const plot = find<SVGSVGElement & HTMLElement>(figure, 'svg.plot');
        const room = plot.viewBox.baseVal;
        for (const drawn of findAll<SVGGraphicsElement & HTMLElement>(figure, 'text, path')) {
          const box = drawn.getBBox();
          const what = `${width} px: ${drawn.textContent}`;
          assert.isAtLeast(box.x, 0, what);
          assert.isAtLeast(box.y, 0, what);
          assert.isAtMost(box.x + box.width, room.width, what);
          assert.isAtMost(box.y + box.height, room.height, what);
        }
        unmountAll();
      }
    }
  });

  it('is limited by typing, keeps invalid text, and removes limits again', async () => {
    const figure = await mount(new A2ParallelCoordinates(), { trials: done(trials).trials, axes });
    find<HTMLDetailsElement>(figure, 'details').open = true;
    const from = find<HTMLInputElement>(figure, '[aria-label="batch size, from"]');
    type(from, '64');
    await settled(figure);
    assert.lengthOf(findAll(figure, '.line.out'), 6);
    assert.include(textOf(find(figure, '#summary')), 'Within batch size from 64');
    type(from, 'many');
    await settled(figure);
    assert.equal(from.value, 'many');
    assert.equal(from.ariaInvalid, 'true');
    await assertAccessible(figure);
    button(figure, 'Remove all limits').click();
    await settled(figure);
    assert.isEmpty(findAll(figure, '.line.out'));
    assert.equal(from.value, '');
  });

  it('is limited by dragging along an axis, and freed by clicking it', async () => {
    const figure = await mount(new A2ParallelCoordinates(), { trials: done(trials).trials, axes });
    const handle = findAll<SVGRectElement & HTMLElement>(figure, '.handle')[1]!;
    handle.setPointerCapture = () => undefined;
    const box = handle.getBoundingClientRect();
    const at = (kind: string, share: number) =>
      handle.dispatchEvent(
        new PointerEvent(kind, {
          clientX: box.x + 5,
          clientY: box.y + share * box.height,
          bubbles: true,
        }),
      );
    at('pointerdown', 0);
    at('pointermove', 0.25);
    at('pointerup', 0.25);
    await settled(figure);
    assert.lengthOf(findAll(figure, '.line.out'), 6);
    at('pointerdown', 0.1);
    at('pointerup', 0.1);
    await settled(figure);
    assert.isEmpty(findAll(figure, '.line.out'));
  });

  it('highlights a line and dispatches the event', async () => {
    const figure = await mount(new A2ParallelCoordinates(), { trials: done(trials).trials, axes });
    let told: string | null = null;
    figure.addEventListener('a2-highlight', ({ trial }) => (told = trial));
    const box = find(figure, 'svg.plot').getBoundingClientRect();
    find(figure, '.hit').dispatchEvent(
      new MouseEvent('click', { clientX: box.x + 90, clientY: box.y + 60, bubbles: true }),
    );
    assert.isTrue(trials.some(({ id }) => id === told));
    figure.highlighted = told;
    await settled(figure);
    assert.lengthOf(findAll(figure, '.set-off'), 1);
    assert.lengthOf(findAll(figure, '.pale'), 8);
  });

  it('exports its picture and its lines', async () => {
    const figure = await mount(new A2ParallelCoordinates(), { trials: done(trials).trials, axes });
    const picture = new DOMParser().parseFromString(figure.svg(), 'image/svg+xml');
    assert.isNull(picture.querySelector('parsererror'));
    assert.isNull(picture.querySelector('[data-tool]'));
    assert.isAbove(Number(picture.documentElement.getAttribute('width')), 100);
    assert.lengthOf(figure.csv().trimEnd().split('\r\n'), 10);
  });
});
