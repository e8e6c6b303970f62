/**
 * What Google Cloud says of its global proxy load balancing, numbered: each statement is held by tests that bear its number in their titles.
 *
 * Source of G1 to G43: the product page "TCP proxy load balancing overview", in our words.
 */

export interface Statement {
  /** `G23`. */
  readonly id: string;
  readonly text: string;
}

function numbered(letter: string, texts: readonly string[]): Statement[] {
  return texts.map((text, index) => ({ id: `${letter}${index + 1}`, text }));
}

export const GCP_STATEMENTS: readonly Statement[] = numbered('G', [
  'One anycast address serves all clients (Premium); every PoP announces it, and the client enters where routing leads.',
  'Premium: backends in several regions. Standard: the address is announced from the rule’s region only, and only its backends serve.',
  'No DNS steering: all clients resolve the same address.',
  'A forwarding rule names one address, one protocol, one port; packets to others reach no backend.',
  'The classic proxy takes 25 ports; any other is rejected.',
  'A SYN to an unconfigured port may be answered by the GFE on Premium, but nothing reaches a backend.',
  'A port scan probes one GFE per connection; the address is not one device.',
  'IPv6 clients are accepted; IPv6 ends at the load balancer and goes on as IPv4, or as the address selection policy says.',
  'An ephemeral address changes when the rule is recreated; a reserved one stays.',
  'Edge routers announce the address; the next hop is a layer 3/4 system (Maglev) as near the user as possible.',
  'Maglev hands the flow to the Maglev that geo-IP judges nearest the user: ingress and serving PoP can differ.',
  'Maglev forwards to a first-layer GFE, which ends TLS and picks a second-layer GFE.',
  'For instance groups and zonal NEGs the second-layer GFE is in or near the region of the backend.',
  'For hybrid, serverless and internet NEGs and backend buckets it is in a subset of regions, so that the RTT between the GFEs is least.',
  'That preference is no guarantee: it changes with network conditions and maintenance.',
  'Second-layer GFEs know health status and actual use of capacity.',
  'A second-layer GFE sends to backends in the zones of its region.',
  'Two TCP connections a session; the backend sees source addresses of 130.211.0.0/22 or 35.191.0.0/16.',
  'Client address and port are lost unless the PROXY protocol is on.',
  'The backend protocol is TCP or SSL exactly as configured; no fallback; changing it makes backends unreachable for minutes.',
  'Backends must allow the GFE ranges, or health checks fail; firewall rules act at the VM and cannot stop traffic to the GFE.',
  'The group’s named port decides the backend port and may differ between groups; health-check and serving port must both be open.',
  'New connections go to the closest region with capacity, then to another; existing ones stay where they are.',
  'Healthy groups in the region closest to the user are tried first.',
  'Spillover to another region is of the Premium tier only.',
  'Spillover is possible when all backends known to the second-layer GFE are at capacity or unhealthy.',
  'The GFE must know of healthy, available backends in another region.',
  'A second-layer GFE is configured with only a subset of the backend locations.',
  'Spillover does not try every zone: a request can fail although a healthy backend exists.',
  'To steer away set the capacity scaler to 0; failing health checks do not guarantee that GFEs spill.',
  'With few connections a second-layer GFE may favour one zone; distribution evens out with more.',
  'Health and choice are per zonal NEG, zonal instance group, or zone of a regional group.',
  'Within a zone distribution is by consistent hashing.',
  'Capacity-aware proxying lets one provision N+1 instead of x*N; a layer 3/4 balancer sends to its region regardless.',
  'Balancing mode is CONNECTION, with exactly one target of the kind that fits the group, or UTILIZATION.',
  'A TCP proxy has exactly one backend service.',
  'CLIENT_IP affinity: one client, one backend, if it is healthy and has capacity.',
  'One backend unhealthy: others of the region; all of the region: other regions (Premium); none anywhere: dropped.',
  'Changes of the backend service take minutes to reach the GFEs.',
  'Connection draining limits interruption when a backend is terminated, removed by hand or by an autoscaler.',
  'GKE: standalone NEGs balance straight to pods; the user attaches the NEG to the backend service.',
  'No VPC peering.',
  'SYN floods are absorbed at the GFE without configuration; blocking needs Cloud Armor.',
]);

/** Worked examples: `DOC` and `ENVOY` have their numbers in the documents, `DER` are documented rules applied to small numbers. */
export const WORKED_EXAMPLES: readonly Statement[] = [
  { id: 'DOC-GKE-1', text: 'GKE capacity-based load balancing: 10, 30 and 60 requests/s on two regions of 20.' },
  { id: 'DOC-CAP-1', text: 'Global demand at 1.2 times capacity: every region at 1.2.' },
  { id: 'DOC-CAP-2', text: 'More than half of a region’s backends unhealthy: some traffic overflows before it must.' },
  {
    id: 'DOC-CAPTUT-1',
    text: 'Capacity tutorial: latency against load with one instance, one region, two regions; overflow settles in 50 to 75 s.',
  },
  { id: 'DOC-DRAIN-1', text: 'A group shared by services drains for the largest of their timeouts.' },
  { id: 'DOC-ASG-1', text: 'Autoscaling at 0.8 of 100 requests/s per instance holds 80.' },
  { id: 'DOC-ASG-2', text: 'With a target per group autoscaling on serving capacity does not work.' },
  { id: 'DOC-KB-1', text: 'Two of three EU backends at zero members: EU traffic goes to the US.' },
  { id: 'DOC-BS-1', text: 'Zone target capacity counts all members, healthy or not.' },
  { id: 'DOC-ISSUE-1', text: 'A rolling update of 11 pods at 100 requests/s cost 96 errors.' },
  { id: 'DOC-ISSUE-2', text: 'A target of 1 request/s per instance: European traffic spreads over both regions.' },
  { id: 'ENVOY-PRIO-2', text: 'Envoy priority levels, second level healthy.' },
  { id: 'ENVOY-PRIO-2b', text: 'Envoy priority levels, both degraded.' },
  { id: 'ENVOY-PRIO-3', text: 'Envoy priority levels, three of them.' },
  { id: 'ENVOY-PRIO-NORM', text: 'Envoy priority levels normalised when together below 100 %.' },
  { id: 'ENVOY-LOC', text: 'Envoy locality weights by health.' },
  { id: 'DER-1', text: 'Half of ten members gone: the zone’s target stays, survivors hold twice as much.' },
  { id: 'DER-2', text: 'The same with a target of the group.' },
  { id: 'DER-3', text: 'The capacity scaler multiplies the target.' },
  { id: 'DER-4', text: 'Waterfall over three regions.' },
  { id: 'DER-5', text: 'All regions above capacity: the same relative excess.' },
  { id: 'DER-6', text: 'Zones of a region in proportion to capacity.' },
  { id: 'DER-7', text: 'WATERFALL_BY_ZONE fills the nearest zone first.' },
  { id: 'DER-8', text: 'The failover threshold, at and below 70 and 50 %.' },
  { id: 'DER-9', text: 'Auto-capacity drain: candidates, ratio, the boundary.' },
  { id: 'DER-10', text: 'Undrain at 35 % for 60 s.' },
  { id: 'DER-11', text: 'Isolation: none, NEAREST, STRICT.' },
  { id: 'DER-12', text: 'A preferred backend fills first, however far.' },
  { id: 'DER-13', text: 'Standard tier: the region overfills, nothing crosses.' },
  { id: 'DER-14', text: 'N+1 with spillover against duplication of each region.' },
  { id: 'DER-15', text: 'Detection window of health checks.' },
  { id: 'DER-16', text: 'Passthrough failover ratio.' },
];
