/** Predictions from a model's file, compared with PyTorch's from the same file. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { modelFile } from '../../../src/formats/model/model-file.ts';
import { idxImages, predictImages } from '../../../src/lab/predict/predict-images.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { pythonWithTorch } from '../../support/python.mjs';
import { inCuts, modelOfTable, modelOn, predictionsOf } from './support.ts';

/** Reads the file by the format's description, standardises in float64, and prints the softmax or the value. */
const program = `
import json, struct, sys
import numpy as np, torch
data = open(sys.argv[1], "rb").read()
length, = struct.unpack("<Q", data[:8])
header = json.loads(data[8:8 + length])
def tensor(name):
    at = header[name]
    begin, end = at["data_offsets"]
    raw = np.frombuffer(data[8 + length + begin:8 + length + end], dtype="<f4").copy()
    return torch.from_numpy(raw.reshape(at["shape"]))
rows = np.array(json.load(open(sys.argv[2])), dtype=np.float64)
statistics = json.loads(header["__metadata__"]["statistics"])
if statistics is None:
    x = torch.from_numpy(rows.astype(np.float32)) / 255
else:
    x = torch.from_numpy(((rows - statistics["mean"]) / statistics["deviation"]).astype(np.float32))
x = torch.relu(x @ tensor("hidden.0.weight").T + tensor("hidden.0.bias"))
x = x @ tensor("output.weight").T + tensor("output.bias")
if x.shape[1] > 1:
    x = torch.softmax(x, 1)
print(json.dumps(x.tolist()))
`;

describe('PyTorch, given a model’s file', () => {
  let python: string;
  let folder = '';
  before(function () {
    const found = pythonWithTorch();
    if (found === null) this.skip();
    python = found;
    folder = mkdtempSync(path.join(os.tmpdir(), 'a2-torch-'));
  });
  after(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  async function torchOn(
    model: TrainedModel,
    rows: readonly (readonly number[])[],
  ): Promise<number[][]> {
    const [file, values] = [path.join(folder, 'a.safetensors'), path.join(folder, 'rows.json')];
    writeFileSync(file, await modelFile(model));
    writeFileSync(values, JSON.stringify(rows));
    const { status, stdout, stderr } = spawnSync(python, ['-c', program, file, values], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout) as number[][];
  }

  function agree(lines: readonly string[], wanted: readonly (readonly number[])[]): void {
    assert.lengthOf(lines, wanted.length);
    lines.forEach((line, row) => {
      const cells = line.split(',');
      const numbers = (cells.length > 1 ? cells.slice(1) : cells).map(Number);
      wanted[row]!.forEach((value, i) =>
        assert.closeTo(numbers[i]!, value, 1e-5 * Math.abs(value) + 1e-7),
      );
    });
  }

  for (const target of ['class', 'age']) {
    it(`predicts ${target} of a table as we do`, async () => {
      const line = (i: number) => [
        20 + ((i * 7) % 45),
        ['low', 'mid', 'high'][i % 3]!,
        i / 7,
        ['a', 'b'][i % 2]!,
      ];
      const text = [
        'age,level,x,class',
        ...Array.from({ length: 40 }, (_, i) => line(i).join(',')),
      ].join('\n');
      const columns = ['age', 'level', 'x', 'class'].filter((each) => each !== target);
      const task = target === 'class' ? 'classification' : 'regression';
      const model = await modelOfTable(text, { target, columns, task });
      const { lines } = await predictionsOf(model, text);
      const rows = Array.from({ length: 40 }, (_, i) => {
        const [age, level, x, own] = line(i);
        const levels = ['high', 'low', 'mid'].map((each) => Number(each === level));
        const classes = ['a', 'b'].map((each) => Number(each === own));
        return (target === 'class' ? [age, ...levels, x] : [...levels, x, ...classes]).map(Number);
      });
      agree(lines.slice(1), await torchOn(model, rows));
    });
  }

  it('classifies images as we do', async () => {
    const model = modelOn({ name: 'fashion-mnist' }, null);
    const images = Array.from({ length: 6 }, (_, image) =>
      Array.from({ length: 784 }, (_, i) => (i * 13 + image * 57) % 256),
    );
    const file = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 6, 0, 0, 0, 28, 0, 0, 0, 28, ...images.flat());
    const parts = predictImages(
      model,
      idxImages(inCuts(file, [1000]), { width: 28, height: 28 }, 'a.idx'),
      {
        byFile: false,
        inverted: false,
        raw: false,
        signal: new AbortController().signal,
        onRows: () => undefined,
      },
    );
    let text = '';
    for await (const part of parts) text += part;
    agree(text.split('\n').slice(1, -1), await torchOn(model, images));
  });
});
