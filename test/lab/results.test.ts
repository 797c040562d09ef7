import { assert } from 'chai';
import fc from 'fast-check';
import { isOutdated } from '../../src/protocol/engine-revision.ts';
import { engineMeta } from '../../src/catalog/registry/engine.meta.ts';
import type { EngineInfo } from '../../src/protocol/worker-api.ts';
import { engineNames } from '../../src/catalog/lookup/engine.ts';
import { engineOfRecord, engineRecord } from '../../src/formats/results/engine-record.ts';
import { keyOfTrial } from '../../src/formats/artefact/key.ts';
import { keyOf } from '../../src/lab/kept/new-trial.ts';
import { expectedBits } from '../../src/lab/kept/expected.ts';
import { engineText } from '../../src/text/labels.ts';
import { trialOf } from '../workers/trials.ts';

const reason = 'as the imported document says';

describe('an engine in a results document', () => {
  it('is its name and what else decides the last digits, its revision among it', () => {
    assert.equal(engineRecord({ name: 'wasm', device: 'SIMD' }), 'wasm');
    assert.equal(engineRecord({ name: 'wasm', device: 'SIMD', revision: 1 }), 'wasm');
    assert.equal(engineRecord({ name: 'wasm', device: 'SIMD', revision: 2 }), 'wasm (revision 2)');
    const relaxed = { name: 'wasm', device: 'relaxed SIMD' } as const;
    assert.equal(engineRecord(relaxed), 'wasm (relaxed SIMD)');
    assert.equal(engineRecord({ ...relaxed, revision: 3 }), 'wasm (relaxed SIMD, revision 3)');
  });

  it('is read as it was written, and what is none of ours is none', () => {
    const device = fc.constantFrom(undefined, 'relaxed SIMD');
    const revision = fc.option(fc.integer({ min: 2, max: 999 }), { nil: undefined });
    fc.assert(
      fc.property(fc.constantFrom(...engineNames), device, revision, (name, made, number) => {
        const engine: EngineInfo = {
          name,
          reason,
          ...(made === undefined ? {} : { device: made }),
          ...(number === undefined ? {} : { revision: number }),
        };
        assert.deepEqual(engineOfRecord(engineRecord(engine)), engine);
      }),
    );
    for (const other of ['none', 'pytorch 2.13.0', 'auto', 'wasm, revision 2', '']) {
      assert.isNull(engineOfRecord(other), other);
    }
  });

  it('is told in words, several of them and choices too', () => {
    assert.equal(engineText('auto'), 'automatic');
    assert.equal(engineText('wasm (revision 2)'), `${engineText('wasm')} (revision 2)`);
    assert.equal(
      engineText('wasm (relaxed SIMD, revision 2), tfjs-cpu'),
      `${engineText('wasm')} (relaxed SIMD, revision 2), ${engineText('tfjs-cpu')}`,
    );
    assert.equal(engineText('pytorch 2.13.0'), 'pytorch 2.13.0');
  });
});

describe('the key of a kept trial', () => {
  const trial = trialOf({
    dataset: { name: 'fashion-mnist' },
    model: { depth: 1, width: 4 },
    optimizer: { name: 'sgd' },
    batchSize: 8,
    epochs: 1,
  });

  it('holds the revision of the engine that is expected, and of none before', async () => {
    for (const engine of ['wasm', 'auto', 'tfjs-wasm', 'tfjs-cpu'] as const) {
      for (const deterministic of [true, false]) {
        const bits = await expectedBits(trial, { engine, deterministic });
        const found = engineOfRecord(bits!);
        assert.equal(found?.name, engine === 'auto' ? 'wasm' : engine);
        assert.equal(found?.revision, engineMeta[found!.name].revision);
        assert.isFalse(isOutdated(found));
      }
    }
  });

  it('differs between engines, devices and revisions, and where the engine is unknown', () => {
    const key = (engine: EngineInfo | null) =>
      keyOf({ id: 'id', trial, engine, dataset: 'data' } as never);
    const gpu = { name: 'tfjs-webgpu', reason, device: 'a GPU, of a kind' } as const;
    const engines = [
      null,
      gpu,
      { ...gpu, device: 'another' },
      ...[undefined, 2, 3].map((revision) => ({
        name: 'wasm' as const,
        reason,
        ...(revision === undefined ? {} : { revision }),
      })),
    ];
    assert.equal(new Set(engines.map(key)).size, engines.length);
    for (const engine of engines) assert.match(key(engine), /^[0-9a-f]{64}$/);
    // Revision 1 is that of all results from before revisions were counted, and SIMD moves no bit.
    const first = { name: 'wasm', reason, revision: 1, device: 'SIMD' } as const;
    assert.equal(key(first), key({ name: 'wasm', reason }));
    assert.equal(key(first), keyOfTrial('id', trial, 'wasm', 'data'));
  });

  it('is out of date by another revision alone', () => {
    assert.isTrue(isOutdated({ name: 'wasm' }));
    assert.isTrue(isOutdated({ name: 'wasm', revision: engineMeta.wasm.revision + 1 }));
    assert.isFalse(isOutdated({ name: 'wasm', revision: engineMeta.wasm.revision }));
    assert.isFalse(isOutdated(null));
  });
});
