/** The parts that show a model's predictions, by task. */
import { html, nothing, type TemplateResult } from 'lit';
import '../../elements/confusion/element.ts';
import type { ConfusionEvent } from '../../elements/confusion/element.ts';
import '../../elements/draw-canvas/element.ts';
import '../../elements/image-browser/element.ts';
import type { ImageFilter } from '../../elements/image-browser/element.ts';
import '../../elements/scatter/element.ts';
import '../../elements/what-if/element.ts';
import { fieldsOf } from '../../elements/what-if/fields.ts';
import type { TrainedModel } from '../../../protocol/trained-model.ts';
import { confusionTitle } from '../../../figures/confusion/cells.ts';
import { counted } from '../../../base/numbers.ts';
import { targetWords } from '../../../text/target.ts';
import { classTable } from './class-table.ts';
import { errorsTable } from './errors-table.ts';
import type { Judged } from '../../../lab/judge/judge.ts';
import { randomImage } from './order.ts';

/** Maximum columns with a slider or select, and maximum classes in a readable matrix. */
const maxSliders = 40;
const maxClasses = 40;

export interface ModelUse {
  readonly filter: ImageFilter;
  /** First in the names of saved files. */
  readonly experiment: string;
  readonly classify: ((pixels: Uint8Array) => Promise<readonly number[]>) | null;
  readonly predict: ((rows: Float32Array) => Promise<Float32Array>) | null;
  /** A cell of the confusion matrix was clicked. */
  readonly onCell: (event: ConfusionEvent) => void;
}

/** A model's predictions on its test part, and for the user's inputs. */
export function judgedParts(judged: Judged, model: TrainedModel, use: ModelUse): TemplateResult {
  if (judged.task === 'classification') {
    const { images, matrix, names, classFigures } = judged;
    if (images === null) {
      return html`
        ${classFigures === null ? nothing : classTable(classFigures, matrix)}
        <h3>${confusionTitle}</h3>
        ${
          names.length > maxClasses
            ? html`<p class="soft">
                ${counted(names.length, 'class', 'classes')} are too many for a matrix.
              </p>`
            : html`<a2-confusion
                still
                .matrix=${matrix}
                .names=${names}
                .experiment=${use.experiment}
              ></a2-confusion>`
        }
      `;
    }
    return html`
      <h3>${confusionTitle}</h3>
      <a2-confusion
        .matrix=${matrix}
        .names=${images.names}
        .experiment=${use.experiment}
        @a2-confusion=${use.onCell}
      ></a2-confusion>
      <h3>Test images</h3>
      <a2-image-browser .images=${images} .filter=${use.filter}></a2-image-browser>
      <h3>Try it</h3>
      <a2-draw-canvas
        .names=${images.names}
        .predict=${use.classify}
        .sample=${() => randomImage(images)}
      ></a2-draw-canvas>
    `;
  }
  const { table } = judged;
  const fields = fieldsOf(table.features, table.categories).length;
  const words = targetWords(model.trial.dataset);
  return html`
    <h3>Errors on the test part</h3>
    ${errorsTable(table.errors, words)}
    <a2-scatter
      .predicted=${table.predicted}
      .truths=${table.truths}
      .words=${words}
      .experiment=${use.experiment}
    ></a2-scatter>
    <h3>What if</h3>
    ${
      fields > maxSliders
        ? html`<p class="soft">${counted(fields, 'column')} are too many for sliders.</p>`
        : html`<a2-what-if
            .features=${table.features}
            .categories=${table.categories}
            .statistics=${model.statistics}
            .words=${words}
            .predict=${use.predict}
            .districts=${table.districts}
          ></a2-what-if>`
    }
  `;
}
