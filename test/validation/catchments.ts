/**
 * Catchments of the shipped world beside what measurement papers found.
 */
import { type MeasuredFigure, measureCatchments } from '../sim/world/catchment-figures.ts';
import { textOf, type Unit, type ValidationRow, type ValidationSection } from './validation-section.ts';

export const CATCHMENT_NOTE = 'mean of 8 other seeds; source';

export function catchments(): ValidationSection {
  return {
    title: 'Catchments',
    about: [
      [
        'The shipped world (360 metros, 1,080 networks, 101 PoPs), weighted by internet users, under each catchment profile. Sources: Calder et al., IMC 2015;',
        'Koch et al., SIGCOMM 2021; Li et al., SIGCOMM 2018 and their technical report on root DNS; Schmidt et al., PAM 2017; Schlinker et al., IMC 2019.',
        'The last two rows are twelve letters, one seed each. docs/model/world.md says what is counted and where the model falls short.',
      ].join('\n'),
    ],
    what: 'figure',
    published: 'published',
    note: CATCHMENT_NOTE,
    rows: measureCatchments().map(catchmentRow),
  };
}

export function catchmentRow({
  profile,
  name,
  published,
  source,
  accepted,
  here,
  others,
}: MeasuredFigure): ValidationRow {
  const [low, high] = accepted;
  const unit: Unit = { digits: high > 10 ? 0 : high > 1 ? 2 : 3, suffix: '' };
  return {
    what: `\`${profile}\`: ${name}`,
    published,
    accepted: { low, high, here, unit },
    note: `${others === null ? '-' : textOf(others, unit)}; ${source}`,
  };
}
