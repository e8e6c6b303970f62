/**
 * A pool of backends from the text of a file: Spillway's own list, Kubernetes EndpointSlices, or one of
 * Envoy's dumps, told apart by shape.
 *
 * Its own list is YAML or JSON: words (`10.0.0.1:80=3`) or maps with the fields of a backend, as a list, or under
 * `backends` beside `localityWeights`. `pool-text.ts` writes it.
 */
import { type Document, parseDocument } from 'yaml';
import { z } from 'zod';
import { type Backend, backend, checkBackends, MaglevInputError } from '../../sim/maglev/backend.ts';
import { UserError } from '../user-error.ts';
import { addressIn, parseBackend } from './backend-text.ts';
import { importEndpointSlices, isEndpointSlices } from './import/endpoint-slices.ts';
import { importEnvoyClusters, isEnvoyClusters } from './import/envoy-clusters.ts';
import { importEnvoyConfigDump, isEnvoyConfigDump } from './import/envoy-config-dump.ts';
import { DEFAULT_CHOICE, type ImportChoice, type ImportedPool } from './import/imported-pool.ts';
import { readShape } from './import/read-shape.ts';

const backendMap = z.strictObject({
  name: z.string().min(1),
  weight: z.number().int().min(0).max(0x7fffffff).optional(),
  /** Null for a name that spells an address and has none. */
  address: z.string().nullable().optional(),
  port: z.number().int().min(0).max(65_535).optional(),
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).optional(),
  hostname: z.string().optional(),
  hashKey: z.string().optional(),
  locality: z.string().optional(),
});

const backendList = z.array(z.union([z.string(), backendMap])).min(1);

const weighedList = z.strictObject({
  backends: backendList,
  /** Weight of each locality that backends name. */
  localityWeights: z.record(z.string(), z.number().int().min(0)).optional(),
});

/** Importers by shape, first match wins. */
const IMPORTERS: readonly {
  readonly fits: (document: unknown) => boolean;
  readonly read: (document: unknown, choice: ImportChoice) => ImportedPool;
}[] = [
  { fits: isEndpointSlices, read: importEndpointSlices },
  { fits: isEnvoyClusters, read: importEnvoyClusters },
  { fits: isEnvoyConfigDump, read: importEnvoyConfigDump },
  { fits: () => true, read: readBackendList },
];

/**
 * @param path of the file, for messages
 * @throws UserError where the text is no YAML or JSON, no pool, or a faulty one
 */
export function readPool(text: string, path: string, choice: Partial<ImportChoice> = {}): ImportedPool {
  try {
    const document = parsedText(text);
    const importer = IMPORTERS.find(({ fits }) => fits(document))!;
    const pool = importer.read(document, { ...DEFAULT_CHOICE, ...choice });
    checkBackends(pool.backends);
    if (pool.backends.length === 0)
      throw new UserError(`no backend is left (${pool.notices.join('; ') || 'the list is empty'})`);
    return pool;
  } catch (error) {
    if (error instanceof UserError || error instanceof MaglevInputError)
      throw new UserError(`${path}: ${error.message}`);
    throw error;
  }
}

function parsedText(text: string): unknown {
  const parsed: Document = parseDocument(text);
  if (parsed.errors.length > 0) throw new UserError(parsed.errors[0]!.message);
  if (parsed.contents === null) throw new UserError('the file is empty');
  try {
    return parsed.toJS();
  } catch (error) {
    // An alias without anchor, or aliases that multiply without end.
    throw new UserError((error as Error).message);
  }
}

function readBackendList(document: unknown): ImportedPool {
  if (document === null || typeof document !== 'object' || Array.isArray(document)) {
    const entries = readShape(backendList, document, 'list of backends');
    return { backends: entries.map(backendOf), localityWeights: null, notices: [] };
  }
  const { backends, localityWeights } = readShape(weighedList, document, 'list of backends');
  return {
    backends: backends.map(backendOf),
    localityWeights: localityWeights === undefined ? null : new Map(Object.entries(localityWeights)),
    notices: [],
  };
}

function backendOf(entry: z.infer<typeof backendList>[number]): Backend {
  if (typeof entry === 'string') return parseBackend(entry);
  const { name, ...given } = entry;
  // Absent is not undefined: exact optional properties.
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return backend(name, { ...addressIn(name), ...present });
}
