/**
 * An assignment policy: which server a balancer tells a client to use. It knows what that
 * balancer knows, and nothing else.
 */

/** What a balancer knows when a client asks it. One object for each balancer, kept up to date in place. */
export interface AssignmentView {
  /**
   * Servers that are registered and that it holds to be alive, ascending; never empty when a policy is
   * asked. Replaced when it changes.
   */
  servers: Int32Array;
  /**
   * [slotCount] clients that this balancer has sent to a server since it last registered; it
   * never learns of those that left.
   */
  readonly assigned: Float64Array;
  /**
   * [slotCount] connections that a server had when it last said so, and clients that this balancer has sent it since;
   * all 0 unless the policy `needsLoad`.
   */
  readonly load: Float64Array;
  /** [slotCount] connections that a server is meant to hold. */
  readonly target: Float64Array;
  /** [regionCount] RTT from the asking client's network to a region, us; of the client that asks now. */
  rttUs: Float64Array;
  /** [slotCount] region of a server. */
  readonly regionOf: Int16Array;
}

export interface AssignmentPolicy {
  /**
   * One of `view.servers`. Hot.
   *
   * @param clientHash the same for all connections of a client, 32 bits
   * @param choice uniform draw of this ask, 32 bits
   */
  pick(view: AssignmentView, clientHash: number, choice: number): number;
}
