/** Models of networks as lists of layers: what is read back is what was written, and PyTorch takes it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import fc from 'fast-check';
import { initTensors } from '../../../src/catalog/lookup/init-network.ts';
import { planOf } from '../../../src/document/parameters.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { modelFile, readModel, verifyModelFile } from '../../../src/formats/model/model-file.ts';
import { weightsHash } from '../../../src/formats/model/weights-hash.ts';
import { pytorchProgram } from '../../../src/formats/pytorch/program.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { Generator } from '../../../src/torch/mt19937.ts';
import { document } from '../../document/documents.ts';
import { cnn, lists } from '../../document/lists.ts';
import { pythonsWithTorch } from '../../support/python.mjs';
import { isNamed, type NamedTensor } from '../../../src/torch/layers.ts';

const norm = { name: 'batch-norm' };
const block = { name: 'residual', projection: true, layers: [{ name: 'linear', width: 5 }, norm] };

/** A model with the network's first tensors, and counts and running statistics of its own. */
function made(layers: readonly object[]): { model: TrainedModel; source: string } {
  const parsed = parseExperiment(document({}, { model: { layers } }));
  if (!parsed.ok) throw new Error(parsed.issues[0]!.message);
  const [{ id, trial }] = parsed.trials as [(typeof parsed.trials)[0]];
  const tensors = initTensors(planOf(trial), trial.init, new Generator(trial.seed)).map((tensor) =>
    tensor.shape.length === 0 ? { ...tensor, values: Float32Array.of(469) } : tensor,
  );
  const own = { id, trial, parameters: tensors, statistics: null };
  return {
    model: { ...own, engine: 'wasm', trainedAt: 0 },
    source: pytorchProgram(parsed.experiment, parsed.trials),
  };
}

const namedIn = ({ parameters }: TrainedModel): readonly NamedTensor[] =>
  isNamed(parameters) ? parameters : [];

const mixed = [cnn[0]!, norm, { name: 'relu' }, { name: 'flatten' }, block];

describe('models of lists of layers', () => {
  it('are read back as they were written', async () => {
    await fc.assert(
      fc.asyncProperty(lists('images', 784), async (layers) => {
        const { model } = made([...layers, norm]);
        const file = await modelFile(model);
        assert.deepEqual(await readModel(file, 'a file'), model);
        await verifyModelFile(file, 'a file', { id: model.id, weights: await weightsHash(model) });
      }),
      { numRuns: 20 },
    );
  });

  it('are refused with a tensor changed, or of another network', async () => {
    const { model } = made(mixed);
    const file = await modelFile(model);
    const refused = async (bytes: Uint8Array) =>
      readModel(bytes, 'a file').then(
        () => 'it is taken',
        (error: unknown) => String(error),
      );
    const changed = file.slice();
    changed[changed.length - 1]! ^= 1;
    assert.include(await refused(changed), 'do not match their hash');
    const other = await modelFile({ ...model, trial: made([...mixed, norm]).model.trial });
    assert.include(await refused(other), 'wanted ["F32",[5]] as tensor "layers.5.weight"');
    const count = await modelFile({
      ...model,
      parameters: namedIn(model).map((tensor) =>
        tensor.shape.length === 0 ? { ...tensor, shape: [1] } : tensor,
      ),
    });
    assert.include(await refused(count), 'wanted ["I64",[]] as tensor "layers.1.num_batches');
  });

  it('are taken by the exported program’s module', async function () {
    const pythons = pythonsWithTorch();
    if (pythons.length === 0) this.skip();
    const { model, source } = made(mixed);
    const place = mkdtempSync(path.join(os.tmpdir(), 'a2-listed-'));
    try {
      writeFileSync(path.join(place, 'program.py'), source);
      writeFileSync(path.join(place, 'model.safetensors'), await modelFile(model));
      writeFileSync(
        path.join(place, 'load.py'),
        `import json, torch, program
raw = open("model.safetensors", "rb").read()
length = int.from_bytes(raw[:8], "little")
header, data = json.loads(raw[8:8 + length]), bytearray(raw[8 + length:])
kinds = {"F32": torch.float32, "I64": torch.int64}
state = {}
for name, entry in header.items():
    if name == "__metadata__":
        continue
    start, end = entry["data_offsets"]
    kind = kinds[entry["dtype"]]
    assert start % kind.itemsize == 0 if hasattr(kind, "itemsize") else True
    state[name] = torch.frombuffer(data[start:end], dtype=kind).reshape(entry["shape"])
model = program.network()
torch.manual_seed(433)
fresh = program.network()
fresh.initialise({"name": "xavier-uniform"})
model.load_state_dict(state)
assert [p.dtype for p in model.state_dict().values()] == [p.dtype for p in fresh.state_dict().values()]
same = [torch.equal(a, b) for a, b in zip(model.parameters(), fresh.parameters())]
print(json.dumps([list(model.state_dict()), all(same), model.layers[1].num_batches_tracked.item()]))
`,
      );
      for (const { python, version } of pythons) {
        const ended = spawnSync(python, ['load.py'], { cwd: place, encoding: 'utf8' });
        assert.equal(ended.status, 0, `${version}: ${ended.stderr}`);
        const names = namedIn(model).map(({ name }) => `layers.${name}`);
        assert.deepEqual(JSON.parse(ended.stdout), [names, true, 469], version);
      }
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
});
