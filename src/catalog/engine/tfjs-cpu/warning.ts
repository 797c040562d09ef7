export default 'This browser has no WebAssembly SIMD, so everything is computed in plain JavaScript: some fifty times slower, with the same results to rounding. A newer browser has it.';
