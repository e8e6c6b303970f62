/**
 * The lookup tables of real balancers behind one interface: each turns a backend into the key
 * its system hashes, and builds.
 */
import { type Backend, MaglevInputError } from './backend.ts';
import { buildCiliumTable, CILIUM_DEFAULT_TABLE_SIZE, ciliumHashString, ciliumSeeds } from './dialects/cilium.ts';
import { buildEnvoyTable, ENVOY_DEFAULT_TABLE_SIZE } from './dialects/envoy.ts';
import { envoyHosts } from './dialects/envoy-hosts.ts';
import { buildGlbTable, GLB_ROWS } from './dialects/glb.ts';
import { fillGoMaglevTable, GO_MAGLEV_DEFAULT_TABLE_SIZE, goMaglevPermutations } from './dialects/go-maglev.ts';
import { buildIpvsTable, IPVS_DEFAULT_TABLE_SIZE } from './dialects/ipvs-mh.ts';
import { buildKatranRing, KATRAN_DEFAULT_RING_SIZE, type KatranVersion } from './dialects/katran.ts';
import { sipKey } from './hash/siphash.ts';
import { utf8Bytes } from './hash/utf8.ts';
import { Word64 } from './hash/word64.ts';
import { xxHash64 } from './hash/xxhash64.ts';
import { ipBytes } from './ip-address.ts';
import type { TableDialect } from './method.ts';
import { buildWeightedPaperTable, DEFAULT_TABLE_SIZE } from './paper.ts';
import { isPrime, primeHint } from './prime.ts';

export const paper: TableDialect = {
  kind: 'table',
  id: 'paper',
  title: 'Maglev (the paper)',
  source: 'Eisenbud et al., NSDI 2016, section 3.4',
  promises: { weights: 'proportional', removal: 'nearlyMinimal', order: 'matters' },
  tableSizeDefault: DEFAULT_TABLE_SIZE,
  build: (backends, tableSize) =>
    buildWeightedPaperTable(
      backends.map((backend) => backend.name),
      backends.map((backend) => backend.weight),
      tableSize,
    ),
};

export const envoy: TableDialect = {
  kind: 'table',
  id: 'envoy',
  title: 'Envoy Maglev',
  source: 'envoyproxy/envoy, maglev_lb.cc',
  promises: { weights: 'proportional', removal: 'nearlyMinimal', order: 'free' },
  tableSizeDefault: ENVOY_DEFAULT_TABLE_SIZE,
  build(backends, tableSize, options) {
    const hosts = envoyHosts(backends, options);
    const weighted = [...hosts.keys()].filter((host) => hosts[host]!.weight > 0);
    const table = buildEnvoyTable(
      weighted.map((host) => hosts[host]!),
      tableSize,
      options.envoyTurnOrder,
    );
    return table.map((at) => (at < 0 ? at : weighted[at]!));
  },
};

export const cilium: TableDialect = {
  kind: 'table',
  id: 'cilium',
  title: 'Cilium',
  source: 'cilium/cilium, pkg/maglev/maglev.go',
  promises: { weights: 'proportional', removal: 'nearlyMinimal', order: 'free' },
  tableSizeDefault: CILIUM_DEFAULT_TABLE_SIZE,
  build: (backends, tableSize, { ciliumSeed }) =>
    buildCiliumTable(
      backends.map((backend) => ({ hash: backend.hashKey ?? ciliumHashString(backend), weight: backend.weight })),
      tableSize,
      ciliumSeeds(ciliumSeed).murmur,
    ),
};

export const katranV1: TableDialect = katran('V1', 'katran-v1', 'Katran (first version)', 'firstRoundOnly');
export const katranV2: TableDialect = katran('V2', 'katran-v2', 'Katran (second version)', 'proportional');

export const ipvsMh: TableDialect = {
  kind: 'table',
  id: 'ipvs-mh',
  title: 'Linux IPVS mh',
  source: 'Linux, net/netfilter/ipvs/ip_vs_mh.c',
  promises: { weights: 'proportional', removal: 'nearlyMinimal', order: 'matters' },
  tableSizeDefault: IPVS_DEFAULT_TABLE_SIZE,
  build: (backends, tableSize) =>
    buildIpvsTable(
      backends.map((backend) => ({
        address: addressBytes(backend, 'IPVS mh'),
        port: backend.port,
        lastWeight: backend.weight,
      })),
      tableSize,
    ),
};

export const goMaglev: TableDialect = {
  kind: 'table',
  id: 'go-maglev',
  title: 'go-maglev',
  source: 'dgryski/go-maglev, maglev.go',
  promises: { weights: 'ignored', removal: 'nearlyMinimal', order: 'matters' },
  tableSizeDefault: GO_MAGLEV_DEFAULT_TABLE_SIZE,
  build(backends, tableSize) {
    if (!isPrime(tableSize))
      throw new MaglevInputError(`go-maglev needs a prime table size, not ${tableSize} (${primeHint(tableSize)})`);
    const names = backends.map((backend) => backend.name);
    return fillGoMaglevTable(goMaglevPermutations(names, tableSize), tableSize, new Set());
  },
};

export const glb: TableDialect = {
  kind: 'table',
  id: 'glb',
  title: 'GLB director (rendezvous table)',
  source: 'github/glb-director',
  promises: { weights: 'ignored', removal: 'minimal', order: 'free' },
  tableSizeDefault: GLB_ROWS,
  build(backends, tableSize, { glbSeed }) {
    if (!/^[0-9a-fA-F]{32}$/.test(glbSeed))
      throw new MaglevInputError(`a GLB seed is 32 hexadecimal digits, not "${glbSeed}"`);
    if (tableSize < 1 || tableSize > GLB_ROWS || (tableSize & (tableSize - 1)) !== 0) {
      throw new MaglevInputError(`the rows of a GLB table are a power of two up to ${GLB_ROWS}, not ${tableSize}`);
    }
    const seed = sipKey(
      Uint8Array.from({ length: 16 }, (_, at) => Number.parseInt(glbSeed.slice(at * 2, at * 2 + 2), 16)),
    );
    return buildGlbTable(
      seed,
      backends.map((backend) => addressBytes(backend, 'GLB')),
      tableSize,
    ).primary;
  },
};

function katran(
  version: KatranVersion,
  id: string,
  title: string,
  weights: 'firstRoundOnly' | 'proportional',
): TableDialect {
  return {
    kind: 'table',
    id,
    title,
    source: 'facebookincubator/katran, lib/MaglevHash.cpp and MaglevHashV2.cpp',
    promises: { weights, removal: 'nearlyMinimal', order: 'free' },
    tableSizeDefault: KATRAN_DEFAULT_RING_SIZE,
    build(backends, ringSize) {
      if (!isPrime(ringSize))
        throw new MaglevInputError(`Katran needs a prime ring size, not ${ringSize} (${primeHint(ringSize)})`);
      const endpoints = backends.map((backend) => ({ hash: katranEndpointHash(backend), weight: backend.weight }));
      return buildKatranRing(endpoints, ringSize, version);
    },
  };
}

/**
 * The 64-bit hash of a real: `hashKey` as a decimal or 0x number, else xxHash64 of the address. Katran asks folly,
 * whose hash differs from version to version (assumption: any good hash of the address stands for it; give
 * `hashKey` for a ring bit for bit).
 */
function katranEndpointHash(backend: Backend): Word64 {
  const { name, hashKey, address } = backend;
  if (hashKey === null) return xxHash64(utf8Bytes(address ?? name), new Word64());
  if (!/^(\d{1,20}|0x[0-9a-fA-F]{1,16})$/.test(hashKey) || BigInt(hashKey) >= 1n << 64n) {
    throw new MaglevInputError(`backend "${name}": Katran's hash key is an unsigned 64-bit number, not "${hashKey}"`);
  }
  return Word64.fromBigInt(BigInt(hashKey));
}

function addressBytes(backend: Backend, dialect: string): Uint8Array {
  const bytes = backend.address === null ? null : ipBytes(backend.address);
  if (bytes !== null) return bytes;
  throw new MaglevInputError(
    `${dialect} hashes the IP address of a backend; "${backend.name}" has ${backend.address ?? 'none'}`,
  );
}
