/**
 * MAGLEV: consistent hashing by a Maglev lookup table over the healthy members.
 *
 * Source: Google Cloud, "Backend services overview" (the default with session affinity); Eisenbud et al., NSDI
 * 2016, for the table. The table has Envoy's default size, 65537. It is built when a backend is first used and
 * when its healthy members change.
 */
import { buildPaperTable, DEFAULT_TABLE_SIZE } from '../../maglev/paper.ts';
import { remainder32 } from '../../maglev/remainder32.ts';
import { type LocalityContext, type LocalityPolicy, NO_MEMBERS } from './locality-policy.ts';

const NOT_BUILT: Int32Array = new Int32Array(0);

export function createMaglev({ backendCount, memberName }: LocalityContext): LocalityPolicy {
  const membersOf = new Array<Int32Array>(backendCount).fill(NO_MEMBERS);
  const tableOf = new Array<Int32Array>(backendCount).fill(NOT_BUILT);
  return {
    setMembers(backend, members) {
      membersOf[backend] = members;
      tableOf[backend] = NOT_BUILT;
    },
    pick(backend, affinityHash) {
      if (tableOf[backend] === NOT_BUILT) {
        tableOf[backend] = buildPaperTable(Array.from(membersOf[backend]!, memberName), DEFAULT_TABLE_SIZE);
      }
      return membersOf[backend]![tableOf[backend]![remainder32(affinityHash, DEFAULT_TABLE_SIZE)]!]!;
    },
  };
}
