/**
 * Self-contained type declarations: the package has no dependencies, so its types refer to no other
 * package. LitElement becomes HTMLElement, without Lit's own members, and
 * types that valibot infers from a schema are written out, with the schema's comments.
 */
import path from 'node:path';
import ts from 'typescript';
import { root } from '../install.mjs';

const { factory } = ts;

/**
 * Writes a `.d.ts` for every module that the entries reach.
 * @param {readonly string[]} entries below src/ @param {string} output
 */
export function emitDeclarations(entries, output) {
  const config = path.join(root, 'src', 'tsconfig.json');
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(json, ts.sys, path.dirname(config));
  const program = ts.createProgram({
    rootNames: entries.map((entry) => path.join(root, 'src', entry)),
    options: {
      ...options,
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      stripInternal: true,
      rootDir: root,
      outDir: output,
    },
  });
  const checker = program.getTypeChecker();
  const write = (/** @type {string} */ file, /** @type {string} */ text) =>
    // Declarations keep the sources' extensions, but there are no sources beside them.
    ts.sys.writeFile(file, text.replaceAll(/(['"]\.[^'"\n]*)\.ts(['"])/g, '$1.js$2'));
  // `emitSkipped` is not a failure: the presets' JSON has no declarations.
  const { diagnostics } = program.emit(undefined, write, undefined, true, {
    afterDeclarations: [plainElements, inferred(checker)],
  });
  const problems = [...program.getOptionsDiagnostics(), ...diagnostics];
  if (problems.length > 0) {
    const text = ts.formatDiagnostics(problems, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => root,
      getNewLine: () => '\n',
    });
    throw new Error(`The declarations could not be written:\n${text}`);
  }
}

/** @typedef {ts.TransformerFactory<ts.SourceFile | ts.Bundle>} Transformer */

/** @type {Transformer} */
const plainElements = (context) => {
  /** @type {ts.Visitor} */
  const visit = (node) => {
    if (!ts.isClassDeclaration(node) || !extendsLit(node)) {
      return ts.visitEachChild(node, visit, context);
    }
    const base = factory.createExpressionWithTypeArguments(
      factory.createIdentifier('HTMLElement'),
      undefined,
    );
    return factory.updateClassDeclaration(
      node,
      node.modifiers,
      node.name,
      node.typeParameters,
      [factory.createHeritageClause(ts.SyntaxKind.ExtendsKeyword, [base])],
      node.members.filter(isPublic),
    );
  };
  return (file) => {
    const changed = /** @type {ts.SourceFile} */ (ts.visitNode(file, visit));
    return changed === file ? file : withoutIdleImports(changed);
  };
};

/** Removes imports that only the removed members used. @param {ts.SourceFile} file */
function withoutIdleImports(file) {
  /** @type {Set<string>} */
  const used = new Set();
  const look = (/** @type {ts.Node} */ node) => {
    if (ts.isIdentifier(node)) used.add(node.text);
    ts.forEachChild(node, look);
  };
  file.statements.filter((statement) => !ts.isImportDeclaration(statement)).forEach(look);
  const kept = file.statements.filter((statement) => {
    if (!ts.isImportDeclaration(statement)) return true;
    const named = statement.importClause?.namedBindings;
    return (
      named !== undefined &&
      ts.isNamedImports(named) &&
      named.elements.some(({ name }) => used.has(name.text))
    );
  });
  return factory.updateSourceFile(file, kept);
}

/** @param {ts.ClassDeclaration} node */
const extendsLit = ({ heritageClauses = factory.createNodeArray() }) =>
  heritageClauses.some(({ types }) =>
    types.some(({ expression }) => ts.isIdentifier(expression) && expression.text === 'LitElement'),
  );

/** Whether a member is public: not hidden, not Lit's, not a callback for the browser. @param {ts.ClassElement} member */
function isPublic(member) {
  const own = /** @type {ts.ClassElement} */ (ts.getOriginalNode(member));
  const hidden = new Set([
    ts.SyntaxKind.ProtectedKeyword,
    ts.SyntaxKind.PrivateKeyword,
    ts.SyntaxKind.OverrideKeyword,
  ]);
  const modifiers = ts.canHaveModifiers(own) ? (ts.getModifiers(own) ?? []) : [];
  if (modifiers.some(({ kind }) => hidden.has(kind))) return false;
  const { name } = member;
  if (name === undefined) return true;
  return ts.isIdentifier(name) && !name.text.endsWith('Callback');
}

/** @param {ts.TypeChecker} checker @returns {Transformer} */
const inferred = (checker) => (context) => {
  /** @type {ts.Visitor} */
  const visit = (node) => {
    if (!ts.isTypeAliasDeclaration(node) || !infers(node.type)) {
      return ts.visitEachChild(node, visit, context);
    }
    const own = /** @type {ts.TypeAliasDeclaration} */ (ts.getOriginalNode(node));
    const type = checker.getTypeAtLocation(own.name);
    return factory.updateTypeAliasDeclaration(
      node,
      node.modifiers,
      node.name,
      node.typeParameters,
      writtenOut(type, checker),
    );
  };
  return (file) => /** @type {ts.SourceFile} */ (ts.visitNode(file, visit));
};

/** `v.InferInput<…>` or `v.InferOutput<…>`. @param {ts.TypeNode} type */
const infers = (type) =>
  ts.isTypeReferenceNode(type) &&
  ts.isQualifiedName(type.typeName) &&
  type.typeName.right.text.startsWith('Infer');

/** @param {ts.Type} type @param {ts.TypeChecker} checker @returns {ts.TypeNode} */
function writtenOut(type, checker) {
  if (type.isUnion() && (type.flags & ts.TypeFlags.Boolean) === 0) {
    return factory.createUnionTypeNode(unionParts(type, checker));
  }
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(/** @type {ts.TypeReference} */ (type));
    if (item !== undefined) return factory.createArrayTypeNode(writtenOut(item, checker));
  }
  const properties = type.getProperties();
  // Float32Array and similar types keep their names.
  const named = (type.symbol?.flags ?? 0) & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface);
  const plain = ((type.flags & ts.TypeFlags.Object) !== 0 && !named) || type.isIntersection();
  if (plain && properties.length > 0 && type.getCallSignatures().length === 0) {
    return factory.createTypeLiteralNode(properties.map((each) => property(each, checker)));
  }
  const flags = ts.NodeBuilderFlags.NoTruncation | ts.NodeBuilderFlags.InTypeAlias;
  const node = checker.typeToTypeNode(type, undefined, flags);
  if (node === undefined) throw new Error(`${checker.typeToString(type)} cannot be written out`);
  return node;
}

/** The parts of a union, with `true | false` as `boolean`. @param {ts.UnionType} union @param {ts.TypeChecker} checker */
function unionParts({ types }, checker) {
  const literal = (/** @type {ts.Type} */ type) => (type.flags & ts.TypeFlags.BooleanLiteral) !== 0;
  const empty = ts.TypeFlags.Null | ts.TypeFlags.Undefined;
  const parts = types
    .filter((type) => !literal(type))
    .toSorted((a, b) => Number((a.flags & empty) !== 0) - Number((b.flags & empty) !== 0))
    .map((type) => writtenOut(type, checker));
  return types.some(literal)
    ? [factory.createKeywordTypeNode(ts.SyntaxKind.BooleanKeyword), ...parts]
    : parts;
}

/** @param {ts.Symbol} symbol @param {ts.TypeChecker} checker */
function property(symbol, checker) {
  const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const node = factory.createPropertySignature(
    undefined,
    symbol.name,
    optional ? factory.createToken(ts.SyntaxKind.QuestionToken) : undefined,
    writtenOut(checker.getTypeOfSymbol(symbol), checker),
  );
  const comment = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  if (comment === '') return node;
  const text = `* ${comment.replaceAll('\n', '\n * ')} `;
  return ts.addSyntheticLeadingComment(node, ts.SyntaxKind.MultiLineCommentTrivia, text, true);
}
