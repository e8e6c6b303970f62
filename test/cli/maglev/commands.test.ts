/**
 * Goal: `spillway maglev` answers from files, flags and pipes, in every format, as the real balancers would. Method:
 * the built command line in a child process; published tables and closed forms where there are any.
 */
import { describe, expect, it } from 'vitest';
import { useBuiltCli } from '../../support/built-cli.ts';

const SIX = [90, 91, 92, 93, 94, 95].map((port) => `127.0.0.1:${port}`);
const HUNDRED = Array.from({ length: 100 }, (_, at) => `10.0.0.${at}:8080`);

/** Two localities of unequal weight, one host with a key of its own. */
const ENVOY_DUMP = JSON.stringify({
  configs: [
    {
      '@type': 'type.googleapis.com/envoy.admin.v3.EndpointsConfigDump',
      dynamic_endpoint_configs: [
        { endpoint_config: { cluster_name: 'web', endpoints: [locality('a', 3, [1, 2]), locality('b', 1, [3])] } },
      ],
    },
  ],
});

function locality(zone: string, weight: number, ports: readonly number[]): object {
  return {
    locality: { region: 'eu', zone },
    load_balancing_weight: weight,
    lb_endpoints: ports.map((port) => ({
      endpoint: { address: { socket_address: { address: '10.0.0.1', port_value: port } } },
      metadata: port === 2 ? { filter_metadata: { 'envoy.lb': { hash_key: 'two' } } } : undefined,
    })),
  };
}

const SLICES = `
kind: List
items:
  - kind: EndpointSlice
    metadata: { name: web-1, labels: { kubernetes.io/service-name: web } }
    addressType: IPv4
    ports: [{ name: http, port: 8080 }]
    endpoints:
      - { addresses: [10.0.0.1], conditions: { ready: true } }
      - { addresses: [10.0.0.2], conditions: { ready: true }, zone: a }
      - { addresses: [10.0.0.3], conditions: { ready: false } }
`;

describe('spillway maglev', () => {
  const cli = useBuiltCli();

  function maglev(args: readonly string[], stdin = ''): string {
    const { code, stdout, stderr } = cli.run(['maglev', ...args], {}, stdin);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  }

  describe('table', () => {
    it('is Envoy’s own table of six hosts (envoy-basic)', () => {
      const csv = maglev(['table', '--method', 'envoy', '--table-size', '7', '--format', 'csv', '--backend', ...SIX]);
      const owners = [92, 94, 90, 91, 95, 90, 93].map((port, slot) => `${slot},1,127.0.0.1:${port}`);
      expect(csv.trimEnd().split('\n')).toEqual(['first_slot,slots,backend', ...owners]);
    });

    it('prints 65,537 slots for people', () => {
      const lines = maglev(['table', '--form', 'slots', '--backend', 'a', 'b']).trimEnd().split('\n');
      expect(lines).toHaveLength(65_537 + 2);
      expect(lines[1]).toBe(' slot  backend');
    });

    it('joins a file and flags, and takes --dialect for --method', () => {
      cli.write('pool.yaml', '[10.0.0.1:80, 10.0.0.2:80=0]');
      const json = maglev([
        ...['table', '--dialect', 'paper', '--table-size', '5', '--format', 'json', '--form', 'slots'],
        ...['--backends', 'pool.yaml', '--backend', '10.0.0.3:80', '--backend', '10.0.0.4:80'],
      ]);
      const table = JSON.parse(json) as { method: string; rows: { backend: string }[] };
      expect(table.method).toBe('paper');
      expect(new Set(table.rows.map((row) => row.backend))).toEqual(
        new Set(['10.0.0.1:80', '10.0.0.3:80', '10.0.0.4:80']),
      );
    });
  });

  describe('balance', () => {
    it('Katran’s first version gives weights 1 and 10 the same (issue 35)', () => {
      const csv = maglev([
        'balance',
        '--method',
        'katran-v1',
        '--format',
        'csv',
        '--backend',
        '10.0.0.1=1',
        '10.0.0.2=10',
      ]);
      const counts = csv
        .split('\n')
        .slice(1, 3)
        .map((line) => Number(line.split(',')[2]));
      expect(counts[0]! + counts[1]!).toBe(65_537);
      expect(Math.abs(counts[0]! - counts[1]!)).toBeLessThan(20);
    });

    it('says what sampling adds', () => {
      expect(maglev(['balance', '--method', 'modulo', '--keys', '10000', '--backend', 'a', 'b', 'c', 'd'])).toContain(
        '10000 sampled keys, whose chance alone spreads shares by 2.000%',
      );
    });
  });

  describe('disruption', () => {
    it('of one of three named backends: its third, and hardly more', () => {
      const json = maglev(['disruption', '--backend', 'a', 'b', 'c', '--remove', 'b', '--format', 'json']);
      const [row] = (JSON.parse(json) as { rows: { moved: number; minimum: number; extra: number }[] }).rows;
      expect(row!.minimum).toBeCloseTo(1 / 3, 12);
      expect(row!.moved - row!.extra).toBeCloseTo(1 / 3, 4);
      expect(row!.extra).toBeLessThan(0.01);
    });

    it.each(['remove', 'add', 'double'])(
      'at random, %s: the mean is in its interval, the same for the same seed',
      (change) => {
        const args = ['disruption', '--backend', ...HUNDRED, '--table-size', '1021', '--random-change', change];
        const run = (seed: string): string => maglev([...args, '--draws', '5', '--seed', seed, '--format', 'json']);
        const [row] = (JSON.parse(run('one')) as { rows: Record<string, number>[] }).rows;
        expect(row!.moved_low!).toBeLessThan(row!.moved!);
        expect(row!.moved!).toBeLessThan(row!.moved_high!);
        expect(row!.moved!).toBeGreaterThan(row!.minimum!);
        expect(run('one')).toBe(run('one'));
        expect(run('one')).not.toBe(run('two'));
      },
    );
  });

  it('compare lines methods up and leaves out those that cannot take the pool', () => {
    const args = [
      'compare',
      '--backend',
      'web-a',
      'web-b',
      '--method',
      'paper',
      'glb',
      'modulo',
      'paper',
      '--keys',
      '1000',
    ];
    const lines = maglev(args).trimEnd().split('\n');
    expect(lines).toContain('left out glb: GLB hashes the IP address of a backend; "web-a" has none');
    expect(lines.slice(-2).map((line) => line.split(' ')[0])).toEqual(['paper', 'modulo']);
  });

  describe('import', () => {
    it('Kubernetes’ endpoints as words and maps, and says what was left out', () => {
      const { code, stdout, stderr } = cli.run(['maglev', 'import', '-'], {}, SLICES);
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: 'note: 1 endpoints of web are not ready and were left out\n',
      });
      expect(stdout).toBe('backends:\n  - 10.0.0.1:8080\n  - name: 10.0.0.2:8080\n    locality: a\n');
    });

    it('an Envoy dump through import is the dump itself, keys and localities included', () => {
      cli.write('dump.json', ENVOY_DUMP);
      cli.write('pool.yaml', maglev(['import', 'dump.json']));
      const table = (file: string): string =>
        maglev(['balance', '--method', 'envoy', '--backends', file, '--format', 'csv']);
      expect(table('pool.yaml')).toBe(table('dump.json'));
      // Three quarters for locality a, halved between its hosts.
      expect(table('dump.json')).toMatch(/^10\.0\.0\.1:1,1,\d+,0\.37\d+/m);
    });
  });

  it('reads stdin for any command', () => {
    const json = maglev(
      ['balance', '--backends', '-', '--format', 'json', '--method', 'cilium'],
      '[10.0.0.1:80, 10.0.0.2:80]',
    );
    expect(JSON.parse(json)).toMatchObject({ method: 'cilium', key_count: 16_381 });
  });

  it('takes one backend: everything is its', () => {
    for (const method of ['paper', 'envoy', 'modulo']) {
      const csv = maglev([
        'balance',
        '--backend',
        '10.0.0.1:80',
        '--method',
        method,
        '--keys',
        '100',
        '--format',
        'csv',
      ]);
      expect(csv.split('\n')[1]).toMatch(/^10\.0\.0\.1:80,1,\d+,1\.00000000,1\.00000000,0\.00000000$/);
    }
  });

  it('takes more backends than slots: as many as there are slots get one', () => {
    cli.write('many.yaml', Array.from({ length: 20_000 }, (_, at) => `- web-${at}`).join('\n'));
    const csv = maglev(['balance', '--backends', 'many.yaml', '--table-size', '1021', '--format', 'csv']);
    const counts = csv
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[2]));
    expect(counts).toHaveLength(20_000);
    expect(counts.filter((count) => count === 1)).toHaveLength(1021);
    expect(Math.max(...counts)).toBe(1);
  });

  it('a reader that leaves early is no error', async () => {
    const child = cli.start(['maglev', 'table', '--form', 'slots', '--backend', 'a', 'b']);
    let stderr = '';
    child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout!.destroy();
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
