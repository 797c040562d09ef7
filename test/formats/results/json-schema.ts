/** What docs/results.schema.json says of a results document. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';

const file = new URL('../../../docs/results.schema.json', import.meta.url);
const validate = new Ajv2020({ strictRequired: false, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(file, 'utf8')) as object,
);

/** Where a document differs from the schema; [] if it does not. */
export function schemaErrors(document: unknown): string[] {
  if (validate(document)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath}: ${error.message}`);
}
