/** Above the first sum of losses in the program. */
export const inFloat64 =
  'Added up in float64, as the lab does: in float32 a sum can be infinite where no term is.';
