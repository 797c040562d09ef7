/** Models as files, and back. */
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { ready, setBackend, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { assert } from 'chai';
import { activationLayersModel } from '../../src/catalog/registry/activation.layers-model.ts';
import { activations } from '../../src/document/schema.ts';
import { forward } from '../../src/lab/model/forward.ts';
import { layersModelFiles } from '../../src/formats/model/layers-model.ts';
import { layersModelZip } from '../../src/ui/pages/model-view/files.ts';
import { invented } from '../formats/model/invented.ts';

describe('layersModelFiles', () => {
  it('says why there is none for an activation that tfjs lacks', () => {
    for (const [at, activation] of activations.entries()) {
      if (!('lacks' in activationLayersModel[activation])) continue;
      assert.throws(() => layersModelFiles(invented(7, 2, 9, at)), /tfjs has no layer for/);
    }
  });

  for (const [at, activation] of activations.entries()) {
    if ('lacks' in activationLayersModel[activation]) continue;
    it(`is loaded by tfjs, and predicts the same, ${activation}`, async () => {
      await setBackend('cpu');
      await ready();
      const model = invented(7, 2, 9, at);
      const { json, weights } = layersModelFiles(model);
      const { modelTopology, weightsManifest } = JSON.parse(json) as {
        modelTopology: object;
        weightsManifest: { weights: never[] }[];
      };
      const loaded = await loadLayersModel({
        load: () =>
          Promise.resolve({
            modelTopology,
            weightSpecs: weightsManifest[0]!.weights,
            weightData: weights.buffer,
          }),
      });
      const rows = Float32Array.from({ length: 8 * 5 }, (_, i) => Math.sin(i));
      const given = await (loaded.predict(tensor2d(rows, [5, 8])) as Tensor).data();
      const own = forward(model, rows, 1, 0, 5);
      own.forEach((value, row) => assert.closeTo(given[row]!, value, 1e-6));
    });
  }
});

/** The files of a ZIP whose entries are stored as they are, by its central directory (APPNOTE 4.3). */
function unzip(bytes: Uint8Array<ArrayBuffer>): Map<string, Uint8Array<ArrayBuffer>> {
  const view = new DataView(bytes.buffer);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end--;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    assert.equal(view.getUint32(at, true), 0x02014b50);
    assert.equal(view.getUint16(at + 10, true), 0, 'not stored as it is');
    const [size, name, extra, comment] = [
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
    ];
    const header = view.getUint32(at + 42, true);
    const start =
      header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    const text = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name));
    files.set(text, bytes.slice(start, start + size));
    at += 46 + name + extra + comment;
  }
  return files;
}

describe('the ZIP for tfjs', () => {
  it('has the two files that tfjs loads, by the paths that model.json names', async () => {
    await setBackend('cpu');
    await ready();
    const model = invented(11, 2, 9, 1);
    const files = unzip(new Uint8Array(await (await layersModelZip(model)).arrayBuffer()));
    const { modelTopology, weightsManifest } = JSON.parse(
      new TextDecoder().decode(files.get('model.json')),
    ) as { modelTopology: object; weightsManifest: { paths: string[]; weights: never[] }[] };
    const [{ paths, weights }] = weightsManifest as [(typeof weightsManifest)[0]];
    assert.sameMembers([...files.keys()], ['model.json', ...paths]);
    const weightData = files.get(paths[0]!)!.buffer;
    const load = () => Promise.resolve({ modelTopology, weightSpecs: weights, weightData });
    const loaded = await loadLayersModel({ load });
    const rows = Float32Array.from({ length: 8 * 5 }, (_, i) => Math.cos(i));
    const given = await (loaded.predict(tensor2d(rows, [5, 8])) as Tensor).data();
    const own = forward(model, rows, 1, 0, 5);
    own.forEach((value, row) => assert.closeTo(given[row]!, value, 1e-6));
  });
});
