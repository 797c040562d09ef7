/**
 * A transform of the AssemblyScript compiler that changes nothing: it prints the memory layout of the unmanaged
 * classes that the program declares, and its exported integer constants.
 */

/**
 * The members of the compiler's program that are used here.
 * @typedef {object} Element
 * @property {string} name
 * @property {unknown} parent
 * @property {number} kind
 * @property {number} flags
 * @property {number} decoratorFlags
 * @property {{ initializer?: { literalKind?: number, value?: { toString(): string } } | null }} declaration
 *
 * @typedef {{ memoryOffset: number, type: { toString(): string } }} Property
 * @typedef {{ nextMemoryOffset: number, members: ReadonlyMap<string, { instance?: Property | null }> | null }} Class
 * @typedef {{ internalName: string, members: ReadonlyMap<string, Element> | null, exports: ReadonlyMap<string, Element> | null }} File
 * @typedef {{ filesByName: ReadonlyMap<string, File>, resolver: { resolveClass(element: Element, types: null): Class | null } }} Program
 */

/** Values of the compiler's ElementKind, CommonFlags, DecoratorFlags and LiteralKind. */
const globalKind = 0;
const isConst = 8;
const unmanaged = 16;
const integerLiteral = 1;

/** @param {Program} program @param {Element} element */
function structureOf({ resolver }, element) {
  const resolved = resolver.resolveClass(element, null);
  if (resolved === null) throw new Error(`Cannot lay out class ${element.name}`);
  const fields = [...(resolved.members ?? [])].flatMap(([name, { instance }]) =>
    // A method is not a property, and a getter has no offset.
    instance === null || instance === undefined || instance.memoryOffset < 0
      ? []
      : [{ name, offset: instance.memoryOffset, type: String(instance.type) }],
  );
  return { name: element.name, bytes: resolved.nextMemoryOffset, fields };
}

/** @param {File} file */
function constantsOf({ exports }) {
  return [...(exports?.values() ?? [])].flatMap(({ name, kind, flags, declaration }) => {
    const value = declaration.initializer;
    if (kind !== globalKind || (flags & isConst) === 0) return [];
    if (value?.literalKind !== integerLiteral) return [];
    return [{ name, value: Number(value.value) }];
  });
}

export default class {
  /** @param {Program} program */
  afterInitialize(program) {
    const files = [...program.filesByName.values()]
      .filter(({ internalName }) => !internalName.startsWith('~lib/'))
      .toSorted((a, b) => (a.internalName < b.internalName ? -1 : 1));
    const classes = files.flatMap((file) =>
      [...(file.members?.values() ?? [])].filter(
        // In other files it is an import.
        ({ parent, decoratorFlags }) => parent === file && (decoratorFlags & unmanaged) !== 0,
      ),
    );
    const structures = classes.map((element) => structureOf(program, element));
    const constants = new Map(
      files.flatMap(constantsOf).map((constant) => [constant.name, constant]),
    );
    console.log(JSON.stringify({ structures, constants: [...constants.values()] }));
  }
}
