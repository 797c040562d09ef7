/** Which class a network's outputs say: the first of the largest. */
import type { MeasuredRow } from '../kinds.ts';

export const said = ({ outputs }: MeasuredRow): number => outputs.indexOf(Math.max(...outputs));
