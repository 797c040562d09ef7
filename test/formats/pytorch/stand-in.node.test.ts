import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { loadDataset } from '../../../src/data/load.ts';
import { npzFile } from '../../../src/formats/npz.ts';

describe('a stand-in’s .npz file', () => {
  it('is read by NumPy to the same values', async function () {
    const python = ['python3', '/usr/bin/python3'].find(
      (each) => spawnSync(each, ['-c', 'import numpy'], { stdio: 'ignore' }).status === 0,
    );
    if (python === undefined) this.skip();
    const place = mkdtempSync(path.join(os.tmpdir(), 'a2-npz-'));
    try {
      const dataset = await loadDataset('housing-synthetic', {
        baseUrl: 'about:blank',
        shared: false,
      });
      const file = path.join(place, 'stand-in.npz');
      writeFileSync(file, new Uint8Array(await (await npzFile(dataset)).arrayBuffer()));
      const program = `import numpy as np
file = np.load("${file}")
print(file["features"].shape, repr(float(file["features"][20639, 7])), repr(float(file["targets"].sum())))`;
      const { stdout, stderr } = spawnSync(python, ['-c', program], { encoding: 'utf8' });
      assert.equal(stderr, '');
      const [shape, last, sum] = /^(\(.+\)) (\S+) (\S+)$/.exec(stdout.trim())!.slice(1);
      assert.equal(shape, '(20640, 8)');
      assert.equal(Number(last), dataset.features.at(-1));
      const wanted = [...dataset.targets].reduce((all, value) => all + value, 0);
      assert.closeTo(Number(sum), wanted, 1e-6);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
});
