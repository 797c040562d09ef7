import { startTfjs } from '../tfjs/engine.ts';
import type { StartEngine } from '../types.ts';

const start: StartEngine = (about) => startTfjs('wasm', about);
export default start;
