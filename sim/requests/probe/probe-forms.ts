/**
 * Probes of a mix: the variants of every good form, each once.
 */
import { compileChain } from '../chain.ts';
import type { NamedChain, SentForm } from '../compare/compare-chains.ts';
import { variantsOf } from './variants.ts';

/**
 * A form is good when the first chain serves it and the backend gets it as it was sent: variants of
 * a hostile form say nothing new.
 */
export function probeForms(mix: readonly SentForm[], reference: NamedChain): SentForm[] {
  const send = compileChain(reference.hops);
  const seen = new Set(mix.map(({ method, target }) => `${method} ${target}`));
  const probes: SentForm[] = [];
  for (const form of mix) {
    const { status, backendSaw } = send(form);
    if (status >= 400 || backendSaw !== form.target) continue;
    for (const { name, target } of variantsOf(form.target)) {
      const key = `${form.method} ${target}`;
      if (seen.has(key)) continue;
      seen.add(key);
      probes.push({
        id: `${form.id}~${name}`,
        method: form.method,
        target,
        share: 0,
        probeOf: form.id,
        expect: { status: null, saw: null },
      });
    }
  }
  return probes;
}
