/** The questions' programs: Python that compiles whatever the document says, and that does what the lab does. */
import { spawnSync } from 'node:child_process';
import { assert } from 'chai';
import fc from 'fast-check';
import { notebook } from '../../../src/course/programs/notebook.ts';
import { essentialCode, studentPrograms } from '../../../src/course/programs/programs.ts';
import { programSource } from '../../../src/course/programs/source.ts';
import { activations } from '../../../src/document/schema.ts';
import { codeOf, documentOf, initialisations, mustPlan, planned, small } from './beside.ts';

const python3 = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import ast'], { stdio: 'ignore' }).status === 0,
);

/** Each program's statements as Python parses them, strings emptied; or its error. */
function shapes(sources: readonly string[]): string[] {
  const reader = `
import ast, hashlib, json, sys
found = []
for source in json.load(sys.stdin):
    try:
        tree = ast.parse(source)
        compile(source, "program", "exec")
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                node.value = ""
        found.append(hashlib.sha256(ast.dump(tree).encode()).hexdigest())
    except Exception as error:
        found.append(f"{type(error).__name__}: {error}")
json.dump(found, sys.stdout)`;
  const { stdout, stderr, status } = spawnSync(python3!, ['-W', 'ignore', '-c', reader], {
    input: JSON.stringify(sources),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as string[];
}

describe('the program of a question', () => {
  it('is there for each, with ten to thirty-two lines that the question asks for', () => {
    const documents = small();
    const programs = studentPrograms(documents);
    assert.deepEqual(
      programs.map(({ question }) => question),
      ['I1a', 'I1b', 'I1c', 'I1d', 'I1e', 'I1f', 'I2a', 'I2b', 'I2c', 'I2d'],
    );
    for (const { question, file } of programs) {
      const found = essentialCode(question, documents)!;
      assert.equal(found.file, file);
      const lines = found.code.split('\n').length;
      assert.isTrue(lines >= 10 && lines <= 32, `${question}: ${lines} lines`);
    }
    assert.isNull(essentialCode('T1', documents));
    assert.isNull(essentialCode('I2c', documents.slice(0, 1)));
    assert.isEmpty(studentPrograms([]));
  });

  it('has ticks only at whole epochs, batches and layers', () => {
    let counted = 0;
    for (const { file, parts } of studentPrograms(small()))
      for (const { code } of parts) {
        if (!/xlabel="(?:epoch|batch|hidden layers?)"/.test(code)) continue;
        counted += 1;
        const wanted = /axes\.locator_params\(axis="x", integer=True\)|set_xticks\(DEPTHS\)/;
        assert.match(code, wanted, file);
      }
    assert.isAtLeast(counted, 8);
  });

  it('says the settings of its run', () => {
    const deep = mustPlan(documentOf('I1d', { model: { depth: 6, width: 24 }, seed: 7 }));
    const source = programSource(
      studentPrograms([deep]).find(({ question }) => question === 'I1d')!,
    );
    assert.match(source, /^DEPTH = 6 /m);
    assert.match(source, /^WIDTH = 24 /m);
    assert.match(source, /^SEED = 7$/m);
    assert.include(source, '6 hidden layers of 24 units');
    assert.include(source, 'torch.optim.SGD(net.parameters(), lr=0.01)');
  });

  it('compiles, whatever the document says', function () {
    if (python3 === undefined) this.skip();
    const trial = fc.record({
      dataset: fc.record(
        {
          name: fc.constantFrom(
            'fashion-mnist',
            'california-housing',
            'fashion-synthetic',
            'housing-synthetic',
            'iris',
          ),
          trainSize: fc.constantFrom(null, 60, 100),
          validation: fc.constantFrom(null, 20),
        },
        { requiredKeys: ['name'] },
      ),
      model: fc.record({
        depth: fc.nat(9),
        width: fc.integer({ min: 1, max: 40 }),
        activation: fc.constantFrom(...activations),
      }),
      init: fc.constantFrom(...initialisations, { name: 'xavier-normal', gain: 2 }),
      optimizer: fc.constantFrom(
        { name: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true },
        { name: 'adamw', beta1: 0, weightDecay: 0.1 },
        { name: 'rmsprop', learningRate: 1e-7 },
      ),
      batchSize: fc.integer({ min: 1, max: 70 }),
      epochs: fc.nat(3),
      seed: fc.nat(2 ** 32 - 1),
    });
    const axis = fc.constantFrom(
      { path: 'init', values: initialisations },
      { path: 'model.depth', values: [1, 5] },
      { path: 'model.activation', values: ['relu', 'gelu'] },
      { path: 'seed', values: [1, 2, 3] },
      { path: 'dataset.trainSize', values: [50, 70] },
      { path: 'optimizer.name', values: ['sgd', 'adam'] },
      { path: 'batchSize', values: [8, 16] },
      { path: 'epochs', values: [1, 2] },
    );
    const axes = fc.uniqueArray(axis, { maxLength: 3, selector: ({ path: of }) => of });
    const names = ['I1c', 'I1d', 'I1f', 'I2c', 'I2d'];
    const sources: string[] = [];
    for (const [one, more] of fc.sample(fc.tuple(trial, axes), 60)) {
      const documents = names.flatMap((name) => planned(documentOf(name, one, more)) ?? []);
      const programs = studentPrograms(documents);
      sources.push(...programs.map(programSource), codeOf(notebook(programs, 'All')));
    }
    assert.isAbove(sources.length, 200);
    for (const [at, shape] of shapes(sources).entries())
      assert.match(shape, /^[0-9a-f]{64}$/, sources[at]);
  });

  it('has the same statements whatever the document’s texts are', function () {
    if (python3 === undefined) this.skip();
    const hostile = '"""\nimport os\nos.system("true")\n"""\\ $x_ `#';
    const sources = ['A title', hostile].map((title) => {
      const document = { ...documentOf('I1d', {}), title, question: title, notes: [title] };
      return programSource(studentPrograms([mustPlan(document)])[3]!);
    });
    const [wanted, found] = shapes(sources);
    assert.equal(found, wanted);
    assert.notInclude(sources[1], '\nimport os\nos');
  });
});
