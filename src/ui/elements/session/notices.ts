/** Notices before or after a run, each with an action button. */
import { html, nothing, type TemplateResult } from 'lit';
import { engineWarning } from '../../../catalog/registry/engine.warning.ts';
import { adviceFor } from '../../../text/advice.ts';
import { megabytes } from '../../../base/numbers.ts';
import { realName } from '../../../text/labels.ts';
import type { Availability } from '../../../data/availability.ts';
import { mayBeAvailable, type AvailabilityMap } from './availability.ts';
import { datasetInfo, isReal } from '../../../data/registry.ts';
import { isSynthetic, standsFor } from '../../../document/parameters.ts';
import { isListed } from '../../../catalog/lookup/dataset.ts';
import type { DatasetName, DatasetSettings } from '../../../document/schema.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';

export interface NoticeActions {
  /** Null where the dataset is locked. */
  readonly use: ((dataset: DatasetName) => void) | null;
  readonly run: () => void;
}

/** The download size; '' if the files are already here. */
const downloadSize = ({ cached, bytes }: Availability): string =>
  cached ? '' : ` (${megabytes(bytes)})`;

export function notices(
  session: ExperimentSession,
  known: AvailabilityMap,
  online: boolean,
  actions: NoticeActions,
): TemplateResult {
  const { name } = session.defaults.dataset;
  return html`
    ${failure(session, actions)} ${datasetNotice(session, name, known, online, actions)}
    ${slowEngine(session)}
    ${(session.state.notices ?? []).map((text) => html`<a2-notice kind="warning">${text}</a2-notice>`)}
    ${
      session.stale && !session.active
        ? html`<a2-notice>
            The set-up has changed. The figures below show the earlier set-up until you run again.
          </a2-notice>`
        : nothing
    }
  `;
}

function failure(
  session: ExperimentSession,
  actions: NoticeActions,
): TemplateResult | typeof nothing {
  const { error } = session.state;
  if (error === null || session.active) return nothing;
  const { name } = session.defaults.dataset;
  const standIn = isListed(name) ? datasetInfo[name].standIn : null;
  const { use } = actions;
  return html`
    <a2-notice kind="error">
      ${adviceFor(error)}
      <button slot="action" type="button" @click=${actions.run}>Run again</button>
      ${
        error.code.startsWith('dataset-') && standIn !== null && use !== null
          ? html`<button slot="action" type="button" @click=${() => use(standIn)}>
              Use the stand-in
            </button>`
          : nothing
      }
    </a2-notice>
  `;
}

/** Only if the user did not choose it: the browser has nothing better. */
function slowEngine({ state, machine }: ExperimentSession): TemplateResult | typeof nothing {
  if (machine.engine !== 'auto') return nothing;
  const [warning] = state.trials.flatMap(({ engine }) =>
    engine === null ? [] : (engineWarning[engine.name] ?? []),
  );
  return warning === undefined ? nothing : html`<a2-notice kind="warning">${warning}</a2-notice>`;
}

function datasetNotice(
  session: ExperimentSession,
  name: DatasetSettings['name'],
  known: AvailabilityMap,
  online: boolean,
  actions: NoticeActions,
): TemplateResult | typeof nothing {
  const disabled = session.active;
  const { use } = actions;
  if (isSynthetic(name)) {
    const real = standsFor(name);
    return html`
      <a2-notice kind="warning">
        Generated stand-in data, not ${realName(name)}. It learns in a similar way, but its figures
        say nothing about ${realName(name)}.
        ${
          use !== null && known !== null && isReal(real) && mayBeAvailable(real, known)
            ? html`<button
                slot="action"
                type="button"
                ?disabled=${disabled}
                @click=${() => use(real)}
              >
                Use ${realName(name)}${downloadSize(known[real])}
              </button>`
            : nothing
        }
      </a2-notice>
    `;
  }
  if (!isListed(name)) return nothing;
  const { standIn } = datasetInfo[name];
  if (mayBeAvailable(name, known) || standIn === null) return nothing;
  return html`
    <a2-notice kind="offline">
      ${realName(name)} is unavailable:
      ${online ? 'this server has no copy of it' : 'you are offline and it is not kept here yet'}.
      ${
        use === null
          ? 'The author has fixed the dataset, so a stand-in cannot replace it.'
          : html`The lab can train on generated stand-in data of the same shape, and says so on
              every figure.
              <button
                slot="action"
                type="button"
                class="primary"
                ?disabled=${disabled}
                @click=${() => use(standIn)}
              >
                Use the stand-in
              </button>`
      }
    </a2-notice>
  `;
}
