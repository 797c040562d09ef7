/** The part of an experiment's page with its trained models. */
import { html, type TemplateResult } from 'lit';
import './element.ts';
import { isSynthetic } from '../../../document/parameters.ts';
import { realName } from '../../../text/labels.ts';
import type { Lab } from '../lab.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';

export function render(
  { results, shown, highlighted }: ExperimentSession,
  lab: Lab,
): TemplateResult {
  const name = results.trials.map(({ plan }) => plan.trial.dataset.name).find(isSynthetic);
  const standIn = name === undefined ? '' : `Stand-in data, not ${realName(name)}.`;
  return html`<a2-model-view
    .trials=${results.trials}
    .lab=${lab}
    .standIn=${standIn}
    .experiment=${shown.name}
    .highlighted=${highlighted}
  ></a2-model-view>`;
}
