/** Tampered documents: valid ones with a few edits of any kind at any place. */
import fc from 'fast-check';
import { settings } from '../support/settings.mjs';

/** How often each attack is tried: a thousand times in the gate, more with `npm run fuzz`. */
export const numRuns = 1000 * settings.draws;

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Texts that mean something to a page, a program, a shell, a terminal or a spreadsheet. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '</script><script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '" onload="alert(1)',
        "' onfocus='alert(1)",
        'javascript:alert(1)',
        '<!--',
        '-->',
        ']]>',
        '<![CDATA[',
        '&lt;',
        '&#60;script&#62;',
        '</title>',
        '</style>',
        '"""',
        "'''",
        '\\',
        '\\"',
        '\n',
        '\r\n',
        '\nimport os\n',
        "'''\nimport os; os.system('x')\n'''",
        '#',
        '{x}',
        '${x}',
        '`',
        '%s',
        '=1+1',
        '\u0000',
        '\u001b[2J',
        '\u2028',
        '\u202e',
        '\ud800',
        '\ufeff',
        '..',
        '/',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, false, 0, -0, -1, 0.5, 1e308, 5e-324, 2 ** 31, 2 ** 53, 1e21],
    ...['', ' ', '0', 'NaN', 'Infinity', '__proto__', 'x'.repeat(5_000)],
    ...[[], {}, [null], [[]], { name: null }, { length: 1e9 }, nested(60)],
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  hostileText,
  fc.jsonValue(),
);

const oddKey = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'length', 'name', 'values', 'path', ''),
  fc.string({ maxLength: 8 }),
);

interface Edit {
  /** Which child is gone into, at each depth. */
  readonly walk: readonly number[];
  readonly kind: 'replace' | 'delete' | 'add' | 'repeat' | 'swap';
  readonly key: string;
  readonly value: unknown;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  walk: fc.array(fc.nat(97), { minLength: 1, maxLength: 7 }),
  kind: fc.constantFrom('replace', 'replace', 'delete', 'add', 'repeat', 'swap'),
  key: oddKey,
  value: oddValue,
});

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Also for the key `__proto__`, which is an ordinary key in JSON. */
const set = (tree: Tree, key: string, value: unknown): void => {
  Object.defineProperty(tree, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
};

function apply(root: Tree, { walk, kind, key, value }: Edit): void {
  let tree = root;
  for (const [depth, step] of walk.entries()) {
    const keys = Object.keys(tree);
    const chosen = keys[step % Math.max(1, keys.length)];
    if (chosen === undefined) return;
    const child = tree[chosen];
    if (depth < walk.length - 1 && isTree(child) && Object.keys(child).length > 0) {
      tree = child;
      continue;
    }
    change(tree, chosen, kind, key, value);
    return;
  }
}

function change(tree: Tree, chosen: string, kind: Edit['kind'], key: string, value: unknown): void {
  const list: unknown[] | null = Array.isArray(tree) ? tree : null;
  const other = Object.keys(tree)[0]!;
  switch (kind) {
    case 'replace':
      set(tree, chosen, value);
      return;
    case 'delete':
      if (list === null) Reflect.deleteProperty(tree, chosen);
      else list.splice(Number(chosen), 1);
      return;
    case 'add':
      if (list === null) set(tree, key, value);
      else list.push(value);
      return;
    case 'repeat':
      if (list === null) set(tree, key, tree[chosen]);
      else list.push(list[Number(chosen)]);
      return;
    case 'swap':
      [tree[chosen], tree[other]] = [tree[other], tree[chosen]];
      return;
    default:
      kind satisfies never;
  }
}

/** JSON texts: each is one of the documents after one to four edits. */
export const mutated = (...documents: readonly object[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...documents), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([document, edits]) => {
      const copy = JSON.parse(JSON.stringify(document)) as Tree;
      for (const each of edits) apply(copy, each);
      return JSON.stringify(copy);
    });

/** The bytes of a file with a few flipped, cut off, repeated or overwritten. */
export const damaged = (...files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.constantFrom(...files),
      fc.array(
        fc.tuple(
          fc.constantFrom('flip', 'cut', 'double', 'write'),
          fc.nat(),
          fc.uint8Array({ minLength: 1, maxLength: 8 }),
        ),
        { minLength: 1, maxLength: 4 },
      ),
    )
    .map(([file, edits]) => {
      let bytes = Array.from(file);
      for (const [kind, where, written] of edits) {
        // The first kilobyte has the structure; the rest are numbers.
        const at = where % Math.max(1, Math.min(bytes.length, 1024));
        if (kind === 'flip') bytes[at] = (bytes[at] ?? 0) ^ (1 << (where % 8));
        if (kind === 'cut') bytes = bytes.slice(0, where % (bytes.length + 1));
        if (kind === 'double') bytes.splice(at, 0, ...bytes.slice(at, at + 64));
        if (kind === 'write') bytes.splice(at, written.length, ...written);
      }
      return Uint8Array.from(bytes);
    });
