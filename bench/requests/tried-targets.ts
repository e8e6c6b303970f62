/**
 * Request targets that are sent: those of the measurement, the probes of a few good targets, and
 * forms at the edges of each parser.
 */
import seedrandom from 'seedrandom';
import { variantsOf } from '../../sim/requests/probe/variants.ts';
import { measuredTable } from '../../test/sim/requests/measured-table.ts';

const GOOD = ['/api/v1/users', '/api/v1/users?limit=1', '/api/v1/users?a=1&b=%20&c=+', '/', '/api', '/api/'];

const EDGES = [
  '/api/%7Eusers/%2Dx',
  '/api/v1/%E4%B8%AD',
  '/api/"quoted"/<tag>/{x}/^`|\\',
  '/api/v1/users%22%3C%3E%7B%7D',
  '/api/..',
  '/api/v1/..',
  '/..',
  '/.',
  '/...',
  '/api/.../x',
  '/api/.hidden/..x',
  '//',
  '///',
  '//..//api',
  '/api/%2e%2E/%2F..',
  '/api/%25%33F',
  '/api/%2525',
  '/api/%',
  '/api/%2',
  '/api/%G1',
  '/api/v1/users%0D%0AX',
  '/api/v1/users%7F',
  '/api/v1/users%09',
  '/api/v1/users?%zz',
  '/api/v1/users??',
  '/api/v1/users?a%3Fb',
  '/api/v1/users?&',
  '/api/v1/users%3F?',
  '/api/v1/users%3F%3F',
  '/api/v1/users%3f&',
  '/api/;x/v1',
  '/api/v1+users%2Bx',
  '/api/v1/users?limit=1?limit=2',
  '/API/V1/users',
  '/apix/v1',
  '/api/v1/users/%2F',
  '/api/v1/users%2f%2f',
  '/%61%70%69/v1/users',
  '/api%20v1/users',
];

/** What random targets are put together from. */
const TOKENS =
  '/ / / // . .. %2e %2E %2F %2f %3F %3f %25 %26 %23 %20 %00 %0A %7F %FF %5C %61 %zz % api v1 users limit=1 a b + ; : @ ~ ? ? & = \' ( ) * , ! $ " < > { } | ^ ` \\ -'.split(
    ' ',
  );
const RANDOM_COUNT = 400;

/** The same ones each time. */
function randomTargets(): string[] {
  const random = seedrandom('requests');
  const token = (): string => TOKENS[Math.floor(random() * TOKENS.length)]!;
  return Array.from(
    { length: RANDOM_COUNT },
    () => `/${Array.from({ length: 1 + Math.floor(random() * 9) }, token).join('')}`,
  );
}

/** Those whose answers are kept in the tree. */
export const RECORDED_TARGETS: readonly string[] = [...new Set([...measuredTable().map(({ uri }) => uri), ...EDGES])];

export const TRIED_TARGETS: readonly string[] = [
  ...new Set([
    ...RECORDED_TARGETS,
    ...GOOD,
    ...GOOD.flatMap((target) => variantsOf(target).map((variant) => variant.target)),
    ...randomTargets(),
  ]),
];
