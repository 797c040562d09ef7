/** tfjs's engines where float32 ends. */
import { describeEdges } from './edges-suite.ts';

describeEdges('tfjs-wasm', 1e-5);
describeEdges('tfjs-cpu', 1e-5);
describeEdges('tfjs-webgpu', 1e-4);
