/** The pages of the datasets in every state, and the real housing data where they are prepared. */
import { datasetNames } from '../../../src/document/schema.ts';
import { assert } from 'chai';
import { A2DatasetMap } from '../../../src/ui/elements/dataset-map/element.ts';
import { loadDataset } from '../../../src/data/load.ts';
import type { Dataset } from '../../../src/protocol/dataset.ts';
import { LabError } from '../../../src/base/errors.ts';
import { A2DataPage } from '../../../src/ui/pages/data-page/element.ts';
import { A2DataImages } from '../../../src/ui/pages/data-page/images-element.ts';
import { parseSeed } from '../../../src/ui/pages/data-page/seed.ts';
import { A2DataTable } from '../../../src/ui/pages/data-page/table-element.ts';
import { A2App } from '../../../src/surfaces/app/element.ts';
import type { Lab } from '../../../src/ui/pages/lab.ts';
import { parseRoute } from '../../../src/surfaces/app/router.ts';
import {
  assertAccessible,
  button,
  choose,
  find,
  findAll,
  mount,
  press,
  settled,
  shows,
  textOf,
  type as enter,
  unfold,
  unmountAll,
} from '../elements/support.ts';
import { dataset, hasRealDatasets } from '../../workers/support.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';

const kept = { available: true, bytes: 30_878_645, cached: true };
const labWith = (load: Lab['dataset'], available = kept): Lab => ({
  ...fakeLab(available),
  dataset: load,
});
const nameOf = (which: Parameters<Lab['dataset']>[0]) =>
  typeof which === 'string' ? which : which.name;
const real: Lab['dataset'] = (which) => dataset(nameOf(which));
const page = (name: string, lab: Lab) => mount(new A2DataPage(), { name, lab });
const text = (element: A2DataPage) => () => textOf(find(element, 'article'));

describe('<a2-data-page>', () => {
  afterEach(unmountAll);

  it('is reached by its address', () => {
    const route = parseRoute('#/data/california-housing');
    assert.isTrue(route.page === 'place' && route.place.name === 'data');
    assert.equal(route.page === 'place' ? route.rest : '', 'california-housing');
  });

  it('appears in the navigation, one entry per dataset, and sets the title of the tab', async () => {
    location.hash = '#/data/housing-synthetic';
    const app = await mount(new A2App(), { lab: labWith(real) });
    await shows(() => document.title, 'Datasets · a2-lab');
    const links = findAll<HTMLAnchorElement>(app, 'nav a.place');
    const of = (rest: string) => links.find(({ hash }) => hash === `#/data/${rest}`);
    assert.isDefined(of('fashion-mnist'));
    assert.isNull(of('california-housing')?.ariaCurrent ?? null);
    location.hash = '#/data/california-housing';
    await shows(() => of('california-housing')?.ariaCurrent ?? '', 'page');
    assert.equal(document.title, 'California housing · a2-lab');
    assert.isNull(of('fashion-mnist')?.ariaCurrent ?? null);
    find(app, '.skip').click();
    assert.equal(app.shadowRoot?.activeElement?.id, 'main');
    location.hash = '';
  });

  it('lists what there is where the name means nothing', async () => {
    const element = await page('penguins', fakeLab());
    assert.include(text(element)(), 'no dataset “penguins”');
    assert.lengthOf(findAll(element, 'li'), datasetNames.length);
    await assertAccessible(element);
  });

  it('asks before it fetches a large dataset, and shows how far it is', async () => {
    let asked = 0;
    const lab = labWith(
      (which, options) => {
        asked += 1;
        options?.onProgress?.({
          dataset: nameOf(which),
          phase: 'download',
          loaded: 5e6,
          total: 2e7,
        });
        return new Promise(() => undefined);
      },
      { ...kept, cached: false },
    );
    const element = await page('fashion-mnist', lab);
    await shows(text(element), 'Download them once, 31 MB');
    assert.equal(asked, 0);
    await assertAccessible(element);
    button(element, 'Download').click();
    await shows(text(element), 'Downloading the dataset: 25 % of 20 MB');
    assert.equal(find<HTMLProgressElement>(element, 'progress').value, 0.25);
    await assertAccessible(element);
  });

  it('says what failed and offers the stand-in', async () => {
    let tries = 0;
    const lab = labWith(() => {
      tries += 1;
      return Promise.reject(new LabError('dataset-network', 'the connection broke'));
    });
    const element = await page('california-housing', lab);
    await shows(text(element), 'The connection broke');
    assert.equal(find<HTMLAnchorElement>(element, 'a.button').hash, '#/data/housing-synthetic');
    button(element, 'Try again').click();
    await settled(element);
    assert.equal(tries, 2);
    await assertAccessible(element);
  });

  it('says when a dataset is unavailable', async () => {
    const lab = labWith(() => Promise.reject(new Error('not asked')), {
      ...kept,
      available: false,
      cached: false,
    });
    const element = await page('fashion-mnist', lab);
    await shows(text(element), 'is unavailable: this server has no copy');
    await assertAccessible(element);
  });

  it('says of a stand-in that it is one', async () => {
    const element = await page('housing-synthetic', labWith(real));
    await shows(() => String(findAll(element, 'a2-data-table').length), '1');
    assert.include(text(element)(), 'Generated by this lab');
    const table = find(element, 'a2-data-table');
    await shows(() => textOf(table.shadowRoot!.firstElementChild!), 'First rows of each part');
    await assertAccessible(element);
  });
});

describe('<a2-data-table>', () => {
  afterEach(unmountAll);

  const open = async (data: Dataset) => {
    const element = await mount(new A2DataTable(), { data });
    await shows(() => String(findAll(element, 'a2-dataset-columns').length), '1');
    await settled(element);
    return element;
  };
  const body = (element: A2DataTable) => () => findAll(element, 'section').map(textOf).join(' ');

  it('describes the real data: split, columns, caps, map', async function () {
    if (!(await hasRealDatasets())) return this.skip();
    const element = await open(await dataset('california-housing'));
    assert.include(body(element)(), '16,830, 13,091, 13,879, 17,852');
    assert.include(body(element)(), '11,969, 8,002, 20,105, 14,909');
    assert.include(body(element)(), 'HouseAge is capped: 1,273 rows of 20,640');
    assert.include(body(element)(), 'MedHouseVal is capped: 965 rows of 20,640');
    const columns = find(element, 'a2-dataset-columns');
    assert.lengthOf(findAll(columns, 'tbody tr'), 9);
    assert.match(textOf(findAll(columns, 'tbody tr')[0]!), /^MedInc \$10,000 3\.8681\.893/);
    findAll<HTMLInputElement>(columns, 'input')[1]!.click();
    await shows(() => textOf(find(columns, 'tbody tr')), 'std. dev.');
    assert.match(textOf(find(columns, 'tbody tr')), /^MedInc std\. dev\. 01\.000/);
    assert.match(textOf(findAll(columns, 'tbody tr')[8]!), /^MedHouseVal \$100,000 2\.068/);
    await assertAccessible(element);
  });

  it('draws another split for another seed, and keeps a wrong one in its field', async () => {
    const element = await open(await dataset('housing-synthetic'));
    const field = find<HTMLInputElement>(element, 'input');
    enter(field, '7');
    await shows(body(element), 'with seed 7');
    assert.include(body(element)(), 'manual_seed(7)');
    enter(field, '4294967296');
    await shows(body(element), 'Enter a whole number');
    assert.equal(field.getAttribute('aria-invalid'), 'true');
    assert.include(body(element)(), 'with seed 7');
    await assertAccessible(element);
  });

  it('reads a seed only as PyTorch has it', () => {
    assert.deepEqual(parseSeed(' 433 '), { ok: true, seed: 433 });
    assert.deepEqual(parseSeed('4294967295'), { ok: true, seed: 4294967295 });
    for (const wrong of ['', '-1', '1.5', '1e3', '0x10', '4294967296', 'seed']) {
      assert.isFalse(parseSeed(wrong).ok, wrong);
    }
  });
});

describe('<a2-data-images>', () => {
  afterEach(unmountAll);

  it('counts, shows every class, and browses one of them', async () => {
    const data = await loadDataset('fashion-synthetic', {
      baseUrl: location.origin,
      shared: false,
    });
    const element = await mount(new A2DataImages(), { data });
    const body = () => findAll(element, 'section').map(textOf).join(' ');
    await shows(body, 'T-shirt/top 0 1,200 200');
    assert.lengthOf(findAll(element, '.class'), 10);
    await shows(body, '1 to 60 of 12,000');
    button(element, 'Next').click();
    await shows(body, '61 to 120 of 12,000');
    const [part, only] = findAll<HTMLSelectElement>(element, 'select');
    choose(part!, 'test');
    choose(only!, 'Bag');
    for (const rows of ['1 to 60', '61 to 120', '121 to 180', '181 to 200']) {
      await shows(body, `${rows} of 200`);
      if (rows !== '181 to 200') button(element, 'Next').click();
    }
    assert.isTrue(button(element, 'Next').disabled);
    await assertAccessible(element);
  });
});

describe('<a2-dataset-map>', () => {
  afterEach(unmountAll);

  it('is read with the arrow keys and as a table, and draws in the scale’s colours', async () => {
    const map = await mount(new A2DatasetMap(), {
      places: {
        latitudes: Float64Array.of(32.5, 37, 42),
        longitudes: Float64Array.of(-117, -120, -124),
        values: Float64Array.of(0, 1, 5),
      },
      label: 'Map of places',
      unit: 'value',
      format: (value: number) => value.toFixed(1),
      describe: (index: number) => `place ${index}`,
    });
    const plot = find(map, '.map');
    press(plot, 'ArrowDown');
    await settled(map);
    assert.include(textOf(find(map, '#reading')), 'no place here');
    for (let step = 0; step < 4; step++) press(plot, 'ArrowRight');
    await settled(map);
    press(plot, 'Escape');
    await settled(map);
    assert.include(textOf(find(map, '#reading')), 'Point at a place');
    const box = plot.getBoundingClientRect();
    const at = { clientX: box.right - 10, clientY: box.bottom - 10, bubbles: true };
    plot.dispatchEvent(new PointerEvent('pointermove', at));
    await settled(map);
    assert.equal(textOf(find(map, '#reading')), 'place 0');
    assert.isFalse(find(map, '.ring').hidden);
    const canvas = find<HTMLCanvasElement>(map, 'canvas');
    const pixels = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
    assert.isAbove(pixels.filter((_, i) => i % 4 === 3 && pixels[i]! > 0).length, 10);
    await unfold(map);
    assert.deepEqual(findAll(map, 'tbody tr').map(textOf), [
      '42 … 43° N 123 … 124° W 1 5.0',
      '37 … 38° N 119 … 120° W 1 1.0',
      '32 … 33° N 116 … 117° W 1 0.0',
    ]);
    await assertAccessible(map);
  });
});
