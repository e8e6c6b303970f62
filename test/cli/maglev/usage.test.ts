/**
 * Goal: whatever is wrong with backends, methods, sizes or files is the user's to read in a line: exit 2, nothing on
 * stdout, never a bug report. Method: the built command line in a child process.
 */
import { describe, expect, it } from 'vitest';
import { useBuiltCli } from '../../support/built-cli.ts';

const AB = ['--backend', '10.0.0.1:80', '10.0.0.2:80'];

describe('spillway maglev', () => {
  const cli = useBuiltCli();

  it.each([
    ['no backends', ['table'], /name the backends: --backends FILE, or --backend/],
    [
      'a file that is not there',
      ['balance', '--backends', 'nowhere.yaml'],
      /cannot read backends nowhere\.yaml: no such file/,
    ],
    ['a directory for a file', ['balance', '--backends', '.'], /it is a directory/],
    ['an empty stdin', ['balance', '--backends', '-'], /stdin: the file is empty/],
    ['a name listed twice', ['balance', '--backend', 'a', 'b', 'a'], /backend "a" is listed twice/],
    ['no weight at all', ['balance', '--backend', 'a=0', 'b=0'], /every backend has weight 0/],
    ['a weight that is none', ['balance', '--backend', 'a=many'], /"a=many" is no backend/],
    ['a weight out of bounds', ['balance', '--backend', 'a=4294967296'], /a weight is a whole number from 0/],
    ['a port out of bounds', ['balance', '--backend', '10.0.0.1:99999'], /a port is a whole number from 0 to 65535/],
    [
      'a method nearly right',
      ['table', ...AB, '--method', 'cillium'],
      /no hashing method is called "cillium" \(did you mean "cilium"\?\)/,
    ],
    ['a method half written', ['compare', ...AB, '--method', 'paper', 'katran'], /did you mean "katran-v1"\?/],
    ['a method far off', ['table', ...AB, '--method', 'zzzzzzz'], /there are paper, envoy, cilium/],
    ['a method without a table', ['table', ...AB, '--method', 'jump'], /Jump hash computes its answers/],
    ['a size that is not prime', ['table', ...AB, '--table-size', '100'], /cannot be one \(the next prime is 101\)/],
    [
      'a size that Envoy refuses',
      ['table', ...AB, '--method', 'envoy', '--table-size', '100'],
      /must be prime number: 100/,
    ],
    ['a size that Cilium has not', ['table', ...AB, '--method', 'cilium', '--table-size', '101'], /251/],
    ['a size of nothing', ['table', ...AB, '--table-size', '0'], /Expected a whole number from 1 to 5000011/],
    ['a dialect that needs addresses', ['table', '--backend', 'web-a', '--method', 'ipvs-mh'], /hashes the IP address/],
    ['a broken Cilium seed', ['table', ...AB, '--method', 'cilium', '--cilium-seed', 'x'], /base64 of 12 bytes/],
    ['a broken GLB seed', ['table', ...AB, '--method', 'glb', '--glb-seed', 'x'], /32 hexadecimal digits/],
    ['a ring too large', ['balance', '--backend', 'a=1000000000', '--method', 'ring'], /points is too large/],
    [
      'a bound that leaves no room',
      ['balance', ...AB, '--method', 'bounded-load', '--balance-factor', '100'],
      /from 101/,
    ],
    [
      'nobody to remove',
      ['disruption', ...AB, '--remove', '10.0.0.3:80'],
      /there is no backend "10\.0\.0\.3:80" to change/,
    ],
    [
      'everybody removed',
      ['disruption', ...AB, '--remove', '10.0.0.1:80', '10.0.0.2:80'],
      /nobody is left with weight/,
    ],
    ['a weight not given', ['disruption', ...AB, '--reweight', '10.0.0.1:80'], /write name=weight/],
    ['one that is there already', ['disruption', ...AB, '--add', '10.0.0.1:80'], /is there already/],
    [
      'a change and draws',
      ['disruption', ...AB, '--remove', '10.0.0.1:80', '--draws', '3'],
      /cannot be used with option '--remove/,
    ],
    ['too many to remove', ['disruption', ...AB, '--random', '2'], /2 of 2 backends cannot be removed/],
    [
      'one backend to compare losses of',
      ['compare', '--backend', 'a'],
      /1 of 1 backends cannot be removed: at least one stays/,
    ],
    [
      'methods none of which can',
      ['compare', '--backend', 'a', 'b', '--method', 'glb', 'ipvs-mh'],
      /no method can take these backends:\n {2}glb: /,
    ],
    ['an empty seed', ['compare', ...AB, '--seed', ''], /Expected at least one character/],
    ['an unknown format', ['balance', ...AB, '--format', 'xml'], /Allowed choices are text, csv, json/],
    [
      'a page where none can be',
      ['balance', ...AB, '--html', 'pool.yaml/x.html'],
      /cannot write pool\.yaml\/x\.html: /,
    ],
    ['a page in place of a folder', ['balance', ...AB, '--html', '.'], /cannot write \.: /],
    ['an import of nothing', ['import'], /missing required argument 'file'/],
    ['an import of text', ['import', 'text.txt'], /text\.txt: this is not the list of backends it looks like/],
    [
      'an unknown command',
      ['tabel'],
      /unknown command 'tabel'\n\(Did you mean table\?\)\n\(spillway maglev --help says more\)/,
    ],
    [
      'an unknown option',
      ['balance', '--bakends', 'x'],
      /Did you mean --backends\?\)\n\(spillway maglev balance --help says more\)/,
    ],
    ['no command at all', [], /Usage: spillway maglev/],
  ])('%s exits 2', (_name, args, message) => {
    cli.write('pool.yaml', '[a, b]');
    cli.write('text.txt', 'hello');
    const { code, stdout, stderr } = cli.run(['maglev', ...args]);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([['table'], ['balance'], ['disruption'], ['compare'], ['import']])('%s has help with examples', (name) => {
    const { code, stdout, stderr } = cli.run(['maglev', name, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: spillway maglev ${name}`);
    expect(stdout).toMatch(/Examples:\n {2}\$ .*spillway maglev/);
  });

  it('list methods names every method that --method takes', () => {
    const { stdout } = cli.run(['list', 'methods', '--format', 'json']);
    const ids = (JSON.parse(stdout) as { method: string }[]).map(({ method }) => method);
    expect(ids).toHaveLength(16);
    const { code } = cli.run(['maglev', 'compare', ...AB, '--keys', '10', '--draws', '1', '--method', ...ids]);
    expect(code).toBe(0);
  });
});
