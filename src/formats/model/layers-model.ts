/** Models as tfjs stores them: model.json, which tells the layers, and weights.bin, their numbers. */
import { activationLayersModel } from '../../catalog/registry/activation.layers-model.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';

interface LayersModelFiles {
  readonly json: string;
  /** Kernels [inputs, outputs] and biases, float32, little-endian, one behind the other. */
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
  const activation = activationLayersModel[trial.model.activation];
  const size = parameters.reduce((sum, { weight, bias }) => sum + weight.length + bias.length, 0);
  const view = new DataView(new ArrayBuffer(4 * size));
  let at = 0;
  const write = (value: number) => {
    view.setFloat32(at, value, true);
    at += 4;
  };
  parameters.forEach(({ inputs, outputs, weight, bias }, index) => {
    const last = index === parameters.length - 1;
    const name = last ? 'output' : `hidden_${index}`;
    layers.push({
      class_name: 'Dense',
      config: {
        name,
        units: outputs,
        activation: last ? 'linear' : activation.activation,
        use_bias: true,
        ...(index === 0 ? { batch_input_shape: [null, inputs], dtype: 'float32' } : {}),
      },
    });
    if (!last && activation.layer !== undefined) {
      const { className, suffix, config } = activation.layer;
      layers.push({ class_name: className, config: { name: `${name}_${suffix}`, ...config } });
    }
    specs.push(
      { name: `${name}/kernel`, shape: [inputs, outputs], dtype: 'float32' },
      { name: `${name}/bias`, shape: [outputs], dtype: 'float32' },
    );
    for (let i = 0; i < inputs; i++) {
      for (let o = 0; o < outputs; o++) write(weight[o * inputs + i]!);
    }
    bias.forEach(write);
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
