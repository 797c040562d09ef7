export function value(z: v128): v128 {
  return z;
}

export function through(gradient: v128, output: v128): v128 {
  return gradient;
}
