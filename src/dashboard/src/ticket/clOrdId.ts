/**
 * A client order id that no other desk will make. `crypto.randomUUID` is there on https and localhost only; a desk that is
 * served over plain http in its own network gets the same from random bytes.
 */
export function newClOrdId(source: Pick<Crypto, 'getRandomValues'> & Partial<Pick<Crypto, 'randomUUID'>> = crypto): string {
  return `web-${source.randomUUID ? source.randomUUID() : fromBytes(source.getRandomValues(new Uint8Array(16)))}`;
}

function fromBytes(bytes: Uint8Array): string {
  const version = bytes.with(6, ((bytes[6] ?? 0) & 0x0f) | 0x40);
  const variant = version.with(8, ((version[8] ?? 0) & 0x3f) | 0x80);
  const hex = [...variant].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
