/** The file name of a trained model: its label for people, the start of its id for uniqueness. */
import type { PlannedTrial } from '../../document/expand.ts';
import { portableFileName } from '../../document/file-name.ts';
import { trimmed } from '../../base/trim.ts';
import { trialLabel } from '../../text/labels.ts';

/** Most characters of a trial's label: file systems allow 255 bytes for a name. */
const maxLabel = 80;

/** "I1d-xavier-0f3a9c21.safetensors"; `plan` is undefined if only the id is known. */
export function modelFileName(
  experiment: string,
  plan: PlannedTrial | undefined,
  id: string,
): string {
  const varied = plan !== undefined && Object.keys(plan.values).length > 0;
  const words = varied ? `${experiment} ${trialLabel(plan.values)}` : experiment;
  const plain = words.normalize('NFKD').replaceAll(/[^A-Za-z0-9.]+/g, '-');
  const label = trimmed(plain.slice(0, maxLabel), '-.');
  const name = [label, id.slice(0, 8)].filter((part) => part !== '').join('-');
  return portableFileName(`${name}.safetensors`);
}
