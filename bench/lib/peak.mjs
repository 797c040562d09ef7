/**
 * Measures the machine's peak of f32x4 multiply-adds (kernels/peak.ts), with which the products are
 * compared: with separate instructions, and with relaxed SIMD's fused one where this Node has it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../cli/install.mjs';
import { isMain } from '../../data/is-main.mjs';

/**
 * @typedef {{ run(turns: number, scale: number, shift: number): number, chains: WebAssembly.Global, unrolled: WebAssembly.Global }} PeakKernel
 * @typedef {{ mulAdd: number, relaxed: number | null, best: number }} Peak in GFLOP/s, two operations a lane
 */

// Run as a separate program: the types of the compiler's module would change those of every array here.
const compiler = fileURLToPath(new URL('../bin/asc.js', import.meta.resolve('assemblyscript/asc')));
const source = path.join(root, 'bench', 'kernels', 'peak.ts');
const output = path.join(root, '.cache', 'bench');

/** @param {boolean} relaxed @returns {Promise<PeakKernel | null>} null where Node lacks the instructions */
export async function compilePeak(relaxed) {
  mkdirSync(output, { recursive: true });
  const file = path.join(output, relaxed ? 'peak-relaxed.wasm' : 'peak.wasm');
  const features = relaxed ? ['simd', 'relaxed-simd'] : ['simd'];
  const options = [
    ...['-O3', '--noAssert', '--runtime', 'stub', '--outFile', file],
    ...features.flatMap((feature) => ['--enable', feature]),
  ];
  const compiled = spawnSync(process.execPath, [compiler, source, ...options], {
    encoding: 'utf8',
  });
  if (compiled.status !== 0) throw new Error(`Cannot compile ${source}: ${compiled.stderr}`);
  const bytes = new Uint8Array(readFileSync(file));
  if (!WebAssembly.validate(bytes)) return null;
  const { instance } = await WebAssembly.instantiate(bytes);
  return /** @type {PeakKernel} */ (/** @type {unknown} */ (instance.exports));
}

/**
 * GFLOP/s of one timing.
 * @param {PeakKernel} kernel @param {number} turns
 */
function timePeak({ run, chains, unrolled }, turns) {
  const started = performance.now();
  run(turns, -1, 1e-6);
  const seconds = (performance.now() - started) / 1000;
  return (turns * chains.value * unrolled.value * 4 * 2) / seconds / 1e9;
}

/**
 * The best of `tries`, because disturbances only ever make a machine slower.
 * @param {number} [tries] @param {number} [turns] some 10 ms each
 * @returns {Promise<Peak>}
 */
export async function measurePeak(tries = 30, turns = 1_500_000) {
  const [plain, fused] = [await compilePeak(false), await compilePeak(true)];
  if (plain === null) throw new Error('This Node has no WebAssembly SIMD');
  const best = (/** @type {PeakKernel} */ kernel) => {
    // The first calls run in the baseline compiler's code.
    for (let call = 0; call < 50; call++) kernel.run(10_000, -1, 1e-6);
    return Math.max(...Array.from({ length: tries }, () => timePeak(kernel, turns)));
  };
  const mulAdd = best(plain);
  const relaxed = fused === null ? null : best(fused);
  return { mulAdd, relaxed, best: Math.max(mulAdd, relaxed ?? 0) };
}

/**
 * The same in a separate process, which enables the fused instruction where this Node has it behind
 * a flag: the peak should be the processor's bound, not this program's.
 * @returns {Peak}
 */
export function measurePeakApart() {
  const flags = ['--experimental-wasm-relaxed-simd', ''];
  const self = fileURLToPath(import.meta.url);
  for (const flag of flags) {
    const args = [flag, self].filter((each) => each !== '');
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status === 0) return JSON.parse(stdout);
  }
  throw new Error('The peak of multiply-adds could not be measured');
}

if (isMain(import.meta.url)) {
  console.log(JSON.stringify(await measurePeak()));
}
