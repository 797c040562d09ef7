/** What a class experiment asks its reader, and the prediction beside the outcome. */
import { html, nothing, type TemplateResult } from 'lit';
import '../outcome/element.ts';
import '../predict/element.ts';
import type { PredictEvent } from '../predict/event.ts';
import '../student/element.ts';
import type { StudentEvent } from '../student/event.ts';
import { variesSeed } from '../../../document/classroom.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';

export function render(session: ExperimentSession): TemplateResult {
  const { classroom } = session;
  return html`${classroom.asksId ? who(session) : nothing}
  ${classroom.question === '' ? nothing : predicted(session)}`;
}

const who = (session: ExperimentSession): TemplateResult => html`
  <a2-student
    .student=${session.classroom.student}
    .varied=${variesSeed(session.original)}
    .disabled=${session.active}
    @a2-student=${(event: StudentEvent) => {
      session.forClass((classroom) => classroom.setStudent(event.id));
    }}
  ></a2-student>
`;

function predicted(session: ExperimentSession): TemplateResult {
  const { classroom, active, state, shown } = session;
  const { fixed, prediction, renewing, question } = classroom;
  const renew = (wanted: boolean) => () => {
    session.forClass((each) => each.renew(wanted));
  };
  return html`
    <a2-predict
      .question=${question}
      .prediction=${prediction}
      .disabled=${active || fixed}
      @a2-predict=${(event: PredictEvent) => {
        session.forClass((each) => each.answer(event.prediction));
      }}
    >
      ${
        fixed
          ? html`<a2-outcome
              slot="result"
              .trials=${state.trials}
              .axes=${shown.axes}
              .active=${active}
            ></a2-outcome>`
          : nothing
      }
      ${
        fixed && !active
          ? html`<button slot="again" type="button" class="quiet" @click=${renew(true)}>
              Make a new prediction for another run
            </button>`
          : nothing
      }
    </a2-predict>
    ${
      renewing
        ? html`<p class="small">
            The result below belongs to the earlier run, which keeps its prediction.
            <button type="button" class="quiet" @click=${renew(false)}>
              Show that prediction again
            </button>
          </p>`
        : nothing
    }
  `;
}
