/** What lies behind a tier of a chain, as the tier's exit sees it: another tier, or the members. */

export interface Onward {
  /** Sends a request on, within its site; returns a handle from 0. The answer does not come from within. Hot. */
  send(ticket: number, journey: number, site: number): number;
  /**
   * The tier waits no longer.
   *
   * @param isSilent its host is gone, so that nothing tells what lies behind
   */
  abandon(handle: number, isSilent?: boolean): void;
}
