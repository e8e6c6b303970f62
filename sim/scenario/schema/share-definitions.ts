/**
 * Moves parts of a JSON schema that occur more than once under `definitions`, and refers to them: a schema derived from
 * nested ones repeats itself, and an editor loads all of it.
 */

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** Characters of JSON below which a reference saves nothing. */
const LENGTH_MIN = 160;

/** Keys of a schema that name no property. */
const KEYWORDS: readonly string[] = ['anyOf', 'items', 'additionalProperties', 'then', 'else'];

/** The same schema, with `definitions` named after the keys at which their parts first occur. */
export function shareDefinitions(schema: JsonObject): JsonObject {
  const occurrences = new Map<string, number>();
  countParts(schema, occurrences);
  const definitions: Record<string, Json> = {};
  const names = new Map<string, string>();

  const share = (value: Json, key: string): Json => {
    if (!isObject(value)) return Array.isArray(value) ? value.map((item) => share(item, key)) : value;
    const text = JSON.stringify(value);
    const isShared = isSchema(value) && text.length >= LENGTH_MIN && occurrences.get(text)! > 1;
    const shareItem = (item: Json, itemKey: string): Json => share(item, KEYWORDS.includes(itemKey) ? key : itemKey);
    if (!isShared) return mapValues(value, shareItem);
    const known = names.get(text);
    if (known !== undefined) return { $ref: `#/definitions/${known}` };
    const name = unusedName(key, definitions);
    names.set(text, name);
    definitions[name] = null;
    definitions[name] = mapValues(value, shareItem);
    return { $ref: `#/definitions/${name}` };
  };

  const shared = mapValues(schema, share);
  return { ...shared, definitions };
}

function countParts(value: Json, occurrences: Map<string, number>): void {
  if (Array.isArray(value)) for (const item of value) countParts(item, occurrences);
  if (!isObject(value)) return;
  const text = JSON.stringify(value);
  const count = occurrences.get(text) ?? 0;
  occurrences.set(text, count + 1);
  // The parts of a repeated part are counted once: only the whole is shared.
  if (count === 0) for (const item of Object.values(value)) countParts(item, occurrences);
}

/** A map of properties is no schema by itself and cannot be a reference. */
function isSchema(value: JsonObject): boolean {
  return typeof value.type === 'string' || Array.isArray(value.type) || Array.isArray(value.anyOf);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapValues(value: JsonObject, change: (item: Json, key: string) => Json): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item, key)]));
}

function unusedName(key: string, taken: Readonly<Record<string, Json>>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? key : `${key}${number}`;
    if (!Object.hasOwn(taken, name)) return name;
  }
}
