/**
 * The schema of a layer that changes another: the same keys, every one optional, and `null` where it deletes.
 *
 * Derived from the full schema, so the two cannot drift apart. Rules across keys are left out: they hold for the merged
 * result. Lists and unions are replaced whole, so they keep their full schema.
 */
import { z } from 'zod';

export function overlay(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) return keepMeta(schema, z.strictObject(overlayShape(schema.shape)));
  if (schema instanceof z.ZodRecord) {
    return keepMeta(schema, z.record(schema.keyType as z.ZodString, overlay(schema.valueType).nullable()));
  }
  return schema as z.ZodType;
}

function overlayShape(shape: Readonly<Record<string, z.core.$ZodType>>): Record<string, z.ZodType> {
  const changed: Record<string, z.ZodType> = {};
  for (const [key, field] of Object.entries(shape)) {
    const value = field instanceof z.ZodOptional ? field.unwrap() : field;
    changed[key] = keepMeta(field as z.ZodType, overlay(value).nullable().optional());
  }
  return changed;
}

/** Descriptions and examples say the same in a layer; `oneOf` and `minProperties` do not. */
function keepMeta(from: z.ZodType, to: z.ZodType): z.ZodType {
  const { description, examples } = from.meta() ?? {};
  return description === undefined && examples === undefined
    ? to
    : to.meta({ ...(description && { description }), ...(examples !== undefined && { examples }) });
}
