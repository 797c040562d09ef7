/**
 * By which names the server answers. A foreign page may have its own name resolve to this machine (DNS rebinding):
 * its requests are then same-origin to the browser, but still carry the foreign name in their Host.
 */
import net from 'node:net';
import os from 'node:os';

const loopbackNames = ['localhost', '127.0.0.1', '::1'];

/** @param {string} host as `--host` names it */
export const isLoopback = (host) =>
  host === 'localhost' || host === '::1' || (net.isIPv4(host) && host.startsWith('127.'));

/**
 * The name of a Host header without its port: lower case, no brackets, no final dot. Null where it is no host.
 * @param {string} header "[::1]:4433" @returns {string | null}
 */
export function hostName(header) {
  const [, bracketed, plain] =
    /^(?:\[([0-9a-f:.]+)\]|([^\s:/?#@[\]]+))(?::\d*)?$/i.exec(header) ?? [];
  if (bracketed !== undefined) return net.isIPv6(bracketed) ? bracketed.toLowerCase() : null;
  return plain === undefined ? null : plain.toLowerCase().replace(/\.$/, '');
}

/**
 * @typedef {object} HostRule
 * @property {(header: string | undefined) => boolean} accepts a request's Host
 * @property {string} words what is accepted, for help and refusals
 */

/**
 * A server for this machine alone answers to its names of the loopback. One for other machines also answers to
 * any address written as a number, which no rebinding reaches, and to this machine's name.
 * @param {string} host where the server listens, as `--host` names it
 * @param {readonly string[]} [more] further names, as `--allow-host` lists them
 * @returns {HostRule}
 */
export function hostRule(host, more = []) {
  const own = host.toLowerCase().replace(/\.$/, '');
  const outside = !isLoopback(own);
  const machine = os.hostname().toLowerCase();
  const machineNames = outside && machine !== '' ? [machine, `${machine}.local`] : [];
  const names = new Set([
    ...loopbackNames,
    own,
    ...machineNames,
    ...more.map((name) => name.toLowerCase()),
  ]);
  const shown = [...names].map((name) => (net.isIPv6(name) ? `[${name}]` : name));
  return {
    accepts(header) {
      const name = header === undefined ? null : hostName(header);
      return name !== null && (names.has(name) || (outside && net.isIP(name) !== 0));
    },
    words: `${shown.join(', ')}${outside ? ' and addresses written as numbers' : ''}`,
  };
}
