/** What a network in the short form learnt, where a test has no other. */
import { assert } from 'chai';
import type { Checkpoint, SessionState } from '../../src/protocol/checkpoint.ts';
import {
  requireLayers,
  type LayerParameters,
  type NetworkParameters,
} from '../../src/torch/layers.ts';

export const layersIn = (parameters: NetworkParameters): readonly LayerParameters[] =>
  requireLayers(parameters, 'test');

export function stateOf(session: Checkpoint['session']): SessionState {
  assert.property(session, 'parameters');
  return session as SessionState;
}
