/**
 * SYN floods of the servers that clients connect to themselves: they take packets and places of half-open connections,
 * evenly at all that are aimed at.
 *
 * Flood protection absorbs them (AWS: Elastic Load Balancing passes only well-formed TCP connections on), and servers
 * further in have no address to flood. State: floods that go on, with their servers.
 */
import type { Attack } from '../../faults/attack.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { RandomStreams } from '../../kernel/random-streams.ts';
import type { ChainServer } from '../../scenario/chain-servers.ts';
import { TcpFront } from '../../tiers/tcp-front.ts';
import { lossShare } from '../parts/syn-retransmission.ts';
import type { ChainWay } from './chain-way.ts';

export class TierFloods {
  readonly #servers: readonly ChainServer[];
  /** [sideCount] */
  readonly #ways: readonly ChainWay[];
  /** Packets a second that a server can take. */
  readonly #capacity: number;
  /** [sideCount] */
  readonly #chances: readonly RandomStream[];
  readonly #targets = new Map<Attack, readonly number[]>();

  constructor(servers: readonly ChainServer[], ways: readonly ChainWay[], capacity: number, streams: RandomStreams) {
    this.#servers = servers;
    this.#ways = ways;
    this.#capacity = capacity;
    this.#chances = ways.map((_, side) => streams.stream(`syn-flood/${side}`));
  }

  /** Returns what the log says. */
  begin(attack: Attack): string {
    const { happening, aim } = attack;
    const flood = `flood of ${happening.perSecond} SYNs/s`;
    const all = [...this.#servers.keys()];
    const aimed = aim === null ? all : aim.tiers;
    const reached = aimed.filter((each) => this.#frontOf(each) !== null);
    this.#targets.set(attack, reached);
    if (reached.length === 0) {
      const isAbsorbed = this.#ways.every(({ direct }) => direct === null);
      return `${flood} begins: ${isAbsorbed ? 'flood protection absorbs it' : 'what it is aimed at has no address'}`;
    }
    this.#review();
    const loss = lossShare(this.#rateOf(reached[0]!), this.#capacity);
    const lost = loss === 0 ? 'no packets are lost' : `each loses ${Number((loss * 100).toFixed(1))} % of its packets`;
    return `${flood} begins: at ${reached.length} servers of the first tier, ${lost}`;
  }

  end(attack: Attack): string {
    const hasReached = this.#targets.get(attack)?.length !== 0;
    this.#targets.delete(attack);
    this.#review();
    return hasReached ? 'end of the flood' : 'end of a flood that met nobody';
  }

  /** Sets what every server that can be flooded gets now. */
  #review(): void {
    this.#servers.forEach(({ side, server }, each) => {
      const rate = this.#rateOf(each);
      const loss = lossShare(rate, this.#capacity);
      this.#frontOf(each)?.sockets.flood(server, rate, loss, this.#chances[side]!);
    });
  }

  #rateOf(each: number): number {
    let rate = 0;
    for (const [{ happening }, servers] of this.#targets) {
      if (servers.includes(each)) rate += happening.perSecond / servers.length;
    }
    return rate;
  }

  /** `null` where clients do not connect to the server themselves. */
  #frontOf(each: number): TcpFront | null {
    const { side, place } = this.#servers[each]!;
    const { front } = this.#ways[side]!.tiers[place]!;
    return front instanceof TcpFront ? front : null;
  }
}
