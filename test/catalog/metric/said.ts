/** The class that a network's outputs predict: the first maximum. */
import type { MeasuredRow } from '../kinds.ts';

export const said = ({ outputs }: MeasuredRow): number => outputs.indexOf(Math.max(...outputs));
