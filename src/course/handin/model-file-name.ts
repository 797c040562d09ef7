/** The name of a trained model's file: for people the label, for machines the start of the id. */
import type { PlannedTrial } from '../../document/expand.ts';
import { portableFileName } from '../../document/file-name.ts';
import { trimmed } from '../../base/trim.ts';
import { trialLabel } from '../../text/labels.ts';

/** Characters of a trial's label in its file's name: folders take 255 bytes at most. */
const maxLabel = 80;

/** "I1d-xavier-0f3a9c21.safetensors"; `plan` is undefined where only the id is known. */
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
