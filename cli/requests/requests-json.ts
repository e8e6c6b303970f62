/**
 * `spillway requests` for programs: everything, by name.
 */
import { matters } from '../../sim/requests/compare/difference.ts';
import type { Suggestion } from '../../sim/requests/suggest/suggestion.ts';
import { changeYaml } from './change-yaml.ts';
import type { RequestsReport } from './requests-report.ts';

export function requestsJson({ name, question, comparison, suggestions }: RequestsReport): string {
  const { chainIds, results } = comparison;
  const data = {
    name,
    question,
    chains: chainIds,
    forms: results.map(({ form, answers, differences, unmet }) => ({
      id: form.id,
      method: form.method,
      target: form.target,
      share: form.share,
      probeOf: form.probeOf,
      chains: answers.map((answer, index) => ({
        chain: chainIds[index],
        ...answer,
        difference: differences[index],
        matters: matters(differences[index]!.kind),
        unmet: unmet[index],
      })),
    })),
    suggestions: suggestions.map(({ each, together, ...rest }) => ({
      ...rest,
      each: each.map(withYaml),
      together: together === null ? null : withYaml(together),
    })),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** Each change with its lines for a scenario file. */
function withYaml(suggestion: Suggestion): object {
  return { ...suggestion, changes: suggestion.changes.map((change) => ({ ...change, yaml: changeYaml(change) })) };
}
