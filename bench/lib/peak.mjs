/**
 * Measures the machine's peak of f32x4 multiply-adds (kernels/peak.ts), against which products are
 * held: with separate instructions, and with relaxed SIMD's fused one where this Node has it.
 */
import { readFileSync } from 'node:fs';
import { main } from 'assemblyscript/asc';

/**
 * @typedef {{ run(turns: number, scale: number, shift: number): number, chains: WebAssembly.Global, unrolled: WebAssembly.Global }} PeakKernel
 * @typedef {{ mulAdd: number, relaxed: number | null, best: number }} Peak in GFLOP/s, two operations a lane
 */

const source = new URL('../kernels/peak.ts', import.meta.url);

/** @param {boolean} relaxed @returns {Promise<PeakKernel | null>} null where Node lacks the instructions */
export async function compilePeak(relaxed) {
  /** @type {Uint8Array | null} */
  let binary = null;
  const text = readFileSync(source, 'utf8');
  const features = relaxed ? ['simd', 'relaxed-simd'] : ['simd'];
  const options = ['peak.ts', '-O3', '--noAssert', '--runtime', 'stub', '--outFile', 'peak.wasm'];
  const { error, stderr } = await main(
    [...options, ...features.flatMap((feature) => ['--enable', feature])],
    {
      readFile: (name) => (name === 'peak.ts' ? text : null),
      writeFile: (_, contents) => void (binary = /** @type {Uint8Array} */ (contents)),
      listFiles: () => [],
    },
  );
  if (error !== null || binary === null)
    throw new Error(`peak.ts: ${stderr.toString()}`, { cause: error });
  const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (binary);
  if (!WebAssembly.validate(bytes)) return null;
  const { instance } = await WebAssembly.instantiate(bytes);
  return /** @type {PeakKernel} */ (/** @type {unknown} */ (instance.exports));
}

/** GFLOP/s of one timing. @param {PeakKernel} kernel @param {number} turns */
export function timePeak({ run, chains, unrolled }, turns) {
  const started = performance.now();
  run(turns, 0.999, 0.001);
  const seconds = (performance.now() - started) / 1000;
  return (turns * chains.value * unrolled.value * 4 * 2) / seconds / 1e9;
}

/**
 * The best of `tries`, because nothing makes a machine faster than it is and much makes it slower.
 * @param {number} [tries] @param {number} [turns] some 10 ms each
 * @returns {Promise<Peak>}
 */
export async function measurePeak(tries = 30, turns = 1_500_000) {
  const [plain, fused] = [await compilePeak(false), await compilePeak(true)];
  if (plain === null) throw new Error('This Node has no WebAssembly SIMD');
  const best = (/** @type {PeakKernel} */ kernel) => {
    // The first calls run in the baseline compiler's code.
    for (let call = 0; call < 50; call++) kernel.run(10_000, 0.999, 0.001);
    return Math.max(...Array.from({ length: tries }, () => timePeak(kernel, turns)));
  };
  const mulAdd = best(plain);
  const relaxed = fused === null ? null : best(fused);
  return { mulAdd, relaxed, best: Math.max(mulAdd, relaxed ?? 0) };
}
