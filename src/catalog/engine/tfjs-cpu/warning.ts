export default 'This browser has no WebAssembly SIMD, so the lab computes in plain JavaScript: about fifty times slower, with the same results up to rounding. Newer browsers have it.';
