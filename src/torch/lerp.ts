/** lerp(a, g) ← fma(lerpFactor, F(g − a), lerpFromGradient ? g : a), in the form that PyTorch picks. */

/** a + w (g − a), or, from w = 1/2 on, g + (w − 1)(g − a). Source: ATen/native/Lerp.h. */
export function lerpCoefficients(weight: number): {
  readonly lerpFactor: number;
  readonly lerpFromGradient: boolean;
} {
  const w = Math.fround(weight);
  return Math.abs(w) < 0.5
    ? { lerpFactor: w, lerpFromGradient: false }
    : { lerpFactor: Math.fround(w - 1), lerpFromGradient: true };
}
