/**
 * What a connection carries, in bytes of the application: what TLS, TCP and IP add is not
 * in it. Means over connections.
 */
export interface ResolvedPayload {
  readonly requestBytes: number;
  readonly responseBytes: number;
}
