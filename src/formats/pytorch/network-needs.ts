/** How a program makes and measures its networks, in the short form or from lists of layers. */
import { drawsInSteps, readsBatches } from '../../catalog/lookup/network.ts';
import { listedNorms, type ListedNetwork } from './network-parts.ts';
import { norms, type NetworkNeeds } from './train-parts.ts';

/** @param networks those made from lists; none for the short form */
export function networkNeeds(
  { inputs, outputs }: { readonly inputs: number; readonly outputs: number },
  networks: readonly ListedNetwork[],
): NetworkNeeds {
  const [first] = networks;
  if (first === undefined) {
    const model = `MLP(${inputs}, settings["depth"], settings["width"], ${outputs}, settings["activation"])`;
    return { model, norms, modes: false, outputs };
  }
  return {
    model: networks.length === 1 ? `${first.name}()` : 'NETWORKS[settings["network"]]()',
    norms: listedNorms(networks),
    modes: networks.some(({ plan }) => drawsInSteps(plan) || readsBatches(plan)),
    outputs,
  };
}
