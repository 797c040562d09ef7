/** Error messages for failed trials, and what they mean for the worker. */
import { countLayers, isList } from '../document/network-form.ts';
import type { Trial } from '../document/schema.ts';
import { LabError } from '../base/errors.ts';

/** A trial in short: `fashion-mnist, 8 × 16 relu, sgd 0.01, batch 128, seed 433`. */
export function trialWords({ dataset, model, optimizer, batchSize, seed }: Trial): string {
  const network = isList(model)
    ? `${countLayers(model.layers)} layers`
    : `${model.depth} × ${model.width} ${model.activation}`;
  const method = `${optimizer.name} ${optimizer.learningRate}`;
  return `${dataset.name}, ${network}, ${method}, batch ${batchSize}, seed ${seed}`;
}

/** The error for the page: a crash names the trial and gives advice. */
export function crashed(error: LabError, trial: Trial): LabError {
  const advice = adviceFor(error);
  if (advice === null) return error;
  const message = `The trial (${trialWords(trial)}) failed: ${error.message}. ${advice}`;
  return new LabError(error.code, message, { cause: error });
}

function adviceFor({ code }: LabError): string | null {
  switch (code) {
    case 'worker-crashed':
    case 'internal':
      return 'The other trials went on. Run this one again; if it fails again, try fewer workers or a smaller network.';
    case 'out-of-memory':
      return 'Try fewer workers, a smaller network or a smaller batch.';
    case 'device-lost':
      return 'Run it again, or choose the WebAssembly engine.';
    case 'aborted':
    case 'engine-unavailable':
    case 'dataset-checksum':
    case 'dataset-network':
    case 'dataset-short':
    case 'dataset-format':
    case 'dataset-missing':
    case 'table-format':
    case 'table-missing':
    case 'table-store':
    case 'model-format':
    case 'experiment-missing':
    case 'experiment-network':
    case 'experiment-invalid':
    case 'answer-missing':
    case 'configuration':
    case 'store':
      return null;
  }
}

/** Whether a worker should not train another trial after this error. */
export function taints(error: unknown): boolean {
  if (!(error instanceof LabError)) return true;
  return adviceFor(error) !== null;
}
