export { startWasm as default } from './engine.ts';
