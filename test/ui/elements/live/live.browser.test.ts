/** The live network with its real worker: what it shows in each state, and that all of it works by keyboard. */
import { assert } from 'chai';
import { A2Live } from '../../../../src/ui/elements/live/element.ts';
import { linkOf } from '../../../../src/document/link.ts';
import { liveExample, withLiveSetting } from '../../../../src/lab/live/experiment.ts';
import { until } from '../../../support/until.ts';
import {
  assertAccessible,
  button,
  choose,
  find,
  findAll,
  mount,
  press,
  settled,
  textOf,
  unmountAll,
} from '../support.ts';
import { isPlaying, nowText, opened, said, select, stepOf } from './support.ts';

/** Workers that are made meanwhile. */
class Made {
  readonly workers: Worker[] = [];
  readonly #before = globalThis.Worker;

  constructor() {
    const { workers } = this;
    globalThis.Worker = class extends this.#before {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        workers.push(this);
      }
    };
  }

  restore(): void {
    globalThis.Worker = this.#before;
  }
}

/** Media queries as they are for a reader who asked for less motion. */
function reduceMotion(): () => void {
  const before = window.matchMedia;
  window.matchMedia = (query) => {
    const list = before.call(window, query);
    if (!query.includes('prefers-reduced-motion')) return list;
    return new Proxy(list, {
      get: (target, key): unknown =>
        key === 'matches' ? true : (Reflect.get(target, key, target) as unknown),
    });
  };
  return () => {
    window.matchMedia = before;
  };
}

const status = (live: A2Live): string => textOf(find(live, '[role=status]'));
const network = (live: A2Live): HTMLElement => find(live, 'a2-live-network');
const plane = (live: A2Live): HTMLElement => find(find(live, 'a2-live-output'), '.points');

/** The picture's colours at some pixels: equal for equal pictures. */
function picture(live: A2Live): string {
  const canvas = find<HTMLCanvasElement>(find(live, 'a2-live-output'), '.map');
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return data.join();
}

describe('<a2-live>', () => {
  afterEach(unmountAll);

  it('waits paused, goes a step and an epoch at a press, and starts over', async () => {
    const live = await opened();
    assert.equal(nowText(live), 'Epoch 0 of 400 · step 0');
    assert.equal(status(live), 'Paused');
    const first = picture(live);
    button(live, 'One step').click();
    await until('a step is done', () => stepOf(live) === 1);
    button(live, 'One epoch').click();
    await until('an epoch is done', () => stepOf(live) === 16);
    assert.isTrue(picture(live) !== first, 'the picture has changed');
    button(live, 'Start over').click();
    await until('it is at its start', () => stepOf(live) === 0);
    assert.isTrue(picture(live) === first, 'the same start');
    await assertAccessible(live);
  });

  it('learns at once as the lab’s own example, and rests at a press', async () => {
    const live = await opened({ autoplay: true });
    await until('it learns', () => isPlaying(live) && stepOf(live) > 0);
    assert.equal(status(live), 'Learning');
    await assertAccessible(live);
    button(live, 'Pause').click();
    await settled(live);
    assert.equal(status(live), 'Paused');
    choose(select(live, 'Speed'), 'step');
    await settled(live);
    button(live, 'Play').click();
    await until('it goes on', () => isPlaying(live));
    // A setting that is changed starts it over, and it goes on learning.
    choose(select(live, 'Data'), 'xor');
    await until('it learns the other data', () => isPlaying(live) && live.link !== '');
  });

  it('learns only at a press for readers who asked for less motion, and what came by a link', async () => {
    const restore = reduceMotion();
    try {
      const live = await opened({ autoplay: true });
      await settled(live);
      assert.equal(status(live), 'Paused');
      await assertAccessible(live);
      button(live, 'Play').click();
      await until('it learns', () => stepOf(live) > 0);
    } finally {
      restore();
    }
    unmountAll();
    const link = await linkOf(withLiveSetting(liveExample, 'dataset', { name: 'moons' }));
    const live = await opened({ autoplay: true, link });
    await settled(live);
    assert.equal(status(live), 'Paused');
    assert.equal(select(live, 'Data').value, 'moons');
  });

  it('shows a unit’s map large while the pointer or the focus is on it', async () => {
    const live = await opened();
    const output = picture(live);
    const units = findAll(network(live), 'button');
    const unit = units.find((each) => each.getAttribute('aria-label') === 'Unit 3 of layer 2')!;
    unit.dispatchEvent(new PointerEvent('pointerenter'));
    await settled(live);
    assert.isTrue(picture(live) !== output, 'another picture');
    assert.include(textOf(find(live, '.caption')), 'Unit 3 of layer 2');
    find(network(live), '.net').dispatchEvent(new PointerEvent('pointerleave'));
    await settled(live);
    assert.isTrue(picture(live) === output, 'the output again');

    // Arrow keys go from unit to unit: one stop for Tab.
    assert.lengthOf(findAll(network(live), 'button[tabindex="0"]'), 1);
    const [input] = units;
    input!.focus();
    press(input!, 'ArrowRight');
    press(find(network(live), 'button[aria-label="Unit 1 of layer 1"]'), 'ArrowDown');
    await settled(live);
    assert.include(textOf(find(live, '.caption')), 'Unit 2 of layer 1');
    await assertAccessible(live);
    assert.lengthOf(findAll(network(live), 'button[tabindex="0"]'), 1);
  });

  it('walks through a step in numbers, by keyboard', async () => {
    const live = await opened();
    button(live, 'Walk through one step').click();
    await until('the walk is open', () => live.shadowRoot!.querySelector('a2-live-walk'));
    await settled(live);
    const walk = find(live, 'a2-live-walk');
    const title = () => textOf(find(walk, 'h3'));
    assert.equal(title(), 'The point');
    assert.equal(walk.shadowRoot!.activeElement, find(walk, 'h3'), 'the focus is at its title');
    await assertAccessible(live);
    const seen = [title()];
    const stages = Number(/of (\d+)/.exec(textOf(find(walk, '.numbers')))![1]);
    for (let stage = 1; stage < stages; stage++) {
      press(find(walk, 'h3'), 'ArrowRight');
      await settled(live);
      seen.push(title());
      assert.isNotEmpty(findAll(walk, 'table tbody tr'), title());
    }
    await assertAccessible(live);
    assert.lengthOf(new Set(seen), stages);
    assert.isTrue(button(walk, 'Next').disabled);
    press(find(walk, 'h3'), 'ArrowLeft');
    await settled(live);
    assert.equal(title(), seen.at(-2));
    press(find(walk, 'h3'), 'Escape');
    await settled(live);
    assert.isNull(live.shadowRoot!.querySelector('a2-live-walk'));
    assert.equal(stepOf(live), 0, 'the training did not move');

    // Of another point, chosen on the plane by keyboard.
    press(plane(live), 'ArrowRight');
    await until('the walk is open', () => live.shadowRoot!.querySelector('a2-live-walk'));
    button(live, 'One step').click();
    await until('it is closed by the next step', () => stepOf(live) === 1);
    await settled(live);
    assert.isNull(live.shadowRoot!.querySelector('a2-live-walk'));
  });

  it('says what it cannot show', async () => {
    const wide = withLiveSetting(liveExample, 'model.width', 64);
    const live = await mount(new A2Live(), { link: await linkOf(wide) });
    await until('it says so', () => said(live).includes('cannot be shown here'));
    assert.include(said(live), 'at most 6 hidden layers of 8 units');
    await assertAccessible(live);
    live.link = '1.nothing.of';
    await until('it says so', () => live.shadowRoot!.querySelector('a2-notice'));
    await settled(live);
    await assertAccessible(live);
  });

  it('says that its worker died, and starts again at a press', async () => {
    const made = new Made();
    try {
      const live = await opened();
      button(live, 'Play').click();
      await until('it learns', () => stepOf(live) > 0);
      assert.lengthOf(made.workers, 1);
      made.workers[0]!.dispatchEvent(new ErrorEvent('error', { message: 'a test stopped it' }));
      await until('it says so', () => status(live) === 'Stopped');
      assert.include(said(live), 'worker stopped');
      await assertAccessible(live);
      const again = [...findAll<HTMLButtonElement>(live, 'a2-notice button')];
      assert.lengthOf(again, 1);
      again[0]!.click();
      await until('it is at its start', () => stepOf(live) === 0 && status(live) === 'Paused');
      assert.lengthOf(made.workers, 2);
      assert.isEmpty(findAll(live, 'a2-notice'));
    } finally {
      made.restore();
    }
  });

  it('rests while nobody sees it', async () => {
    const live = await opened({ autoplay: true });
    await until('it learns', () => stepOf(live) > 0);
    live.style.display = 'none';
    await until('it rests', () => !isPlaying(live));
    live.style.display = '';
    await until('it goes on', () => isPlaying(live));
  });
});
