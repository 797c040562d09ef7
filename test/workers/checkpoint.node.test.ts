/** Checkpoints on the engines that start in Node; the browser's test has the others. */
import { chooseEngine } from '../../workers/engine/choose.ts';
import { startOwnEngine } from '../support/own-engine.ts';
import { describeCheckpoints } from './checkpoint-suite.ts';

describeCheckpoints('wasm', () => startOwnEngine());
describeCheckpoints('wasm, relaxed', () => startOwnEngine(false));
describeCheckpoints('tfjs-cpu', () => chooseEngine('tfjs-cpu'));
