/** What a reader answers; the page keeps it. */
import type { Prediction } from '../../../formats/results/document.ts';

export class PredictEvent extends Event {
  static readonly type = 'a2-predict';
  readonly prediction: Prediction;

  constructor(prediction: Prediction) {
    super(PredictEvent.type, { bubbles: true, composed: true });
    this.prediction = prediction;
  }
}

declare global {
  interface HTMLElementEventMap {
    'a2-predict': PredictEvent;
  }
}
