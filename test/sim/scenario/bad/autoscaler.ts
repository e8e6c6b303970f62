/** Faults in `service.backends.<id>.autoscaler`, and what an autoscaler does not let events do. */
import type { BadScenario } from './bad-scenario.ts';

export const BAD_AUTOSCALER: readonly BadScenario[] = [
  {
    name: 'an autoscaler without a signal',
    edits: [
      [
        '      zone: us-central1-a\n',
        '      zone: us-central1-a\n      autoscaler: { minMembers: 1, maxMembers: 20 }\n',
      ],
    ],
    expected: [
      's.yaml:37:7 error service.backends.web-iowa.autoscaler: no signal: give cpuUtilization, loadBalancingUtilization or openConnections',
    ],
  },
  {
    name: 'an autoscaler whose bounds leave out the group',
    edits: [
      [
        '      zone: us-central1-a\n',
        '      zone: us-central1-a\n      autoscaler: { minMembers: 1, maxMembers: 2, cpuUtilization: { target: 0.6 } }\n',
      ],
    ],
    expected: [
      's.yaml:37:7 error service.backends.web-iowa.autoscaler: the group begins with 10 members, outside 1 to 2',
    ],
  },
  {
    name: 'an autoscaler that keeps a serving capacity which TCP does not report',
    edits: [
      [
        '      zone: us-central1-a\n',
        '      zone: us-central1-a\n      autoscaler: { minMembers: 1, maxMembers: 20, loadBalancingUtilization: { target: 0.8 } }\n',
      ],
    ],
    expected: [
      's.yaml:37:52 error service.backends.web-iowa.autoscaler.loadBalancingUtilization: only HTTP(S) load balancing reports its use of serving capacity; with TCP use cpuUtilization or openConnections',
    ],
  },
  {
    name: 'an autoscaler with a target of nothing',
    edits: [
      [
        '      zone: us-central1-a\n',
        '      zone: us-central1-a\n      autoscaler: { minMembers: 1, maxMembers: 20, cpuUtilization: { target: 0% } }\n',
      ],
    ],
    expected: [
      's.yaml:37:78 error service.backends.web-iowa.autoscaler.cpuUtilization.target: expected a fraction above 0 and up to 1, such as 0.8 or 80%; got "0%"',
    ],
  },
  {
    name: 'members set by hand where an autoscaler sets them',
    edits: [
      [
        '      zone: us-central1-a\n',
        '      zone: us-central1-a\n      autoscaler: { minMembers: 1, maxMembers: 20, openConnections: { target: 9 } }\n',
      ],
      ['withdraw: { pop: icn }', 'scale: { region: us-central1, members: 5 }'],
    ],
    expected: ['s.yaml:61:55 error events.bgp.scale.members: the autoscaler of web-iowa sets its members: turn it OFF'],
  },
];
