/**
 * Clients that hold connections of the first tier rather than want answers, all over the world; they
 * are nobody's offered connections.
 *
 * One connection each; whoever is closed by a server comes back a little later. Event:
 * `slowClients.open`, subject = slow client.
 */
import { type Journeys, NEW_SIDE, NOBODY, OLD_SIDE } from '../../fleet/tiers/journeys.ts';
import { AliasTable } from '../../kernel/alias-table.ts';
import { fillDurations } from '../../kernel/distribution.ts';
import type { Handler, HandlerId } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import { fromMs, fromSeconds } from '../../kernel/time.ts';
import type { ResolvedSlowClients } from '../../scenario/resolved-slow-clients.ts';
import { ASKS_AGAIN, SILENT, SLOW_HEADERS } from '../../tiers/tier-connection-states.ts';
import type { DesignContext } from '../design-run.ts';
import type { DirectEntry } from './direct-entry.ts';
import type { SideShares } from './rollout/side-shares.ts';
import type { Sites } from './sites.ts';

/** Assumption, as of the load generator of the measurements: whoever is closed by the server looks again so soon. */
const COMES_BACK_AFTER = fromMs(50);
/** Assumption: whoever can hold nothing, because flood protection ends the connection, looks again so soon. */
const COMES_BACK_FROM_PROTECTION = fromSeconds(1);
const KINDS = { header: SLOW_HEADERS, idle: ASKS_AGAIN, silence: SILENT } as const;

export class SlowClients {
  readonly #context: DesignContext;
  readonly #settings: ResolvedSlowClients;
  /** [sideCount] `null` behind flood protection. */
  readonly #entries: readonly (DirectEntry | null)[];
  readonly #shares: SideShares;
  readonly #journeys: Journeys;
  readonly #sites: Sites;
  readonly #open: HandlerId;
  readonly #draws: RandomStream;
  /** [count] client network of each. */
  readonly #network: Int32Array;
  readonly #drawn = new Float64Array(1);

  constructor(
    context: DesignContext,
    settings: ResolvedSlowClients,
    entries: readonly (DirectEntry | null)[],
    shares: SideShares,
    journeys: Journeys,
    sites: Sites,
  ) {
    const { kernel, streams, world } = context;
    this.#context = context;
    this.#settings = settings;
    this.#entries = entries;
    this.#shares = shares;
    this.#journeys = journeys;
    this.#sites = sites;
    this.#draws = streams.stream('slow-clients');
    this.#open = kernel.register('slowClients.open', this.#onOpen);
    const byShare = new AliasTable(world.networks.map(({ share }) => share));
    this.#network = Int32Array.from({ length: settings.count }, () => byShare.pick(this.#draws));
    for (let client = 0; client < settings.count; client++) kernel.schedule(settings.at, this.#open, client);
  }

  /** A server has closed a slow client's connection. */
  readonly closed = (client: number): void => {
    this.#context.kernel.scheduleAfter(COMES_BACK_AFTER, this.#open, client);
  };

  readonly #onOpen: Handler = (client) => {
    const { kernel, design } = this.#context;
    const network = this.#network[client]!;
    const journey = this.#journeys.begin(NOBODY);
    fillDurations(design.service.backends[0]!.member.serviceTime, this.#draws, this.#drawn, 0, 1);
    this.#journeys.work.setService(journey, this.#drawn[0]!);
    this.#journeys.work.setNetwork(journey, network);
    const clientHash = this.#draws.uint32();
    this.#journeys.work.setClientHash(journey, clientHash);
    this.#journeys.work.setFlowHash(journey, this.#draws.uint32());
    this.#journeys.work.setChoice(journey, this.#draws.uint32());
    this.#journeys.setSite(journey, this.#sites.siteOf(network));
    this.#journeys.setRttUs(journey, this.#sites.rttUs(network));
    this.#journeys.setOpenForUs(journey, 0);
    this.#journeys.setSide(journey, this.#shares.isMoved(network, clientHash) ? NEW_SIDE : OLD_SIDE);
    const entry = this.#entries[this.#journeys.side(journey)]!;
    if (entry !== null) {
      entry.open(client, KINDS[this.#settings.holding], journey);
      return;
    }
    this.#journeys.hold(journey);
    this.#journeys.release(journey);
    kernel.scheduleAfter(COMES_BACK_FROM_PROTECTION, this.#open, client);
  };
}
