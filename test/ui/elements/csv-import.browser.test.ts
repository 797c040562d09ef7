/** A table of one's own in the page: read by its real worker into the real database. */
import { assert } from 'chai';
import { A2CsvImport } from '../../../src/ui/elements/csv-import/element.ts';
import type { TableEvent } from '../../../src/ui/elements/csv-import/event.ts';
import type { TableSettings } from '../../../src/document/table.ts';
import { TableDesk } from '../../../src/pool/table-desk.ts';
import { until } from '../../support/until.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  settled,
  textOf,
  unmountAll,
} from './support.ts';

const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');
const file = (text: string): File => new File([text], 'mine.csv');
const letters = many(60, (i) => `${'abc'[i % 3]},${'xyz'[(i * 7) % 3]},${'pe'[i % 2]}`);

describe('<a2-csv-import>', () => {
  let desk: TableDesk;
  let element: A2CsvImport;
  beforeEach(async () => {
    desk = new TableDesk();
    element = await mount(new A2CsvImport(), { desk });
  });
  afterEach(() => {
    unmountAll();
    desk.close();
  });

  const says = async (text: string | RegExp): Promise<void> => {
    const said = () => textOf(element.renderRoot as unknown as Element);
    await until(`the import says ${String(text)}`, () => new RegExp(text).test(said()), said);
    await settled(element);
  };
  const field = (name: string): HTMLSelectElement =>
    find<HTMLSelectElement>(element, `select[data-format="${name}"]`);
  const tell = async (name: string, label: string): Promise<void> => {
    const select = field(name);
    const option = [...select.options].find((each) => each.text.trim() === label);
    select.value = option?.value ?? assert.fail(`no ${label} in ${name}`);
    select.dispatchEvent(new Event('change'));
    await settled(element);
  };
  const chosen = (name: string): string => field(name).selectedOptions[0]!.text.trim();

  it('shows two readings side by side, and reads in the one that is chosen', async () => {
    await element.read(file(letters));
    await says('60 rows, 3 columns');
    await says('Does the first row name the columns');
    assert.lengthOf(findAll(element, '.doubt table'), 2);
    await assertAccessible(element);
    button(element, 'Use this instead').click();
    await says('59 rows, 3 columns');
    assert.isEmpty(findAll(element, '.doubt'));
    assert.equal(chosen('header'), 'column names');
    button(element, 'Detect everything').click();
    await says('60 rows, 3 columns');
    button(element, 'Keep this').click();
    await settled(element);
    assert.isEmpty(findAll(element, '.doubt'));
    assert.equal(chosen('header'), 'values');
  });

  it('keeps the fields of the format after a read that failed, with the guess that failed', async () => {
    await element.read(file('x;y\n1,5;2\n2,5;"3\n3,5;4\n'));
    await says('line 3: a quote');
    assert.isTrue(find<HTMLDetailsElement>(element, '.format').open);
    assert.equal(chosen('delimiter'), 'detected: semicolons');
    assert.equal(chosen('decimal'), 'detected: 1,5');
    await assertAccessible(element);
    const skip = find<HTMLInputElement>(element, 'input[data-format="skip"]');
    skip.value = '3';
    skip.dispatchEvent(new Event('change'));
    await says('has one row of values|has no row of values');
    assert.equal(find<HTMLInputElement>(element, 'input[data-format="skip"]').value, '3');
  });

  it('is told a format before there is a file', async () => {
    await tell('delimiter', 'pipes (|)');
    await tell('signs', 'are ignored');
    const missing = find<HTMLInputElement>(element, 'input[data-format="missing"]');
    missing.value = '-9, n';
    missing.dispatchEvent(new Event('change'));
    await element.read(file(`rate|y\n${many(20, (i) => `${i % 4 ? `${i}%` : '-9'}|${i * i}`)}`));
    await says('20 rows, 2 columns');
    assert.deepInclude(element.info!.csv, { delimiter: '|', signs: true, missing: ['-9', 'n'] });
    assert.deepInclude(element.info!.columns[0]!, { kind: 'number', missing: 5 });
    find<HTMLInputElement>(element, '[data-format="only-empty"]').click();
    await says('missing: empty cells only');
    assert.deepInclude(element.info!.columns[0]!, { kind: 'number', missing: 0 });
  });

  it('accepts years, many categories and codes as inputs, and says what they cost', async () => {
    const text = `year,area,month,price\n${many(100, (i) => `${1900 + i},district ${i % 25},${(i % 12) + 1},${((i * 37) % 101) / 8}`)}`;
    await element.read(file(text));
    await says(
      '100 rows used; 0 left out because a value is missing. The ticked columns give 2 inputs',
    );
    await says(
      'text with 25 values; if ticked, it becomes 25 inputs of 0 or 1, with about 4 rows each',
    );
    const box = (name: string) =>
      findAll<HTMLInputElement>(element, 'tbody input').find((each) =>
        each.closest('label')!.textContent.trim().startsWith(name),
      )!;
    box('area').click();
    await says('give 27 inputs');
    find<HTMLInputElement>(
      element,
      '[aria-label="Treat the values of month as categories"]',
    ).click();
    await says('give 38 inputs');
    await assertAccessible(element);
    const used: TableSettings[] = [];
    element.addEventListener('a2-table', (event: TableEvent) => used.push(event.table));
    button(element, 'Use this table').click();
    assert.lengthOf(used[0]!.features, 38);
    assert.include(used[0]!.features, 'month=12');
  });

  it('says why the last column cannot be predicted, and which signs make texts of numbers', async () => {
    await element.read(file(`x,label\n${many(600, (i) => `${i / 7},c${i % 300}`)}`));
    await says('label: it has more than 256 different texts');
    await element.read(file(`x,price\n${many(40, (i) => `${i / 7},"${230 + i},000"`)}`));
    await says('price: its cells are not numbers, the first is “230,000” at line 2');
    await says('How are numbers written');
  });
});
