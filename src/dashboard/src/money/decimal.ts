/** An exact decimal: `units` scaled by ten to the power of `-scale`. Amounts never pass through a float. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const PATTERN = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

export const ZERO: Decimal = { units: 0n, scale: 0 };

/** Reads a decimal string; null for what is not one (a null, an empty field, a word). */
export function parse(text: string | number | null | undefined): Decimal | null {
  if (text === null || text === undefined) return null;
  const match = PATTERN.exec(String(text).trim());
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent] = match;
  if (whole === '' && fraction === '') return null;
  const magnitude = BigInt(whole + fraction);
  const units = sign === '-' ? -magnitude : magnitude;
  const scale = fraction.length - Number(exponent ?? 0);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.units * 10n ** BigInt(scale - a.scale), b.units * 10n ** BigInt(scale - b.scale), scale];
}

export function add(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { units: x + y, scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, negate(b));
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

export function negate(a: Decimal): Decimal {
  return { units: -a.units, scale: a.scale };
}

export function absolute(a: Decimal): Decimal {
  return a.units < 0n ? negate(a) : a;
}

export function compare(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function sign(a: Decimal): -1 | 0 | 1 {
  return a.units < 0n ? -1 : a.units > 0n ? 1 : 0;
}

/** Rounds half away from zero, as statements do. Adds no places to a shorter number. */
export function round(a: Decimal, places: number): Decimal {
  if (a.scale <= places) return a;
  const factor = 10n ** BigInt(a.scale - places);
  const magnitude = a.units < 0n ? -a.units : a.units;
  const rounded = (magnitude + factor / 2n) / factor;
  return { units: a.units < 0n ? -rounded : rounded, scale: places };
}

/** True where `a` is a whole multiple of `step`; a step of zero divides nothing and so is no rule. */
export function isMultiple(a: Decimal, step: Decimal): boolean {
  const [x, y] = aligned(a, step);
  return y === 0n || x % y === 0n;
}

/** The share of `part` in `whole`, in whole percent and bounded to 0..100; it drives bars, not amounts. */
export function percent(part: Decimal, whole: Decimal): number {
  const [x, y] = aligned(absolute(part), absolute(whole));
  if (y === 0n) return x === 0n ? 0 : 100;
  const share = (x * 100n) / y;
  return share > 100n ? 100 : Number(share);
}

/** The change from `base` to `value` in percent with two decimals; null where the base is zero. */
export function changePercent(value: Decimal, base: Decimal): Decimal | null {
  const [x, y] = aligned(value, base);
  if (y === 0n) return null;
  const hundredths = ((x - y) * 100_000n) / (y < 0n ? -y : y);
  return round({ units: hundredths, scale: 3 }, 2);
}

/** The plain text of a decimal with at least `places` decimals. */
export function toText(a: Decimal, places = 0): string {
  const width = Math.max(a.scale, places);
  const units = a.units * 10n ** BigInt(width - a.scale);
  const digits = (units < 0n ? -units : units).toString().padStart(width + 1, '0');
  const whole = digits.slice(0, digits.length - width);
  const fraction = width === 0 ? '' : `.${digits.slice(digits.length - width)}`;
  return `${units < 0n ? '-' : ''}${whole}${fraction}`;
}

/** Drops the zeros behind the last decimal that says something. */
export function trimmed(a: Decimal): Decimal {
  let { units, scale } = a;
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale -= 1;
  }
  return { units, scale };
}
