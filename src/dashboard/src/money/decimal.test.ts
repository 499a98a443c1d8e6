import { expect, test } from 'vitest';
import { add, changePercent, compare, isMultiple, multiply, parse, percent, round, subtract, toText, trimmed, type Decimal } from './decimal';

const d = (text: string): Decimal => {
  const value = parse(text);
  if (!value) throw new Error(`not a decimal: ${text}`);
  return value;
};

test('what is not a number is null, never zero', () => {
  for (const text of [null, undefined, '', ' ', '.', '-', 'abc', '1,000', '1.2.3', 'NaN', 'Infinity']) expect(parse(text)).toBeNull();
});

test('every usual spelling of a number is read', () => {
  expect(['1', '+1.50', '-0.05', '.5', '7.', '1e3', '2.5E-4', ' 12 '].map((text) => toText(d(text))))
    .toEqual(['1', '1.50', '-0.05', '0.5', '7', '1000', '0.00025', '12']);
});

test('sums are exact where floats are not', () => {
  expect(toText(add(d('0.1'), d('0.2')))).toBe('0.3');
  expect(toText(subtract(d('100000000000000000.01'), d('0.02')))).toBe('99999999999999999.99');
  expect(toText(multiply(d('187.195'), d('-40')))).toBe('-7487.800');
});

test('rounding is half away from zero and adds no places', () => {
  expect(['1.005', '-1.005', '1.004', '2', '-0.004'].map((text) => toText(round(d(text), 2)))).toEqual(['1.01', '-1.01', '1.00', '2', '0.00']);
});

test('comparison looks at values, not at spellings', () => {
  expect(compare(d('1.0'), d('1'))).toBe(0);
  expect(compare(d('-2'), d('1'))).toBe(-1);
  expect(compare(d('10'), d('9.99'))).toBe(1);
});

test('a multiple of a tick is recognised exactly', () => {
  expect(isMultiple(d('187.21'), d('0.01'))).toBe(true);
  expect(isMultiple(d('1.08421'), d('0.00005'))).toBe(false);
  expect(isMultiple(d('5912.25'), d('0.25'))).toBe(true);
});

test('shares stay between 0 and 100', () => {
  expect(percent(d('40'), d('100'))).toBe(40);
  expect(percent(d('160'), d('100'))).toBe(100);
  expect(percent(d('0'), d('0'))).toBe(0);
});

test('a change in percent has two decimals and needs a base', () => {
  expect(toText(changePercent(d('187.20'), d('185')) ?? d('0'))).toBe('1.19');
  expect(toText(changePercent(d('180'), d('185')) ?? d('0'))).toBe('-2.70');
  expect(changePercent(d('1'), d('0'))).toBeNull();
});

test('text pads and trims', () => {
  expect(toText(d('5'), 2)).toBe('5.00');
  expect(toText(trimmed(d('5.2500')))).toBe('5.25');
  expect(toText(trimmed(d('-0.10')))).toBe('-0.1');
});
