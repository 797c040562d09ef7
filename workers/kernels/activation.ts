// Numbers of an activation's settings, which its kernel can use.

/** Floats in memory for them: the maximum length of a plan's coefficients. */
export const activationFloats: i32 = 4;

let coefficients: usize = 0;

export function setCoefficients(address: usize): void {
  coefficients = address;
}

/** By its index in the plan's list. */
export function coefficient(index: i32): f32 {
  return load<f32>(coefficients + ((<usize>index) << 2));
}
