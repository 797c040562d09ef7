/** PyTorch's trajectories on the lab's own engine, in Node. */
import { loadFromFolder } from '../data/folder.ts';
import { describeTrajectories } from './trajectory-suite.ts';

describeTrajectories('wasm', loadFromFolder);
