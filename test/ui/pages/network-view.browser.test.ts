/** The untrained networks on an experiment's page, with what really computes them. */
import { install } from '@sinonjs/fake-timers';
import { assert } from 'chai';
import { withSetting } from '../../../src/ui/elements/settings-form/draft.ts';
import type { Availability } from '../../../src/data/availability.ts';
import { loadDataset } from '../../../src/data/load.ts';
import { requireShortForm } from '../../../src/document/network-form.ts';
import type { Trial } from '../../../src/document/schema.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { LabError } from '../../../src/base/errors.ts';
import { A2NetworkView } from '../../../src/ui/pages/network-view/element.ts';
import { A2InitialisationView } from '../../../src/ui/pages/network-view/initialisation-element.ts';
import { A2LiveSwitch } from '../../../src/ui/pages/network-view/live-element.ts';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import type { Lab } from '../../../src/ui/pages/lab.ts';
import { inspectTrial } from '../../../workers/trial/inspect.ts';
import {
  assertAccessible,
  button,
  choose,
  find,
  findAll,
  mount,
  settled,
  shows,
  textOf,
  unfold,
  unmountAll,
} from '../elements/support.ts';
import { documents, fakeLab } from '../../lab/fixture/fake-lab.ts';

const standIn = loadDataset('fashion-synthetic', { baseUrl: location.origin, shared: false });

/** A lab that looks at the stand-in for whatever it is asked, and remembers what it was asked. */
function lookingLab(available?: Availability): Lab & { readonly asked: Trial[] } {
  const asked: Trial[] = [];
  return {
    ...fakeLab(available),
    asked,
    inspect: async (trial, options) => {
      asked.push(trial);
      if (trial.seed === 13) throw new LabError('worker-crashed', 'trial worker 1 stopped: a test');
      const dataset = { ...trial.dataset, name: 'fashion-synthetic' as const };
      return inspectTrial({ ...trial, dataset }, await standIn, options?.signal);
    },
  };
}

function open(name: string, lab: Lab): ExperimentSession {
  const parsed = parseExperiment(documents[name]);
  if (!parsed.ok) throw new Error(name);
  return new ExperimentSession(parsed.experiment, parsed.trials, lab);
}

const kept: Availability = { available: true, bytes: 30_878_645, cached: true };

describe('<a2-network-view>', () => {
  afterEach(unmountAll);

  it('counts the parameters while it is folded, and draws when it is opened', async () => {
    const session = open('I1d', fakeLab());
    const view = await mount(new A2NetworkView(), { session, experiment: session.valid });
    assert.include(textOf(find(view, 'summary')), 'The network: 14,634 parameters');
    assert.isEmpty(findAll(view, 'a2-network'));
    await unfold(view);
    assert.isNotNull(find(view, 'a2-network'));
    await assertAccessible(view);
  });

  it('offers a choice where the trials differ in their network', async () => {
    const session = open('I1d', fakeLab());
    session.edit({ ...session.draft, axes: [{ path: 'model.depth', values: [1, 8, 64] }] });
    const view = await mount(new A2NetworkView(), {
      session,
      experiment: session.valid,
      unfolded: true,
    });
    assert.include(textOf(find(view, 'summary')), '12,730 to 29,866 parameters');
    const select = find<HTMLSelectElement>(view, 'select');
    assert.lengthOf([...select.options], 3);
    select.selectedIndex = 2;
    choose(select, select.options[2]!.value);
    await settled(view);
    assert.lengthOf(find<HTMLElement & { sizes: number[] }>(view, 'a2-network').sizes, 66);
  });

  it('says of lists of layers what they are, and draws nothing', async () => {
    const session = open('I1d', fakeLab());
    const layers = [{ name: 'linear', width: 16 }, { name: 'batch-norm' }, { name: 'relu' }];
    const networks = [layers, [...layers, ...layers]];
    session.edit({ ...session.draft, axes: [{ path: 'model.layers', values: networks }] });
    const view = await mount(new A2NetworkView(), { session, experiment: session.valid });
    const said = textOf(find(view, '.whole'));
    assert.include(said, '12,762 to 13,066 parameters');
    assert.include(said, '16 → batch norm → ReLU; 2 × (16 → batch norm → ReLU)');
    await assertAccessible(view);
  });
});

describe('<a2-initialisation-view>', () => {
  afterEach(unmountAll);
  const text = (view: A2InitialisationView) => () => textOf(find(view, '.whole'));

  it('asks before it fetches anything, and then shows every start and the batch', async () => {
    const lab = lookingLab();
    const session = open('I1c', lab);
    const view = await mount(new A2InitialisationView(), {
      session,
      lab,
      experiment: session.valid,
      unfolded: true,
    });
    await shows(text(view), 'Download it once, 31 MB');
    assert.isEmpty(lab.asked);
    button(view, 'Download it once').click();
    await shows(text(view), 'The first batch: 128 images');
    await shows(() => String(lab.asked.length), '4');
    await shows(() => find(view, '.status').textContent.trim() + '.', '.');
    const blocks = find(view, 'a2-initialisation');
    await shows(() => textOf(find(blocks, 'section')), 'σ');
    assert.deepEqual(findAll(blocks, 'h3').map(textOf), [
      'uniform ±0.01',
      'uniform ±0.1',
      'uniform ±1',
      'Xavier',
    ]);
    await assertAccessible(view);
  });

  it('follows edits, and knows what it has seen', async () => {
    const lab = lookingLab(kept);
    const session = open('I1f', lab);
    const view = await mount(new A2InitialisationView(), {
      session,
      lab,
      experiment: session.valid,
      unfolded: true,
    });
    await shows(text(view), 'The first batch');
    assert.lengthOf(lab.asked, 1, 'three optimisers start from one network');
    const first = session.draft;
    session.edit(withSetting(first, 'model.depth', 3));
    session.edit(withSetting(first, 'model.depth', 2));
    view.experiment = session.valid;
    await shows(
      () => lab.asked.map(({ model }) => requireShortForm(model, 'test').depth).join(' '),
      '8 2',
    );
    await settled(view);
    const clock = install({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      session.edit(first);
      view.experiment = session.valid;
      await view.updateComplete;
      await clock.tickAsync(10_000);
    } finally {
      clock.uninstall();
    }
    assert.lengthOf(lab.asked, 2);
  });

  it('says what failed, and tries again', async () => {
    const lab = lookingLab(kept);
    const session = open('I1d', lab);
    session.edit(withSetting(session.draft, 'seed', 13));
    const view = await mount(new A2InitialisationView(), {
      session,
      lab,
      experiment: session.valid,
      unfolded: true,
    });
    await shows(text(view), 'could not be inspected. Trial worker 1 stopped');
    await assertAccessible(view);
    const before = lab.asked.length;
    button(view, 'Try again').click();
    await shows(() => String(lab.asked.length > before), 'true');
  });

  it('asks before large networks, and says when the data is unavailable', async () => {
    const lab = lookingLab(kept);
    const session = open('I1d', lab);
    session.edit(withSetting(session.draft, 'model.width', 1500));
    const view = await mount(new A2InitialisationView(), {
      session,
      lab,
      experiment: session.valid,
      unfolded: true,
    });
    await shows(text(view), 'This network is large');
    assert.isEmpty(lab.asked);
    const none = lookingLab({ ...kept, available: false, cached: false });
    const other = open('I1d', none);
    const second = await mount(new A2InitialisationView(), {
      session: other,
      lab: none,
      experiment: other.valid,
      unfolded: true,
    });
    await shows(text(second), 'is unavailable here');
  });
});

describe('<a2-live-switch>', () => {
  afterEach(unmountAll);

  it('is a named checkbox that tells of its change', async () => {
    const element = await mount(new A2LiveSwitch(), { on: true, text: 'Up to date.' });
    const told: boolean[] = [];
    element.addEventListener('a2-live', (event) =>
      told.push((event as CustomEvent<boolean>).detail),
    );
    find<HTMLInputElement>(element, 'input').click();
    assert.deepEqual(told, [false]);
    await assertAccessible(element);
  });
});
