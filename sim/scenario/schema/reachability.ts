/** What lets the load balancer reach its backends: firewall, ports, IP families, PROXY header, protocol, network. */
import { z } from 'zod';
import { choice, count, durationText, expected, id, wholeNumber } from './quantities.ts';

export const PROXY_HEADERS = ['NONE', 'PROXY_V1'] as const;
export const IP_POLICIES = ['IPV4_ONLY', 'PREFER_IPV6', 'IPV6_ONLY'] as const;
export const IP_STACKS = ['IPV4', 'IPV6', 'DUAL'] as const;

const port = () => wholeNumber(1, 65_535);

const portForm = expected('a port such as 443, or a range such as 8000-8100');

const portOrRange = z.union([port(), z.string().regex(/^\d{1,5}-\d{1,5}$/, { error: portForm })], { error: portForm });

const network = () => z.string({ error: expected('the name of a VPC network') }).min(1);

const firewallRule = z.strictObject({
  sourceRanges: z
    .array(z.string({ error: expected('a range such as 130.211.0.0/22') }), {
      error: expected('a list of ranges such as [130.211.0.0/22]'),
    })
    .min(1)
    .describe('Addresses that may come in, in CIDR notation.')
    .meta({ examples: [['130.211.0.0/22', '35.191.0.0/16']] }),
  ports: z
    .array(portOrRange, { error: expected('a list of ports such as [443, 8000-8100]') })
    .min(1)
    .optional()
    .describe('Ports and ranges that they may reach. Default all.'),
});

export const serviceReachFields = {
  firewall: z
    .array(firewallRule, { error: expected('a list of rules, each with sourceRanges') })
    .optional()
    .describe("Ingress that the VMs' firewall allows. Default 130.211.0.0/22 and 35.191.0.0/16 on all ports."),
  portName: id().optional().describe('Named port that each instance group maps to its own. Default none.'),
  proxyHeader: choice(PROXY_HEADERS).optional().describe('Header that tells members the client address. Default NONE.'),
  ipAddressSelectionPolicy: choice(IP_POLICIES)
    .optional()
    .describe('IP family towards the backends, whatever the clients use. Default IPV4_ONLY.'),
  timeout: durationText({ minUs: 1_000_000 })
    .optional()
    .describe('Backend service timeout: when the proxy closes an idle connection. Default 30s.'),
  idleTimeoutFrom: choice(['timeout', 'draining'])
    .optional()
    .describe('Which documented time closes idle connections: timeout, or closeWithin of draining. Default timeout.'),
  address: choice(['reserved', 'ephemeral'])
    .optional()
    .describe('Whether the address survives its forwarding rule. Default reserved.'),
  ipVersions: z
    .array(choice(['IPV4', 'IPV6']))
    .min(1)
    .optional()
    .describe('IP versions of the address: a forwarding rule each. Default both.'),
  network: network().optional().describe('VPC network of the backends; peered ones are out of reach. Default default.'),
};

export const backendReachFields = {
  port: port().optional().describe("Port the load balancer connects to. Default the forwarding rule's."),
  namedPorts: z.record(id(), port()).optional().describe('Ports of an instance group by name.'),
  ipStack: choice(IP_STACKS).optional().describe('IP families of the members. Default IPV4.'),
  network: network().optional().describe("VPC network of the members. Default the service's."),
};

export const memberReachFields = {
  listensOn: z
    .union([z.literal('any'), z.array(port()).min(1)], { error: expected('any, or a list of ports such as [8080]') })
    .optional()
    .describe('Ports on which the server listens. Default any: whatever it is asked on.'),
  speaks: choice(['TCP', 'SSL']).optional().describe("What the server speaks. Default the service's protocol."),
  proxyHeader: choice(PROXY_HEADERS).optional().describe("Header that the server expects. Default the service's."),
  perClientLimit: z
    .union([z.literal('none'), count(1, 100_000_000)], { error: expected('none, or a count such as 10') })
    .optional()
    .describe('Connections a member takes from one address. Default none.'),
};

export const healthCheckReachFields = {
  type: choice(['TCP', 'SSL']).optional().describe('TCP is content with the handshake. Default TCP.'),
  port: z
    .union([port(), z.literal('USE_SERVING_PORT')], { error: expected('a port such as 80, or USE_SERVING_PORT') })
    .optional()
    .describe('Port that is probed. Default 80.'),
  proxyHeader: choice(PROXY_HEADERS).optional().describe('Header that probes send. Default NONE.'),
};
