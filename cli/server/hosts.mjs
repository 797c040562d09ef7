/**
 * The host names that the server accepts. A foreign page may make its own name resolve to this machine (DNS rebinding):
 * its requests are then same-origin to the browser, but still carry the foreign name in their Host header.
 */
import net from 'node:net';
import os from 'node:os';

const loopbackNames = ['localhost', '127.0.0.1', '::1'];

/** @param {string} host as `--host` names it */
export const isLoopback = (host) =>
  host === 'localhost' || host === '::1' || (net.isIPv4(host) && host.startsWith('127.'));

/**
 * The name of a Host header without its port: lower case, no brackets, no final dot. Null where it is not a host.
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
 * @property {string} words the accepted names, for messages
 */

/**
 * A server for this machine only accepts the loopback names. A server for other machines also accepts
 * numeric addresses, which are immune to rebinding, and this machine's name.
 * @param {string} host where the server listens, as `--host` names it
 * @param {readonly string[]} [more] further names, as `--allow-host` lists them
 * @returns {HostRule}
 */
export function hostRule(host, more = []) {
  const own = host.toLowerCase().replace(/\.$/, '');
  const isPublic = !isLoopback(own);
  const machine = os.hostname().toLowerCase();
  const machineNames = isPublic && machine !== '' ? [machine, `${machine}.local`] : [];
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
      return name !== null && (names.has(name) || (isPublic && net.isIP(name) !== 0));
    },
    words: `${shown.join(', ')}${isPublic ? ' and numeric addresses' : ''}`,
  };
}
