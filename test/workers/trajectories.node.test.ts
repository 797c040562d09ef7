/** PyTorch's trajectories on the lab's own engine, in Node. */
import { loadFromFolder } from '../datasets/folder.ts';
import { describeTrajectories } from './trajectory-suite.ts';

describeTrajectories('wasm', loadFromFolder);
