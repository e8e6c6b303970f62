/**
 * Goal: EndpointSlices become the pool that a balancer would have. Method: lists as kubectl prints them, with two
 * slices that share an endpoint, unready endpoints, several services and ports, and broken documents.
 */
import { describe, expect, it } from 'vitest';
import { readPool } from '../../../../cli/maglev/read-pool.ts';
import { UserError } from '../../../../cli/user-error.ts';

const slice = (name: string, service: string, given: object): object => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name, labels: { 'kubernetes.io/service-name': service } },
  addressType: 'IPv4',
  ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
  ...given,
});
const endpoint = (address: string, given: object = {}): object => ({
  addresses: [address],
  conditions: { ready: true },
  ...given,
});
const list = (...items: object[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

describe('EndpointSlices', () => {
  it('joins the slices of a service, each endpoint once, ready ones only', () => {
    const text = list(
      slice('web-1', 'web', {
        endpoints: [
          endpoint('10.0.0.1', { zone: 'a', targetRef: { kind: 'Pod', name: 'web-x' } }),
          endpoint('10.0.0.2'),
        ],
      }),
      slice('web-2', 'web', {
        endpoints: [
          endpoint('10.0.0.2'),
          endpoint('10.0.0.3', { conditions: {} }),
          endpoint('10.0.0.4', { conditions: { ready: false } }),
        ],
      }),
    );
    const { backends, notices, localityWeights } = readPool(text, 'slices.json');
    expect(backends.map(({ name }) => name)).toEqual(['10.0.0.1:8080', '10.0.0.2:8080', '10.0.0.3:8080']);
    expect(backends[0]).toEqual({
      name: '10.0.0.1:8080',
      weight: 1,
      address: '10.0.0.1',
      port: 8080,
      protocol: 'TCP',
      hostname: 'web-x',
      hashKey: null,
      locality: 'a',
    });
    expect(notices).toEqual(['1 endpoints of web are not ready and were left out']);
    expect(localityWeights).toBeNull();
    expect(readPool(text, 'slices.json', { includeUnhealthy: true }).backends).toHaveLength(4);
  });

  it('reads YAML and a single slice, IPv6 in brackets', () => {
    const text = `
kind: EndpointSlice
metadata: { name: web-abc, labels: { kubernetes.io/service-name: web } }
addressType: IPv6
ports: [{ name: "", protocol: UDP, port: 53 }]
endpoints:
  - addresses: ["fd00::1"]
`;
    const [only] = readPool(text, 'slice.yaml').backends;
    expect(only).toMatchObject({ name: '[fd00::1]:53', address: 'fd00::1', port: 53, protocol: 'UDP' });
  });

  it('asks which service and which port, and takes a port by name or number', () => {
    const two = list(
      slice('a', 'web', { endpoints: [endpoint('10.0.0.1')] }),
      slice('b', 'api', {
        endpoints: [endpoint('10.0.0.9')],
        ports: [
          { name: 'http', port: 80 },
          { name: 'admin', port: 9000 },
        ],
      }),
    );
    expect(() => readPool(two, 'f')).toThrow('the file has 2 services, choose one with --service: web, api');
    expect(() => readPool(two, 'f', { service: 'wbe' })).toThrow('did you mean "web"?');
    expect(() => readPool(two, 'f', { service: 'api' })).toThrow(
      'the file has 2 ports, choose one with --port: http, admin',
    );
    expect(readPool(two, 'f', { service: 'api', port: 'admin' }).backends[0]!.name).toBe('10.0.0.9:9000');
    expect(readPool(two, 'f', { service: 'api', port: '80' }).backends[0]!.name).toBe('10.0.0.9:80');
  });

  it('FQDN endpoints have a host name and no address', () => {
    const text = list(slice('x', 'ext', { addressType: 'FQDN', endpoints: [endpoint('db.example')] }));
    expect(readPool(text, 'f').backends[0]).toMatchObject({
      name: 'db.example:8080',
      address: null,
      hostname: 'db.example',
    });
  });

  it('says what is wrong, and where', () => {
    const broken = list(slice('x', 'web', { endpoints: [{ addresses: [] }] }));
    expect(() => readPool(broken, 'f')).toThrow(UserError);
    expect(() => readPool(broken, 'f')).toThrow('items.0.endpoints.0.addresses');
    const nobody = list(slice('x', 'web', { endpoints: [endpoint('10.0.0.1', { conditions: { ready: false } })] }));
    expect(() => readPool(nobody, 'slices.json')).toThrow(
      'slices.json: no backend is left (1 endpoints of web are not ready',
    );
  });
});
