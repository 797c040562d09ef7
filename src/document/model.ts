/** The schema of a network: the short form, or a list of layers by name with their settings. */
import * as v from 'valibot';
import { defaultMembers } from '../catalog/defaults.ts';
import type { LayerMeta } from '../catalog/kinds/layer.ts';
import { inOrder } from '../catalog/kinds/members.ts';
import { nameInList, type LayerElement } from '../catalog/lookup/network.ts';
import { activationMeta, type ActivationName } from '../catalog/registry/activation.meta.ts';
import { layerMeta } from '../catalog/registry/layer.meta.ts';
import { optionSchema, variantOf } from './choice.ts';
import { limits } from './limits.ts';
import { activationFields, countLayers, shortFormOf, type ModelSettings } from './network-form.ts';

export const activations = inOrder(activationMeta);

/** A layer as a document writes it: settings with a default may be omitted. */
export interface WrittenLayer {
  readonly name: string;
  readonly layers?: readonly WrittenLayer[];
  readonly [setting: string]: unknown;
}

export type WrittenModel =
  | {
      readonly depth: number;
      readonly width: number;
      readonly activation?: ActivationName | undefined;
    }
  | { readonly layers: readonly WrittenLayer[] };

const count = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

const shortSchema = v.strictObject({
  /** Hidden layers; the output layer is not counted. */
  depth: count(0, limits.depth),
  /** Neurons of every hidden layer. */
  width: count(1, limits.width),
  activation: v.optional(v.picklist(activations), defaultMembers.activation),
});

const layerNames = inOrder(layerMeta);

/** Named as in a list: what the short form calls "linear" is "identity" here. */
const activationOptions = activations.map((name) =>
  optionSchema(nameInList(name), activationFields(name), {}, true),
);

const layerOptions = layerNames.map((name) => {
  const { fields, composite }: LayerMeta = layerMeta[name];
  return optionSchema(name, fields, composite === true ? { layers: v.lazy(() => list) } : {}, true);
});

const list: v.GenericSchema = v.array(variantOf([...layerOptions, ...activationOptions]));

/** A list as it is written, with its defaults. */
const writtenList = v.strictObject({
  layers: v.pipe(
    list as v.GenericSchema<readonly WrittenLayer[], readonly LayerElement[]>,
    v.check(
      (layers) => countLayers(layers) <= limits.layers,
      `at most ${limits.layers} layers, those inside others among them`,
    ),
  ),
});

const listSchema = v.pipe(
  writtenList,
  v.transform((model): ModelSettings => shortFormOf(model.layers) ?? model),
);

const tooDeep = v.pipe(
  v.unknown(),
  v.check(
    () => false,
    `lists of layers inside one another at most ${limits.layerNesting} levels deep`,
  ),
);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Found without recursion, which deep nesting would exhaust. */
function nestsTooDeep(model: Readonly<Record<string, unknown>>): boolean {
  let level: readonly unknown[] = [model];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= limits.layerNesting) return true;
    level = level
      .flatMap((each): unknown[] =>
        isObject(each) && Array.isArray(each.layers) ? each.layers : [],
      )
      .filter((each) => isObject(each) && Array.isArray(each.layers));
  }
  return false;
}

/** A network with its defaults, in the form in which it is written; null if it is not valid. */
export function filledModel(model: unknown): ModelSettings | null {
  const form = formOf(model);
  const parsed = v.safeParse(form === listSchema ? writtenList : form, model);
  return parsed.success ? (parsed.output as ModelSettings) : null;
}

const formOf = (model: unknown): v.GenericSchema => {
  if (!isObject(model) || !Object.hasOwn(model, 'layers')) return shortSchema;
  return nestsTooDeep(model) ? tooDeep : listSchema;
};

/** A list that means a short form's network is read as that: both have one id. */
export const modelSchema = Object.assign(
  v.lazy(formOf) as unknown as v.GenericSchema<WrittenModel, ModelSettings>,
  { forms: [shortSchema, listSchema] as readonly v.GenericSchema[] },
);
