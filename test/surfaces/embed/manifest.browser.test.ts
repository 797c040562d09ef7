/** The manifest against the running element: what it lists is there, and what is there it lists. */
import { assert } from 'chai';
import manifest from '../../../public/custom-elements.json';
import * as events from '../../../src/surfaces/embed/events.ts';
import '../../../src/surfaces/define.ts';
import { A2Experiment } from '../../../src/surfaces/embed/element.ts';
import { find, mount, unmountAll } from '../../ui/elements/support.ts';
import { until } from '../../support/until.ts';

type Declarations = (typeof manifest.modules)[number]['declarations'];
const declarations: Declarations = manifest.modules.flatMap((module) => module.declarations);
const element = declarations.find(({ tagName }) => tagName === 'a2-experiment')!;
const names = (list: readonly { readonly name: string }[] | undefined): string[] =>
  (list ?? []).map(({ name }) => name).toSorted();

describe('the manifest of <a2-experiment>', () => {
  afterEach(unmountAll);

  it('lists the attributes that the class observes, and which of them reflect', () => {
    assert.deepEqual(names(element.attributes), A2Experiment.observedAttributes.toSorted());
    const reflecting = [...A2Experiment.elementProperties].flatMap(([name, { reflect }]) =>
      reflect === true ? [{ name: String(name) }] : [],
    );
    const listed = element.members.filter((member) => 'reflects' in member);
    assert.deepEqual(names(listed), names(reflecting));
  });

  it('lists the public properties and methods, and describes each attribute', () => {
    const made = new A2Experiment();
    for (const { name, kind } of element.members) {
      assert.isTrue(name in made, name);
      assert.equal(typeof Reflect.get(made, name) === 'function', kind === 'method', name);
    }
    for (const { name, description } of element.attributes ?? []) {
      assert.isAbove(description.length, 10, name);
    }
  });

  it('lists the classes of all events by the names under which they are dispatched', () => {
    const classes = Object.entries(events);
    const listed = (element.events ?? []).map(({ name, type }) => `${name} ${type.text}`);
    assert.deepEqual(
      listed.toSorted(),
      classes.map(([name, { type }]) => `${type} ${name}`).toSorted(),
    );
    for (const [name] of classes) assert.include(names(declarations), name);
  });

  it('lists the slots and parts of the element as it is drawn', async () => {
    const experiment = await mount(new A2Experiment(), { preset: 'I2c', data: 'stand-in' });
    experiment.scrollIntoView();
    await until('the stage is there', () => experiment.shadowRoot?.querySelector('[part=stage]'));
    const root = find(experiment, '.frame').getRootNode() as ShadowRoot;
    const parts = [...root.querySelectorAll('[part]')].map((each) => each.getAttribute('part'));
    for (const name of names(element.cssParts)) assert.include(parts, name);
    for (const part of parts) assert.include(names(element.cssParts), String(part));
    const slots = [...root.querySelectorAll('slot')].map(({ name }) => name);
    assert.include(slots, 'title');
    for (const slot of slots) assert.include(names(element.slots), slot);
  });

  it('lists custom properties that the element has, each with a value but the room', async () => {
    const experiment = await mount(new A2Experiment(), { preset: 'I2c' });
    const style = getComputedStyle(experiment);
    for (const name of names(element.cssProperties)) {
      if (name === '--a2-experiment-room') continue;
      assert.notEqual(style.getPropertyValue(name), '', name);
    }
    for (let series = 0; series < 8; series += 1) {
      assert.notEqual(style.getPropertyValue(`--a2-series-${series}`), '', String(series));
    }
    experiment.style.setProperty('--a2-experiment-room', '77px');
    const waiting = experiment.shadowRoot?.querySelector('.waiting');
    if (waiting) assert.equal(getComputedStyle(waiting).minBlockSize, '77px');
  });
});
