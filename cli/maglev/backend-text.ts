/**
 * A backend in one word, as flags and lists write it: `name`, `10.0.0.1:8080` or `[::1]:80`, and `=weight` behind it.
 */
import { type Backend, backend, MaglevInputError } from '../../sim/maglev/backend.ts';
import { ipBytes } from '../../sim/maglev/ip-address.ts';

/** `10.0.0.1:8080=3` -> the backend of that name, with address, port and weight. */
export function parseBackend(text: string): Backend {
  const [, name, weight] = /^(.+?)(?:=(\d+))?$/.exec(text.trim()) ?? [];
  if (name === undefined || name.includes('=')) {
    throw new MaglevInputError(`"${text}" is no backend: write a name or address, and =weight where it is not 1`);
  }
  return backend(name, { ...addressIn(name), ...(weight === undefined ? {} : { weight: Number(weight) }) });
}

/** Address and port where `name` spells them; neither where it is only a name. */
export function addressIn(name: string): Partial<Pick<Backend, 'address' | 'port'>> {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(name) ?? [];
  const address = bracketed ?? plain ?? name;
  if (ipBytes(address) === null) return {};
  return { address, port: port === undefined ? 0 : Number(port) };
}
