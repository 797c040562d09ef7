/** What the generator reads of AssemblyScript's classes, beside what their own program says at run time. */
import { assert } from 'chai';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compiler, readStructures } from '../../cli/build/structures.mjs';

const types = [
  'i8',
  'u8',
  'bool',
  'i16',
  'u16',
  'i32',
  'u32',
  'usize',
  'i64',
  'f32',
  'f64',
  'v128',
];

/** Classes of fields of all sizes, each by the types of its fields. */
const drawn = fc.sample(fc.array(fc.constantFrom(...types), { minLength: 1, maxLength: 12 }), 40);
const classes = [['u8', 'f64', 'i16', 'i32', 'bool', 'usize', 'f32'], types, ...drawn];

const declared = (fields: readonly string[], index: number) => `
@unmanaged
export class Made${index} {
${fields.map((type, field) => `  of${field}: ${type};`).join('\n')}
  get none(): i32 { return 0; }
  once(): i32 { return 1; }
}
export function bytes${index}(): usize { return offsetof<Made${index}>(); }
${fields.map((_, field) => `export function at${index}_${field}(): usize { return offsetof<Made${index}>('of${field}'); }`).join('\n')}
`;

describe("the kernels' structures", () => {
  let place: string;

  beforeEach(() => (place = mkdtempSync(path.join(os.tmpdir(), 'a2-structures-'))));
  afterEach(() => rmSync(place, { recursive: true }));

  const write = (name: string, text: string) => writeFileSync(path.join(place, name), text);

  async function offsets(): Promise<Record<string, () => number>> {
    const options = ['--baseDir', '.', '--runtime', 'stub', '--enable', 'simd', '-o', 'made.wasm'];
    const { status, stderr } = spawnSync(process.execPath, [compiler, 'index.ts', ...options], {
      cwd: place,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    const bytes = new Uint8Array(readFileSync(path.join(place, 'made.wasm')));
    const { instance } = await WebAssembly.instantiate(bytes);
    return instance.exports as Record<string, () => number>;
  }

  it('lie where AssemblyScript itself finds their fields, whatever their sizes', async () => {
    write('index.ts', classes.map(declared).join('\n'));
    const { structures } = readStructures(place, 'index.ts');
    const told = await offsets();
    assert.lengthOf(structures, classes.length);
    for (const [index, fields] of classes.entries()) {
      const structure = structures.find(({ name }) => name === `Made${index}`)!;
      assert.equal(structure.bytes, told[`bytes${index}`]!(), fields.join());
      assert.deepEqual(
        structure.fields,
        fields.map((type, field) => ({
          name: `of${field}`,
          offset: told[`at${index}_${field}`]!(),
          type,
        })),
      );
    }
  });

  it('are those of all files of the program, with its constants of whole numbers', () => {
    write(
      'other.ts',
      '@unmanaged\nexport class Other { one: i32; }\nexport const room: i32 = 16;\nexport const half: f32 = 0.5;\nexport let changes: i32 = 3;\nconst own: i32 = 4;\nexport function use(): i32 { return own; }\n',
    );
    write(
      'index.ts',
      "import { Other, room } from './other';\nclass Managed { one: i32 = 1; }\nexport { room };\nexport function run(o: Other): i32 { return o.one + room + new Managed().one; }\n",
    );
    assert.deepEqual(readStructures(place, 'index.ts'), {
      structures: [{ name: 'Other', bytes: 4, fields: [{ name: 'one', offset: 0, type: 'i32' }] }],
      constants: [{ name: 'room', value: 16 }],
    });
  });

  it('are not read of what does not compile, which says why', () => {
    write('index.ts', 'export function run(): i32 { return unknown; }\n');
    assert.throws(() => readStructures(place, 'index.ts'), /did not compile[^]*unknown/);
  });
});
