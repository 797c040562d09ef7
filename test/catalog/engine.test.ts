/** Tests every engine: its metadata and what follows from it. */
import { assert } from 'chai';
import {
  engineNamed,
  exactEngine,
  isExact,
  isRelaxed,
  mayRelax,
  namesRelaxed,
} from '../../src/catalog/lookup/engine-bits.ts';
import { autoEngines } from '../../src/catalog/lookup/auto-engines.ts';
import { engineChoices, engineNames } from '../../src/catalog/lookup/engine.ts';
import { engineMeta } from '../../src/catalog/registry/engine.meta.ts';
import { engineOfRecord, engineRecord } from '../../src/formats/results/engine-record.ts';
import { engineShortText, engineText } from '../../src/text/labels.ts';
import { engineStart } from '../../workers/engine/generated/start.ts';
import { compileKernel, coreBuilds } from '../../workers/engine/wasm/kernel.ts';
import { assertListed } from './listed.ts';

describe('Engines', () => {
  it('have names and places of their own in lists', () => assertListed(engineMeta));

  it('are listed as they always were, behind the choice that is none', () => {
    assert.deepEqual(engineChoices.slice(0, 5), [
      'auto',
      'wasm',
      'tfjs-webgpu',
      'tfjs-wasm',
      'tfjs-cpu',
    ]);
    assert.isUndefined(engineNamed('auto'));
    assert.isUndefined(engineNamed('constructor'));
    assert.equal(engineText('constructor'), 'constructor');
  });

  it('are taken by auto on the GPU and on the processor, in their order, with a reason', () => {
    assert.deepEqual(autoEngines(true), ['tfjs-webgpu']);
    assert.deepEqual(autoEngines(false), ['wasm', 'tfjs-cpu']);
    for (const name of autoEngines(false)) assert.isNotEmpty(engineMeta[name].auto);
  });

  for (const name of engineNames) {
    const { exact, compared, label, relaxed, revision } = engineMeta[name];

    it(`${name}: has code in a folder of its name`, () => assert.isFunction(engineStart[name]));

    it(`${name}: is called by its label, and in tables by its name`, () => {
      assert.equal(engineText(name), label);
      assert.equal(engineShortText(name).replace(' ', '-'), name);
    });

    it(`${name}: has records that name its revision, and its device only where that is relaxed`, () => {
      assert.isAtLeast(revision, 1);
      const record = engineRecord({ name, device: 'any', revision });
      assert.equal(record, revision === 1 ? name : `${name} (revision ${revision})`);
      assert.equal(engineOfRecord(record)?.name, name);
      assert.isFalse(namesRelaxed(record));
      assert.equal(mayRelax(name), relaxed !== undefined);
      if (relaxed === undefined) return;
      assert.isTrue(isRelaxed({ device: relaxed }));
      assert.isTrue(namesRelaxed(engineRecord({ name, device: relaxed, revision })));
      assert.isFalse(isExact({ name, device: relaxed }));
    });

    it(`${name}: was compared with PyTorch only where its bits depend on nothing`, () => {
      assert.equal(isExact({ name }), exact === true);
      if (compared === true) assert.isTrue(isExact({ name }));
    });
  }

  it('are trained again on the one with the same bits everywhere, where a record is none of theirs', () => {
    assert.isTrue(engineMeta[exactEngine].exact);
  });

  it('name the device that their kernel does', async () => {
    assert.isFalse(isRelaxed(await compileKernel(coreBuilds, true)));
    const { device } = await compileKernel(coreBuilds, false);
    assert.include(['SIMD', engineMeta.wasm.relaxed], device);
  });
});
