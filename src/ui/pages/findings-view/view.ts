/** A run's findings as text, after its table. */
import { html, type TemplateResult } from 'lit';
import { LabError } from '../../../base/errors.ts';
import { isReal } from '../../../data/registry.ts';
import '../../elements/findings/element.ts';
import type { MeasureStarts } from '../../elements/findings/element.ts';
import { measureStarts } from '../../../lab/starts/measure.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import type { Lab } from '../lab.ts';

/** One for each lab, so that the element sees no change at every render. */
const measures = new WeakMap<Lab, MeasureStarts>();

function measureOn(lab: Lab): MeasureStarts {
  const known = measures.get(lab);
  if (known !== undefined) return known;
  const measure: MeasureStarts = async (trials, signal) => {
    const names = trials.map(({ dataset }) => dataset.name).filter((name) => isReal(name));
    const near = names.length === 0 ? null : await lab.availability(signal);
    if (near !== null && !names.every((name) => near[name].available)) {
      throw new LabError('dataset-missing', 'The dataset is unavailable here.');
    }
    return measureStarts(trials, (trial, options) => lab.inspect(trial, options), signal);
  };
  measures.set(lab, measure);
  return measure;
}

export const render = (
  { shown, results, active }: ExperimentSession,
  lab: Lab,
): TemplateResult => html`
  <a2-findings
    .experiment=${shown}
    .trials=${results.trials}
    .active=${active}
    .measure=${measureOn(lab)}
  ></a2-findings>
`;
