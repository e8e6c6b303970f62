/**
 * Goal: Envoy's dumps become the hosts that Envoy balances over, so that a table here is the table there. Method: dumps
 * in the shape of Envoy's admin protos, and Envoy's own table of six hosts rebuilt from one.
 */
import { describe, expect, it } from 'vitest';
import { readPool } from '../../../../cli/maglev/read-pool.ts';
import { UserError } from '../../../../cli/user-error.ts';
import { buildMethod, DEFAULT_METHOD_OPTIONS, hashMethod } from '../../../../sim/maglev/methods.ts';

const host = (port: number, given: object = {}): object => ({
  address: { socket_address: { address: '127.0.0.1', port_value: port } },
  stats: [{ name: 'rq_total', value: '7' }],
  health_status: { eds_health_status: 'HEALTHY' },
  weight: 1,
  locality: {},
  ...given,
});
const clusters = (...statuses: { name: string; host_statuses?: object[] }[]): string =>
  JSON.stringify({ cluster_statuses: statuses.map((status) => ({ added_via_api: true, ...status })) });

describe('/clusters?format=json', () => {
  it('rebuilds Envoy\u2019s own table of six hosts (envoy-basic)', () => {
    const text = clusters(
      { name: 'web', host_statuses: [90, 91, 92, 93, 94, 95].map((port) => host(port)) },
      { name: 'xds' },
    );
    const { backends } = readPool(text, 'clusters.json');
    const { table } = buildMethod(hashMethod('envoy'), backends, { ...DEFAULT_METHOD_OPTIONS, tableSize: 7 });
    expect([...table!]).toEqual([2, 4, 0, 1, 5, 0, 3]);
  });

  it('keeps weight, host name and locality; leaves out the unhealthy and other priorities', () => {
    const text = clusters({
      name: 'web',
      host_statuses: [
        host(1, { weight: 5, hostname: 'a.example', locality: { region: 'eu', zone: 'eu-1' } }),
        host(2, { health_status: { failed_active_health_check: true, eds_health_status: 'HEALTHY' } }),
        host(3, { health_status: { eds_health_status: 'DRAINING' } }),
        host(4, { health_status: {} }),
        host(5, { priority: 1 }),
      ],
    });
    const { backends, notices } = readPool(text, 'clusters.json');
    expect(backends.map(({ name }) => name)).toEqual(['127.0.0.1:1', '127.0.0.1:4']);
    expect(backends[0]).toMatchObject({
      weight: 5,
      hostname: 'a.example',
      locality: 'eu/eu-1',
      address: '127.0.0.1',
      port: 1,
    });
    expect(notices).toEqual([
      '1 hosts of web have another priority than 0 and were left out',
      '2 hosts of web are not healthy and were left out',
    ]);
    expect(readPool(text, 'f', { includeUnhealthy: true }).backends).toHaveLength(4);
    expect(readPool(text, 'f', { priority: 1 }).backends.map(({ name }) => name)).toEqual(['127.0.0.1:5']);
  });

  it('asks which cluster, and knows pipes', () => {
    const two = clusters(
      { name: 'web', host_statuses: [host(1)] },
      { name: 'sds', host_statuses: [host(0, { address: { pipe: { path: '/run/sds' } } })] },
    );
    expect(() => readPool(two, 'f')).toThrow('the file has 2 clusters, choose one with --service: web, sds');
    expect(readPool(two, 'f', { service: 'sds' }).backends[0]).toMatchObject({ name: '/run/sds', address: null });
  });

  it('says what is wrong, and where', () => {
    expect(() => readPool(clusters({ name: 'web', host_statuses: [{ weight: 1 }] }), 'f')).toThrow(
      'cluster_statuses.0.host_statuses.0.address',
    );
  });
});

const endpointsDump = (...endpoints: object[]): object => ({
  '@type': 'type.googleapis.com/envoy.admin.v3.EndpointsConfigDump',
  dynamic_endpoint_configs: [
    {
      endpoint_config: {
        '@type': 'type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment',
        cluster_name: 'web',
        endpoints,
      },
    },
  ],
});
const lbEndpoint = (port: number, given: object = {}): object => ({
  endpoint: { address: { socket_address: { address: '10.0.0.1', port_value: port } } },
  load_balancing_weight: 1,
  ...given,
});

describe('/config_dump?include_eds', () => {
  const dump = JSON.stringify({
    configs: [
      { '@type': 'type.googleapis.com/envoy.admin.v3.BootstrapConfigDump', bootstrap: {} },
      endpointsDump(
        {
          locality: { region: 'eu', zone: 'a' },
          load_balancing_weight: 3,
          lb_endpoints: [
            lbEndpoint(1, {
              metadata: { filter_metadata: { 'envoy.lb': { hash_key: 'one' } } },
              load_balancing_weight: 7,
            }),
            lbEndpoint(2, { health_status: 'UNHEALTHY' }),
            lbEndpoint(3, { health_status: 'HEALTHY' }),
          ],
        },
        { locality: { region: 'eu', zone: 'b' }, load_balancing_weight: 1, lb_endpoints: [lbEndpoint(4)] },
        { priority: 1, lb_endpoints: [lbEndpoint(5)] },
      ),
    ],
  });

  it('has hash keys, endpoint weights and the weights of localities', () => {
    const { backends, localityWeights, notices } = readPool(dump, 'dump.json');
    expect(backends.map(({ name, weight, hashKey, locality }) => [name, weight, hashKey, locality])).toEqual([
      ['10.0.0.1:1', 7, 'one', 'eu/a'],
      ['10.0.0.1:3', 1, null, 'eu/a'],
      ['10.0.0.1:4', 1, null, 'eu/b'],
    ]);
    expect([...localityWeights!]).toEqual([
      ['eu/a', 3],
      ['eu/b', 1],
    ]);
    expect(notices).toEqual([
      'localities of web with another priority than 0 were left out',
      '1 endpoints of web are not healthy and were left out',
    ]);
  });

  it('localities without weights are not weighed', () => {
    const text = JSON.stringify({
      configs: [endpointsDump({ locality: { zone: 'a' }, lb_endpoints: [lbEndpoint(1)] })],
    });
    expect(readPool(text, 'f').localityWeights).toBeNull();
  });

  it('a dump without endpoints says how to get one', () => {
    const text = JSON.stringify({ configs: [{ '@type': 'type.googleapis.com/envoy.admin.v3.ClustersConfigDump' }] });
    expect(() => readPool(text, 'f')).toThrow(UserError);
    expect(() => readPool(text, 'f')).toThrow('/config_dump?include_eds');
  });
});
