import { startTfjs } from '../tfjs/engine.ts';
import type { StartEngine } from '../types.ts';

const start: StartEngine = (about) => startTfjs('cpu', about);
export default start;
