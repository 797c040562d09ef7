// What the engine calls for networks that are lists of layers; workers/engine/wasm/list is the other side.
export { activationFloats } from '../activation';
export { setTwister } from './mt19937';
export {
  absoluteSum,
  advance,
  begin,
  beginNorms,
  beginPass,
  correctCount,
  evaluate,
  fraction,
  lossSum,
  setTraining,
} from './train';
