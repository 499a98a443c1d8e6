import { expect, test } from 'vitest';
import { formatMoney, formatPrice, formatQty, formatSigned, signClass, signOf } from './format';

test('prices keep their decimals and show at least two', () => {
  expect(['187.2', '1.08425', '5912.25', '1234567', '0.1000'].map(formatPrice)).toEqual(['187.20', '1.08425', '5,912.25', '1,234,567.00', '0.10']);
});

test('quantities show no zeros that say nothing', () => {
  expect(['100', '100.00', '-2500', '0.125'].map(formatQty)).toEqual(['100', '100', '−2,500', '0.125']);
});

test('money has two decimals, and profit says its sign', () => {
  expect(formatMoney('1234.5')).toBe('1,234.50');
  expect(['12.3', '-12.345', '0'].map(formatSigned)).toEqual(['+12.30', '−12.35', '0.00']);
});

test('unknown is a dash and never a zero', () => {
  expect([formatPrice(null), formatQty(undefined), formatMoney(''), formatSigned('n/a')]).toEqual(['–', '–', '–', '–']);
  expect(signOf(null)).toBe(0);
});

test('colour follows the sign', () => {
  expect([signClass(signOf('0.01')), signClass(signOf('-3')), signClass(signOf('0.00'))]).toEqual(['gain', 'loss', 'flat']);
});
