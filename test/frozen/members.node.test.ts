/** Every member of the lab: its program, its results and its model file are what they were. */
import { assert } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Dataset } from '../../src/protocol/dataset.ts';
import { canonicalJson } from '../../src/document/hash.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import type { PlannedTrial } from '../../src/document/expand.ts';
import type {
  ResultsDocument1,
  TrialResult1,
} from '../../src/formats/results/version-1/document.ts';
import { readSafetensors, safetensorsFile } from '../../src/formats/model/safetensors.ts';
import { pytorchProgram } from '../../src/formats/pytorch/program.ts';
import { afterEvent, settled, waitingTrial } from '../../src/lab/reduce.ts';
import { importText } from '../formats/results/plain.ts';
import { trialResult1 } from '../formats/results/version-1.ts';
import { stateOf } from '../../src/lab/kept/stored-trial.ts';
import { tableDataset } from '../../src/data/tables/dataset.ts';
import { parseTable } from '../../src/data/tables/parse.ts';
import { labVersion } from '../../src/base/version.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { loadFromFolder } from '../data/folder.ts';
import { weightsHash } from './measured.ts';
import { layersIn } from '../support/short-form.ts';

const folder = path.join(import.meta.dirname, '1');
const text = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const files = readdirSync(path.join(folder, 'members'));

async function dataOf({ trial }: PlannedTrial): Promise<Dataset | null> {
  if (trial.dataset.table === undefined) return loadFromFolder(trial.dataset.name);
  const { title, csv } = trial.dataset.table;
  const own = await parseTable(new Blob([text('table.csv')]), { title, csv });
  return tableDataset(own, trial.dataset.table, false);
}

/** Without what differs from run to run. */
const figures = (result: TrialResult1<readonly number[]>): unknown =>
  JSON.parse(canonicalJson({ ...result, seconds: 0 })) as unknown;

/** A program of today without what version 2 of the results document added to it. */
function withVersion1(program: string): string {
  const parts: readonly (readonly [now: string | RegExp, before: string])[] = [
    ['import base64\n', ''],
    [/# How the results document names[^]*?\n {4}return trial\n\n\n/, ''],
    [/ {4}targets = train_data\.tensors\[1\]\.double\(\)\n(.*\n){3}/, ''],
    ['    end = {"step": step, "loss": word}\n', ''],
    ['"diverged", "end": end, "error"', '"diverged", "error"'],
    ['        own = {"id": trial["id"], "values": trial["values"], "engine": "pytorch"}\n', ''],
    [
      'results.append({**own, **trial_record(result)})',
      'results.append({"id": trial["id"], "values": trial["values"], "engine": "pytorch", **result})',
    ],
    ['"version": 2,\n        "experiment"', '"version": 1,\n        "experiment"'],
  ];
  return parts.reduce((text, [now, before]) => text.replace(now, before), program);
}

describe('Frozen members', () => {
  for (const file of files.filter((each) => /^\d+\.json$/.test(each))) {
    const base = `members/${file.slice(0, 2)}`;
    const parsed = parseExperiment(JSON.parse(text(`${base}.json`)));
    if (!parsed.ok) throw new Error(`${file} is no document any more`);
    const { experiment, trials } = parsed;
    const written = JSON.parse(text(`${base}.results.json`)) as ResultsDocument1<readonly number[]>;

    describe(experiment.title, () => {
      it('has its PyTorch program', () => {
        const wanted = text(`${base}.py`).replaceAll('0.1.0', labVersion);
        assert.equal(withVersion1(pytorchProgram(experiment, trials)), wanted);
      });

      it('has its results read whole', async () => {
        const read = await importText(text(`${base}.results.json`), file);
        if (!read.ok) assert.fail(read.issues.map(({ message }) => message).join('\n'));
        const [imported] = read.runs;
        const stored = [...imported!.trials.values()];
        assert.deepEqual(
          written.trials.map((trial) => figures(trial)),
          trials.map((plan) => {
            const kept = stored.find(({ id }) => id === plan.id)!;
            return figures(trialResult1(stateOf(kept, plan)));
          }),
        );
      });

      it('trains to the same figures and weights', async function () {
        const engine = await chooseEngine('wasm', { deterministic: true });
        for (const [index, plan] of trials.entries()) {
          const data = await dataOf(plan);
          if (data === null) this.skip();
          let state = waitingTrial(plan);
          let weights = '';
          for await (const event of runTrial(plan.trial, data, engine)) {
            if (event.type === 'model') weights = weightsHash(layersIn(event.parameters));
            state = afterEvent(state, event);
          }
          const result = trialResult1(settled(state, null));
          assert.deepEqual(figures(result), figures(written.trials[index]!));
          const models = files.filter((each) => each.startsWith(file.slice(0, 2)));
          const kept = models
            .filter((each) => each.endsWith('.safetensors'))
            .map((each) => readSafetensors(readFileSync(path.join(folder, 'members', each)), each))
            .find(({ id }) => id === plan.id);
          assert.equal(weights, weightsHash(layersIn(kept?.parameters ?? [])));
        }
      });
    });
  }

  for (const file of files.filter((each) => each.endsWith('.safetensors'))) {
    it(`reads the model ${file}, and writes the same bytes`, () => {
      const bytes = readFileSync(path.join(folder, 'members', file));
      assert.deepEqual(Buffer.from(safetensorsFile(readSafetensors(bytes, file))), bytes);
    });
  }
});
