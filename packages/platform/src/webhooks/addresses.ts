/**
 * Which addresses webhooks may go to. Charities choose them, so without these walls anybody with a
 * secret key could make the platform knock at its own network's doors. The address is judged when it
 * is connected to, so that a name which is looked up otherwise then leads nowhere else.
 */
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, isIPv4, type LookupFunction } from 'node:net';

/** IANA's special-purpose registry for IPv4: networks that no receiver on the internet is in. */
const specialIPv4: readonly (readonly [net: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** What is inside of 2000::/3, the only public network of IPv6, and is none, or leads to IPv4. */
const specialIPv6: readonly (readonly [net: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

function blockListOf(family: 'ipv4' | 'ipv6', nets: typeof specialIPv4): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, family);
  return list;
}

const special4 = blockListOf('ipv4', specialIPv4);
const special6 = blockListOf('ipv6', specialIPv6);
const public6 = blockListOf('ipv6', [['2000::', 3]]);

/** Whether an IP address is one of the public internet; IPv4 within IPv6 never is. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special4.check(address, 'ipv4');
  return public6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}

/** The host of an address, without the brackets of IPv6. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Whether it is private as far as its text alone says; names are looked up when it is called. */
export function isPrivateUrl(url: URL): boolean {
  const host = hostOf(url);
  if (isIP(host) !== 0) return !isPublicAddress(host);
  return /(^|\.)(localhost|local|internal)\.?$/.test(host) || !host.includes('.');
}

/** The address is none of the public internet; nothing was sent. */
export class AddressRefusedError extends Error {
  override readonly name = 'AddressRefusedError';
}

/** Looks up a name as the machine does; a test has its own. */
export type Lookup = (
  hostname: string,
  answer: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

const machineLookup: Lookup = (hostname, answer) =>
  systemLookup(hostname, { all: true }, (error, addresses) => answer(error, addresses ?? []));

/** For a connection: it gets addresses that were judged, so there is no second look in between. */
export function guardedLookup(allowPrivate: boolean, look: Lookup = machineLookup): LookupFunction {
  return (hostname, { all, family }, callback) => {
    look(hostname, (error, found) => {
      if (error !== null) return callback(error, []);
      const addresses = found.filter((one) => !family || one.family === Number(family));
      const refused = addresses.some(({ address }) => !isPublicAddress(address));
      const [first] = addresses;
      if (refused && !allowPrivate) {
        return callback(new AddressRefusedError(`${hostname} is not on the public internet`), []);
      }
      if (first === undefined) return callback(new Error(`${hostname} has no address`), []);
      if (all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** Refuses an address that is written in numbers, for which nothing is looked up. @throws AddressRefusedError */
export function assertCallable(url: URL, allowPrivate: boolean): void {
  const host = hostOf(url);
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new AddressRefusedError(`${host} is not on the public internet`);
  }
}
