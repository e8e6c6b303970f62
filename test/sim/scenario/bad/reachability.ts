/** Faults in what lets backends be reached. */
import type { BadScenario } from './bad-scenario.ts';

export const BAD_REACHABILITY: readonly BadScenario[] = [
  {
    name: 'a firewall range that is no network',
    edits: [
      [
        '  sessionAffinity: CLIENT_IP\n',
        '  firewall: [{ sourceRanges: [130.211.1.5/22, 35.191.0.0/33, google, 35.191.0.0/16] }]\n',
      ],
    ],
    expected: [
      's.yaml:22:31 error service.firewall.0.sourceRanges.0: 130.211.1.5 is not the first address of its range: 130.211.0.0/22',
      's.yaml:22:47 error service.firewall.0.sourceRanges.1: "35.191.0.0/33" is no range: after the address comes a slash and a prefix from 0 to 32',
      's.yaml:22:62 error service.firewall.0.sourceRanges.2: "google" is no IP address; a range is written like 130.211.0.0/22',
    ],
  },
  {
    name: 'ports of a firewall the wrong way round',
    edits: [
      ['  sessionAffinity: CLIENT_IP\n', '  firewall: [{ sourceRanges: [35.191.0.0/16], ports: [443, 90-80] }]\n'],
    ],
    expected: [
      's.yaml:22:60 error service.firewall.0.ports.1: 90-80 is no range of ports: they go from 1 to 65535, the lower one first',
    ],
  },
  {
    name: 'a named port that a group does not map',
    edits: [
      ['  sessionAffinity: CLIENT_IP\n', '  portName: web\n'],
      ['    web-seoul:\n      zone', '    web-seoul:\n      namedPorts: { wep: 8080 }\n      zone'],
      ['    web-tokyo:\n      zone', '    web-tokyo:\n      port: 8080\n      zone'],
    ],
    expected: [
      's.yaml:28:7 error service.backends.web-seoul.namedPorts: the group maps no port named "web" (did you mean "wep"?)',
      's.yaml:37:5 error service.backends.web-iowa: the group maps no port named "web"',
    ],
  },
  {
    name: 'a classic proxy with outlier detection',
    edits: [['EXTERNAL_MANAGED\n', 'EXTERNAL\n  outlierDetection: { maxEjectionPercent: 120% }\n']],
    expected: [
      's.yaml:22:21 error service.outlierDetection: the classic proxy (EXTERNAL) has no outlierDetection',
      's.yaml:22:43 error service.outlierDetection.maxEjectionPercent: at most 100%; got 120%',
    ],
  },
  {
    name: 'a backend in a peered network',
    edits: [['    web-seoul:\n      zone', '    web-seoul:\n      network: peer\n      zone']],
    expected: [
      's.yaml:28:16 error service.backends.web-seoul.network: its members are in network peer, the load balancer in default: VPC peering does not carry its traffic',
    ],
  },
  {
    name: 'a classic proxy towards IPv6 backends',
    edits: [['EXTERNAL_MANAGED\n', 'EXTERNAL\n  ipAddressSelectionPolicy: IPV6_ONLY\n']],
    expected: [
      's.yaml:22:29 error service.ipAddressSelectionPolicy: the classic proxy (EXTERNAL) reaches its backends over IPv4 only',
    ],
  },
];
