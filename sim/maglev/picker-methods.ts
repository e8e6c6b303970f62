/**
 * The methods that real balancers or papers offer instead of a Maglev table, behind the same interface as the tables.
 */
import { type Backend, socketAddress } from './backend.ts';
import { envoyHosts } from './dialects/envoy-hosts.ts';
import type { PickerMethod } from './method.ts';
import { buildAnchorHash, rebuildAnchorHash } from './pickers/anchor-pool.ts';
import { BoundedLoad } from './pickers/bounded-load.ts';
import { ENVOY_RING_SIZE_MAX, ENVOY_RING_SIZE_MIN, EnvoyRing } from './pickers/envoy-ring.ts';
import { JumpHash } from './pickers/jump.ts';
import { Modulo } from './pickers/modulo.ts';
import { MultiProbe } from './pickers/multi-probe.ts';
import { Rendezvous } from './pickers/rendezvous.ts';
import { buildRing } from './pickers/ring.ts';

export const ring: PickerMethod = {
  kind: 'picker',
  id: 'ring',
  title: 'Ring hash (fixed points)',
  source: 'Karger et al., STOC 1997',
  promises: { weights: 'proportional', removal: 'minimal', order: 'free' },
  build: (backends, { pointsPerWeight }) => buildRing(backends.map(keyOf), backends.map(weightOf), pointsPerWeight),
};

export const envoyRing: PickerMethod = {
  kind: 'picker',
  id: 'envoy-ring',
  title: 'Envoy ring hash (ketama)',
  source: 'envoyproxy/envoy, ring_hash_lb.cc',
  promises: { weights: 'proportional', removal: 'nearlyMinimal', order: 'matters' },
  build: (backends, options) => new EnvoyRing(envoyHosts(backends, options), ENVOY_RING_SIZE_MIN, ENVOY_RING_SIZE_MAX),
};

export const rendezvous: PickerMethod = {
  kind: 'picker',
  id: 'rendezvous',
  title: 'Rendezvous (highest random weight)',
  source: 'Thaler and Ravishankar, IEEE/ACM ToN 6(1), 1998',
  promises: { weights: 'proportional', removal: 'minimal', order: 'free' },
  build: (backends) => new Rendezvous(backends.map(keyOf), backends.map(weightOf)),
};

export const jump: PickerMethod = {
  kind: 'picker',
  id: 'jump',
  title: 'Jump hash',
  source: 'Lamping and Veach, arXiv:1406.2294',
  promises: { weights: 'ignored', removal: 'minimalForLast', order: 'matters' },
  build: (backends) => new JumpHash(backends.length),
};

export const multiProbe: PickerMethod = {
  kind: 'picker',
  id: 'multi-probe',
  title: 'Multi-probe',
  source: 'Appleton and O\u2019Reilly, arXiv:1505.00062',
  promises: { weights: 'ignored', removal: 'minimal', order: 'free' },
  build: (backends, { probes }) => new MultiProbe(backends.map(keyOf), probes),
};

export const boundedLoad: PickerMethod = {
  kind: 'picker',
  id: 'bounded-load',
  title: 'Ring hash with bounded loads',
  source: 'Mirrokni, Thorup and Zadimoghaddam, arXiv:1608.01350',
  promises: { weights: 'proportional', removal: 'boundedLoad', order: 'free' },
  build(backends, { pointsPerWeight, balanceFactorPercent }) {
    const weights = backends.map(weightOf);
    return new BoundedLoad(buildRing(backends.map(keyOf), weights, pointsPerWeight), weights, balanceFactorPercent);
  },
};

export const anchorHash: PickerMethod = {
  kind: 'picker',
  id: 'anchor-hash',
  title: 'AnchorHash',
  source: 'Mendelson et al., arXiv:1812.09674',
  promises: { weights: 'ignored', removal: 'minimal', order: 'matters' },
  build: (backends) => buildAnchorHash(backends.map((backend) => backend.name)),
  rebuild: (before, after) =>
    rebuildAnchorHash(
      before.map((backend) => backend.name),
      after.map((backend) => backend.name),
    ),
};

export const modulo: PickerMethod = {
  kind: 'picker',
  id: 'modulo',
  title: 'Modulo',
  source: 'hash mod N, as in plain ECMP (RFC 2992)',
  promises: { weights: 'ignored', removal: 'arbitrary', order: 'matters' },
  build: (backends) => new Modulo(backends.length),
};

function keyOf(backend: Backend): string {
  return backend.hashKey ?? socketAddress(backend);
}

function weightOf(backend: Backend): number {
  return backend.weight;
}
