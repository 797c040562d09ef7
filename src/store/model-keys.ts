/** Keys and sizes of models in the database. */

const loaded = 'brought|';

/** A separate key, so that a loaded model is never mistaken for the one trained here. */
export const loadedModelKey = (id: string): string => `${loaded}${id}`;

export const isTrainedHere = (key: string): boolean => !key.startsWith(loaded);

/** Bytes of a model's parameters; 0 of other values. */
export function parameterBytes(model: unknown): number {
  const layers: unknown = Reflect.get(Object(model) as object, 'parameters');
  if (!Array.isArray(layers)) return 0;
  return layers.reduce<number>((sum, layer) => {
    const arrays = Object.values(Object(layer) as object).filter((each) =>
      ArrayBuffer.isView(each),
    );
    return sum + arrays.reduce((bytes, { byteLength }) => bytes + byteLength, 0);
  }, 0);
}
