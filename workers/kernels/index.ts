// What the engine calls: see README.md for the order, workers/engine/wasm for the other side.
export { activationFloats } from './activation';
export { lossFloats } from './loss';
export { setNetwork } from './network';
export {
  absoluteSum,
  advance,
  begin,
  beginNorms,
  correctCount,
  evaluate,
  fraction,
  lossSum,
  multiply,
  setClip,
  setLosses,
  setTraining,
} from './train';
