/** The masthead: what was asked, what was run, and how to run it again. */
import type { ReportContext } from '../data/report-context.ts';
import { formatDuration } from '../format.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

export function headerSection(context: ReportContext): Html {
  const { scenario, designs } = context.result;
  const facts: readonly (readonly [string, string])[] = [
    [
      'Simulated',
      `${formatDuration(scenario.durationMs)}, the first ${scenario.warmupMs > 0 ? `${formatDuration(scenario.warmupMs)} not measured` : 'second included'}`,
    ],
    ['Replications', String(scenario.replications)],
    ['Seed', scenario.seed],
    ['Scenario', scenario.file],
    ['Scenario hash', scenario.hash.slice(0, 12)],
  ];
  return html`<header class="masthead">
<div class="masthead-top"><p class="brand">Spillway <span>experiment report</span></p>
<button type="button" id="theme-toggle" class="button" hidden>Dark</button></div>
<h1>${scenario.name}</h1>
${scenario.question === null ? null : html`<p class="question">${scenario.question}</p>`}
${scenario.answer === null ? null : html`<p class="answer">${scenario.answer}</p>`}
<ul class="designs">${designs.map((design, d) => {
    const { designClass } = context.designs[d]!;
    return html`<li><span class="key key-line ${designClass}"></span><strong>${design.id}</strong>${design.isBaseline ? html` <span class="tag">baseline</span>` : null} <span class="quiet">${design.description === '' ? design.policy : design.description}</span></li>`;
  })}</ul>
<dl class="facts">${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
<p class="command"><span>Run it again:</span> <code>${scenario.command}</code></p>
</header>
`;
}

export function contents(entries: readonly { readonly id: string; readonly title: string }[]): Html {
  return html`<nav class="contents" aria-label="Sections"><ul>${entries.map(
    (entry) => html`<li><a href="${`#${entry.id}`}">${entry.title}</a></li>`,
  )}</ul></nav>
`;
}

export function footerSection(context: ReportContext): Html {
  const { toolVersion, fingerprint, scenario } = context.result;
  const parts = Object.entries(fingerprint).map(
    ([name, value]) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`,
  );
  return html`<footer><p>Spillway ${toolVersion}. Scenario hash <code>${scenario.hash}</code>. The same version, scenario and seed give this file again, byte for byte.</p>
<p>Drawn with D3 (© Mike Bostock, ISC licence) and d3-sankey (© Mike Bostock, BSD 3-Clause). Land: Natural Earth, public domain, through World Atlas.</p>
<details><summary>Fingerprint of the runs</summary><dl class="facts">${parts}</dl></details></footer>
`;
}
