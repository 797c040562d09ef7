/**
 * Finds out from types whether a value is one of a kind's names, and whether an object is keyed by them.
 */
import ts from 'typescript';
import { readCatalog } from '../build/catalog.mjs';

/** @import { ParserServicesWithTypeInformation, TSESTree as es } from '@typescript-eslint/utils' */

/** @typedef {ReadonlyMap<string, ReadonlySet<string>>} Kinds the names of each kind's members */

/** @param {string} name */
const pascal = (name) =>
  name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, /** @type {string} */ letter) => letter.toUpperCase());

/**
 * The names of each kind's members. A record's keys combine the part of the data and a metric (`testLoss`): such a key
 * counts as a name too.
 * @param {string} catalog its folder
 * @returns {Kinds}
 */
export function memberNames(catalog) {
  const kinds = new Map(
    readCatalog(catalog).map(({ name, members }) => [name, members.map((one) => one.name)]),
  );
  const metrics = kinds.get('metric') ?? [];
  for (const part of ['train', 'test', 'validation'])
    kinds.set(
      `metric of the ${part} part`,
      metrics.map((name) => part + pascal(name)),
    );
  return new Map([...kinds].map(([kind, names]) => [kind, new Set(names)]));
}

/** @param {ts.Type} type */
const partsOf = (type) => (type.isUnion() ? type.types : [type]);

/** Whether a symbol belongs to a library, or is a function that only shares the name: `tf.relu`, `generator.uniform()`. @param {ts.Symbol} symbol */
const isForeign = (symbol) =>
  (symbol.declarations ?? []).some(
    (one) =>
      one.getSourceFile().fileName.includes('/node_modules/') ||
      ts.isMethodDeclaration(one) ||
      ts.isMethodSignature(one) ||
      ts.isFunctionDeclaration(one),
  );

/** @typedef {{ readonly object: ts.Expression, readonly key: string }} Place of a value in an object */

/** The property whose value an expression, or a branch of one, is. @param {ts.Expression} node @returns {Place | null} */
function placeOf(node) {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && parent.initializer === node)
    return ts.isIdentifier(parent.name) || ts.isStringLiteral(parent.name)
      ? { object: parent.parent, key: parent.name.text }
      : null;
  const isPassedOn =
    ts.isBinaryExpression(parent) ||
    ts.isConditionalExpression(parent) ||
    ts.isParenthesizedExpression(parent);
  return isPassedOn ? placeOf(parent) : null;
}

/** Queries the type checker about the nodes of one file. */
export class MemberTypes {
  /** @type {Kinds} */ #kinds;
  /** @type {ParserServicesWithTypeInformation} */ #services;
  /** @type {ts.TypeChecker} */ #checker;

  /** @param {Kinds} kinds @param {ParserServicesWithTypeInformation} services */
  constructor(kinds, services) {
    this.#kinds = kinds;
    this.#services = services;
    this.#checker = services.program.getTypeChecker();
  }

  /** The kind of whose names a value is one; null for none. @param {es.Node} node @param {string | null} name a candidate */
  ofValue(node, name) {
    return this.#kindIn(this.#textsOf(this.#services.getTypeAtLocation(node)), name);
  }

  /** The kind by whose names an object is keyed. @param {es.Node} node @param {string} name */
  ofKeys(node, name) {
    return this.#ofKeys(this.#services.getTypeAtLocation(node), name);
  }

  /** The same for an object literal: by its contextual type, else its own type. @param {es.Node} node @param {string} name */
  ofMade(node, name) {
    const inner = this.#services.esTreeNodeToTSNodeMap.get(node);
    const wanted = ts.isExpression(inner) ? this.#checker.getContextualType(inner) : undefined;
    const kind = wanted === undefined ? null : this.#ofKeys(wanted, name);
    return kind ?? this.ofKeys(node, name);
  }

  /** The kind whose names are expected at this position; null in a library's types. @param {es.Node} node @param {string} name */
  ofWanted(node, name) {
    const inner = this.#services.esTreeNodeToTSNodeMap.get(node);
    if (!ts.isExpression(inner)) return null;
    const type = this.#checker.getContextualType(inner);
    /** @type {Set<string>} */
    const texts = type === undefined ? new Set() : this.#textsOf(type);
    const place = placeOf(inner);
    const whole = place === null ? undefined : this.#checker.getContextualType(place.object);
    // In a union of objects, the checker narrows to the one with this name: the others have its siblings.
    for (const one of whole === undefined ? [] : partsOf(whole)) {
      const symbol = this.#checker.getPropertyOfType(one, place?.key ?? '');
      if (symbol === undefined) continue;
      if (isForeign(symbol)) return null;
      for (const text of this.#textsOf(this.#checker.getTypeOfSymbol(symbol))) texts.add(text);
    }
    return this.#kindIn(texts, name);
  }

  /** All strings that a value may be. @param {ts.Type} type @returns {Set<string>} */
  #textsOf(type) {
    const whole = this.#checker.getBaseConstraintOfType(type) ?? type;
    return new Set(partsOf(whole).flatMap((part) => (part.isStringLiteral() ? [part.value] : [])));
  }

  /** @param {ts.Type} type @param {string} name */
  #ofKeys(type, name) {
    for (const part of partsOf(type)) {
      const symbol = this.#checker.getPropertyOfType(part, name);
      if (symbol === undefined || isForeign(symbol)) continue;
      const keys = this.#checker.getPropertiesOfType(part).map((each) => each.name);
      const kind = this.#kindIn(new Set(keys), name);
      if (kind !== null) return kind;
    }
    return null;
  }

  /**
   * The kind that these names belong to: at least two, because one may be a word of something else. For a kind
   * with one member, there must be no other text.
   * @param {ReadonlySet<string>} texts @param {string | null} name
   */
  #kindIn(texts, name) {
    for (const [kind, names] of this.#kinds) {
      if (name !== null && !names.has(name)) continue;
      const shared = [...names].filter((one) => texts.has(one)).length;
      if (shared >= 2 || (names.size === 1 && shared === 1 && texts.size === 1)) return kind;
    }
    return null;
  }
}
