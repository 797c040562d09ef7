/** The presets' documents, each loaded on first use. */
import { LabError } from '../../base/errors.ts';

type Load = () => Promise<{ readonly default: unknown }>;

const documents: Readonly<Record<string, Load>> = {
  I1c: () => import('../../../public/experiments/I1c.json'),
  I1d: () => import('../../../public/experiments/I1d.json'),
  I1f: () => import('../../../public/experiments/I1f.json'),
  I2c: () => import('../../../public/experiments/I2c.json'),
  I2d: () => import('../../../public/experiments/I2d.json'),
};

export const presetNames: readonly string[] = Object.keys(documents);

/** The document of a preset by its name, ignoring case. Throws LabError `experiment-missing`. */
export async function presetDocument(name: string): Promise<unknown> {
  const known = presetNames.find((each) => each.toLowerCase() === name.trim().toLowerCase());
  const load = known === undefined ? undefined : documents[known];
  if (load === undefined) {
    throw new LabError(
      'experiment-missing',
      `There is no preset "${name.slice(0, 40)}": wanted one of ${presetNames.join(', ')}.`,
    );
  }
  return (await load()).default;
}
