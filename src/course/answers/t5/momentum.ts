/** w₅ with momentum, under both meanings of velocity. */
import { num, term } from '../../theory/tex.ts';
import type { Solution } from './problem.ts';

const n = (value: number): string => num(value, 7);
const t = (value: number): string => term(value, 7);

/** Formulas under each convention, in TeX. */
export function momentumLines({
  net,
  backward,
  rate,
  momentum,
  velocity,
  classical,
  pytorch,
}: Solution): { readonly classical: readonly string[]; readonly pytorch: readonly string[] } {
  const [w5, g5] = [net.w[4] ?? NaN, backward.dw[4] ?? NaN];
  return {
    classical: [
      `v \\leftarrow \\beta v - \\eta g = ${t(momentum)} \\cdot ${t(velocity)} - ${t(rate)} \\cdot ${t(g5)} = ${n(classical.velocity)}`,
      `w_5 \\leftarrow w_5 + v = ${t(w5)} + ${t(classical.velocity)} = ${n(classical.value)}`,
    ],
    pytorch: [
      `v \\leftarrow \\beta v + g = ${t(momentum)} \\cdot ${t(velocity)} + ${t(g5)} = ${n(pytorch.velocity)}`,
      `w_5 \\leftarrow w_5 - \\eta v = ${t(w5)} - ${t(rate)} \\cdot ${t(pytorch.velocity)} = ${n(pytorch.value)}`,
    ],
  };
}
