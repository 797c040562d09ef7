/** The question for the file of an experiment on somebody's table: with the real worker and the real database. */
import { assert } from 'chai';
import { suggestedChoice, tableSettings } from '../../../src/data/tables/plan.ts';
import type { TableSettings } from '../../../src/document/table.ts';
import { TableDesk } from '../../../src/pool/table-desk.ts';
import type { TableInfo } from '../../../src/protocol/table.ts';
import { deleteTable, listTables } from '../../../src/store/tables.ts';
import { withDatabase } from '../../../src/store/with-database.ts';
import { A2TableNeeded } from '../../../src/ui/elements/table-needed/element.ts';
import { until } from '../../support/until.ts';
import { assertAccessible, button, find, mount, settled, textOf, unmountAll } from './support.ts';

const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 11},${i / 4 + 0.5}\n`).join('');
const right = () => new File([`width,height,weight\n${rows}`], 'boxes.csv');
const wrong = () => new File([`width,height,weight\n${rows}1,2,3\n`], 'boxes.csv');

describe('<a2-table-needed>', () => {
  let info: TableInfo;
  let table: TableSettings;
  const remove = () =>
    withDatabase(
      (database) => deleteTable(database, info),
      (why) => assert.fail(why),
    );

  before(async () => {
    const desk = new TableDesk();
    info = await desk.importTable(right(), { title: 'boxes.csv', csv: {} });
    const choice = suggestedChoice(info)!;
    const counts = await desk.countRows(info, choice.target, choice.columns);
    table = tableSettings(info, choice, counts);
    desk.close();
  });
  afterEach(async () => {
    unmountAll();
    await remove();
  });

  const opened = async (): Promise<A2TableNeeded> => {
    const element = await mount(new A2TableNeeded(), { table });
    return element;
  };
  const said = (element: A2TableNeeded) => textOf(element.renderRoot as unknown as Element);
  const says = async (element: A2TableNeeded, text: string): Promise<void> => {
    await until(
      `it says ${text}`,
      () => said(element).includes(text),
      () => said(element),
    );
    await settled(element);
  };

  it('says which file it wants, refuses another, and keeps the right one', async () => {
    await remove();
    const element = await opened();
    await says(element, 'First choose the file boxes.csv');
    await says(element, '40 rows with a value to predict');
    await says(element, 'width, height');
    await says(element, 'weight');
    button(element, 'Choose the file');
    await assertAccessible(element);
    await element.choose(wrong());
    await says(element, 'is another file');
    assert.include(said(element), table.sha256.slice(0, 12));
    await assertAccessible(element);
    const kept = await withDatabase(listTables, (why) => assert.fail(why));
    assert.isFalse(
      kept?.some(({ title }) => title === 'boxes.csv'),
      'nothing of it is kept',
    );
    let imported = 0;
    element.addEventListener('a2-imported', () => (imported += 1));
    await element.choose(new File([right()], 'under-another-name.csv'));
    await says(element, 'under-another-name.csv is the table of this experiment');
    await says(element, 'Press Run');
    assert.equal(imported, 1);
    await assertAccessible(element);
  });

  it('asks nothing where the table is kept, nor of other datasets', async () => {
    const desk = new TableDesk();
    await desk.importTable(right(), { title: 'boxes.csv', csv: table.csv });
    desk.close();
    const element = await opened();
    await until('it has looked', () => element.looked);
    await settled(element);
    assert.equal(said(element), '');
    element.table = null;
    await settled(element);
    assert.equal(said(element), '');
  });

  it('waits with the choice while trials are trained', async () => {
    await remove();
    const element = await opened();
    await says(element, 'First choose the file');
    element.locked = true;
    await settled(element);
    assert.isTrue(find<HTMLButtonElement>(element, 'button').disabled);
  });
});
