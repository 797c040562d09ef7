/** The state of sessions on tfjs's WebAssembly, which starts in browsers only. */
import { chooseEngine } from '../../workers/engine/choose.ts';
import { describeSessionState } from './session-state-suite.ts';

describeSessionState('tfjs-wasm', () => chooseEngine('tfjs-wasm'));
