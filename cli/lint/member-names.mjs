/**
 * The rule that only the catalog, and the course that uses its members, refer to a member by its name.
 *
 * A literal alone is ambiguous: a chart's scale may be "linear" too. So a literal that equals a member's name is checked
 * against the type at its position, which must contain at least two members of that kind: a union of names, or an object
 * keyed by them.
 */
import { AST_NODE_TYPES, ESLintUtils } from '@typescript-eslint/utils';
import { MemberTypes, memberNames } from './member-types.mjs';

/** @import { TSESLint, TSESTree as es } from '@typescript-eslint/utils' */

/** Methods that look at parts of a text. */
const textMethods = new Set([
  'startsWith',
  'endsWith',
  'includes',
  'indexOf',
  'match',
  'matchAll',
  'search',
  'split',
]);
const patternMethods = new Set(['test', 'exec']);
const listMethods = new Set(['includes', 'indexOf', 'has', 'get']);
const comparisons = new Set(['===', '!==', '==', '!=']);

const Kind = AST_NODE_TYPES;

/** A value without type assertions around it. @param {es.Node} node @returns {es.Node} */
const bare = (node) =>
  node.type === Kind.TSAsExpression ||
  node.type === Kind.TSSatisfiesExpression ||
  node.type === Kind.TSNonNullExpression ||
  node.type === Kind.ChainExpression
    ? bare(node.expression)
    : node;

/** The outermost node with the same value. @param {es.Node} node @returns {es.Node} */
function whole(node) {
  const { parent } = node;
  return parent !== undefined && bare(parent) === bare(node) ? whole(parent) : node;
}

/** The argument of a call of one of these methods on a value. @param {es.Node} value @param {ReadonlySet<string>} methods */
function argumentOf(value, methods) {
  const member = value.parent;
  if (member?.type !== Kind.MemberExpression || member.object !== value || member.computed)
    return null;
  if (member.property.type !== Kind.Identifier || !methods.has(member.property.name)) return null;
  const call = member.parent;
  const [first] = call.type === Kind.CallExpression && call.callee === member ? call.arguments : [];
  return first === undefined || first.type === Kind.SpreadElement ? null : first;
}

/** The list around an item, or the collection made from it: `new Map([[…], […]])`. @param {es.Node} item @returns {es.Node | null} */
function listAround(item) {
  const { parent } = item;
  const isList =
    parent?.type === Kind.ArrayExpression ||
    (parent?.type === Kind.NewExpression && parent.callee !== item);
  if (!isList) return null;
  const list = whole(parent);
  return listAround(list) ?? list;
}

/** @param {es.PropertyName} key */
const textOfKey = (key) =>
  key.type === Kind.Identifier
    ? key.name
    : key.type === Kind.Literal && typeof key.value === 'string'
      ? key.value
      : null;

/** @type {TSESLint.RuleModule<'named' | 'parted', [{ readonly catalog: string }]>} */
export const memberNamesRule = {
  meta: {
    type: 'problem',
    docs: {
      description: 'Only the catalog and the course name members of the catalog',
    },
    schema: [
      {
        type: 'object',
        properties: { catalog: { type: 'string' } },
        required: ['catalog'],
        additionalProperties: false,
      },
    ],
    messages: {
      named:
        'Only the catalog and the course may name a member ("{{name}}", {{kind}}). Use a trait of its meta, a part in its folder, src/catalog/lookup or src/catalog/defaults.ts.',
      parted:
        'Only the catalog may inspect parts of the name of a member ({{kind}}). Use a trait of its meta or a function of src/catalog/lookup.',
    },
  },
  defaultOptions: [{ catalog: 'src/catalog' }],
  create(context) {
    const kinds = memberNames(context.options[0].catalog);
    const all = new Set([...kinds.values()].flatMap((names) => [...names]));
    const types = new MemberTypes(kinds, ESLintUtils.getParserServices(context));

    /** @param {es.Node} node @param {string} name @param {string | null} kind */
    function report(node, name, kind) {
      if (kind !== null) context.report({ node, messageId: 'named', data: { kind, name } });
    }

    /** The reads of a constant that holds exactly this value. @param {es.Node} value @returns {es.Node[]} */
    function readsOf(value) {
      const declarator = whole(value).parent;
      if (declarator?.type !== Kind.VariableDeclarator) return [];
      return context.sourceCode
        .getDeclaredVariables(declarator)
        .flatMap(({ references }) => references)
        .filter((reference) => reference.isRead())
        .map(({ identifier }) => identifier);
    }

    /** The kind of a list in which a name is looked up: `['sgd', 'adam'].includes(name)`. @param {es.Node} item @param {string} name */
    function kindOfList(item, name) {
      const list = listAround(item);
      for (const place of list === null ? [] : [list, ...readsOf(list)]) {
        const wanted = argumentOf(place, listMethods);
        const kind = wanted === null ? null : types.ofValue(wanted, name);
        if (kind !== null) return kind;
      }
      return null;
    }

    /** The kind as whose name a text is used. @param {es.Node} text @param {string} name */
    function kindOfUse(text, name) {
      const node = whole(text);
      const { parent } = node;
      if (parent?.type === Kind.BinaryExpression && comparisons.has(parent.operator))
        return types.ofValue(parent.left === node ? parent.right : parent.left, name);
      if (parent?.type === Kind.BinaryExpression && parent.operator === 'in')
        return types.ofKeys(parent.right, name);
      if (parent?.type === Kind.SwitchCase) return types.ofValue(parent.parent.discriminant, name);
      if (parent?.type === Kind.MemberExpression && parent.property === node)
        return types.ofKeys(parent.object, name);
      return types.ofWanted(text, name) ?? kindOfList(node, name);
    }

    /** @param {es.Node} text @param {string} name */
    function checkText(text, name) {
      if (!all.has(name)) return;
      for (const use of [text, ...readsOf(text)]) {
        const kind = kindOfUse(use, name);
        if (kind === null) continue;
        report(text, name, kind);
        return;
      }
    }

    return {
      Literal(node) {
        const { parent } = node;
        const isKey = parent.type === Kind.Property && parent.key === node;
        if (typeof node.value === 'string' && !isKey && parent.type !== Kind.TSLiteralType)
          checkText(node, node.value);
      },
      TemplateLiteral(node) {
        const [only] = node.quasis;
        if (node.expressions.length === 0) checkText(node, only?.value.cooked ?? '');
      },
      MemberExpression({ object, property, computed }) {
        if (computed || property.type !== Kind.Identifier || !all.has(property.name)) return;
        report(property, property.name, types.ofKeys(object, property.name));
      },
      Property({ key, computed, parent }) {
        const name = computed ? null : textOfKey(key);
        if (name !== null && all.has(name)) report(key, name, types.ofMade(parent, name));
      },
      TSPropertySignature({ key, computed, parent }) {
        const name = computed ? null : textOfKey(key);
        if (name !== null && all.has(name)) report(key, name, types.ofKeys(parent, name));
      },
      TSLiteralType(node) {
        const name = node.literal.type === Kind.Literal ? node.literal.value : null;
        if (typeof name !== 'string' || !all.has(name)) return;
        const { parent } = node;
        if (parent.type === Kind.TSUnionType) report(node, name, types.ofValue(parent, name));
        else if (parent.type === Kind.TSIndexedAccessType)
          report(node, name, types.ofKeys(parent.objectType, name));
        else if (parent.type === Kind.TSTypeParameterInstantiation)
          for (const other of parent.params)
            report(node, name, types.ofValue(other, name) ?? types.ofKeys(other, name));
      },
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== Kind.MemberExpression || callee.computed) return;
        if (callee.property.type !== Kind.Identifier) return;
        const value = textMethods.has(callee.property.name)
          ? callee.object
          : argumentOf(callee.object, patternMethods);
        const kind = value === null ? null : types.ofValue(value, null);
        if (kind !== null) context.report({ node, messageId: 'parted', data: { kind } });
      },
    };
  },
};
