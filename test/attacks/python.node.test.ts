/** No text of a document becomes a statement of the exported program, according to Python's own parser. */
import { spawnSync } from 'node:child_process';
import { assert } from 'chai';
import fc from 'fast-check';
import { limits } from '../../src/document/limits.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { pytorchProgram } from '../../src/formats/pytorch/program.ts';
import { smallExperiment } from '../support/small-experiment.ts';
import { hostileText, numRuns } from './mutations.ts';

/** Reads a list of programs, and writes each one's statements with every string emptied. */
const reader = `
import ast, hashlib, json, sys

def shape(source):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()

found = []
for source in json.load(sys.stdin):
    try:
        found.append(shape(source))
    except Exception as error:
        found.append(f"{type(error).__name__}: {error}")
json.dump(found, sys.stdout)
`;

const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import ast'], { stdio: 'ignore' }).status === 0,
);

/** Null where documents do not allow one of the texts. */
function programOf(texts: { title: string; question: string; notes: string[] }): string | null {
  const parsed = parseExperiment({
    ...smallExperiment({}, [{ path: 'seed', values: [1, 2] }]),
    ...texts,
  });
  return parsed.ok ? pytorchProgram(parsed.experiment, parsed.trials) : null;
}

describe('the exported program of an experiment with hostile texts', () => {
  it('has the same statements as any other, as parsed by Python', function () {
    if (python === undefined) this.skip();
    const text = hostileText.map((each) => each.slice(0, limits.text));
    const texts = fc.record({
      title: text.map((each) => `t${each}`.slice(0, 100)),
      question: text,
      notes: fc.tuple(text, text),
    });
    const benign = { title: 'A title', question: 'A question?', notes: ['one', 'two'] };
    const programs = [programOf(benign)];
    for (const each of fc.sample(texts, numRuns)) programs.push(programOf(each));
    const written = programs.filter((each) => each !== null);
    assert.isAbove(written.length, numRuns / 2, 'most documents are valid');
    const { stdout, stderr, status } = spawnSync(python, ['-c', reader], {
      input: JSON.stringify(written),
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    assert.equal(status, 0, stderr);
    const [wanted, ...shapes] = JSON.parse(stdout) as string[];
    for (const [at, shape] of shapes.entries()) assert.equal(shape, wanted, written[at + 1]);
  });
});
