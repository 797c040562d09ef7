/** Models in tfjs's format: model.json describes the layers, weights.bin holds their values. */
import { activationLayersModel } from '../../catalog/registry/activation.layers-model.ts';
import { layerLayersModel } from '../../catalog/registry/layer.layers-model.ts';
import { defaultMembers } from '../../catalog/defaults.ts';
import { partOf } from '../../catalog/kinds/members.ts';
import { requireShortForm } from '../../document/network-form.ts';
import { parameterCount, trialLayerSizes } from '../../document/parameters.ts';
import { LabError } from '../../base/errors.ts';
import { requireLayers } from '../../torch/layers.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';

interface LayersModelFiles {
  readonly json: string;
  /** Kernels [inputs, outputs] and biases, float32, little-endian, concatenated. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** The two files of a LayersModel; `tf.loadLayersModel('model.json')` reads them. */
export function layersModelFiles({
  parameters,
  trial,
  statistics,
}: TrainedModel): LayersModelFiles {
  const layers: object[] = [];
  const specs: object[] = [];
  const model = requireShortForm(trial.model, 'write a LayersModel of');
  const activation = activationLayersModel[model.activation];
  if ('lacks' in activation)
    throw new LabError('model-format', `The model cannot be saved for tfjs: ${activation.lacks}.`);
  const size = parameterCount(trialLayerSizes(trial));
  const view = new DataView(new ArrayBuffer(4 * size));
  let at = 0;
  const write = (value: number) => {
    view.setFloat32(at, value, true);
    at += 4;
  };
  const { className, config, tensors } = partOf(layerLayersModel, defaultMembers.layer);
  const maps = requireLayers(parameters, 'write a LayersModel of');
  maps.forEach((own, index) => {
    const last = index === maps.length - 1;
    const name = last ? 'output' : `hidden_${index}`;
    layers.push({
      class_name: className,
      config: {
        name,
        ...config(own, last ? 'linear' : activation.activation),
        ...(index === 0 ? { batch_input_shape: [null, own.inputs], dtype: 'float32' } : {}),
      },
    });
    if (!last && activation.layer !== undefined) {
      const separateLayer = activation.layer;
      layers.push({
        class_name: separateLayer.className,
        config: { name: `${name}_${separateLayer.suffix}`, ...separateLayer.config },
      });
    }
    for (const { name: tensor, shape, values } of tensors(own)) {
      specs.push({ name: `${name}/${tensor}`, shape, dtype: 'float32' });
      values.forEach(write);
    }
  });
  const json = {
    format: 'layers-model',
    generatedBy: 'a2-lab',
    convertedBy: null,
    modelTopology: { class_name: 'Sequential', config: { name: 'a2_lab', layers } },
    weightsManifest: [{ paths: ['weights.bin'], weights: specs }],
    userDefinedMetadata: {
      trial,
      statistics: statistics && {
        mean: [...statistics.mean],
        deviation: [...statistics.deviation],
      },
    },
  };
  return { json: JSON.stringify(json, null, 1), weights: new Uint8Array(view.buffer) };
}
