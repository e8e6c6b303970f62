/** The keys that a schema allows in the map at a path: for messages about keys it does not know. */
import { z } from 'zod';

/** In the order of the schema; of every branch where a union leaves several open. */
export function allowedKeysAt(schema: z.core.$ZodType, path: readonly string[]): string[] {
  const [key, ...rest] = path;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return allowedKeysAt(schema.unwrap(), path);
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => allowedKeysAt(option, path));
  if (schema instanceof z.ZodArray && key !== undefined) return allowedKeysAt(schema.element, rest);
  if (schema instanceof z.ZodRecord && key !== undefined) return allowedKeysAt(schema.valueType, rest);
  if (schema instanceof z.ZodObject) {
    if (key === undefined) return Object.keys(schema.shape);
    return Object.hasOwn(schema.shape, key) ? allowedKeysAt(schema.shape[key], rest) : [];
  }
  return [];
}
