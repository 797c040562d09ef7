import { assert } from 'chai';
import { until } from '../../support/until.ts';
import { A2App } from '../../../src/surfaces/app/element.ts';
import type { A2ExperimentPage } from '../../../src/ui/pages/experiment-page/element.ts';
import type { Lab } from '../../../src/ui/pages/lab.ts';
import {
  assertAccessible,
  button,
  choose,
  find,
  findAll,
  mount,
  settled,
  textOf,
  type,
  unmountAll,
  shows,
} from '../elements/support.ts';
import { fakeLab, type FakeLab } from '../../lab/fixture/fake-lab.ts';
import { done, downloading, running, troubled, unreachable } from '../../lab/fixture/states.ts';

const pageOf = (app: A2App): A2ExperimentPage => find(app, 'a2-experiment-page');
const part = (app: A2App, tag: string): HTMLElement => find(pageOf(app), tag);
const headline = (app: A2App): string => {
  const page = app.shadowRoot!.querySelector<A2ExperimentPage>('a2-experiment-page');
  return page?.shadowRoot?.querySelector('h1')?.textContent ?? '';
};
const barText = (app: A2App): string => textOf(find(part(app, 'a2-run-bar'), '.now'));

async function open(route = '#/I1d', lab: Lab = fakeLab()): Promise<A2App> {
  location.hash = route;
  const app = await mount(new A2App(), { lab });
  await settled(app);
  return app;
}

async function start(app: A2App, lab: FakeLab) {
  button(part(app, 'a2-run-bar'), 'Run').click();
  await settled(app);
  return lab.runs.at(-1)!;
}

describe('<a2-app>', () => {
  afterEach(() => {
    unmountAll();
    localStorage.clear();
  });
  after(() => {
    location.hash = '';
  });

  it('opens an experiment, ready to run', async () => {
    const app = await open('#/I1d');
    assert.equal(textOf(find(pageOf(app), 'h1')), 'Four initialisations, five epochs');
    assert.include(barText(app), '4 trials · 9,380 steps downloads 31 MB once');
    assert.equal(document.title, 'I1d Four initialisations, five epochs · a2-lab');
  });

  it('shows a run from its download to its end, accessible throughout', async () => {
    const lab = fakeLab();
    const app = await open('#/I1d', lab);
    await assertAccessible(app, true);
    const run = await start(app, lab);
    run.show(downloading(run.plans));
    await settled(app);
    await shows(() => barText(app), 'Downloading FashionMNIST: 12 MB of 31 MB');
    await assertAccessible(app, true);
    run.show(running(run.plans));
    await settled(app);
    assert.match(document.title, /^46 % · I1d/);
    assert.isTrue(find(part(app, 'a2-settings-form'), 'fieldset').matches(':disabled'));
    await assertAccessible(app, true);
    run.end(done(run.plans));
    await settled(app);
    await shows(() => barText(app), '4 trials done in 12 s');
    assert.equal(findAll(part(app, 'a2-results-table'), '.best').length, 2);
    await assertAccessible(app, true);
  });

  it('moves nothing when a run starts', async () => {
    const lab = fakeLab();
    const app = await open('#/I1d', lab);
    const tops = () =>
      findAll(part(app, 'a2-figures'), 'a2-chart').map(
        (chart) => chart.getBoundingClientRect().top,
      );
    const before = tops();
    const run = await start(app, lab);
    run.show(running(run.plans));
    await settled(app);
    tops().forEach((top, index) => assert.approximately(top, before[index]!, 1));
  });

  it('offers to run a failed trial again', async () => {
    const lab = fakeLab();
    const app = await open('#/I1d', lab);
    const run = await start(app, lab);
    run.end(troubled(run.plans));
    await settled(app);
    await assertAccessible(app, true);
    button(part(app, 'a2-trial-list'), 'Run again: uniform ±0.1').click();
    await settled(app);
    assert.equal(lab.runs.length, 2);
    assert.equal(lab.runs[1]!.plans.length, 1);
  });

  it('says that a dataset could not be fetched and offers the stand-in', async () => {
    const lab = fakeLab();
    const app = await open('#/I1d', lab);
    const run = await start(app, lab);
    run.end(unreachable(run.plans));
    await settled(app);
    assert.include(textOf(part(app, 'a2-notice[kind=error]')), 'FashionMNIST could not be fetched');
    await assertAccessible(app, true);
    button(pageOf(app), 'Use the stand-in').click();
    await settled(app);
    assert.include(textOf(part(app, 'a2-notice[kind=warning]')), 'Generated stand-in data');
    assert.include(barText(app), '4 trials · 1,880 steps');
  });

  it('does not start without a dataset, and offers the stand-in at once', async () => {
    const lab = fakeLab({ available: false, bytes: 0, cached: false });
    const app = await open('#/I2c', lab);
    assert.include(barText(app), 'California housing is unavailable here');
    button(part(app, 'a2-run-bar'), 'Run').click();
    assert.isEmpty(lab.runs);
    await assertAccessible(app, true);
    button(pageOf(app), 'Use the stand-in').click();
    await settled(app);
    const run = await start(app, lab);
    assert.equal(run.plans[0]!.trial.dataset.name, 'housing-synthetic');
    run.end(done(run.plans));
    await settled(app);
    for (const chart of findAll(part(app, 'a2-figures'), 'a2-chart')) {
      assert.include(textOf(find(chart, 'figcaption')), 'stand-in data, not California housing');
    }
    assert.include(textOf(find(part(app, 'a2-results-table'), 'caption')), 'stand-in data');
  });

  it('warns where the browser has nothing better than plain JavaScript', async () => {
    const lab = fakeLab();
    const app = await open('#/I1f', lab);
    const run = await start(app, lab);
    const ended = done(run.plans);
    const trials = ended.trials.map((trial) => ({
      ...trial,
      engine: { name: 'tfjs-cpu', reason: 'no SIMD' } as const,
    }));
    run.end({ ...ended, trials });
    await settled(app);
    assert.include(textOf(part(app, 'a2-notice[kind=warning]')), 'no WebAssembly SIMD');
    await assertAccessible(app, true);
  });

  it('says what PyTorch repeats of these trials, and promises nothing for another engine', async () => {
    const lab = fakeLab();
    const app = await open('#/I1f', lab);
    const words = () => {
      const offers = part(app, 'a2-take-away-view').shadowRoot?.querySelector('a2-take-away');
      return offers?.shadowRoot?.textContent.replaceAll(/[\s\u00a0]+/g, ' ') ?? '';
    };
    await until('the offers are there', () =>
      pageOf(app).shadowRoot?.querySelector('a2-take-away-view'),
    );
    await shows(words, 'on x86 processors with AVX2');
    await shows(words, 'compared for exactly this: seed 433, all rows');
    const run = await start(app, lab);
    run.end(done(run.plans));
    await settled(app);
    await shows(words, 'No figure is promised: only the lab’s own engine was compared');
  });

  it('keeps invalid input and says in the bar what blocks the run', async () => {
    const app = await open();
    const form = part(app, 'a2-settings-form');
    type(find(form, '#field-batchSize'), '0');
    await settled(app);
    assert.include(barText(app), 'Check the set-up: batch size');
    assert.equal(find<HTMLInputElement>(form, '#field-batchSize').value, '0');
    await assertAccessible(app, true);
  });

  it('says when figures belong to an earlier set-up', async () => {
    const lab = fakeLab();
    const app = await open('#/I1f', lab);
    const run = await start(app, lab);
    run.end(done(run.plans));
    await settled(app);
    choose(find(part(app, 'a2-settings-form'), '#field-model-activation'), 'tanh');
    await settled(app);
    assert.include(textOf(part(app, 'a2-notice')), 'The figures below show the earlier set-up');
    assert.include(barText(app), '3 trials · 7,035 steps');
  });

  it('navigates between pages while a run continues', async () => {
    const lab = fakeLab();
    const app = await open('#/I1d', lab);
    const run = await start(app, lab);
    run.show(running(run.plans));
    location.hash = '#/I2d';
    await shows(() => headline(app), 'Grid search: learning rate × batch size');
    await settled(app);
    assert.equal(pageOf(app).shadowRoot!.activeElement?.localName, 'h1');
    assert.isFalse(run.cancelled);
    const link = findAll(app, 'nav a').find((each) => textOf(each).startsWith('I1d'))!;
    assert.include(textOf(link), 'running');
    location.hash = '#/I1d';
    await shows(() => headline(app), 'Four initialisations');
    await settled(app);
    assert.include(barText(app), '0/4 trials');
  });

  it('says what it cannot find or open', async () => {
    const app = await open('#/nowhere');
    await shows(() => textOf(find(app, 'a2-notice')), 'There is no page “nowhere”');
    await assertAccessible(app, true);
    unmountAll();
    const broken = await open('#/I1d', {
      ...fakeLab(),
      preset: () => Promise.reject(new Error('The experiment I1d could not be fetched: 500.')),
    });
    assert.include(textOf(find(broken, 'a2-notice')), 'could not be fetched: 500');
    assert.isNotNull(button(broken, 'Try again'));
  });

  it('changes and remembers its theme', async () => {
    const app = await open();
    const toggle = button(app, 'system');
    toggle.click();
    await settled(app);
    assert.equal(document.documentElement.dataset.theme, 'light');
    toggle.click();
    await settled(app);
    assert.equal(localStorage.getItem('a2-theme'), 'dark');
    toggle.click();
    await settled(app);
    assert.isUndefined(document.documentElement.dataset.theme);
    assert.isNull(localStorage.getItem('a2-theme'));
  });
});
