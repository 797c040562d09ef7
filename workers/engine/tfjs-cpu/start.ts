import { startTfjs } from '../tfjs/engine.ts';
import type { StartEngine } from '../types.ts';

const start: StartEngine = (reason) => startTfjs('cpu', reason);
export default start;
