import type { DatasetPython } from '../../kinds/dataset.ts';
import { find, seededTable } from '../../shared/python-data.ts';

const readColumns = `    table = np.loadtxt(find(folder), delimiter=",", dtype=np.float64)
    longitude, latitude, age, rooms, bedrooms, population, households, income, value = table.T
    features = np.stack(
        [
            income,
            age,
            rooms / households,
            bedrooms / households,
            population,
            population / households,
            latitude,
            longitude,
        ],
        axis=1,
    )
    values = value / 100_000`;

export default {
  code: (validates) =>
    seededTable({
      before: find('cal_housing.data'),
      read: readColumns,
      what: "scikit-learn's eight features and the value in $100,000, split 75:25 and standardised.",
      validates,
    }),
  imports: [],
  files: 'cal_housing.data of the StatLib archive (scikit-learn fetches the same file).',
} satisfies DatasetPython;
