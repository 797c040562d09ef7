/** Checkpoints on tfjs's WebAssembly, which starts in browsers only. */
import { chooseEngine } from '../../workers/engine/choose.ts';
import { describeCheckpoints } from './checkpoint-suite.ts';

describeCheckpoints('tfjs-wasm', () => chooseEngine('tfjs-wasm'));
