/** What the pages of California housing and of its stand-in say. */
import { counted, degrees, dollars, significant } from '../../base/numbers.ts';
import type { DatasetLook } from '../kinds/dataset.ts';

/** @param about what the map shows */
export const housingLook = (about: string): DatasetLook => ({
  scales: 'a population of about a thousand next to two or three rooms per household',
  outlier: 'a block group with 140 rooms per household',
  map: {
    row: 'block group',
    rows: 'block groups',
    unit: 'house value',
    about,
    format: dollars,
    describe: (value, target) =>
      `${degrees(value('Latitude'), 'N', 'S')}, ${degrees(value('Longitude'), 'E', 'W')}: ` +
      `${dollars(target)}, income ${dollars(value('MedInc') / 10)}, ` +
      `houses ${counted(value('HouseAge'), 'year')} old, ${significant(value('AveRooms'), 2)} rooms, ` +
      counted(value('Population'), 'inhabitant'),
  },
});
