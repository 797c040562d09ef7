// What the engine calls: see README.md for the order, workers/engine/wasm for the other side.
export { layerBytes, setNetwork } from './network';
export { bufferSlots, stepFloats } from './optimizer';
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
  setTraining,
} from './train';
